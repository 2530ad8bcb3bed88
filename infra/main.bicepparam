// What 'azd up' deploys: set values with 'azd env set NAME value'.
using 'main.bicep'

// azd uploads by zip deployment, and so needs a plan that takes it; the others are deployed by button or pipeline.
var plan = readEnvironmentVariable('MTA_STS_HOSTING_PLAN', 'Basic')

param hostingPlan = plan == 'Basic'
  ? 'Basic'
  : plan == 'FlexConsumption'
      ? 'FlexConsumption'
      : fail('MTA_STS_HOSTING_PLAN is ${plan}; azd can deploy to Basic (500 domains) or FlexConsumption (3).')

param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')

// Separated by commas.
param domains = filter(
  map(split(readEnvironmentVariable('MTA_STS_DOMAINS', ''), ','), domain => trim(domain)),
  domain => !empty(domain)
)

// Whoever runs azd manages policies too, unless somebody else is named.
param operatorPrincipalId = readEnvironmentVariable(
  'MTA_STS_OPERATOR_PRINCIPAL_ID',
  readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
)

// One policy for all domains without a row; the domains that it is for are separated by commas.
param defaultTemplate = readEnvironmentVariable('MTA_STS_DEFAULT_TEMPLATE', '')

param defaultMode = any(readEnvironmentVariable('MTA_STS_DEFAULT_MODE', 'testing'))

param defaultDomains = filter(
  map(split(readEnvironmentVariable('MTA_STS_DEFAULT_DOMAINS', ''), ','), domain => trim(domain)),
  domain => !empty(domain)
)

param alwaysReadyInstances = int(readEnvironmentVariable('MTA_STS_ALWAYS_READY', '0'))

// false for an app that has the short host name.
param uniqueHostName = bool(readEnvironmentVariable('MTA_STS_UNIQUE_HOST_NAME', 'true'))

// What azd finds the environment by.
param tags = {
  'azd-env-name': readEnvironmentVariable('AZURE_ENV_NAME', 'mta-sts')
}
