<#
.SYNOPSIS
Starts the control plane's service again after Windows could not start it in time.
.DESCRIPTION
Run by the task "VenueControl late start", as SYSTEM, a minute after the events 7009 and 7000 of the service. At most three tries an hour. A service that is disabled, manual, or has run since is left as it is. Emits what it did: nothing, started, failed or over.
.EXAMPLE
./Resume-ServerStart.ps1
#>
[CmdletBinding()]
[OutputType([string])]
param()
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$services = Join-Path $PSScriptRoot '../services'
Import-Module (Join-Path $services 'VenueError.psm1')
foreach ($part in 'WindowsOnly', 'ServiceManager', 'ServiceRegistry', 'ServiceRefusal', 'WindowsEvent', 'SystemTask') { . (Join-Path $services "$part.ps1") }
foreach ($part in 'ServerEvent', 'ServiceAccount', 'ServiceRights', 'LateStart', 'ServerRegistration') { . (Join-Path $PSScriptRoot "$part.ps1") }
Confirm-Windows -What 'The service of the control plane'
Restart-LateServer
