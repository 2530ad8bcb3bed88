// What tells you first: tests of every policy from outside, alerts by e-mail, and a workbook.

targetScope = 'resourceGroup'

metadata name = 'Monitoring of an MTA-STS policy host'
metadata description = 'An availability test for each domain, alerts, an action group and a workbook.'

@description('Name of the function app.')
param appName string

@description('The mail domains that the app hosts; each is tested.')
param domains string[]

@description('E-mail addresses that get the alerts.')
param emails string[]

@description('Region of everything but the tests, which run from testLocations.')
param location string = resourceGroup().location

@description('Name of the app\'s Log Analytics workspace.')
param workspaceName string = 'log-${appName}'

@minValue(1)
@maxValue(365)
@description('Days that a certificate must still be valid; with fewer left, the domain\'s test fails.')
param certificateDaysLeft int = 14

@minValue(1)
@description('Answers of 500 and more within 15 minutes that raise an alert. A few are made by scanners, which send HTTP/1.0 without a host name.')
param serverErrorThreshold int = 5

@minLength(1)
@description('Where the tests run, by Azure\'s ids of test locations. At least five tell a fault of the app from one of the network.')
param testLocations string[] = [
  'emea-nl-ams-azr'
  'emea-gb-db3-azr'
  'us-va-ash-azr'
  'us-il-ch1-azr'
  'apac-sg-sin-azr'
]

@description('Tags of every resource.')
param tags { *: string } = {}

var hostNames = map(domains, domain => 'mta-sts.${domain}')

// An Application Insights component takes 100 tests.
var testsPerComponent = 100
var componentCount = (length(domains) + testsPerComponent - 1) / testsPerComponent

var alerts = [
  {
    name: 'availability'
    displayName: 'A policy cannot be fetched'
    description: 'Senders in two places or more cannot fetch the policy of this host.'
    severity: 1
    query: loadTextContent('queries/availability.kql')
    column: 'FailingLocations'
    dimensions: [{ name: 'PolicyHost', operator: 'Include', values: ['*'] }]
    threshold: min(2, length(testLocations))
  }
  {
    name: 'certificate'
    displayName: 'A certificate is about to fail, or has failed'
    description: 'The certificate of this host is not accepted, or is valid for fewer than ${certificateDaysLeft} days.'
    severity: 1
    query: loadTextContent('queries/certificate.kql')
    column: 'FailingLocations'
    dimensions: [{ name: 'PolicyHost', operator: 'Include', values: ['*'] }]
    threshold: 1
  }
  {
    name: 'server-errors'
    displayName: 'The app answers with errors'
    description: 'Answers of 500 and more: the store is down and no policy was known, or the app fails.'
    severity: 1
    query: loadTextContent('queries/server-errors.kql')
    column: 'Errors'
    dimensions: []
    threshold: serverErrorThreshold
  }
  {
    name: 'store-failures'
    displayName: 'Policies cannot be loaded'
    description: 'The store does not answer, or a row is not a valid policy. Older policies are served as long as there are any.'
    severity: 2
    query: loadTextContent('queries/store-failures.kql')
    column: 'Failures'
    dimensions: []
    threshold: 1
  }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' existing = {
  name: workspaceName
}

resource components 'Microsoft.Insights/components@2020-02-02' = [
  for index in range(0, componentCount): {
    name: 'appi-${appName}-tests-${index + 1}'
    location: location
    tags: tags
    kind: 'web'
    properties: {
      Application_Type: 'web'
      DisableLocalAuth: true
      IngestionMode: 'LogAnalytics'
      WorkspaceResourceId: workspace.id
    }
  }
]

resource tests 'Microsoft.Insights/webtests@2022-06-15' = [
  for (hostName, index) in hostNames: {
    name: hostName
    location: location
    // The portal finds a test by this tag of its component.
    tags: union(tags, { 'hidden-link:${components[index / testsPerComponent].id}': 'Resource' })
    kind: 'standard'
    properties: {
      SyntheticMonitorId: hostName
      Name: hostName
      Kind: 'standard'
      Enabled: true
      Frequency: 300
      Timeout: 30
      RetryEnabled: true
      Locations: [for testLocation in testLocations: { Id: testLocation }]
      Request: {
        RequestUrl: 'https://${hostName}/.well-known/mta-sts.txt'
        HttpVerb: 'GET'
        // Senders follow no redirect (RFC 8461 §3.3).
        FollowRedirects: false
        ParseDependentRequests: false
      }
      ValidationRules: {
        ExpectedHttpStatusCode: 200
        IgnoreHttpStatusCode: false
        SSLCheck: true
        SSLCertRemainingLifetimeCheck: certificateDaysLeft
        ContentValidation: {
          ContentMatch: 'version: STSv1'
          IgnoreCase: false
          PassIfTextFound: true
        }
      }
    }
  }
]

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${appName}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'mta-sts'
    emailReceivers: [
      for (email, index) in emails: {
        name: 'email-${index + 1}'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for alert in alerts: {
    name: '${appName}-${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.displayName
      description: alert.description
      severity: alert.severity
      enabled: true
      autoMitigate: true
      scopes: [workspace.id]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      // A new workspace has no tables before the first telemetry.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: alert.query
            metricMeasureColumn: alert.column
            dimensions: alert.dimensions
            timeAggregation: 'Total'
            operator: 'GreaterThanOrEqual'
            threshold: alert.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: { actionGroups: [actionGroup.id] }
    }
  }
]

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(workspace.id, 'mta-sts')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    category: 'workbook'
    displayName: 'MTA-STS: ${appName}'
    sourceId: workspace.id
    serializedData: replace(loadTextContent('workbook.json'), '<workspace>', workspace.id)
  }
}

@description('The action group, for alerts of your own.')
output actionGroupId string = actionGroup.id

@description('The workbook.')
output workbookId string = workbook.id

@description('The addresses that are tested.')
output testedUrls string[] = [for hostName in hostNames: 'https://${hostName}/.well-known/mta-sts.txt']
