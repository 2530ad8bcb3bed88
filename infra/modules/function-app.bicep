// The function app and its plan. What differs between the plans is in one table; the rest is the same for all.

@description('Name of the function app.')
param name string

@description('Region.')
param location string

@description('Tags of the plan.')
param tags { *: string }

@description('Tags of the app.')
param appTags { *: string }

@allowed(['Basic', 'FlexConsumption', 'WindowsConsumption', 'ElasticPremium'])
@description('The plan.')
param hostingPlan string

@minValue(0)
@description('Instances that are always running: on Basic all there are, on Elastic Premium those it scales from, on Flex Consumption none if it is to scale to zero.')
param alwaysReadyInstances int

@description('Whether the app gets a host name that nobody else can have after it. Counts only when the app is created.')
param uniqueHostName bool

@description('App settings, whatever the plan.')
param appSettings { *: string }

@description('Name of the Application Insights component.')
param componentName string

@description('The container that holds the app\'s package.')
param containerUrl string

@description('The package that Windows Consumption and Elastic Premium run from.')
param packageUrl string

var instances = max(1, alwaysReadyInstances)

// Flex Consumption refuses these: its functionAppConfig says them.
var runtimeSettings = {
  FUNCTIONS_EXTENSION_VERSION: '~4'
  FUNCTIONS_WORKER_RUNTIME: 'dotnet-isolated'
}

// The plans on Windows would keep the app's files in Azure Files, which knows only shared keys. Run from a blob instead, read by identity.
var windowsSettings = union(runtimeSettings, {
  WEBSITE_RUN_FROM_PACKAGE: packageUrl
  WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID: 'SystemAssigned'
  // A cold start takes over a pre-warmed process, if that is 64-bit and of this .NET.
  WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED: '1'
})

var windowsConfig = {
  netFrameworkVersion: 'v10.0'
  use32BitWorkerProcess: false
}

@description('What differs between the plans.')
type planShape = {
  @description('Kind of the plan.')
  planKind: string

  @description('Size of the plan.')
  sku: resourceInput<'Microsoft.Web/serverfarms@2025-03-01'>.sku

  @description('Properties of the plan.')
  planProperties: resourceInput<'Microsoft.Web/serverfarms@2025-03-01'>.properties

  @description('Kind of the app.')
  appKind: string

  @description('App settings beside those of all plans.')
  appSettings: { *: string }

  @description('Site configuration beside that of all plans.')
  siteConfig: resourceInput<'Microsoft.Web/sites@2025-03-01'>.properties.siteConfig

  @description('Properties of the app beside those of all plans.')
  appProperties: resourceInput<'Microsoft.Web/sites@2025-03-01'>.properties
}

var plans { *: planShape } = {
  Basic: {
    planKind: 'linux'
    sku: { name: 'B1', tier: 'Basic', capacity: instances }
    planProperties: { reserved: true }
    appKind: 'functionapp,linux'
    appSettings: union(runtimeSettings, { WEBSITE_RUN_FROM_PACKAGE: '1' })
    siteConfig: {
      alwaysOn: true
      // Whether the process serves, not whether the store answers: an instance that is replaced loses the policies it holds.
      healthCheckPath: '/alive'
      linuxFxVersion: 'DOTNET-ISOLATED|10.0'
    }
    appProperties: {}
  }
  FlexConsumption: {
    planKind: 'functionapp'
    sku: { name: 'FC1', tier: 'FlexConsumption' }
    planProperties: { reserved: true }
    appKind: 'functionapp,linux'
    appSettings: {}
    siteConfig: {}
    appProperties: {
      // Counts only when the app is created; without it the app can never have a certificate.
      #disable-next-line BCP037
      siteScopedCertificatesEnabled: true
      functionAppConfig: {
        deployment: {
          storage: {
            type: 'blobContainer'
            value: containerUrl
            authentication: { type: 'SystemAssignedIdentity' }
          }
        }
        runtime: { name: 'dotnet-isolated', version: '10.0' }
        scaleAndConcurrency: {
          alwaysReady: alwaysReadyInstances == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyInstances }]
          instanceMemoryMB: 512
          maximumInstanceCount: 100
        }
        // Instances are replaced in turn and not all at once (preview); an app of one instance is still away for a moment.
        #disable-next-line BCP037
        siteUpdateStrategy: { type: 'RollingUpdate' }
      }
    }
  }
  WindowsConsumption: {
    planKind: 'functionapp'
    sku: { name: 'Y1', tier: 'Dynamic' }
    planProperties: {}
    appKind: 'functionapp'
    appSettings: windowsSettings
    siteConfig: windowsConfig
    appProperties: {}
  }
  ElasticPremium: {
    planKind: 'elastic'
    sku: { name: 'EP1', tier: 'ElasticPremium', capacity: instances }
    planProperties: { maximumElasticWorkerCount: max(instances, 10) }
    appKind: 'functionapp'
    appSettings: windowsSettings
    siteConfig: union(windowsConfig, { healthCheckPath: '/alive', minimumElasticInstanceCount: instances })
    appProperties: {}
  }
}

var settings = union(appSettings, plans[hostingPlan].appSettings, {
  // No credential: with local authentication off it says where telemetry goes, and opens nothing.
  APPLICATIONINSIGHTS_CONNECTION_STRING: component.properties.ConnectionString
})

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: plans[hostingPlan].planKind
  sku: plans[hostingPlan].sku
  properties: plans[hostingPlan].planProperties
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: appTags
  kind: plans[hostingPlan].appKind
  identity: { type: 'SystemAssigned' }
  properties: {
    ...plans[hostingPlan].appProperties
    ...(uniqueHostName ? { autoGeneratedDomainNameLabelScope: 'TenantReuse' } : {})
    serverFarmId: plan.id
    httpsOnly: true
    // Nobody but the platform reaches /admin, where the host's master key opens everything.
    #disable-next-line BCP037
    functionsRuntimeAdminIsolationEnabled: true
    clientAffinityEnabled: false
    publicNetworkAccess: 'Enabled'
    siteConfig: {
      ...plans[hostingPlan].siteConfig
      appSettings: map(items(settings), setting => { name: setting.key, value: setting.value })
      ftpsState: 'Disabled'
      http20Enabled: true
      // Some senders speak nothing newer than TLS 1.2.
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
    }
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
