// What azure-pipelines-domains.yml deploys; domains come from infra/domains.txt, the rest from eng/pipelines/settings.yml.
using 'monitoring.bicep'

param appName = readEnvironmentVariable('MTA_STS_APP', 'mta-sts')

// A domain a line; lines with # are comments.
param domains = filter(
  map(split(loadTextContent('domains.txt'), '\n'), line => trim(line)),
  line => !empty(line) && !startsWith(line, '#')
)

// Separated by commas.
var tested = filter(
  map(split(readEnvironmentVariable('MTA_STS_TESTED_DOMAINS', ''), ','), domain => trim(domain)),
  domain => !empty(domain)
)

param testedDomains = empty(tested) ? null : tested

// Separated by commas.
param emails = filter(
  map(split(readEnvironmentVariable('MTA_STS_ALERT_EMAILS', ''), ','), email => trim(email)),
  email => !empty(email)
)
