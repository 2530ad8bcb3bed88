// A domain with a certificate of one's own.
using '../domain.bicep'

param appName = 'mta-sts-contoso'
param domain = 'adatum.com'
param certificate = {
  keyVaultId: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/mta-sts/providers/Microsoft.KeyVault/vaults/contoso'
  name: 'mta-sts-adatum-com'
}
