// What 'mta-sts dns --format bicep' writes, for two domains of which one is within the other's zone.
using '../dns.bicep'

param domains = [
  {
    domain: 'contoso.com'
    zone: 'contoso.com'
    records: [
      {
        name: 'mta-sts'
        type: 'CNAME'
        ttl: 3600
        value: ['mta-sts-contoso.azurewebsites.net']
      }
      {
        name: 'asuid.mta-sts'
        type: 'TXT'
        ttl: 3600
        value: ['0123456789ABCDEF']
      }
      {
        name: '_mta-sts'
        type: 'TXT'
        ttl: 300
        value: ['v=STSv1; id=0123456789abcdef;']
      }
      {
        name: '_smtp._tls'
        type: 'TXT'
        ttl: 3600
        value: ['v=TLSRPTv1; rua=mailto:tls-reports@contoso.com']
      }
    ]
  }
  {
    domain: 'mail.contoso.com'
    zone: 'contoso.com'
    records: [
      {
        name: '_mta-sts.mail'
        type: 'TXT'
        ttl: 300
        value: ['v=STSv1; id=fedcba9876543210;']
      }
    ]
  }
]
