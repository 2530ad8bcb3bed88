<#
.SYNOPSIS
Runs mta-sts onboard for the domains of infra/domains.txt in a pipeline, and tells the pipeline what came of it.

.DESCRIPTION
Domains that wait for somebody are a warning, since the next run goes on where they stand; a domain in which something must be mended is an
error. In a pipeline the output variable goOn is true when mta-sts could go on by itself. You need mta-sts on PATH, and mta-sts.json.

.EXAMPLE
./eng/onboard.ps1 -Report artifacts/onboard -WhatIf

.PARAMETER Report
Folder to write onboard.json and onboard.md to

.PARAMETER Timeout
When to stop waiting, such as 45m

.PARAMETER WhatIf
Only show what would change
#>
#Requires -Version 7.4
param(
  [Parameter(Mandatory)] [string] $Report,
  [string] $Timeout = '45m',
  [switch] $WhatIf
)

$ErrorActionPreference = 'Stop'

# The agent takes ##vso[…] anywhere in a line for a command, and the text of a step may quote what others have in DNS.
function Format-Text([string] $Text) { $Text -replace '\s+', ' ' -replace '##(?=\w*\[)', '## ' }

$options = $WhatIf ? @('--what-if') : @('--wait', '--timeout', $Timeout, '--yes')
$json = mta-sts onboard --file infra/domains.txt @options --output json | Out-String
$status = $LASTEXITCODE
# What has failed before it looked at a domain says so without a report.
if (-not $json) { exit $status }

New-Item -ItemType Directory -Force $Report | Out-Null
Set-Content "$Report/onboard.json" $json -NoNewline
$open = @(ConvertFrom-Json $json | Where-Object { $_.stage -ne 'done' -or $_.changes })
$table = $open | ForEach-Object {
  $text = (Format-Text $_.text) -replace '[| ]+', ' '
  '| {0} | {1} | {2} | {3} | {4} |' -f $_.domain, $_.stage, $_.waitsFor, ($_.changes -join ', '), $text
}
Set-Content "$Report/onboard.md" '| domain | stage | waits for | would change | |', '|---|---|---|---|---|', $table
Get-Content "$Report/onboard.md" | Write-Host
Write-Host "##vso[task.uploadsummary]$(Resolve-Path "$Report/onboard.md")"

if ($open | Where-Object { $_.changes -and $_.waitsFor -notin 'dns', 'you', 'fix' }) {
  Write-Host '##vso[task.setvariable variable=goOn;isOutput=true]true'
}

if ($status -notin 2, 3) { exit $status }
$broken = @($open | Where-Object waitsFor -eq 'fix')
foreach ($domain in $broken) {
  Write-Host "##vso[task.logissue type=error]$($domain.domain): $(Format-Text $domain.text)"
}
if ($broken -and -not $WhatIf) { exit $status }
Write-Host '##vso[task.logissue type=warning]Not all domains are done. The report says what each waits for; the next run goes on.'
Write-Host '##vso[task.complete result=SucceededWithIssues;]'
exit 0
