// One domain of an app that is deployed: host name, certificate, TLS. Apart from the app's own deployment, so that neither can break the other.
// Before it, DNS: asuid.mta-sts.<domain> with the verification id, and for a managed certificate mta-sts.<domain> as a CNAME directly to the app.

targetScope = 'resourceGroup'

metadata name = 'A domain of an MTA-STS policy host'
metadata description = 'Binds mta-sts.<domain> to the app, with a managed certificate or one from a key vault.'

@description('A certificate in a key vault.')
type keyVaultCertificate = {
  @description('Resource id of the key vault. App Service must be allowed to read it: on FlexConsumption by the app\'s identity, elsewhere by the service principal "Microsoft Azure App Service".')
  keyVaultId: string

  @description('Name of the certificate.')
  name: string
}

@description('Name of the function app.')
param appName string

@description('The mail domain in lower-case A-label form; its policy host is mta-sts.<domain>.')
param domain string

@description('Whether the app is on Flex Consumption, where certificates belong to the app and not to its plan.')
param isFlex bool = false

@description('Whether only to bind the host name, without certificate and TLS: while the CNAME still leads to another host.')
param bindOnly bool = false

@description('The certificate to use instead of a managed one.')
param certificate keyVaultCertificate?

var requestedName = 'mta-sts.${domain}'
var isManaged = !bindOnly && certificate == null

var hostName = isManaged && length(requestedName) > 64
  ? fail('${requestedName} has more than 64 characters, so Azure issues no managed certificate for it. Use a certificate from a key vault.')
  : requestedName

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

// A module, because only a module's parameter can take the region from the app, and a certificate must be in the app's region.
module hosted 'modules/hosted-domain.bicep' = {
  params: {
    appName: appName
    location: app.location
    serverFarmId: app.properties.serverFarmId
    isFlex: isFlex
    bindOnly: bindOnly
    hostName: hostName
    keyVaultId: certificate.?keyVaultId
    keyVaultSecretName: certificate.?name
  }
}

@description('The policy host that is bound.')
output hostName string = hostName
