// The records of one domain in its zone.

@description('Name of the zone.')
param zone string

@description('Records to write, names relative to the zone. What is at these names is replaced.')
param records { name: string, type: 'CNAME' | 'TXT', ttl: int, value: string[] }[]

resource dnsZone 'Microsoft.Network/dnsZones@2018-05-01' existing = {
  name: zone
}

resource aliases 'Microsoft.Network/dnsZones/CNAME@2018-05-01' = [
  for record in filter(records, record => record.type == 'CNAME'): {
    parent: dnsZone
    name: record.name
    properties: {
      TTL: record.ttl
      CNAMERecord: { cname: record.value[0] }
    }
  }
]

resource texts 'Microsoft.Network/dnsZones/TXT@2018-05-01' = [
  for record in filter(records, record => record.type == 'TXT'): {
    parent: dnsZone
    name: record.name
    properties: {
      TTL: record.ttl
      // One record; a text of over 255 characters is several strings of it.
      TXTRecords: [{ value: record.value }]
    }
  }
]
