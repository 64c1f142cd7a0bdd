<#
.SYNOPSIS
Schedules a resync for tonight if the diagnosis justifies it; otherwise emits the diagnosis. Its clerk needs CLOUD_CONNECTIVITY_ONBOARD and SERVICES_VIEW.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File Sync-WhenStale.ps1 -CustomerNumber 10482213 -CompanyName 'Harbour View Hotel'
#>
param([Parameter(Mandatory)][string]$CustomerNumber, [Parameter(Mandatory)][string]$CompanyName, $StartAt, [string]$SecretName = 'VenueControlClerk', [uri]$Uri)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module VenueControl, Microsoft.PowerShell.SecretManagement
# The next two o'clock.
if (-not $PSBoundParameters.ContainsKey('StartAt')) { $StartAt = [datetime]::Now.AddHours(-2).Date.AddDays(1).AddHours(2) }
$null = Connect-VenueControl -Credential (Get-Secret -Name $SecretName) -Uri $Uri
try {
    $diagnosis = Test-VenueSync
    if (-not $diagnosis.ResyncJustified) { return $diagnosis }
    Sync-Venue -CustomerNumber $CustomerNumber -CompanyName $CompanyName -StartAt $StartAt -Reason "Evening task: $($diagnosis.Cause)" -NoWait -Confirm:$false
}
finally { Disconnect-VenueControl }
