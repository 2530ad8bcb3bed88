// Windows Consumption, for those who have it already: an app with the short host name, and somebody who uploads its package.
using '../main.bicep'

param name = 'mta-sts-contoso'
param hostingPlan = 'WindowsConsumption'
param uniqueHostName = false
param domains = ['contoso.com']
param operatorPrincipalId = '11111111-1111-1111-1111-111111111111'
param deployerPrincipalId = '22222222-2222-2222-2222-222222222222'
