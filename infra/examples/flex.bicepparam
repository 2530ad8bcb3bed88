// Three domains, the most that Flex Consumption holds, with one instance that is always warm.
using '../main.bicep'

param hostingPlan = 'FlexConsumption'
param alwaysReadyInstances = 1
param domains = ['contoso.com', 'fabrikam.com', 'adatum.com']
param operatorPrincipalId = '11111111-1111-1111-1111-111111111111'
