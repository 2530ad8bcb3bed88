// A second app, for the domains beyond 500 or in another region: it reads the policies of the first.
using '../main.bicep'

param name = 'mta-sts-contoso-2'
param policyTableEndpoint = 'https://stcontoso.table.core.windows.net/'
param domains = ['adatum.com']
