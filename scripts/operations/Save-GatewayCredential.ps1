<#
.SYNOPSIS
Activates the redeemed credential.
.DESCRIPTION
The one before it stays beside it until Clear-PreviousCredential. Previous: kept or none.
Errors: CREDENTIAL_MISSING, GATEWAY_PLACE_UNKNOWN, GATEWAY_PLACE_UNUSABLE.
.PARAMETER RedemptionId
Id of the redemption (UUID), stored by the caller before anything is sent.
.EXAMPLE
./Save-GatewayCredential.ps1 -RedemptionId 5f0c4a52-7c1e-4d0e-9a53-0d3f0a1f6b11
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

[pscustomobject]@{ Previous = (Switch-GatewayCredential -RedemptionId $RedemptionId) }
