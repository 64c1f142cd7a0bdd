<#
.SYNOPSIS
Restores the credential that was in use before a redemption.
.DESCRIPTION
The one of that redemption stays stored, so that the onboarding can be finished without a code. Restored: previous, or none where there was
none.
.PARAMETER RedemptionId
Id of the redemption (UUID), stored by the caller before anything is sent.
.EXAMPLE
./Restore-GatewayCredential.ps1 -RedemptionId 5f0c4a52-7c1e-4d0e-9a53-0d3f0a1f6b11
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z')]
    [string]$RedemptionId
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

[pscustomobject]@{ Restored = (Undo-GatewayCredential -RedemptionId $RedemptionId) }
