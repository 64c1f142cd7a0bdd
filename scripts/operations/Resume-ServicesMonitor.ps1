<#
.SYNOPSIS
Removes planned stops from Services Monitor.
.DESCRIPTION
All of an operation, or with Key those of people and rollbacks whose services run, or are gone. PlannedStops lists what stays planned. Released is false while the
operation is still on record, or Services Monitor did not come back.
.PARAMETER OperationId
The operation on whose behalf this is done.
.PARAMETER Key
Keys of services. One that is stopped keeps its planned stop.
.EXAMPLE
./Resume-ServicesMonitor.ps1 -OperationId 5f0c4a52-7c1e-4d0e-9a53-0d3f0a1f6b11
.EXAMPLE
./Resume-ServicesMonitor.ps1 -Key netpos
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true, ParameterSetName = 'Operation')]
    [ValidatePattern('^[A-Za-z0-9-]{1,64}\z')]
    [string]$OperationId,
    [Parameter(Mandatory = $true, ParameterSetName = 'Key')]
    [ValidateSet('gateway-client', 'cloud-sync', 'sales-processing', 'connect', 'end-of-day', 'netpos', 'services-monitor')]
    [string[]]$Key
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

if ($Key) {
    # Read here: what has stopped since the caller read it keeps its planned stop.
    $planned = @(Remove-PlannedStop -Key @(Get-HostService -Name $Key | Where-Object { 'Running', 'Missing' -contains $_.State } | ForEach-Object { $_.Name }))
    $hold = Get-MonitorHold -OperationId service-control
    $isLeft = $false
}
else {
    $planned = @(Remove-PlannedStop -OperationId $OperationId)
    $hold = Get-MonitorHold -OperationId $OperationId
    $isLeft = $hold.Keys.Count -gt 0
}
[pscustomobject]@{ PlannedStops = $planned; Released = -not $isLeft -and -not $hold.Waits }
