<#
.SYNOPSIS
Loads the providers of this world: a rehearsal or a Windows server.
.DESCRIPTION
The only place that chooses, by VENUE_CONTROL_VENUE: rehearsal (default) or windows; anything else is refused.
.EXAMPLE
& (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')
#>
[CmdletBinding()]
[OutputType([void])]
param()
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
switch ($env:VENUE_CONTROL_VENUE) {
    'windows' { $world = 'Windows' }
    { -not $_ -or $_ -eq 'rehearsal' } { $world = 'Rehearsal' }
    default { throw "VENUE_CONTROL_VENUE is '$($env:VENUE_CONTROL_VENUE)'. Expected rehearsal or windows." }
}
if (-not $env:VENUE_CONTROL_DATA) { throw 'VENUE_CONTROL_DATA is not set. It must be the absolute path of the data folder.' }
foreach ($module in "HostService.$world", "VenueHost.$world", "EventLog.$world", 'HostService.Common') {
    Import-Module (Join-Path $PSScriptRoot "$module.psm1") -Global -Verbose:$false
}
