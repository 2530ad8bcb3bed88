// The function app on Flex Consumption.

@description('Name of the function app.')
param name string

@description('Region.')
param location string

@description('Tags of the plan.')
param tags { *: string }

@description('Tags of the app.')
param appTags { *: string }

@minValue(0)
@description('Instances that are always running; with none the app scales to zero.')
param alwaysReadyInstances int

@description('App settings, whatever the plan.')
param appSettings { *: string }

@description('Name of the Application Insights component.')
param componentName string

@description('The container that deployments put the package into.')
param containerUrl string

// FUNCTIONS_WORKER_RUNTIME and its like are refused here: functionAppConfig says it.
var settings = union(appSettings, {
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
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: appTags
  kind: 'functionapp,linux'
  identity: { type: 'SystemAssigned' }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    publicNetworkAccess: 'Enabled'
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
      // One instance after the other takes a new package, so no sender meets a stopped app.
      #disable-next-line BCP037
      siteUpdateStrategy: { type: 'RollingUpdate' }
    }
    siteConfig: {
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
