<#
.SYNOPSIS
Stops a service and its dependents, and watches that it stays stopped.
.DESCRIPTION
Tells Services Monitor of the planned stop first; it stays planned until Start-VenueHostService. Watches 3 s for a restart by somebody else.
A service that ignores the stop is not killed. Outcome: Stopped, RestartedByOther or Timeout. CLUSTERED_SERVICE where a cluster runs one of them.
.PARAMETER Key
Key of the service.
.PARAMETER GraceSeconds
How long the service, and before it its dependents, may take.
.EXAMPLE
./Stop-VenueHostService.ps1 -Key netpos -GraceSeconds 20
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidateSet('gateway-client', 'cloud-sync', 'sales-processing', 'connect', 'end-of-day', 'netpos', 'services-monitor')]
    [string]$Key,
    [Parameter(Mandatory = $true)][ValidateRange(1, 300)][int]$GraceSeconds
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

$watchSeconds = 3
$before = Get-HostService -Name $Key
# What is stopped already is planned by nobody here: its start, which would end that, may never be asked for.
$stopping = @(Get-HostServiceStopOrder -Name $Key)
# Before Services Monitor is told, and also of one that is stopped here: its cluster may run it on another node.
Confirm-HostServiceControl -Name $stopping
[void](Add-PlannedStop -Key $stopping)
$dependents = @()
$outcome = 'Stopped'
$last = $before
if ('Stopped', 'Missing' -notcontains $before.State) {
    $dependents = @(Stop-HostService -Name $Key -GraceSeconds $GraceSeconds -IncludeDependent)
    $last = Wait-HostService -Name $Key -State Stopped -TimeoutSeconds ($GraceSeconds + $watchSeconds) -StableSeconds $watchSeconds -ProcessId $before.ProcessId
    if ($last.Outcome -ne 'Stable') { $outcome = $last.Outcome }
    if ($last.Outcome -eq 'Missing') { $outcome = 'Stopped' }
}
[pscustomobject]@{ Key = $Key; Outcome = $outcome; State = $last.State; ExitCode = $last.ExitCode; StoppedDependents = $dependents }
