<#
.SYNOPSIS
Reads the venue's event log, newest first.
.DESCRIPTION
One object an entry: RecordId, At, Level, Source, EventId, Message, Service (key, or null). The next page begins before the last RecordId.
.PARAMETER Since
Only entries from this time on: ISO 8601.
.PARAMETER Until
Only entries up to this time: ISO 8601.
.PARAMETER MinimumLevel
This level and more severe ones; default VERBOSE.
.PARAMETER Source
Only entries of these sources; default all.
.PARAMETER Text
Only entries with each of these words in message, source or event ID, in any case.
.PARAMETER BeforeRecord
Only entries before the one with this RecordId.
.PARAMETER First
At most so many; default 50.
.EXAMPLE
./Get-VenueEvent.ps1 -MinimumLevel WARNING -First 20
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [ValidatePattern('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,16}(Z|[+-][0-9]{2}:[0-9]{2})\z')]
    [string]$Since,
    [ValidatePattern('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,16}(Z|[+-][0-9]{2}:[0-9]{2})\z')]
    [string]$Until,
    [ValidateSet('VERBOSE', 'INFORMATION', 'WARNING', 'ERROR')]
    [string]$MinimumLevel = 'VERBOSE',
    [ValidateCount(0, 20)]
    [ValidateLength(1, 200)]
    [string[]]$Source = @(),
    [ValidateLength(0, 100)]
    [string]$Text = '',
    [ValidatePattern('^[0-9]{1,19}(-[0-9]{1,3}-[0-9]{1,19})?\z')]
    [string]$BeforeRecord,
    [ValidateRange(1, 201)]
    [int]$First = 50
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1') -Provider EventLog

$asked = @{ MinimumLevel = $MinimumLevel; Source = $Source; Text = $Text; First = $First }
foreach ($name in 'Since', 'Until') {
    if (-not $PSBoundParameters.ContainsKey($name)) { continue }
    $asked[$name] = [datetime]::Parse($PSBoundParameters[$name], [Globalization.CultureInfo]::InvariantCulture, [Globalization.DateTimeStyles]::RoundtripKind)
}
if ($BeforeRecord) { $asked.BeforeRecord = $BeforeRecord }
foreach ($entry in (Get-HostEvent @asked)) {
    [pscustomobject]@{
        RecordId = $entry.RecordId; At = $entry.At; Level = $entry.Level; Source = $entry.Source
        EventId = $entry.EventId; Message = $entry.Message; Service = $entry.Service
    }
}
