// Records in zones of Azure DNS. 'mta-sts dns --format bicep' writes the parameter file; deploy it to the resource group of the zones.

targetScope = 'resourceGroup'

metadata name = 'DNS records of an MTA-STS policy host'
metadata description = 'Writes the records that mta-sts.<domain>, MTA-STS and TLS reporting need.'

@description('A record set.')
type record = {
  @description('Name relative to the zone.')
  name: string

  @description('CNAME or TXT.')
  type: 'CNAME' | 'TXT'

  @description('Seconds that resolvers may keep it.')
  ttl: int

  @description('Of a CNAME the target; of a TXT the strings of its one record.')
  value: string[]
}

@description('The records of one mail domain.')
type domainRecords = {
  @description('The mail domain.')
  domain: string

  @description('The zone that holds it. It must exist in this resource group; many domains may be in one.')
  zone: string

  @description('Records to write.')
  records: record[]
}

@description('What to write, a domain each. What is at the names is replaced.')
param domains domainRecords[]

module written 'modules/dns-records.bicep' = [
  for domain in domains: {
    params: {
      zone: domain.zone
      records: domain.records
    }
  }
]

@description('Names that were written.')
output names string[] = flatten(map(domains, domain => map(domain.records, record => '${record.name}.${domain.zone}')))
