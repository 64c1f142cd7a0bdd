<#
.SYNOPSIS
Loads the providers: those of the rehearsal or those of Windows.
.DESCRIPTION
The only place that chooses, by VENUE_CONTROL_VENUE: rehearsal (default) or windows; anything else is refused. Beside a venue.json, or an
identity.json that says production, there is no default.
.PARAMETER Provider
What of a rehearsal the script uses; default all. A host's first call reads so much less. Windows' providers ask each other: all are loaded there.
.EXAMPLE
& (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')
#>
[CmdletBinding()]
[OutputType([void])]
param([ValidateSet('HostService', 'VenueHost', 'VenueFile', 'EventLog')][string[]]$Provider = @())
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
if (-not $env:VENUE_CONTROL_DATA) { throw 'VENUE_CONTROL_DATA is not set. It must be the absolute path of the data folder.' }
if (-not $env:VENUE_CONTROL_VENUE) {
    $identity = [IO.Path]::Combine($env:VENUE_CONTROL_DATA, 'identity.json')
    $isProduction = [IO.File]::Exists($identity) -and [IO.File]::ReadAllText($identity).Contains('"environment":"production"')
    if ($isProduction -or [IO.File]::Exists([IO.Path]::Combine($env:VENUE_CONTROL_DATA, 'venue.json'))) {
        throw "$($env:VENUE_CONTROL_DATA) is the data folder of a production venue. Set VENUE_CONTROL_VENUE to windows."
    }
}
switch ($env:VENUE_CONTROL_VENUE) {
    'windows' { $environment = 'Windows' }
    { -not $_ -or $_ -eq 'rehearsal' } { $environment = 'Rehearsal' }
    default { throw "VENUE_CONTROL_VENUE is '$($env:VENUE_CONTROL_VENUE)'. Expected rehearsal or windows." }
}
if ($environment -eq 'Windows' -or $Provider.Count -eq 0) { $Provider = 'HostService', 'VenueHost', 'VenueFile', 'EventLog' }
$names = @(foreach ($one in $Provider) { "$one.$environment" }; 'VenueError')
$loaded = @(foreach ($module in (Get-Module -Name $names)) { $module.Path })
foreach ($name in $names) {
    # A warm host has them, and Import-Module would take longer to see it than a short script takes to run.
    $path = [IO.Path]::Combine($PSScriptRoot, "$name.psm1")
    if ($loaded -cnotcontains $path) { Import-Module $path -Global -Verbose:$false }
}
