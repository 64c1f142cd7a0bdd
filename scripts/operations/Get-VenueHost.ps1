<#
.SYNOPSIS
Reads facts about the venue's server.
.DESCRIPTION
MachineId, Elevated, SwiftposVersion, WebServer (Running, Stopped, Unknown), DailyRestartAt (HH:mm at the venue, none, or null if unknown), DailyRestartHeld, PlannedStops (keys of what people or rollbacks planned to stop), NotStarted (keys of what stopped with Services Monitor and did not start again with it), ObservedAt. Error: MACHINE_UNKNOWN.
.EXAMPLE
./Get-VenueHost.ps1
.OUTPUTS
MachineId, Elevated, SwiftposVersion, WebServer, DailyRestartAt, DailyRestartHeld, PlannedStops, NotStarted, ObservedAt
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param()
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

Get-VenueHostState
