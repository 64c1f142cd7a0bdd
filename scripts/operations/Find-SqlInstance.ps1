<#
.SYNOPSIS
Lists the instances of SQL Server on this machine.
.DESCRIPTION
One object an instance: its service and the state of that, whether TCP/IP is enabled, its fixed and its dynamic port (null where it has none), version, edition, and the state of SQL Server Browser (Running, Stopped, Disabled, Missing). A rehearsal has none.
.EXAMPLE
./Find-SqlInstance.ps1
.OUTPUTS
Instance, Service, State, TcpEnabled, Port, DynamicPort, Version, Edition, Browser
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param()
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

foreach ($found in (Find-SqlInstance)) {
    [pscustomobject]@{
        Instance = $found.Instance; Service = $found.Service; State = $found.State; TcpEnabled = $found.TcpEnabled
        Port = $found.Port; DynamicPort = $found.DynamicPort; Version = $found.Version; Edition = $found.Edition; Browser = $found.Browser
    }
}
