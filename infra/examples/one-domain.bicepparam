// One domain, on the plan that costs nothing while nobody asks.
using '../main.bicep'

param domains = ['contoso.com']
param operatorPrincipalId = '11111111-1111-1111-1111-111111111111'
param deployerPrincipalId = '22222222-2222-2222-2222-222222222222'
