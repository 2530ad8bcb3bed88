// What azure-pipelines-domains.yml deploys; domains come from infra/domains.txt, the rest from eng/pipelines/settings.yml.
using 'monitoring.bicep'

param appName = readEnvironmentVariable('MTA_STS_APP', 'mta-sts')

param domains = []

// Separated by commas.
param emails = filter(
  map(split(readEnvironmentVariable('MTA_STS_ALERT_EMAILS', ''), ','), email => trim(email)),
  email => !empty(email)
)
