<#
.SYNOPSIS
Reads what the system logged about services.
.DESCRIPTION
Starts, ends, failures, changes of the start mode; oldest first.
.PARAMETER Key
Keys of services.
.PARAMETER After
Only events from this moment on: ISO 8601.
.EXAMPLE
./Get-ServiceEvent.ps1 -Key gateway-client -After 2026-01-01T00:00:00Z
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidateSet('gateway-client', 'cloud-sync', 'sales-processing', 'connect', 'end-of-day', 'netpos', 'services-monitor')]
    [string[]]$Key,
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,16}(Z|[+-][0-9]{2}:[0-9]{2})\z')]
    [string]$After
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

$moment = [datetime]::Parse($After, [Globalization.CultureInfo]::InvariantCulture, [Globalization.DateTimeStyles]::RoundtripKind)
foreach ($entry in (Get-HostServiceEvent -Name $Key -After $moment)) {
    [pscustomobject]@{ EventId = $entry.Id; Name = $entry.Name; At = $entry.At; Message = $entry.Message }
}
