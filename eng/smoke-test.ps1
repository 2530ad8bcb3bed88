<#
.SYNOPSIS
Waits until a deployed app is well, then checks the domains that are bound to it as a sender sees them.

.DESCRIPTION
Says how to go back when they fail; the exit code is 3 then. You need the Azure CLI, signed in, and mta-sts on PATH.

.EXAMPLE
./eng/smoke-test.ps1 -AppId $appId -HostName $hostName

.PARAMETER AppId
Resource id of the app: output appId of infra/main.bicep

.PARAMETER HostName
Host name of the app: output hostName of infra/main.bicep

.PARAMETER JUnit
File to write the results to, for a pipeline

.PARAMETER Health
Address that answers 200 when the app is well, instead of /health of the host
#>
#Requires -Version 7.4
param(
  [Parameter(Mandatory)] [string] $AppId,
  [Parameter(Mandatory)] [string] $HostName,
  [string] $JUnit,
  [uri] $Health = "https://$HostName/health",
  # The roles of a new app take ten minutes and more to count.
  [int] $Attempts = 40,
  [int] $DelaySeconds = 30
)

$ErrorActionPreference = 'Stop'

$advice = @'

How to go back:
- The app: open the last run of this pipeline whose smoke test passed and rerun its stage "Deploy the app" alone; its package is kept
  with the run.
- A policy: mta-sts history DOMAIN, then mta-sts rollback DOMAIN --reason "…"; then mta-sts publish DOMAIN --wait.
- DNS or a certificate: the findings say what to change; an older package would not help.
Until then senders that have fetched a policy keep it, and mail is not lost (RFC 8461 §5.1).
'@

for ($attempt = 1; ; $attempt++) {
  $answer = try {
    # No redirect: one to a sign-in is no answer either.
    (Invoke-WebRequest $Health -TimeoutSec 30 -MaximumRedirection 0 -SkipHttpErrorCheck -ErrorAction SilentlyContinue).StatusCode
  } catch {
    $_.Exception.Message
  }
  if ($answer -eq 200) { break }
  if ($attempt -ge $Attempts) {
    Write-Host $advice
    throw "$Health does not answer 200 but: $answer. The store may refuse the app, or the app does not start; " +
      'AppExceptions and AppTraces of its Log Analytics workspace say which.'
  }
  Write-Host "Attempt $attempt of ${Attempts}: $answer. The next one in $DelaySeconds seconds."
  Start-Sleep -Seconds $DelaySeconds
}

# Not az functionapp show: it answers in another shape on Flex Consumption, where no domain would seem bound.
$app = az resource show --ids $AppId --output json | ConvertFrom-Json
if ($LASTEXITCODE -ne 0) { throw "There is no app $AppId, or this identity may not see it." }
if (-not $app.properties.hostNameSslStates) { throw "$AppId does not say which host names it has, not even its own." }
$domains = $app.properties.hostNameSslStates | Where-Object { $_.sslState -eq 'SniEnabled' -and $_.name -like 'mta-sts.*' } |
  ForEach-Object { $_.name.Substring('mta-sts.'.Length) }
if (-not $domains) {
  Write-Host "$HostName is well. No domain is bound to it yet, so none was checked."
  exit 0
}

$report = $JUnit ? @('--junit', $JUnit) : @()
$domains | mta-sts check --file - --app $HostName @report
if ($LASTEXITCODE -ne 0) {
  $status = $LASTEXITCODE
  Write-Host $advice
  if ($status -ne 3) { throw "mta-sts check ended with ${status}: it could not check." }
  exit $status
}
