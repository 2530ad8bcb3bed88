// What azure-pipelines.yml deploys; yours to change. Plan and domains come from eng/pipelines/settings.yml and infra/domains.txt.
using 'main.bicep'

// Object id of who manages policies with the tool: a user or, better, a group.
param operatorPrincipalId = ''

// Object id of the service connection's identity, which uploads the package; only on WindowsConsumption and ElasticPremium.
param deployerPrincipalId = ''
