<#
.SYNOPSIS
Withdraws the open first sync that no Cloud Sync sends.
.DESCRIPTION
For an onboarding that was rolled back. Outcome: Withdrawn; None when no first sync is open, or only that of Before; Sent when Cloud Sync is not
stopped: it sends the first sync, and would begin another one; Over when the job had ended already; Unknown when the cloud never knew it.
Errors: CREDENTIAL_MISSING, CREDENTIAL_REFUSED, CLOUD_UNREACHABLE, CLOUD_NO_ANSWER, CLOUD_REFUSED.
.PARAMETER CustomerNumber
Eight digits, as the registration shows them.
.PARAMETER Before
Id of the sync (UUID) that was open before the onboarding, which stays open.
.EXAMPLE
./Remove-FirstSync.ps1 -CustomerNumber 10482213
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[0-9]{8}\z')]
    [string]$CustomerNumber,
    [ValidatePattern('^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z')]
    [string]$Before
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')
Import-Module (Join-Path $PSScriptRoot '../services/VenueCloud.psm1') -Verbose:$false

$outcome = 'None'
if ('Stopped', 'Missing' -notcontains (Get-HostService -Name cloud-sync).State) { $outcome = 'Sent' }
else {
    $job = (Get-VenueRecord -CustomerNumber $CustomerNumber).Sync.Job
    $isOpen = $null -ne $job -and $job.Kind -eq 'FIRST' -and 'EXPECTED', 'RUNNING' -contains $job.State
    if ($isOpen -and $job.JobId -ne $Before) { $outcome = Remove-CloudSyncJob -CustomerNumber $CustomerNumber -JobId $job.JobId -Credential (Get-GatewayCredential -OrPending) }
}
[pscustomobject]@{ Outcome = $outcome }
