// What tells you first: tests of every policy from outside, alerts by e-mail, and a workbook.

targetScope = 'resourceGroup'

metadata name = 'Monitoring of an MTA-STS policy host'
metadata description = 'Availability tests, alerts, an action group and a workbook.'

@description('Name of the function app.')
param appName string

@description('The mail domains that the app hosts.')
param domains string[]

@description('The mail domains whose policy is fetched by a test of its own; every run is billed. Without a list: all, if they are 50 at most, else none. The scheduled check looks at all of them in any case.')
param testedDomains string[]?

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
@description('Answers of 500 and more within 30 minutes that raise an alert. A few are made by scanners, which send HTTP/1.0 without a host name.')
param serverErrorThreshold int = 5

@allowed([300, 600, 900])
@description('Seconds between two runs of a test from the same place.')
param testIntervalSeconds int = 900

@minLength(1)
@maxLength(16)
@description('Where the tests run, by Azure\'s ids of test locations. An alert is raised when more than half of them fail: both of two, three of five.')
param testLocations string[] = [
  'emea-nl-ams-azr'
  'us-va-ash-azr'
]

@description('Tags of every resource.')
param tags { *: string } = {}

var domainsToTest = testedDomains ?? (length(domains) <= 50 ? domains : [])

// One test asks the app itself: it is there on every plan and with any number of domains, so its results and its requests are the heartbeat.
var healthTest = '${appName}-health'
var testNames = concat([healthTest], map(domainsToTest, domain => 'mta-sts.${domain}'))

// An Application Insights component takes 100 tests. Which one a test belongs to follows from its name alone: a test that moved to another
// component would be replaced. 500 names are 63 a component on average, and hardly ever more than 90.
var componentCount = 8
var testsPerComponent = 100
var assignedTests = map(testNames, name => {
  name: name
  component: indexOf('abcdefghijklmnopqrstuvwxyz234567', substring(uniqueString(name), 5, 1)) % componentCount
})
var usedComponents = filter(
  range(0, componentCount),
  index => !empty(filter(assignedTests, test => test.component == index))
)
var fullComponents = filter(
  usedComponents,
  index => length(filter(assignedTests, test => test.component == index)) > testsPerComponent
)
var tests = empty(fullComponents)
  ? assignedTests
  : fail('More than ${testsPerComponent} tests would be in one Application Insights component. Name fewer testedDomains: ${length(domainsToTest)} are too many.')

var alerts = [
  {
    name: 'availability'
    displayName: 'A policy cannot be fetched'
    description: 'More than half of the places cannot fetch the policy of this host. ${healthTest}: the app or its store does not answer.'
    severity: 1
    query: loadTextContent('queries/availability.kql')
    column: 'FailingLocations'
    dimension: 'PolicyHost'
    threshold: length(testLocations) / 2 + 1
    windowSize: 'PT30M'
  }
  {
    name: 'certificate'
    displayName: 'A certificate is about to fail, or has failed'
    description: 'The certificate of this host is not accepted, or is valid for fewer than ${certificateDaysLeft} days.'
    severity: 1
    query: loadTextContent('queries/certificate.kql')
    column: 'FailingLocations'
    dimension: 'PolicyHost'
    threshold: 1
    windowSize: 'PT30M'
  }
  {
    name: 'server-errors'
    displayName: 'The app answers with errors'
    description: 'Answers of 500 and more: the store is down and no policy was known, or the app fails.'
    severity: 1
    query: loadTextContent('queries/server-errors.kql')
    column: 'Errors'
    dimension: null
    threshold: serverErrorThreshold
    windowSize: 'PT30M'
  }
  {
    name: 'store-failures'
    displayName: 'Policies cannot be loaded'
    description: 'The store does not answer, a row is not a valid policy, or a provider\'s policy could not be taken. Older policies are served as long as there are any.'
    severity: 2
    query: loadTextContent('queries/store-failures.kql')
    column: 'Failures'
    dimension: null
    threshold: 1
    windowSize: 'PT30M'
  }
  {
    name: 'telemetry'
    displayName: 'Telemetry has stopped'
    description: 'For an hour the app has logged no request, or no test has had a result: the other alerts are blind.'
    severity: 2
    query: loadTextContent('queries/telemetry.kql')
    column: 'MissingSignals'
    dimension: 'Signal'
    threshold: 1
    windowSize: 'PT1H'
  }
]

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' existing = {
  name: workspaceName
}

resource components 'Microsoft.Insights/components@2020-02-02' = [
  for index in usedComponents: {
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

resource webTests 'Microsoft.Insights/webtests@2022-06-15' = [
  for test in tests: {
    name: test.name
    location: location
    // The portal finds a test by this tag of its component.
    tags: union(tags, {
      'hidden-link:${resourceId('Microsoft.Insights/components', 'appi-${appName}-tests-${test.component + 1}')}': 'Resource'
    })
    kind: 'standard'
    properties: {
      SyntheticMonitorId: test.name
      Name: test.name
      Kind: 'standard'
      Enabled: true
      Frequency: testIntervalSeconds
      Timeout: 30
      // A place that fails tries twice more before it counts.
      RetryEnabled: true
      Locations: [for testLocation in testLocations: { Id: testLocation }]
      Request: {
        RequestUrl: test.name == healthTest
          ? 'https://${app.properties.defaultHostName}/health'
          : 'https://${test.name}/.well-known/mta-sts.txt'
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
        ...(test.name == healthTest
          ? {}
          : {
              ContentValidation: {
                ContentMatch: 'version: STSv1'
                IgnoreCase: false
                PassIfTextFound: true
              }
            })
      }
    }
    dependsOn: [components]
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
      // Every other one sees what came late to the one before.
      evaluationFrequency: 'PT15M'
      windowSize: alert.windowSize
      // A new workspace has no tables before the first telemetry.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: alert.query
            metricMeasureColumn: alert.column
            dimensions: alert.dimension == null ? [] : [{ name: alert.dimension!, operator: 'Include', values: ['*'] }]
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

@description('The domains whose policy is fetched by a test of its own.')
output testedDomains string[] = domainsToTest
