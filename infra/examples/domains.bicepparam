// Domains of an app: a new one, one that has TLS already, and one with a certificate of one's own.
using '../domain.bicep'

param appName = 'mta-sts-contoso'
param domains = [
  { domain: 'contoso.com' }
  { domain: 'fabrikam.com', isBound: true }
  {
    domain: 'adatum.com'
    certificate: {
      keyVaultId: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/mta-sts/providers/Microsoft.KeyVault/vaults/contoso'
      name: 'mta-sts-adatum-com'
    }
  }
]
