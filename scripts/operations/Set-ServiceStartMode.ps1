<#
.SYNOPSIS
Sets the start mode of a service.
.DESCRIPTION
Previous: the mode before. Setting the same mode changes nothing. Error: SERVICE_NOT_INSTALLED.
.PARAMETER Key
Key of the service.
.PARAMETER StartMode
Automatic, AutomaticDelayed, Manual or Disabled.
.EXAMPLE
./Set-ServiceStartMode.ps1 -Key gateway-client -StartMode Automatic
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidateSet('gateway-client', 'cloud-sync', 'sales-processing', 'connect', 'end-of-day', 'netpos', 'services-monitor')]
    [string]$Key,
    [Parameter(Mandatory = $true)]
    [ValidateSet('Automatic', 'AutomaticDelayed', 'Manual', 'Disabled')]
    [string]$StartMode
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

$previous = (Get-HostService -Name $Key).StartMode
Set-HostService -Name $Key -StartMode $StartMode
[pscustomobject]@{ Key = $Key; StartMode = $StartMode; Previous = $previous }
