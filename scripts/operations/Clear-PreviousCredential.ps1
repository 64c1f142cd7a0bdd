<#
.SYNOPSIS
Deletes the previous credential.
.DESCRIPTION
Only while that redemption's own is in use. Cleared: whether there was one.
.PARAMETER RedemptionId
Id of the redemption (UUID), stored by the caller before anything is sent.
.EXAMPLE
./Clear-PreviousCredential.ps1 -RedemptionId 5f0c4a52-7c1e-4d0e-9a53-0d3f0a1f6b11
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

[pscustomobject]@{ Cleared = (Clear-KeptCredential -RedemptionId $RedemptionId) }
