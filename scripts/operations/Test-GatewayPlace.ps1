<#
.SYNOPSIS
Checks whether Gateway Client's credential file can be written.
.DESCRIPTION
As an onboarding does before its code is used: the place that venue.json names is there, may be written, and no other user may change. Why is null where it is so; else what prevents it, or what is warned of. Changes nothing.
.EXAMPLE
./Test-GatewayPlace.ps1
.OUTPUTS
Why
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param()
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

$why = $null
$warned = @()
try {
    Confirm-GatewayPlace -WarningVariable warned -WarningAction SilentlyContinue
    if ($warned.Count -gt 0) { $why = $warned[0].Message }
}
catch {
    if ($_.FullyQualifiedErrorId -notlike 'GATEWAY_PLACE_*') { throw }
    $why = $_.Exception.Message
}
[pscustomobject]@{ Why = $why }
