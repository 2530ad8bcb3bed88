// The storage account: the policies, the host's own blobs, and the package that the app runs from.

@description('Name of the storage account.')
param name string

@description('Region.')
param location string

@description('Tags of the account.')
param tags { *: string }

@description('Whether the policies are in this account.')
param ownsPolicies bool

@description('Name of the table that holds the policies.')
param tableName string

@description('Name of the table that holds the copies of providers\' policies.')
param copiesTableName string

@description('Name of the private container that holds the app\'s package.')
param containerName string

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' = if (ownsPolicies) {
  parent: account
  name: 'default'

  resource policies 'tables' = {
    name: tableName
  }

  resource copies 'tables' = {
    name: copiesTableName
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    // A package that was overwritten or deleted by mistake can be taken back for a week.
    deleteRetentionPolicy: { enabled: true, days: 7 }
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
  }

  resource packages 'containers' = {
    name: containerName
    properties: { publicAccess: 'None' }
  }
}

@description('Where the policy table is, for the app and for the tool.')
output tableEndpoint string = account.properties.primaryEndpoints.table

@description('Where the package container is.')
output containerUrl string = '${account.properties.primaryEndpoints.blob}${containerName}'
