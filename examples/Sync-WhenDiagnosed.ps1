<#
.SYNOPSIS
An evening task without a person: schedules a resync for tonight, but only when the diagnosis says that nothing less will do.
.DESCRIPTION
A resync takes ordering down for hours, so the server is asked first what keeps data from the cloud; any other cause is written out with what to do, and
nothing is sent. Run it in the evening: until it begins, anyone who may can end it (Stop-VenueOperation), and the console shows it.
Signs in with the credential of a clerk of its own, from a vault: a token that names Onboard lives 24 hours only. Give that clerk's Clerk Security Group
Onboard and Services > View, and nothing else. Ends with 1 and the reason when the server refuses.
.PARAMETER CustomerNumber
Of the venue that this is meant for: a task that was copied to another venue is refused.
.PARAMETER CompanyName
Of that venue, in full.
.PARAMETER StartAt
When to begin; default 02:00 tonight.
.PARAMETER SecretName
The credential's name in the vault: Clerk ID and PIN.
.PARAMETER Uri
Where the control plane is; default as Connect-VenueControl.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File examples/Sync-WhenDiagnosed.ps1 -CustomerNumber 10482213 -CompanyName 'Harbour View Hotel'
#>
[CmdletBinding()]
[OutputType('VenueControl.Operation', 'VenueControl.SyncDiagnosis')]
param([string]$CustomerNumber, [string]$CompanyName, [datetime]$StartAt, [string]$SecretName = 'VenueControlClerk', [uri]$Uri)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module Microsoft.PowerShell.SecretManagement
$module = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '../scripts/VenueControl'))
# Elsewhere than in the program's folder: the installed one.
Import-Module $(if ([IO.Directory]::Exists($module)) { $module } else { 'VenueControl' })

if (-not $PSBoundParameters.ContainsKey('StartAt')) {
    $StartAt = [datetime]::Today.AddHours(2)
    if ($StartAt -lt [datetime]::Now) { $StartAt = $StartAt.AddDays(1) }
}
$where = @{}
if ($Uri) { $where['Uri'] = $Uri }
$null = Connect-VenueControl -Credential (Get-Secret -Name $SecretName) @where
try {
    $diagnosis = Test-VenueSync
    if (-not $diagnosis.ResyncJustified) {
        $diagnosis
        return
    }
    Sync-Venue -CustomerNumber $CustomerNumber -CompanyName $CompanyName -StartAt $StartAt -Reason "Evening task: $($diagnosis.Cause)" -NoWait -Confirm:$false
}
finally { Disconnect-VenueControl }
