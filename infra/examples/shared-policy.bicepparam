// One policy for all domains of a provider, except those that have a row.
using '../main.bicep'

param defaultTemplate = 'exchange'
param defaultMode = 'enforce'
param defaultDomains = ['contoso.com', 'fabrikam.com']
