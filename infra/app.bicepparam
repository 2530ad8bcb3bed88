// What azure-pipelines.yml deploys; yours to change. The plan comes from eng/pipelines/settings.yml.
using 'main.bicep'

param hostingPlan = any(readEnvironmentVariable('MTA_STS_HOSTING_PLAN', 'Basic'))

// Object id of who manages policies with the tool: a user or, better, a group.
param operatorPrincipalId = ''

// Object id of the service connection's identity, which uploads the package; only on WindowsConsumption and ElasticPremium.
param deployerPrincipalId = ''
