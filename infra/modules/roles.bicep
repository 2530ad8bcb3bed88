// Who may do what, each on the smallest thing that has a scope.

@description('Name of the storage account.')
param accountName string

@description('Whether the policies are in this account; roles on those of another app are given there.')
param ownsPolicies bool

@description('Name of the table that holds the policies.')
param tableName string

@description('Name of the table that holds the copies of providers\' policies.')
param copiesTableName string

@description('Name of the container that holds the app\'s package.')
param containerName string

@description('Name of the Application Insights component.')
param componentName string

@description('Name of the function app.')
param appName string

@description('Who manages policies with the tool: a user, a group or a service principal. Empty: nobody yet.')
param operatorPrincipalId string

@description('Who uploads the package. Empty: nobody yet, or not needed on this plan.')
param deployerPrincipalId string

var roles = {
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  storageTableDataReader: '76199698-9eea-4c19-bc75-cec21354c6b6'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: accountName

  resource tables 'tableServices' existing = {
    name: 'default'

    resource policies 'tables' existing = {
      name: tableName
    }

    resource copies 'tables' existing = {
      name: copiesTableName
    }
  }

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource packages 'containers' existing = {
      name: containerName
    }
  }
}

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource appReadsPolicies 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (ownsPolicies) {
  scope: account::tables::policies
  name: guid(account::tables::policies.id, app.id, roles.storageTableDataReader)
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageTableDataReader)
  }
}

// The one table that the app writes to: policies are changed by people alone.
resource appKeepsCopies 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (ownsPolicies) {
  scope: account::tables::copies
  name: guid(account::tables::copies.id, app.id, roles.storageTableDataContributor)
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageTableDataContributor
    )
  }
}

// What the Functions host asks for on its own account (AzureWebJobsStorage).
resource hostKeepsItsBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, app.id, roles.storageBlobDataOwner)
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataOwner)
  }
}

resource appSendsTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: component
  name: guid(component.id, app.id, roles.monitoringMetricsPublisher)
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.monitoringMetricsPublisher
    )
  }
}

resource operatorChangesPolicies 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (ownsPolicies && !empty(operatorPrincipalId)) {
  scope: account::tables::policies
  name: guid(account::tables::policies.id, operatorPrincipalId, roles.storageTableDataContributor)
  properties: {
    principalId: operatorPrincipalId
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageTableDataContributor
    )
  }
}

resource operatorKeepsCopies 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (ownsPolicies && !empty(operatorPrincipalId)) {
  scope: account::tables::copies
  name: guid(account::tables::copies.id, operatorPrincipalId, roles.storageTableDataContributor)
  properties: {
    principalId: operatorPrincipalId
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageTableDataContributor
    )
  }
}

resource deployerUploadsPackages 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerPrincipalId)) {
  scope: account::blobs::packages
  name: guid(account::blobs::packages.id, deployerPrincipalId, roles.storageBlobDataContributor)
  properties: {
    principalId: deployerPrincipalId
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
  }
}
