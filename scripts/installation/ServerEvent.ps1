<#
The control plane's source in Windows' event log (Application), and writing to it through advapi32: Write-EventLog isn't in PowerShell 7.
services/NativeMethod.ps1 is loaded before this file.
#>

$script:EventSource = 'VenueControl'
$script:EventKey = 'SYSTEM\CurrentControlSet\Services\EventLog\Application'
$script:EventLevel = @{ error = 1; warning = 2; information = 4 }
$script:LongestEvent = 2000
# In an hour: what floods us fills no one's log.
$script:MostEvents = 100
$script:EventTimes = New-Object Collections.Generic.Queue[datetime]

<#
The text of an event is ours alone. .NET Framework's own file of messages says of each id: the text that came with it. It is on every Windows Server
since 2016, signed by Microsoft, and none of our files: the event log keeps it open, and no upgrade or uninstall of ours meets that.
#>
function Register-EventSource {
    $key = [Microsoft.Win32.Registry]::LocalMachine.CreateSubKey("$script:EventKey\$script:EventSource")
    try {
        $framework = if ([Environment]::Is64BitOperatingSystem) { 'Framework64' } else { 'Framework' }
        $key.SetValue('EventMessageFile', "%SystemRoot%\Microsoft.NET\$framework\v4.0.30319\EventLogMessages.dll", [Microsoft.Win32.RegistryValueKind]::ExpandString)
        $key.SetValue('TypesSupported', 7, [Microsoft.Win32.RegistryValueKind]::DWord)
    }
    finally { $key.Dispose() }
}

# What was written stays in the log, and its text with it.
function Unregister-EventSource {
    [Microsoft.Win32.Registry]::LocalMachine.DeleteSubKeyTree("$script:EventKey\$script:EventSource", $false)
}

# An alert of the server, as it prints them: <priority>, id, text. Nothing for any other line.
function ConvertFrom-AlertLine([string]$Line) {
    if ($Line -notmatch '^<(?<Priority>[346])>(?<Id>\d{4}) (?<Text>.+)$') { return }
    @{ Id = [int]$Matches.Id; Level = @{ '3' = 'error'; '4' = 'warning'; '6' = 'information' }[$Matches.Priority]; Text = $Matches.Text }
}

# Answers what went wrong, in words, and nothing where it was written or was one too many: a log that can't be written stops no one.
function Write-ServerEvent([int]$Id, [string]$Level, [string]$Text, [datetime]$Now = [datetime]::UtcNow) {
    while ($script:EventTimes.Count -gt 0 -and $script:EventTimes.Peek() -le $Now.AddHours(-1)) { [void]$script:EventTimes.Dequeue() }
    if ($script:EventTimes.Count -ge $script:MostEvents) { return }
    $script:EventTimes.Enqueue($Now)
    if ($Text.Length -gt $script:LongestEvent) { $Text = $Text.Substring(0, $script:LongestEvent) }
    try {
        $failed = Send-NativeEvent -Type $script:EventLevel[$Level] -Id $Id -Text $Text
        if ($failed -ne 0) { "The event could not be written to the Windows event log (error $failed)." }
    }
    catch { "The event could not be written to the Windows event log ($($_.Exception.GetBaseException().Message))" }
}

# Of why a server ended, what everyone on the machine may read: no line of its log, and of the rest the end, where the reason is.
function Select-EventReason([string]$Why) {
    $own = @($Why -split '\r?\n' | ForEach-Object { ($_ -replace '\{".*\z', '').Trim() } | Where-Object { $_ }) -join ' '
    $most = $script:LongestEvent - 200
    if ($own.Length -gt $most) { return '... ' + $own.Substring($own.Length - $most) }
    $own
}

# Answers Windows' error number.
function Send-NativeEvent([int]$Type, [int]$Id, [string]$Text) {
    $api = Get-EventApi
    $log = [IntPtr]::Zero
    $failed = $api::RegisterEventSourceW([IntPtr]::Zero, $script:EventSource, [ref]$log)
    if ($failed -ne 0) { return $failed }
    $words = [Runtime.InteropServices.Marshal]::StringToHGlobalUni($Text)
    $list = [Runtime.InteropServices.Marshal]::AllocHGlobal([IntPtr]::Size)
    try {
        [Runtime.InteropServices.Marshal]::WriteIntPtr($list, $words)
        # No category, no one's SID, one text, no data.
        $api::ReportEventW($log, $Type, 0, $Id, [IntPtr]::Zero, 1, 0, $list, [IntPtr]::Zero)
    }
    finally {
        foreach ($memory in $words, $list) { [Runtime.InteropServices.Marshal]::FreeHGlobal($memory) }
        [void]$api::DeregisterEventSource($log)
    }
}

function Get-EventApi { [VenueControl.EventApi] }
