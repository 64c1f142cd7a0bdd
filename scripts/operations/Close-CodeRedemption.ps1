<#
.SYNOPSIS
Queries the outcome of a redemption in the cloud and closes its ID.
.DESCRIPTION
Outcome redeemed: its credential is kept as the pending one. Outcome closed: the cloud refuses that id from now on. Can be repeated.
Errors: CLOUD_UNREACHABLE, CLOUD_NO_ANSWER, VENUE_UNKNOWN, CLOUD_REFUSED.
.PARAMETER CustomerNumber
Eight digits, as the registration shows them.
.PARAMETER RedemptionId
Id of the redemption (UUID), stored by the caller before anything is sent.
.EXAMPLE
./Close-CodeRedemption.ps1 -CustomerNumber 10482213 -RedemptionId 5f0c4a52-7c1e-4d0e-9a53-0d3f0a1f6b11
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[0-9]{8}\z')]
    [string]$CustomerNumber,
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z')]
    [string]$RedemptionId
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')
Import-Module (Join-Path $PSScriptRoot '../services/VenueCloud.psm1') -Verbose:$false

$closed = Close-Redemption -CustomerNumber $CustomerNumber -RedemptionId $RedemptionId
if ($closed.Outcome -eq 'redeemed') {
    Set-PendingCredential -CustomerNumber $CustomerNumber -RedemptionId $RedemptionId -Credential $closed.Credential
}
[pscustomobject]@{ Outcome = $closed.Outcome }
