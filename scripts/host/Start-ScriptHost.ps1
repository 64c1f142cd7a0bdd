<#
.SYNOPSIS
A resident PowerShell that runs catalogue scripts for the control plane.
.DESCRIPTION
Started by src/powershell/host/launch.ts. Reads calls from a pipe and writes objects, events and ends to it, one JSON object
a line. stdin begins with one line, JSON with pipe, token, scripts (name, file), modules and folder, and on Windows, where the host listens and the
server comes, what that shows first (caller). After it stdin is only a lifeline: when it closes, the server is gone, and so is this process, with
every native child.
stdout and stderr carry nothing of ours: what scripts and their children print there goes to the server's log.
.PARAMETER OwnProcessGroup
This process leads its own process group, so that it may end the whole group when it ends.
.PARAMETER NoExit
Taken and ignored: node-powershell always adds it.
.PARAMETER Command
Taken and ignored: node-powershell always adds it.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File scripts/host/Start-ScriptHost.ps1
#>
[CmdletBinding()]
[OutputType([void])]
param(
    [switch]$OwnProcessGroup,
    [switch]$NoExit,
    [string]$Command
)
$ErrorActionPreference = 'Stop'
# No command of a module here, nor in what this calls: PowerShell would load the module first, a seventh of the whole start. The runspaces
# that do the work have what they need built in.
# The lifeline's read blocks a pool thread for as long as we live; the others must not wait for the pool to grow.
[void][Threading.ThreadPool]::SetMinThreads(8, 8)
# PowerShell leaves it alone, unless this file names the variable that it would put it into.
$standardInput = [Console]::OpenStandardInput()
$launchBytes = [IO.MemoryStream]::new()
$piece = [byte[]]::new(65536)
do {
    $count = $standardInput.Read($piece, 0, $piece.Length)
    if ($count -eq 0) { exit }
    $launchBytes.Write($piece, 0, $count)
} until ($piece[$count - 1] -eq 10)
# From the first moment: a start takes seconds on a busy machine, and who loses the server meanwhile goes no further.
$lifeline = $standardInput.ReadAsync([byte[]]::new(1), 0, 1)
# Before there can be a child. Not in a rehearsal, whose services are our children and outlive us.
if ($env:SystemRoot -and $env:VENUE_CONTROL_VENUE -eq 'windows') {
    foreach ($part in "$PSScriptRoot/../services/NativeMethod.ps1", "$PSScriptRoot/Enter-HostJob.ps1") { . $part }
    $refused = Enter-HostJob
    if ($refused) { [Console]::Error.WriteLine("Windows gives this host no job of its own ($refused): what a script has started, such as msiexec, may live on when the server or this host is killed.") }
}
$parts = 'ConvertFrom-CallFrame', 'ConvertTo-FrameTable', 'ConvertTo-ScriptArgument', 'Get-ScriptParameter', 'ConvertTo-SafeValue', 'ConvertTo-FrameJson',
'Invoke-CatalogueScript', 'Read-CallSecret', 'New-CallRunspace', 'New-ScriptCall', 'Complete-ScriptCall', 'Receive-ControlFrame', 'Receive-Frame', 'Watch-LiveCall', 'New-HostState'
$parts += if ($env:SystemRoot) { 'New-HostPipe', 'Wait-PipeCaller' } else { 'Connect-HostPipe' }
foreach ($part in $parts) { . "$PSScriptRoot/$part.ps1" }
$callState = New-CallState
$place = New-CallRunspace -InitialState $callState
$hostState = New-HostState -From $callState
$protocol = [Management.Automation.Language.Parser]::ParseFile("$PSScriptRoot/Protocol.psd1", [ref]$null, [ref]$null).EndBlock.Statements[0].PipelineElements[0].Expression.SafeGetValue()
$protocol.JsonOptions = @{}
$protocol.FlatOptions = @{}
if ($PSVersionTable.PSEdition -eq 'Core') {
    $protocol.JsonOptions.DateKind = 'String'
    $protocol.JsonOptions.AsHashtable = $true
    $protocol.FlatOptions.EnumsAsStrings = $true
}
$shell = [powershell]::Create($hostState)
$launch = $shell.AddCommand('ConvertFrom-Json').AddParameter('InputObject', [Text.Encoding]::UTF8.GetString($launchBytes.ToArray())).Invoke()[0]
$catalogue = [Collections.Generic.Dictionary[string, hashtable]]::new([StringComparer]::Ordinal)
foreach ($script in $launch.scripts) { $catalogue[$script.name] = @{ File = $script.file; Parameters = $null } }
if ($lifeline.IsCompleted) { exit }

# Desktop writes properties that hang on strings, and enums as numbers: there every object is copied.
$wire = @{ Writer = $null; Protocol = $protocol; Folder = $launch.folder; FastPath = $PSVersionTable.PSEdition -eq 'Core' }
$desk = @{
    Wire = $wire; Reader = $null; Readers = 0; HostState = $hostState; Threads = [Collections.Generic.List[powershell]]::new()
    Catalogue = $catalogue; CallState = $callState; Modules = [string[]]@($launch.modules); Free = [Collections.Generic.Queue[object]]::new(); Closing = [Collections.Generic.List[object]]::new()
    Live = [Collections.Generic.List[hashtable]]::new(); Changed = [Threading.AutoResetEvent]::new($false); IsNew = $true; IsCalled = $false; IsTended = $false; IsShort = $false; IsOver = $false; Problem = $null
}
$desk.Free.Enqueue($place)
$ready = '{"t":"ready","v":' + $protocol.Version + ',"pid":' + $PID + ',"ps":"' + $PSVersionTable.PSVersion + '","edition":"' + $PSVersionTable.PSEdition + '","token":"' + $launch.token + '"}'
if ($lifeline.IsCompleted) { exit }

try {
    # Not before: anyone who has connected and not said yet who it is may have to give way to others of this machine.
    $utf8 = [Text.UTF8Encoding]::new($false)
    $greeting = $utf8.GetBytes("$ready`n")
    if ($env:SystemRoot) {
        $pipe = New-HostPipe -Name $launch.pipe
        if (-not (Wait-PipeCaller -Pipe $pipe -Token $launch.caller -Lifeline $lifeline)) { exit }
        $pipe.Write($greeting, 0, $greeting.Length)
        $pipe.Flush()
    }
    else {
        $pipe = Connect-HostPipe -Name $launch.pipe -Greeting $greeting -Lifeline $lifeline
        if (-not $pipe) { exit }
    }
    $output = [IO.StreamWriter]::new($pipe, $utf8, 65536)
    $output.NewLine = "`n"
    $output.AutoFlush = $true
    $wire.Writer = [IO.TextWriter]::Synchronized($output)
    $desk.Reader = [IO.StreamReader]::new($pipe, $utf8, $false, 65536)
    # One that may have a call, one that reads on.
    for ($i = 0; $i -lt 2; $i++) { Start-FrameReader -Desk $desk }
    $shell.Commands.Clear()
    [void]$shell.AddCommand('Watch-LiveCall').AddParameter('Desk', $desk).AddParameter('Lifeline', $lifeline).AddParameter('WarmUp', "$PSScriptRoot/Get-WarmUp.ps1").Invoke()
    if ($null -ne $desk.Problem) { throw $desk.Problem }
}
catch {
    # The end below kills this process before PowerShell would say why.
    [Console]::Error.WriteLine("The host ends: $($_.Exception.Message) $($_.ScriptStackTrace)".Replace("`n", ' | '))
    [Console]::Error.Flush()
    [Threading.Thread]::Sleep(50)
}
finally {
    $desk.IsOver = $true
    if ([Threading.Monitor]::TryEnter($desk.Live, $protocol.EndMilliseconds)) {
        foreach ($call in $desk.Live) { Stop-LiveCall -Call $call }
        [Threading.Monitor]::Exit($desk.Live)
    }
    $patience = [Diagnostics.Stopwatch]::StartNew()
    while ($patience.ElapsedMilliseconds -lt $protocol.EndMilliseconds -and $desk.Live.Count -gt 0) { [Threading.Thread]::Sleep(10) }
    # Native children that outlived their script are in our process group, or below us: nothing of it may stay.
    if ($OwnProcessGroup) { & /bin/sh -c 'kill -9 0' }
    elseif ($env:SystemRoot) { & "$env:SystemRoot\System32\taskkill.exe" /F /T /PID $PID }
    [Environment]::Exit(0)
}
