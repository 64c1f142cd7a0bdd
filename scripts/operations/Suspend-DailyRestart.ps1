<#
.SYNOPSIS
Suspends the daily restart of Services Monitor.
.DESCRIPTION
It is left out while held. Until bounds the hold, should no one let it go.
.PARAMETER OperationId
The operation on whose behalf this is done.
.PARAMETER Until
When the suspension ends automatically: ISO 8601.
.EXAMPLE
./Suspend-DailyRestart.ps1 -OperationId 5f0c4a52-7c1e-4d0e-9a53-0d3f0a1f6b11 -Until 2026-01-01T12:00:00Z
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[A-Za-z0-9-]{1,64}\z')]
    [string]$OperationId,
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,16}(Z|[+-][0-9]{2}:[0-9]{2})\z')]
    [string]$Until
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

$moment = [datetime]::Parse($Until, [Globalization.CultureInfo]::InvariantCulture, [Globalization.DateTimeStyles]::RoundtripKind)
[void](Set-DailyRestartHold -OperationId $OperationId -Until $moment)
[pscustomobject]@{ DailyRestartHeld = (Get-MonitorHold -OperationId $OperationId).Restart }
