// A domain of an app on Flex Consumption.
using '../domain.bicep'

param appName = 'mta-sts-contoso'
param domain = 'fabrikam.com'
param isFlex = true
