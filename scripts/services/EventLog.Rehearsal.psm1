<#
The rehearsal's event log, newest first: a JSON object a line, in a file that only grows.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
. (Join-Path $PSScriptRoot 'EventLog.ps1')

# Several processes append, each with its own clock reading: neighbours may stand in the other order.
$script:DisorderSeconds = 60
$script:Levels = 'VERBOSE', 'INFORMATION', 'WARNING', 'ERROR'

# A record is the number of its line, counted from 1.
function Read-HostEvent([Nullable[datetime]]$Since, [Nullable[datetime]]$Until, [string]$MinimumLevel, [string[]]$Source, [string[]]$Word, [string]$BeforeRecord, [int]$First) {
    $lines = @(Read-LogLine)
    # Without a cmdlet: a host's first call waits for each.
    $levels = $script:Levels[([array]::IndexOf($script:Levels, $MinimumLevel))..($script:Levels.Count - 1)]
    # What every line has that is wanted, where letters and digits are as they are: to parse a line takes far longer.
    $plain = @(foreach ($one in $Word) { if ($one -match '^[A-Za-z0-9]+\z') { $one } })
    $wanted = '"level":"(?:{0})"' -f ($levels -join '|')
    $oldest = if ($null -ne $Since) { $Since } else { [datetime]::MinValue }
    $newest = if ($null -ne $Until) { $Until } else { [datetime]::MaxValue }
    $enough = if ($null -ne $Since) { $oldest.AddSeconds(-$script:DisorderSeconds) } else { $oldest }
    $number = $lines.Count
    if ($BeforeRecord) { $number = [Math]::Min($number, [long]($BeforeRecord.Split('-')[0]) - 1) }
    :line for (; $number -gt 0 -and $First -gt 0; $number--) {
        $line = $lines[$number - 1]
        # Some ten times as fast as a pattern, on a line without the word.
        foreach ($one in $plain) { if ($line.IndexOf($one, [StringComparison]::OrdinalIgnoreCase) -lt 0) { continue line } }
        if ($line -notmatch $wanted) { continue }
        $entry = ConvertFrom-Line -Text $line -Number $number
        if ($null -eq $entry) { continue }
        $at = ConvertTo-Moment -Text $entry.At
        if ($at -lt $enough) { return }
        if ($at -lt $oldest -or $at -gt $newest -or $levels -notcontains $entry.Level) { continue }
        if ($Source.Count -gt 0 -and $Source -notcontains $entry.Source) { continue }
        if (-not (Test-EventWord -Entry $entry -Word $Word)) { continue }
        $entry
        $First--
    }
}

function Read-LogLine {
    $path = Join-Path $env:VENUE_CONTROL_DATA 'rehearsal/event-log.jsonl'
    if (-not [IO.File]::Exists($path)) { return }
    $reader = [IO.StreamReader]::new([IO.File]::Open($path, [IO.FileMode]::Open, [IO.FileAccess]::Read, [IO.FileShare]::ReadWrite))
    try { $reader.ReadToEnd().Split([char]10) }
    finally { $reader.Dispose() }
}

function ConvertFrom-Line([string]$Text, [int]$Number) {
    try { $record = ConvertFrom-JsonText -Text $Text }
    catch {
        Write-Verbose "Line $Number is no event."
        return
    }
    $has = $record.PSObject.Properties
    if (-not ($has['at'] -and $has['level'] -and $has['source'] -and $has['message']) -or -not (Test-Moment -Text $record.at)) { return }
    [pscustomobject]@{
        PSTypeName = 'VenueControl.HostEvent'
        RecordId   = "$Number"
        At         = $record.at
        Level      = $record.level
        Source     = $record.source
        EventId    = $(if ($has['eventId'] -and $null -ne $record.eventId) { $record.eventId -as [int] })
        Message    = Limit-Message -Message $record.message
        Service    = $(if ($has['service']) { $record.service })
    }
}

# One file, which is made at the first event.
function Read-EventLogState { @{ Name = 'event-log.jsonl'; Why = $null } }

function Read-EventLogName { }

function Test-Moment([string]$Text) {
    $moment = [datetime]::MinValue
    [datetime]::TryParse($Text, [Globalization.CultureInfo]::InvariantCulture, [Globalization.DateTimeStyles]::RoundtripKind, [ref]$moment)
}

function ConvertTo-Moment([string]$Text) {
    [datetime]::Parse($Text, [Globalization.CultureInfo]::InvariantCulture, [Globalization.DateTimeStyles]::RoundtripKind).ToUniversalTime()
}
