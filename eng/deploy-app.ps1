<#
.SYNOPSIS
Deploys the app where it runs from a package in its storage account (Windows Consumption, Elastic Premium).

.DESCRIPTION
Uploads the package with your own identity, restarts the app, and syncs its triggers. You need the Azure CLI, signed in, and the role
Storage Blob Data Contributor on the container. Each step is tried again for ten minutes: a new role takes some minutes to count.

.EXAMPLE
./eng/deploy-app.ps1 -AppId $appId -Package artifacts/app.zip -PackageUrl $packageUrl

.PARAMETER AppId
Resource id of the app: output appId of infra/main.bicep

.PARAMETER Package
What dotnet publish MtaSts.Functions -p:AppPackage=… has written

.PARAMETER PackageUrl
The blob that the app runs from: output packageUrl of infra/main.bicep
#>
#Requires -Version 7.4
param(
  [Parameter(Mandatory)] [ValidatePattern('^/subscriptions/', ErrorMessage = "'{0}' is not a resource id.")] [string] $AppId,
  [Parameter(Mandatory)] [ValidateScript({ Test-Path $_ -PathType Leaf }, ErrorMessage = "There is no file '{0}'.")] [string] $Package,
  [Parameter(Mandatory)]
  [ValidatePattern('^https://[a-z0-9]+\.blob\.[a-z0-9.-]+/[a-z0-9-]+/[\w.-]+$', ErrorMessage = "'{0}' is not https://ACCOUNT.blob.…/CONTAINER/BLOB.")]
  [string] $PackageUrl,
  [int] $Attempts = 20,
  [int] $DelaySeconds = 30
)

$ErrorActionPreference = 'Stop'

function Invoke-Az([string[]] $Arguments, [string] $Failure, [int] $Attempts = $Attempts) {
  for ($attempt = 1; $attempt -le $Attempts; $attempt++) {
    & az @Arguments --output none
    if ($LASTEXITCODE -eq 0) { return }
    if ($attempt -lt $Attempts) {
      Write-Host "Attempt $attempt of $Attempts failed; the next one in $DelaySeconds seconds."
      Start-Sleep -Seconds $DelaySeconds
    }
  }
  throw $Failure
}

# Before anything is changed: an app that is not there cannot be restarted.
Invoke-Az @('resource', 'show', '--ids', $AppId) "There is no app $AppId, or this identity may not see it. Nothing was changed." -Attempts 1

$url = [uri] $PackageUrl
$account, $container, $blob = $url.Host.Split('.')[0], $url.Segments[1].Trim('/'), $url.Segments[2]
Invoke-Az @('storage', 'blob', 'upload', '--auth-mode', 'login', '--account-name', $account, '--container-name', $container,
  '--name', $blob, '--file', $Package, '--overwrite', 'true', '--no-progress') `
  "The package could not be uploaded; the app runs on as it was. Has this identity the role Storage Blob Data Contributor on ${container}?"
Invoke-Az @('functionapp', 'restart', '--ids', $AppId) `
  'The package is uploaded, but the app could not be restarted: it takes the package when it starts next.'

# With a package from a URL nobody else tells the front ends which functions there are.
Invoke-Az @('rest', '--method', 'post', '--url', "$AppId/syncfunctiontriggers?api-version=2024-11-01") `
  'The app is restarted, but its triggers could not be synced: it may answer 404 until they are. Run this again.'
Write-Host "Deployed $Package."
