<#
.SYNOPSIS
Boots the rehearsal's machine: starts its Automatic services.
.DESCRIPTION
In the order of their dependencies, Services Monitor last; what runs already is left alone. On Windows the system has done this: nothing happens.
.EXAMPLE
./Initialize-VenueHost.ps1
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param()
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

[pscustomobject]@{ Started = @(Initialize-HostService) }
