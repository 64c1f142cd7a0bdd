<#
.SYNOPSIS
Starts a service and waits until it runs and is stable.
.DESCRIPTION
Ends the planned stop that Services Monitor knows of, starts the service unless it runs, then watches it. A service that runs already is watched only.
Outcome: Stable, Failed, Flapping, RestartedByOther, Missing or Timeout.
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

# Why Windows would not start it, by the error id of the provider.
$refusals = @{ SERVICE_DISABLED = 1058; SERVICE_DEPENDENCY_FAILED = 1068; SERVICE_START_REFUSED = 1053 }
$since = [datetime]::UtcNow
$service = Get-HostService -Name $Key
# What it depends on is started with it: no stop of those is planned any more either.
[void](Remove-PlannedStop -Key (@($Key) + @($service.DependsOn)))
$refusal = $null
if ($service.State -eq 'Stopped') {
    try { Start-HostService -Name $Key }
    catch {
        $refusal = $_.FullyQualifiedErrorId.Split(',')[0]
        if (-not $refusals.ContainsKey($refusal)) { throw }
    }
}
if ($refusal) {
    $service = Get-HostService -Name $Key
    $events = @(Get-HostServiceEvent -Name $Key -After $since | ForEach-Object { $_.Id } | Select-Object -Unique)
    return [pscustomobject]@{ Key = $Key; Outcome = 'Failed'; State = $service.State; ProcessId = $null; ExitCode = $refusals[$refusal]; EventIds = $events }
}
$end = Wait-HostService -Name $Key -State Running -TimeoutSeconds $TimeoutSeconds -StableSeconds $StableSeconds -After $since
[pscustomobject]@{
    Key       = $Key
    Outcome   = $end.Outcome
    State     = $end.State
    ProcessId = $end.ProcessId
    ExitCode  = $end.ExitCode
    EventIds  = $end.EventIds
}
