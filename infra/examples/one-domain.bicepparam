// One domain, on the plan that is always warm.
using '../main.bicep'

param domains = ['contoso.com']
param operatorPrincipalId = '11111111-1111-1111-1111-111111111111'
