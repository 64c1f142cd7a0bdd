<#
.SYNOPSIS
Starts a service and waits until it runs and is stable.
.DESCRIPTION
Ends the planned stop that Services Monitor knows of, starts the service unless it runs, then watches it. A service that runs already is watched only.
That Services Monitor does not start again then is a warning.
Outcome: Stable, Failed, Flapping, RestartedByOther, Missing or Timeout. ServiceExitCode is the service's own where ExitCode is 1066. What
Windows refuses is an error: SERVICE_DISABLED, SERVICE_DEPENDENCY_FAILED, SERVICE_ACCESS_DENIED, SERVICE_LOGON_FAILED, SERVICE_NO_ANSWER,
SERVICE_PROGRAM_MISSING, SERVICE_MARKED_FOR_DELETION, SERVICE_DATABASE_LOCKED, SERVICE_START_REFUSED, EVENT_LOG_UNREADABLE.
.PARAMETER Key
Key of the service.
.PARAMETER TimeoutSeconds
After so long the outcome is Timeout.
.PARAMETER StableSeconds
So long it has to be the same process.
.EXAMPLE
./Start-VenueHostService.ps1 -Key gateway-client -TimeoutSeconds 30 -StableSeconds 3
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidateSet('gateway-client', 'cloud-sync', 'sales-processing', 'connect', 'end-of-day', 'netpos', 'services-monitor')]
    [string]$Key,
    [Parameter(Mandatory = $true)][ValidateRange(1, 600)][int]$TimeoutSeconds,
    [Parameter(Mandatory = $true)][ValidateRange(0, 120)][double]$StableSeconds
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

$since = [datetime]::UtcNow
$service = Get-HostService -Name $Key
# What it depends on is started with it: no stop of those is planned any more either.
[void](Remove-PlannedStop -Key (@($Key) + @($service.DependsOn)))
# To Windows a service that still stops runs already.
if ($service.State -eq 'StopPending') { $service = Wait-HostService -Name $Key -State Stopped -TimeoutSeconds $TimeoutSeconds -StableSeconds 0 -ProcessId $service.ProcessId }
if ($service.State -eq 'Stopped') { Start-HostService -Name $Key }
$end = Wait-HostService -Name $Key -State Running -TimeoutSeconds $TimeoutSeconds -StableSeconds $StableSeconds -After $since
[pscustomobject]@{
    Key             = $Key
    Outcome         = $end.Outcome
    State           = $end.State
    ProcessId       = $end.ProcessId
    ExitCode        = $end.ExitCode
    ServiceExitCode = $end.ServiceExitCode
    EventIds        = $end.EventIds
}
