<#
The venue's event log: one command for both providers. EventLog.Windows and EventLog.Rehearsal dot-source this file and define the private
functions that differ: Read-HostEvent, whose times are in UTC, Read-EventLogState and Read-EventLogName.
#>

$script:LongestMessage = 4000

function Get-HostEvent {
    <#
    .SYNOPSIS
    Reads the event log, newest first.
    .DESCRIPTION
    One object an entry: RecordId (opaque, for BeforeRecord), At, Level, Source, EventId, Message, Service (key, or null).
    .PARAMETER Since
    Nothing older than this moment.
    .PARAMETER Until
    Nothing newer than this moment.
    .PARAMETER MinimumLevel
    This level and more severe ones; default VERBOSE.
    .PARAMETER Source
    Only entries of these sources; default all.
    .PARAMETER Text
    Only entries with each of these words in message, source or event ID, in any case; default all.
    .PARAMETER BeforeRecord
    Only entries before the one with this RecordId.
    .PARAMETER First
    At most so many; default 50.
    .EXAMPLE
    Get-HostEvent -MinimumLevel WARNING -First 20
    #>
    [CmdletBinding()]
    [OutputType('VenueControl.HostEvent')]
    param(
        [Nullable[datetime]]$Since = $null,
        [Nullable[datetime]]$Until = $null,
        [ValidateSet('VERBOSE', 'INFORMATION', 'WARNING', 'ERROR')][string]$MinimumLevel = 'VERBOSE',
        [string[]]$Source = @(),
        [string]$Text = '',
        [ValidatePattern('^([0-9]{1,19}(-[0-9]{1,3}-[0-9]{1,19})?)?\z')][string]$BeforeRecord = '',
        [ValidateRange(1, 201)][int]$First = 50
    )
    if ($null -ne $Since) { $Since = $Since.ToUniversalTime() }
    if ($null -ne $Until) { $Until = $Until.ToUniversalTime() }
    $words = @($Text.Split([char[]]@(), [StringSplitOptions]::RemoveEmptyEntries))
    Read-HostEvent -Since $Since -Until $Until -MinimumLevel $MinimumLevel -Source $Source -Word $words -BeforeRecord $BeforeRecord -First $First
}

function Test-HostEventLog {
    <#
    .SYNOPSIS
    Tests whether this account can read each event log of the venue.
    .DESCRIPTION
    Name of each, and Why: what is wrong, or null.
    .EXAMPLE
    Test-HostEventLog
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()
    foreach ($seen in @(Read-EventLogState)) { [pscustomobject]@{ Name = $seen.Name; Why = $seen.Why } }
}

function Find-HostEventLog {
    <#
    .SYNOPSIS
    Finds the event logs that could be swiftpos'.
    .DESCRIPTION
    Names for a person to choose from, those with swiftpos' name first. None in a rehearsal.
    .EXAMPLE
    Find-HostEventLog
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()
    Read-EventLogName
}

function Test-EventWord([object]$Entry, [string[]]$Word) {
    $line = "$($Entry.Message) $($Entry.Source) $($Entry.EventId)"
    foreach ($one in $Word) { if ($line.IndexOf($one, [StringComparison]::OrdinalIgnoreCase) -lt 0) { return $false } }
    $true
}

function Limit-Message([string]$Message) {
    if ($Message.Length -gt $script:LongestMessage) { return $Message.Substring(0, $script:LongestMessage) + '...' }
    $Message
}

# The module is the provider that dot-sourced this.
Export-ModuleMember -Function Get-HostEvent, Test-HostEventLog, Find-HostEventLog
