// Tests of two domains, alerts to two people.
using '../monitoring.bicep'

param appName = 'mta-sts-contoso'
param domains = ['contoso.com', 'fabrikam.com']
param emails = ['postmaster@contoso.com', 'oncall@contoso.com']
