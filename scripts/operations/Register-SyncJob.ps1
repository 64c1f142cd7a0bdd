<#
.SYNOPSIS
Registers a full send with the cloud.
.DESCRIPTION
Cloud Sync picks the job up automatically. A repeated call with the same ID returns the same job.
Errors: SYNC_JOB_ACTIVE, CREDENTIAL_MISSING, CREDENTIAL_REFUSED, LICENCE_MISSING, CLOUD_UNREACHABLE, CLOUD_NO_ANSWER, CLOUD_REFUSED.
.PARAMETER CustomerNumber
Eight digits, as the registration shows them.
.PARAMETER JobId
Id of the sync (UUID), made by the caller.
.PARAMETER Kind
FULL: all rows again.
.PARAMETER TableCount
Table names to numbers of rows.
.EXAMPLE
./Register-SyncJob.ps1 -CustomerNumber 10482213 -JobId 5f0c4a52-7c1e-4d0e-9a53-0d3f0a1f6b11 -Kind FULL -TableCount @{ sale = 52000 }
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
    [string]$JobId,
    [Parameter(Mandatory = $true)]
    [ValidateSet('FULL')]
    [string]$Kind,
    [Parameter(Mandatory = $true)]
    [ValidateCount(1, 200)]
    [hashtable]$TableCount
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')
Import-Module (Join-Path $PSScriptRoot '../services/VenueCloud.psm1') -Verbose:$false

Add-CloudSyncJob -CustomerNumber $CustomerNumber -JobId $JobId -Kind $Kind -TableCount $TableCount -Credential (Get-GatewayCredential)
