<#
Windows' event logs that concern swiftpos, as one, newest first. Not yet run on Windows, and Wine has no event log: written from Microsoft's documents. Which logs is
said in venue.json (eventLogs), else in EventLogName.psd1.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueError.psm1')
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
. (Join-Path $PSScriptRoot 'EventLog.ps1')
. (Join-Path $PSScriptRoot 'WindowsEvent.ps1')

$script:KnownChannels = @((Import-PowerShellDataFile -LiteralPath (Join-Path $PSScriptRoot 'EventLogName.psd1')).Channels)
# No more than this is searched in one log for one page: a log says nothing of ours for long, and a reader waits.
$script:MostRead = 5000
$script:WindowsLogs = 'System', 'Security', 'Setup', 'ForwardedEvents', 'HardwareEvents', 'Internet Explorer', 'Key Management Service', 'Windows PowerShell', 'Directory Service', 'DNS Server', 'DFS Replication'
# Windows' numbers: 1 critical, 2 error, 3 warning, 4 information (0 for what is always logged), 5 verbose.
$script:LevelNumbers = @{ ERROR = 1, 2; WARNING = 1, 2, 3; INFORMATION = 0, 1, 2, 3, 4; VERBOSE = @() }

# Several logs are merged by time, so a record is its time, its log and its number there. A log that can't be read is a warning.
function Read-HostEvent([Nullable[datetime]]$Since, [Nullable[datetime]]$Until, [string]$MinimumLevel, [string[]]$Source, [string[]]$Word, [string]$BeforeRecord, [int]$First) {
    $before = ConvertFrom-RecordId -RecordId $BeforeRecord
    $newest = $Until
    if ($null -ne $before) {
        # Windows compares times by the millisecond; which of one millisecond were seen is decided below.
        $moment = (New-Object datetime $before[0], ([DateTimeKind]::Utc)).AddMilliseconds(1)
        if ($null -eq $newest -or $moment -lt $newest) { $newest = $moment }
    }
    $filter = @{}
    if ($null -ne $Since) { $filter.StartTime = $Since.ToLocalTime() }
    if ($null -ne $newest) { $filter.EndTime = $newest.ToLocalTime() }
    if ($script:LevelNumbers[$MinimumLevel].Count -gt 0) { $filter.Level = $script:LevelNumbers[$MinimumLevel] }
    $services = Get-ServiceBySubject
    $found = New-Object Collections.Generic.List[object]
    $unreadable = 0
    $channels = @(Get-EventChannel)
    for ($index = 0; $index -lt $channels.Count; $index++) {
        $channel = $channels[$index]
        if ($channel.Source -and $Source.Count -gt 0 -and $Source -notcontains $channel.Source) { continue }
        try {
            foreach ($entry in (Read-Channel -Channel $channel -Index $index -Filter $filter -Source $Source -Word $Word -Before $before -First $First -Service $services)) { $found.Add($entry) }
        }
        catch {
            $unreadable++
            Write-Warning $_.Exception.Message
        }
    }
    if ($unreadable -gt 0 -and $unreadable -eq $channels.Count) {
        throw (New-VenueError -ErrorId EVENT_LOG_UNREADABLE -Message 'No event log could be read. Run the control plane as Administrator, or correct eventLogs in venue.json.' -Category ReadError)
    }
    $found | Sort-Object -Descending -Property Ticks, Channel, Record | Select-Object -First $First | ForEach-Object { $_.Entry }
}

# Windows' own, then those that venue.json names, or the one that is known of swiftpos. Read each time: the file may have been edited.
function Get-EventChannel {
    $venue = if ($env:VENUE_CONTROL_DATA) { Get-JsonFile -Path ([IO.Path]::Combine($env:VENUE_CONTROL_DATA, 'venue.json')) }
    if (-not $venue -or -not $venue.PSObject.Properties['eventLogs'] -or $null -eq $venue.eventLogs) { return $script:KnownChannels }
    $script:KnownChannels | Where-Object { $_.OurServices }
    foreach ($name in @($venue.eventLogs)) { @{ LogName = "$name"; ProviderName = @(); Source = "$name"; OurServices = $false } }
}

function Read-EventLogState {
    foreach ($channel in @(Get-EventChannel)) {
        $why = $null
        try { [void](Read-WindowsEvent -Filter @{ LogName = $channel.LogName } -Most 1) }
        catch { $why = $_.Exception.Message }
        @{ Name = $channel.LogName; Why = $why }
    }
}

# swiftpos' first. A slash is in the names of Windows' own components; the others are few, and Windows' own of them are known.
function Read-EventLogName {
    $all = @(Get-WinEvent -ListLog * -ErrorAction SilentlyContinue | ForEach-Object { $_.LogName })
    $swiftpos = @($all | Where-Object { $_ -match 'swift' })
    $swiftpos
    $all | Where-Object { $_ -notmatch '/' -and $swiftpos -notcontains $_ -and $script:WindowsLogs -notcontains $_ } | Sort-Object
}

# Read as far as it takes to find First of them.
function Read-Channel([hashtable]$Channel, [int]$Index, [hashtable]$Filter, [string[]]$Source, [string[]]$Word, [object]$Before, [int]$First, [hashtable]$Service) {
    $all = $Filter.Clone()
    $all.LogName = $Channel.LogName
    if (@($Channel.ProviderName).Count -gt 0) { $all.ProviderName = $Channel.ProviderName }
    if ($Channel.OurServices) {
        $all.Id = $script:ServiceEventIds
        # Windows takes no query of more than some 22 terms, and not each of 22. What is asked for here is never verbose, so from information upward the
        # levels say nothing; above it, what is information alone is not asked for.
        if (@($all['Level']) -contains 4) { $all.Remove('Level') }
        elseif ($all['Level']) { $all.Id = @($script:ServiceEventIds | Where-Object { $script:ServiceNewsIds -notcontains $_ }) }
    }
    $read = @{ At = 0 }
    $kept = @(Read-WindowsEvent -Filter $all -Most $script:MostRead | ForEach-Object {
            $read.At++
            $one = ConvertFrom-Entry -Entry $_ -Channel $Channel -Index $Index -Service $Service
            if ($null -eq $one -or ($Source.Count -gt 0 -and $Source -notcontains $one.Entry.Source)) { return }
            if (-not (Test-EventWord -Entry $one.Entry -Word $Word)) { return }
            if ($null -eq $Before -or (Test-Before -Candidate $one -Before $Before)) { $one }
        } | Select-Object -First $First)
    if ($kept.Count -lt $First -and $read.At -ge $script:MostRead) {
        Write-Warning "Only the last $($read.At) entries of the event log $($Channel.LogName) were read. Filter by time, level or source to see older ones."
    }
    $kept
}

function ConvertFrom-Entry([object]$Entry, [hashtable]$Channel, [int]$Index, [hashtable]$Service) {
    $name = if ($Entry.ProviderName -eq 'Service Control Manager') { Get-EventSubject -Entry $Entry } else { '' }
    $key = $null
    if ($name) { $key = $Service[$name] }
    if ($Channel.OurServices -and -not $key) { return }
    $at = $Entry.TimeCreated.ToUniversalTime()
    # A provider whose texts are not installed has no message.
    $message = "$($Entry.Message)"
    if (-not $message) { $message = @($Entry.Properties | ForEach-Object { "$($_.Value)" }) -join ' ' }
    [pscustomobject]@{
        Ticks   = $at.Ticks
        Channel = $Index
        Record  = [long]$Entry.RecordId
        Entry   = [pscustomobject]@{
            PSTypeName = 'VenueControl.HostEvent'
            RecordId   = '{0}-{1}-{2}' -f $at.Ticks, $Index, $Entry.RecordId
            At         = $at.ToString('o')
            Level      = ConvertFrom-LevelNumber -Level $Entry.Level
            Source     = $(if ($Channel.Source) { $Channel.Source } else { $Entry.ProviderName })
            EventId    = [int]$Entry.Id
            Message    = Limit-Message -Message $message
            Service    = $key
        }
    }
}

function ConvertFrom-LevelNumber([object]$Level) {
    switch ($Level) {
        1 { 'ERROR' }
        2 { 'ERROR' }
        3 { 'WARNING' }
        5 { 'VERBOSE' }
        default { 'INFORMATION' }
    }
}

function ConvertFrom-RecordId([string]$RecordId) {
    if (-not $RecordId) { return }
    $parts = @($RecordId.Split('-') | ForEach-Object { [long]$_ })
    while ($parts.Count -lt 3) { $parts += 0 }
    return , $parts
}

function Test-Before([object]$Candidate, [long[]]$Before) {
    if ($Candidate.Ticks -ne $Before[0]) { return $Candidate.Ticks -lt $Before[0] }
    if ($Candidate.Channel -ne $Before[1]) { return $Candidate.Channel -lt $Before[1] }
    $Candidate.Record -lt $Before[2]
}

# By what events call a service: its display name, or its name.
function Get-ServiceBySubject {
    $names = @{}
    foreach ($service in (Get-HostService)) {
        foreach ($subject in $service.DisplayName, $service.ServiceName) { if ($subject) { $names[$subject] = $service.Name } }
    }
    $names
}
