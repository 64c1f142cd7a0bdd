<#
.SYNOPSIS
Withdraws an open sync.
.DESCRIPTION
The cloud keeps its older data. Outcome: Withdrawn; Over when the job had ended already; Unknown when the cloud never knew it. Withdrawn is
true for the first alone.
Errors: CREDENTIAL_MISSING, CREDENTIAL_REFUSED, CLOUD_UNREACHABLE, CLOUD_NO_ANSWER, CLOUD_REFUSED.
.PARAMETER CustomerNumber
Eight digits, as the registration shows them.
.PARAMETER JobId
Id of the sync (UUID), made by the caller.
.EXAMPLE
./Remove-SyncJob.ps1 -CustomerNumber 10482213 -JobId 5f0c4a52-7c1e-4d0e-9a53-0d3f0a1f6b11
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[0-9]{8}\z')]
    [string]$CustomerNumber,
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z')]
    [string]$JobId
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')
Import-Module (Join-Path $PSScriptRoot '../services/VenueCloud.psm1') -Verbose:$false

$outcome = Remove-CloudSyncJob -CustomerNumber $CustomerNumber -JobId $JobId -Credential (Get-GatewayCredential)
[pscustomobject]@{ Withdrawn = $outcome -eq 'Withdrawn'; Outcome = $outcome }
