// The app: storage, hosting plan, function app, logs, and who may do what. Domains come after it, each for itself: domain.bicep.

targetScope = 'resourceGroup'

metadata name = 'MTA-STS policy host'
metadata description = 'Serves MTA-STS policies (RFC 8461) for many mail domains from Azure Table Storage.'

// The Functions host tells apps that share a storage account apart by 32 characters of the name.
@minLength(3)
@maxLength(32)
@description('Name of the function app, worldwide unique. Its host name is what every mta-sts.<domain> is a CNAME to.')
param name string = 'mta-sts-${uniqueString(resourceGroup().id)}'

@description('Region of everything.')
param location string = resourceGroup().location

@allowed(['Basic', 'FlexConsumption', 'WindowsConsumption', 'ElasticPremium'])
@description('Basic: up to 500 domains, always warm (Linux). FlexConsumption: at most 3 domains, scales to zero or keeps alwaysReadyInstances (Linux). WindowsConsumption: for those who have it; up to 500 domains, legacy, and slow to start from a package URL. ElasticPremium: up to 500 domains, always warm, scales out (Windows).')
param hostingPlan string = 'Basic'

@description('The mail domains that the app is going to host, as far as known: more than the plan can hold are refused. They are bound by domain.bicep.')
param domains string[] = []

@description('Object id of who manages policies with the tool: a user, a group or a service principal. Empty: nobody yet.')
param operatorPrincipalId string = ''

@description('Object id of who uploads the app\'s package on WindowsConsumption and ElasticPremium. Empty: nobody yet.')
param deployerPrincipalId string = ''

@description('Table service of another app that already holds the policies, such as https://account.table.core.windows.net/; whoever deploys gives the new app Storage Table Data Reader on its table. Empty: a table of this app\'s own.')
param policyTableEndpoint string = ''

@description('Template that is served to every domain without a row, in one policy for all of them. Empty: a domain without a row is not hosted.')
param defaultTemplate string = ''

@allowed(['enforce', 'testing', 'none'])
@description('Mode of that policy.')
param defaultMode string = 'testing'

@description('Domains that the default template is for, with all domains below them. Empty: any domain whose name mta-sts.<domain> reaches the app.')
param defaultDomains string[] = []

@minValue(30)
@maxValue(730)
@description('Days that logs are kept.')
param logRetentionDays int = 90

@minValue(0)
@maxValue(20)
@description('Instances that are always running. Basic and ElasticPremium: at least 1 (Basic: at most 3). FlexConsumption: 0 scales to zero. WindowsConsumption has none.')
param alwaysReadyInstances int = 0

@description('Whether the app gets a host name that nobody can take over after it: <name>-<hash>.<region>.azurewebsites.net instead of <name>.azurewebsites.net. Counts only when the app is created; false for an app that has the short name.')
param uniqueHostName bool = true

@description('Tags of every resource.')
param tags { *: string } = {}

// Flex keeps at most three private certificates an app; the others have a limit of 500 host names.
var domainLimit = hostingPlan == 'FlexConsumption' ? 3 : 500

// Everything takes the plan from here, so that too many domains are refused before anything is made.
var acceptedPlan = length(domains) <= domainLimit
  ? hostingPlan
  : fail('${hostingPlan} hosts at most ${domainLimit} domains, and ${length(domains)} are named. Choose Basic or ElasticPremium (500 domains), or a second app.')

var runsFromUrl = contains(['WindowsConsumption', 'ElasticPremium'], acceptedPlan)

var accountName = 'st${uniqueString(resourceGroup().id, name)}'
var tableName = 'policies'
var copiesTableName = '${tableName}Upstream'
var ownsPolicies = empty(policyTableEndpoint)
var tableEndpoint = ownsPolicies ? storage.outputs.tableEndpoint : policyTableEndpoint
var containerName = 'packages'
var packageUrl = '${storage.outputs.containerUrl}/app.zip'
var componentName = 'appi-${name}'

// What azd finds the app by.
var appTags = union(tags, { 'azd-service-name': 'app' })

var defaultSettings = {
  MtaSts__DefaultTemplate: defaultTemplate
  MtaSts__DefaultMode: defaultMode
  MtaSts__DefaultDomains: join(defaultDomains, ' ')
}

var appSettings = union(
  {
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD'
    // Or / would be a page of 150 kB about Azure Functions.
    AzureWebJobsDisableHomepage: 'true'
    AzureWebJobsStorage__accountName: accountName
    MtaSts__PolicyTable: tableName
    PolicyStorage__tableServiceUri: tableEndpoint
  },
  empty(defaultTemplate) ? {} : defaultSettings
)

module storage 'modules/storage.bicep' = {
  params: {
    name: accountName
    location: location
    tags: tags
    ownsPolicies: ownsPolicies
    tableName: tableName
    copiesTableName: copiesTableName
    containerName: containerName
  }
}

module insights 'modules/insights.bicep' = {
  params: {
    workspaceName: 'log-${name}'
    componentName: componentName
    location: location
    tags: tags
    retentionDays: logRetentionDays
  }
}

module app 'modules/function-app.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    appTags: appTags
    hostingPlan: acceptedPlan
    alwaysReadyInstances: alwaysReadyInstances
    uniqueHostName: uniqueHostName
    appSettings: appSettings
    componentName: componentName
    containerUrl: storage.outputs.containerUrl
    packageUrl: packageUrl
  }
  dependsOn: [insights]
}

module roles 'modules/roles.bicep' = {
  params: {
    accountName: accountName
    ownsPolicies: ownsPolicies
    tableName: tableName
    copiesTableName: copiesTableName
    containerName: containerName
    componentName: componentName
    appName: name
    operatorPrincipalId: operatorPrincipalId
    deployerPrincipalId: runsFromUrl ? deployerPrincipalId : ''
  }
  dependsOn: [storage, insights, app]
}

@description('Resource id of the function app: what \'mta-sts init --app\' takes.')
output appId string = app.outputs.id

@description('Name of the function app.')
output appName string = app.outputs.name

@description('The app\'s host name: what every mta-sts.<domain> is a CNAME to.')
output hostName string = app.outputs.hostName

@description('What the TXT record asuid.mta-sts.<domain> must say before the host name can be bound.')
output customDomainVerificationId string = app.outputs.customDomainVerificationId

@description('Table service that holds the policies: PolicyStorage__tableServiceUri of the tool.')
output tableEndpoint string = tableEndpoint

@description('Name of the storage account that the package is uploaded to.')
output storageAccountName string = accountName

@description('Name of the container that the package is uploaded to.')
output packageContainer string = containerName

@description('Blob that the app runs from on WindowsConsumption and ElasticPremium; empty on the others, which take zip deployment.')
output packageUrl string = runsFromUrl ? packageUrl : ''

@description('The plan that was deployed.')
output hostingPlan string = acceptedPlan
