// A domain whose policy host is still another: its name is bound before the CNAME moves.
using '../domain.bicep'

param appName = 'mta-sts-contoso'
param domain = 'contoso.com'
param bindOnly = true
