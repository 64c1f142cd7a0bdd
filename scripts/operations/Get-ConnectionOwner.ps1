<#
.SYNOPSIS
Gets the Windows account of the process at each local port.
.DESCRIPTION
One object for each connection of this server to itself whose process can be read. Account is null where it can't be read.
.PARAMETER Port
The local ports of the processes.
.EXAMPLE
./Get-ConnectionOwner.ps1 -Port 50123, 50124
.OUTPUTS
Address, Port, Account
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param([Parameter(Mandatory = $true)][ValidateCount(1, 65535)][ValidateRange(1, 65535)][int[]]$Port)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

Get-ConnectionOwner -Port $Port
