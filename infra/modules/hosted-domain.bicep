// One domain: host name, certificate, TLS, in the order that cannot drop TLS.

@description('Name of the function app.')
param appName string

@description('Region of the app.')
param location string

@description('Resource id of the app\'s plan.')
param serverFarmId string

@description('Whether the app is on Flex Consumption, where certificates belong to the app and not to its plan.')
param isFlex bool

@description('Whether only to bind the host name, without certificate and TLS.')
param bindOnly bool

@description('The policy host, mta-sts.<domain>.')
param hostName string

@description('Resource id of the key vault that holds the certificate; null for a managed certificate.')
param keyVaultId string?

@description('Name of the certificate in the key vault.')
param keyVaultSecretName string?

var source = keyVaultId == null
  ? { canonicalName: hostName }
  : { keyVaultId: keyVaultId, keyVaultSecretName: keyVaultSecretName }

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

// Azure issues a managed certificate only for a host name that is bound. Written again over a binding with TLS, this would take the TLS away.
@onlyIfNotExists()
resource nameOnly 'Microsoft.Web/sites/hostNameBindings@2025-03-01' = {
  parent: app
  name: hostName
  properties: {
    siteName: appName
    hostNameType: 'Verified'
    customHostNameDnsRecordType: 'CName'
    sslState: 'Disabled'
  }
}

resource planCertificate 'Microsoft.Web/certificates@2025-03-01' = if (!bindOnly && !isFlex) {
  name: hostName
  location: location
  properties: union(source, { serverFarmId: serverFarmId })
  dependsOn: [nameOnly]
}

resource siteCertificate 'Microsoft.Web/sites/certificates@2025-03-01' = if (!bindOnly && isFlex) {
  parent: app
  name: hostName
  location: location
  properties: source
  dependsOn: [nameOnly]
}

// A module, because a template cannot name the same binding twice.
module binding 'tls-binding.bicep' = if (!bindOnly) {
  params: {
    appName: appName
    hostName: hostName
    thumbprint: isFlex ? siteCertificate!.properties.thumbprint : planCertificate!.properties.thumbprint
  }
}
