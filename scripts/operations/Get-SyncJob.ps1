<#
.SYNOPSIS
Reads the progress of a sync in the cloud.
.DESCRIPTION
The job with its state and its rows a table.
Errors: SYNC_JOB_UNKNOWN, CREDENTIAL_MISSING, CREDENTIAL_REFUSED, CLOUD_UNREACHABLE, CLOUD_NO_ANSWER, CLOUD_REFUSED.
.PARAMETER CustomerNumber
Eight digits, as the registration shows them.
.PARAMETER JobId
Id of the sync (UUID), made by the caller.
.EXAMPLE
./Get-SyncJob.ps1 -CustomerNumber 10482213 -JobId 5f0c4a52-7c1e-4d0e-9a53-0d3f0a1f6b11
.OUTPUTS
SyncJob of docs/reference/openapi/swiftpos-cloud.yaml in PascalCase
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

Get-CloudSyncJob -CustomerNumber $CustomerNumber -JobId $JobId -Credential (Get-GatewayCredential)
