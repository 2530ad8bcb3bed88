// The function app on Windows: Consumption, Basic or Elastic Premium.

@description('Name of the function app.')
param name string

@description('Region.')
param location string

@description('Tags of the plan.')
param tags { *: string }

@description('Tags of the app.')
param appTags { *: string }

@description('The plan: WindowsConsumption, Basic or ElasticPremium.')
param hostingPlan string

@description('Instances that are always running: on Basic all there are, on Elastic Premium those it scales from.')
param alwaysReadyInstances int

@description('App settings, whatever the plan.')
param appSettings { *: string }

@description('Name of the Application Insights component.')
param componentName string

@description('Where the package is that Consumption and Elastic Premium run from.')
param packageUrl string

var runsFromUrl = hostingPlan != 'Basic'
var instances = max(1, alwaysReadyInstances)

var skus = {
  WindowsConsumption: { name: 'Y1', tier: 'Dynamic' }
  Basic: { name: 'B1', tier: 'Basic', capacity: instances }
  ElasticPremium: { name: 'EP1', tier: 'ElasticPremium', capacity: instances }
}

var siteConfigs = {
  WindowsConsumption: {}
  Basic: {
    alwaysOn: true
    healthCheckPath: '/alive'
  }
  ElasticPremium: {
    healthCheckPath: '/alive'
    minimumElasticInstanceCount: instances
  }
}

// Consumption and Elastic Premium would keep the app's files in Azure Files, which knows only shared keys. Run from a blob instead, read by identity.
var packageSettings = runsFromUrl
  ? {
      WEBSITE_RUN_FROM_PACKAGE: packageUrl
      WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID: 'SystemAssigned'
    }
  : {
      WEBSITE_RUN_FROM_PACKAGE: '1'
    }

var settings = union(appSettings, packageSettings, {
  // No credential: with local authentication off it says where telemetry goes, and opens nothing.
  APPLICATIONINSIGHTS_CONNECTION_STRING: component.properties.ConnectionString
  FUNCTIONS_EXTENSION_VERSION: '~4'
  FUNCTIONS_WORKER_RUNTIME: 'dotnet-isolated'
  // A cold start takes over a pre-warmed process, if that is 64-bit and of this .NET.
  WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED: '1'
})

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: hostingPlan == 'ElasticPremium' ? 'elastic' : 'functionapp'
  sku: skus[hostingPlan]
  properties: hostingPlan == 'ElasticPremium' ? { maximumElasticWorkerCount: max(instances, 10) } : {}
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: appTags
  kind: 'functionapp'
  identity: { type: 'SystemAssigned' }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    publicNetworkAccess: 'Enabled'
    siteConfig: union(siteConfigs[hostingPlan], {
      appSettings: map(items(settings), setting => { name: setting.key, value: setting.value })
      ftpsState: 'Disabled'
      http20Enabled: true
      // Some senders speak nothing newer than TLS 1.2.
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      netFrameworkVersion: 'v10.0'
      use32BitWorkerProcess: false
    })
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

@description('Resource id of the function app.')
output id string = app.id

@description('Name of the function app.')
output name string = app.name

@description('The app\'s own host name, to which every mta-sts.<domain> is a CNAME.')
output hostName string = app.properties.defaultHostName

@description('What the TXT record asuid.mta-sts.<domain> must say.')
output customDomainVerificationId string = app.properties.customDomainVerificationId
