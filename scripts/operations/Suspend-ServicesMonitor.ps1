<#
.SYNOPSIS
Registers planned stops of services with Services Monitor.
.DESCRIPTION
They are not started again if they stop. PlannedStops lists what is on record for this operation, read again afterwards.
.PARAMETER OperationId
The operation on whose behalf this is done.
.PARAMETER Key
Keys of services.
.EXAMPLE
./Suspend-ServicesMonitor.ps1 -OperationId 5f0c4a52-7c1e-4d0e-9a53-0d3f0a1f6b11 -Key cloud-sync
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[A-Za-z0-9-]{1,64}\z')]
    [string]$OperationId,
    [Parameter(Mandatory = $true)]
    [ValidateSet('gateway-client', 'cloud-sync', 'sales-processing', 'connect', 'end-of-day', 'netpos', 'services-monitor')]
    [string[]]$Key
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

[void](Add-PlannedStop -Key $Key -OperationId $OperationId)
[pscustomobject]@{ PlannedStops = @((Get-MonitorHold -OperationId $OperationId).Keys) }
