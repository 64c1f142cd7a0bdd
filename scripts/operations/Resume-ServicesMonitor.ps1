<#
.SYNOPSIS
Removes the planned stops of an operation from Services Monitor.
.DESCRIPTION
PlannedStops lists what others still plan. Released is false while the operation is still on record, or Services Monitor did not come back.
.PARAMETER OperationId
The operation on whose behalf this is done.
.EXAMPLE
./Resume-ServicesMonitor.ps1 -OperationId 5f0c4a52-7c1e-4d0e-9a53-0d3f0a1f6b11
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[A-Za-z0-9-]{1,64}\z')]
    [string]$OperationId
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

$planned = @(Remove-PlannedStop -OperationId $OperationId)
$hold = Get-MonitorHold -OperationId $OperationId
[pscustomobject]@{ PlannedStops = $planned; Released = $hold.Keys.Count -eq 0 -and -not $hold.Waits }
