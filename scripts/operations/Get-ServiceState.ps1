<#
.SYNOPSIS
Reads the state of services.
.DESCRIPTION
One object a key, in the order asked for; a service that is not installed has State Missing. ClusterResource is null where no Windows cluster runs it.
StoppedFor: the planned stops for which the control plane stopped Services Monitor, by name; empty where none is left, null where it did not stop it.
.PARAMETER Key
Keys of services.
.EXAMPLE
./Get-ServiceState.ps1 -Key gateway-client, cloud-sync
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidateSet('gateway-client', 'cloud-sync', 'sales-processing', 'connect', 'end-of-day', 'netpos', 'services-monitor')]
    [string[]]$Key
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1') -Provider HostService

$observedAt = [datetime]::UtcNow.ToString('o')
foreach ($service in (Get-HostService -Name $Key)) {
    [pscustomobject]@{
        Key             = $service.Name
        DisplayName     = $service.DisplayName
        Installed       = $service.State -ne 'Missing'
        State           = $service.State
        StartMode       = $service.StartMode
        Version         = $service.Version
        ProcessId       = $service.ProcessId
        StartedAt       = $service.StartedAt
        ExitCode        = $service.ExitCode
        DependsOn       = @($service.DependsOn)
        ClusterResource = $service.ClusterResource
        StoppedFor      = $service.StoppedFor
        ObservedAt      = $observedAt
    }
}
