// Many domains, always warm: two instances that scale out, and logs for a year.
using '../main.bicep'

param name = 'mta-sts-contoso'
param hostingPlan = 'ElasticPremium'
param alwaysReadyInstances = 2
param domains = [
  'contoso.com'
  'contoso.de'
  'contoso.fr'
  'fabrikam.com'
  'adatum.com'
]
param operatorPrincipalId = '11111111-1111-1111-1111-111111111111'
param deployerPrincipalId = '22222222-2222-2222-2222-222222222222'
param logRetentionDays = 365
param tags = { costCentre: 'mail' }
