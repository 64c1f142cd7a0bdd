<#
.SYNOPSIS
Finds what this machine proposes for venue.json: event logs and the proxy.
.DESCRIPTION
EventLogs: names of logs that could be swiftpos', those with its name first. Proxy: what this account uses for the Internet, or null.
.EXAMPLE
./Find-VenueSetting.ps1
.OUTPUTS
EventLogs, Proxy
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param()
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')
Import-Module (Join-Path $PSScriptRoot '../services/CloudTransport.psm1')

# The address of swiftpos Cloud is not known yet: this reserved one is used for any on the Internet.
[pscustomobject]@{ EventLogs = @(Find-HostEventLog); Proxy = (Get-CloudWay -Address 'https://example.com').Proxy }
