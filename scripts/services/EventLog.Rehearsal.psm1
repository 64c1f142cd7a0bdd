<#
The rehearsal's event log, newest first. The file only grows, so it is read from its end, block by block, and a page costs the same
whether the log holds a hundred lines or a million.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
. (Join-Path $PSScriptRoot 'EventLog.ps1')

$script:BlockBytes = 262144
# A line that never ends is no line: what is held of it is limited.
$script:LongestLine = 1048576
# Several processes append, each with its own clock reading: neighbours may stand in the other order.
$script:DisorderSeconds = 60
$script:Levels = 'VERBOSE', 'INFORMATION', 'WARNING', 'ERROR'

# A record is where its line begins in the file, in bytes, counted from 1.
function Read-HostEvent([Nullable[datetime]]$Since, [Nullable[datetime]]$Until, [string]$MinimumLevel, [string[]]$Source, [string[]]$Word, [string]$BeforeRecord, [int]$First) {
    $path = Join-Path $env:VENUE_CONTROL_DATA 'rehearsal/event-log.jsonl'
    if (-not [IO.File]::Exists($path)) { return }
    $levels = $script:Levels[([array]::IndexOf($script:Levels, $MinimumLevel))..($script:Levels.Count - 1)]
    $marks = Get-Mark -Level $levels -Source $Source -Word $Word
    $oldest = if ($null -ne $Since) { $Since } else { [datetime]::MinValue }
    $newest = if ($null -ne $Until) { $Until } else { [datetime]::MaxValue }
    $enough = if ($null -ne $Since) { $oldest.AddSeconds(-$script:DisorderSeconds) } else { $oldest }
    $left = $First
    $stream = [IO.File]::Open($path, [IO.FileMode]::Open, [IO.FileAccess]::Read, [IO.FileShare]::ReadWrite)
    try {
        $end = $stream.Length
        if ($BeforeRecord) { $end = [Math]::Min($end, [Math]::Max(0, [long]($BeforeRecord.Split('-')[0]) - 1)) }
        $rest = ''
        while ($end -gt 0) {
            $start = [Math]::Max(0, $end - $script:BlockBytes)
            $text = (Read-Block -Stream $stream -Start $start -Length ([int]($end - $start))) + $rest
            # The first line of a block may have begun in the block before it.
            $cut = if ($start -gt 0) { $text.IndexOf("`n") + 1 } else { 0 }
            $end = $start
            if ($start -gt 0 -and $cut -eq 0) {
                $rest = if ($text.Length -le $script:LongestLine) { $text } else { '' }
                continue
            }
            $rest = $text.Substring(0, $cut)
            $lines = $text.Substring($cut)
            $position = $lines.Length
            while ($position -gt 0) {
                $found = @(Find-Line -Text $lines -Before $position -Mark $marks -First $left)
                if ($found.Count -eq 0) { break }
                $position = $found[-1].Index
                foreach ($entry in (ConvertFrom-Line -Line $found -Start ($start + $cut))) {
                    $at = ConvertTo-Moment -Text $entry.At
                    if ($at -lt $enough) { return }
                    if ($at -lt $oldest -or $at -gt $newest -or $levels -notcontains $entry.Level) { continue }
                    if ($Source.Count -gt 0 -and $Source -notcontains $entry.Source) { continue }
                    if (-not (Test-EventWord -Entry $entry -Word $Word)) { continue }
                    $entry
                    $left--
                }
                if ($left -eq 0) { return }
            }
            if ($end -gt 0 -and $null -ne $Since -and (Get-FirstMoment -Lines $lines) -lt $enough) { return }
        }
    }
    finally { $stream.Dispose() }
}

# One character a byte, so that a place in the text is a place in the file.
function Read-Block([IO.Stream]$Stream, [long]$Start, [int]$Length) {
    [void]$Stream.Seek($Start, [IO.SeekOrigin]::Begin)
    $bytes = [byte[]]::new($Length)
    $got = 0
    while ($got -lt $Length) {
        $count = $Stream.Read($bytes, $got, $Length - $got)
        if ($count -eq 0) { break }
        $got += $count
    }
    [Text.Encoding]::GetEncoding(28591).GetString($bytes, 0, $got)
}

# What is in every line that is wanted, without a cmdlet more than it takes: a host's first call waits for each. Text is searched for by .NET, where a loop over 100,000 lines would take seconds.
function Get-Mark([string[]]$Level, [string[]]$Source, [string[]]$Word) {
    # Letters and digits are in the file as they are, whatever their case.
    $longest = ''
    foreach ($one in $Word) { if ($one.Length -ge $longest.Length -and $one -match '^[A-Za-z0-9]+\z') { $longest = $one } }
    if ($longest) { return $longest }
    if ($Level.Count -lt $script:Levels.Count) { foreach ($one in $Level) { '"level":"' + $one + '"' }; return }
    $isPlain = $Source.Count -gt 0
    foreach ($one in $Source) { if ($one -notmatch '^[ !#-\[\]-~]+$') { $isPlain = $false } }
    if ($isPlain) { foreach ($one in $Source) { '"source":"' + $one + '"' }; return }
    '"at":"'
}

# Lines with one of the marks, the last one first.
function Find-Line([string]$Text, [int]$Before, [string[]]$Mark, [int]$First) {
    $places = @{}
    foreach ($one in $Mark) { $places[$one] = $Text.LastIndexOf($one, $Before - 1, [StringComparison]::OrdinalIgnoreCase) }
    for ($count = 0; $count -lt $First; $count++) {
        $hit = -1
        foreach ($one in $Mark) {
            if ($places[$one] -ge $Before) { $places[$one] = if ($Before -gt 0) { $Text.LastIndexOf($one, $Before - 1, [StringComparison]::OrdinalIgnoreCase) } else { -1 } }
            if ($places[$one] -gt $hit) { $hit = $places[$one] }
        }
        if ($hit -lt 0) { return }
        $begin = $Text.LastIndexOf([char]10, $hit) + 1
        $length = $Text.IndexOf([char]10, $hit) - $begin
        if ($length -lt 0) { $length = $Text.Length - $begin }
        [pscustomobject]@{ Index = $begin; Text = $Text.Substring($begin, $length) }
        $Before = $begin
    }
}

# Parsed in one go; one by one only where a line among them is no JSON.
function ConvertFrom-Line([object[]]$Line, [long]$Start) {
    $latin = [Text.Encoding]::GetEncoding(28591)
    $text = '[' + [Text.Encoding]::UTF8.GetString($latin.GetBytes($Line.Text -join ',')) + ']'
    try { $records = @(ConvertFrom-JsonText -Text $text | ForEach-Object { $_ }) }
    catch { $records = @() }
    if ($records.Count -ne $Line.Count) {
        if ($Line.Count -gt 1) { return $Line | ForEach-Object { ConvertFrom-Line -Line $_ -Start $Start } }
        Write-Verbose "The line at $($Start + $Line[0].Index) is no event."
        return
    }
    for ($i = 0; $i -lt $Line.Count; $i++) {
        $record = $records[$i]
        $has = $record.PSObject.Properties
        if (-not ($has['at'] -and $has['level'] -and $has['source'] -and $has['message']) -or -not (Test-Moment -Text $record.at)) { continue }
        [pscustomobject]@{
            PSTypeName = 'VenueControl.HostEvent'
            RecordId   = "$($Start + $Line[$i].Index + 1)"
            At         = $record.at
            Level      = $record.level
            Source     = $record.source
            EventId    = $(if ($has['eventId'] -and $null -ne $record.eventId) { $record.eventId -as [int] })
            Message    = Limit-Message -Message $record.message
            Service    = $(if ($has['service']) { $record.service })
        }
    }
}

# One file, which is made at the first event.
function Read-EventLogState { @{ Name = 'event-log.jsonl'; Why = $null } }

function Read-EventLogName { }

function Get-FirstMoment([string]$Lines) {
    $text = [regex]::Match($Lines, '"at":"([^"\n]+)"').Groups[1].Value
    if (Test-Moment -Text $text) { ConvertTo-Moment -Text $text } else { [datetime]::MaxValue }
}

function Test-Moment([string]$Text) {
    $moment = [datetime]::MinValue
    [datetime]::TryParse($Text, [Globalization.CultureInfo]::InvariantCulture, [Globalization.DateTimeStyles]::RoundtripKind, [ref]$moment)
}

function ConvertTo-Moment([string]$Text) {
    [datetime]::Parse($Text, [Globalization.CultureInfo]::InvariantCulture, [Globalization.DateTimeStyles]::RoundtripKind).ToUniversalTime()
}
