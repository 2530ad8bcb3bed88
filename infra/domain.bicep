// Domains of an app that is deployed: host names, certificates, TLS. Apart from the app's own deployment, so that this cannot break that.
// Before it, DNS: asuid.mta-sts.<domain> with the verification id, and for a managed certificate mta-sts.<domain> as a CNAME directly to the app.

targetScope = 'resourceGroup'

metadata name = 'Domains of an MTA-STS policy host'
metadata description = 'Binds mta-sts.<domain> to the app, with a managed certificate or one from a key vault.'

@description('A certificate in a key vault.')
type keyVaultCertificate = {
  @description('Resource id of the key vault. App Service must be allowed to read it: on FlexConsumption by the app\'s identity, elsewhere by the service principal "Microsoft Azure App Service".')
  keyVaultId: string

  @description('Name of the certificate.')
  name: string
}

@description('A mail domain and how its policy host gets TLS.')
type hostedDomain = {
  @description('The mail domain in lower-case A-label form; its policy host is mta-sts.<domain>.')
  domain: string

  @description('Whether the app has mta-sts.<domain> bound with TLS already. Must be true then: the first step of a new binding has no TLS.')
  isBound: bool?

  @description('The certificate to use instead of a managed one.')
  certificate: keyVaultCertificate?
}

@description('Name of the function app.')
param appName string

@description('Region of the function app.')
param location string = resourceGroup().location

@allowed(['WindowsConsumption', 'FlexConsumption', 'Basic', 'ElasticPremium'])
@description('The plan that the app was deployed with.')
param hostingPlan string = 'WindowsConsumption'

@description('The domains. On FlexConsumption all that the app hosts, those that are bound already included.')
param domains hostedDomain[]

var isFlex = hostingPlan == 'FlexConsumption'
var domainLimit = isFlex ? 3 : 500

// A managed certificate is issued for a name of 64 characters at most.
var tooLong = filter(domains, domain => domain.?certificate == null && length('mta-sts.${domain.domain}') > 64)

var acceptedDomains = length(domains) > domainLimit
  ? fail('${hostingPlan} hosts at most ${domainLimit} domains, and ${length(domains)} are named.')
  : !empty(tooLong)
      ? fail('A managed certificate cannot be had for a name of more than 64 characters: ${join(map(tooLong, domain => 'mta-sts.${domain.domain}'), ', ')}. Use a certificate from a key vault.')
      : domains

// One after the other: writes to one app conflict.
@batchSize(1)
module hosted 'modules/hosted-domain.bicep' = [
  for domain in acceptedDomains: {
    params: {
      appName: appName
      location: location
      isFlex: isFlex
      hostName: 'mta-sts.${domain.domain}'
      isBound: domain.?isBound ?? false
      keyVaultId: domain.?certificate.?keyVaultId
      keyVaultSecretName: domain.?certificate.?name
    }
  }
]

@description('The policy hosts that are bound with TLS.')
output hostNames string[] = [for domain in acceptedDomains: 'mta-sts.${domain.domain}']
