// Domains of an app on Flex Consumption: a new one beside one that has TLS already.
using '../domain.bicep'

param appName = 'mta-sts-contoso'
param hostingPlan = 'FlexConsumption'
param domains = [
  { domain: 'contoso.com', isBound: true }
  { domain: 'fabrikam.com' }
]
