<#
.SYNOPSIS
Stops a service and its dependents, and watches that it stays stopped.
.DESCRIPTION
Notifies Services Monitor of the planned stop first; it stays planned until Start-VenueHostService, or with PlannedUntil Stopped only until the
service is seen stopped. MonitorReleased is false where Services Monitor did not come back then. Watches 3 s for a restart by someone else, also
of one that is stopped already, and stops it once more then: the program that did it may not have been notified yet. A service that ignores the stop is not killed. Outcome: Stopped, RestartedByOther or Timeout. CLUSTERED_SERVICE where a cluster runs one of them.
.PARAMETER Key
Key of the service.
.PARAMETER GraceSeconds
How long the service, and before it its dependents, may take.
.PARAMETER PlannedUntil
Start (default), or Stopped: for a stop that restores what was before.
.EXAMPLE
./Stop-VenueHostService.ps1 -Key netpos -GraceSeconds 20
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidateSet('gateway-client', 'cloud-sync', 'sales-processing', 'connect', 'end-of-day', 'netpos', 'services-monitor')]
    [string]$Key,
    [Parameter(Mandatory = $true)][ValidateRange(1, 600)][int]$GraceSeconds,
    [ValidateSet('Start', 'Stopped')][string]$PlannedUntil = 'Start'
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

$watchSeconds = 3
$dependents = New-Object Collections.Generic.List[string]
$stopping = @()
$planner = if ($PlannedUntil -eq 'Stopped') { 'rollback' } else { 'service-control' }
$isReleased = $true
try {
    # Twice, as a start may have begun before Services Monitor knew of the planned stop, as with a service that has just died.
    for ($time = 1; $time -le 2; $time++) {
        # A service that is stopped already gets no planned stop: only a start would end it, and none may come.
        $stopping = @(Get-HostServiceStopOrder -Name $Key)
        # Before the planned stop is added, and also for a service that is stopped here: its cluster may run it on another node.
        Confirm-HostServiceControl -Name $stopping
        [void](Add-PlannedStop -Key $stopping -OperationId $planner)
        $before = Get-HostService -Name $Key
        $isUp = 'Stopped', 'Missing' -notcontains $before.State
        # Checks may be slow: the time in which it has to be seen stopped for so long is longer.
        $patience = 4 * $watchSeconds
        if ($isUp) {
            foreach ($name in @(Stop-HostService -Name $Key -GraceSeconds $GraceSeconds -IncludeDependent)) { if (-not $dependents.Contains($name)) { $dependents.Add($name) } }
            $patience = $GraceSeconds + $watchSeconds
        }
        $last = Wait-HostService -Name $Key -State Stopped -TimeoutSeconds $patience -StableSeconds $watchSeconds -ProcessId $before.ProcessId
        $outcome = $last.Outcome
        if ('Stable', 'Missing' -contains $outcome -or ($last.State -eq 'Stopped' -and -not $isUp)) { $outcome = 'Stopped' }
        elseif (-not $isUp) { $outcome = 'RestartedByOther' }
        if ($outcome -ne 'RestartedByOther') { break }
    }
}
finally {
    if ($PlannedUntil -eq 'Stopped') {
        # A monitor that does not come back hides nothing of what became of the service.
        try { [void](Remove-PlannedStop -Key (@($stopping) + $Key)) } catch { Write-Warning "The stop could not be registered with Services Monitor: $($_.Exception.Message)" }
        $isReleased = -not (Get-MonitorHold -OperationId service-control).Waits
    }
}
[pscustomobject]@{ Key = $Key; Outcome = $outcome; State = $last.State; ExitCode = $last.ExitCode; StoppedDependents = $dependents.ToArray(); MonitorReleased = $isReleased }
