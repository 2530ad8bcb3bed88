// A domain with a managed certificate.
using '../domain.bicep'

param appName = 'mta-sts-contoso'
param domain = 'contoso.com'
