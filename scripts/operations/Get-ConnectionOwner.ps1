<#
.SYNOPSIS
Reads as which accounts the programs at these ends of connections run.
.DESCRIPTION
One object a connection of this machine to itself whose program and account can be read; nothing for the others.
.PARAMETER Port
The programs' own ports.
.EXAMPLE
./Get-ConnectionOwner.ps1 -Port 50123, 50124
.OUTPUTS
Address, Port, Account
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param([Parameter(Mandatory = $true)][ValidateCount(1, 1024)][ValidateRange(1, 65535)][int[]]$Port)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

Get-ConnectionOwner -Port $Port
