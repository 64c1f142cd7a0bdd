<#
.SYNOPSIS
A resident PowerShell that runs catalogue scripts for the control plane.
.DESCRIPTION
Started by src/powershell/launch.ts. Reads calls from a pipe and writes objects, events and ends to it, one JSON object
a line. stdin is only a lifeline: when it closes, the server is gone, and so is this process, with every native child.
stdout and stderr carry nothing of ours: what scripts and their children print there goes to the server's log.
.PARAMETER LaunchFile
JSON with pipe, token, scripts (name, file), modules and folder. Read once, then deleted.
.PARAMETER OwnProcessGroup
This process leads its own process group, so that it may end the whole group when it ends.
.PARAMETER NoExit
Taken and ignored: node-powershell always adds it.
.PARAMETER Command
Taken and ignored: node-powershell always adds it.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File scripts/host/Start-ScriptHost.ps1 -LaunchFile /tmp/x/launch.json
#>
[CmdletBinding()]
[OutputType([void])]
param(
    [Parameter(Mandatory = $true)][string]$LaunchFile,
    [switch]$OwnProcessGroup,
    [switch]$NoExit,
    [string]$Command
)
$ErrorActionPreference = 'Stop'
# The lifeline's read blocks a pool thread for as long as we live; the others must not wait for the pool to grow.
[void][Threading.ThreadPool]::SetMinThreads(8, 8)
# From the first moment: a start takes seconds on a busy machine, and who loses the server meanwhile goes no further.
$lifeline = [Console]::OpenStandardInput().ReadAsync((New-Object byte[] 1), 0, 1)
$parts = 'ConvertFrom-CallFrame', 'ConvertTo-ScriptArgument', 'Get-ScriptParameter', 'ConvertTo-CallArgument', 'ConvertTo-SafeValue',
'ConvertTo-FrameJson', 'Invoke-CatalogueScript', 'Read-CallSecret', 'New-CallRunspace', 'Start-ScriptCall', 'Complete-ScriptCall', 'Receive-ControlFrame'
foreach ($part in $parts) { . (Join-Path $PSScriptRoot "$part.ps1") }
$protocol = Import-PowerShellDataFile -Path (Join-Path $PSScriptRoot 'Protocol.psd1')

$protocol.JsonOptions = @{}
$protocol.FlatOptions = @{}
if ($PSVersionTable.PSEdition -eq 'Core') {
    $protocol.JsonOptions.DateKind = 'String'
    $protocol.FlatOptions.EnumsAsStrings = $true
}
$launch = ConvertFrom-Json -InputObject ([IO.File]::ReadAllText($LaunchFile))
[IO.File]::Delete($LaunchFile)
$catalogue = New-Object 'Collections.Generic.Dictionary[string,hashtable]' ([StringComparer]::Ordinal)
foreach ($script in $launch.scripts) { $catalogue[$script.name] = @{ File = $script.file; Parameters = $null } }
if ($lifeline.IsCompleted) { exit }

$utf8 = New-Object Text.UTF8Encoding $false
$pipe = New-Object IO.Pipes.NamedPipeClientStream '.', $launch.pipe, ([IO.Pipes.PipeDirection]::InOut), ([IO.Pipes.PipeOptions]::Asynchronous)
# On Linux a pipe is a socket, and what waits for one is told by a thread of its pool. This spares our reads that wake-up, a tenth of a
# small call; .NET looks once, at the first socket, and children of ours needn't know.
$env:DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS = '1'
$pipe.Connect(1000)
$env:DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS = $null
$reader = New-Object IO.StreamReader $pipe, $utf8, $false, 65536
$output = New-Object IO.StreamWriter $pipe, $utf8, 65536
$output.NewLine = "`n"
$output.AutoFlush = $true
$writer = [IO.TextWriter]::Synchronized($output)
# Desktop writes properties that hang on strings, and enums as numbers: there every object is copied.
$wire = @{ Writer = $writer; Protocol = $protocol; Folder = $launch.folder; FastPath = $PSVersionTable.PSEdition -eq 'Core' }

$state = Initialize-CallState -Module @($launch.modules)
$live = [Collections.Generic.List[hashtable]]::new()
$desk = @{ Wire = $wire; Reader = $reader; Catalogue = $catalogue; InitialState = $state; Live = $live; Free = [Collections.Generic.Queue[object]]::new(); Closing = [Collections.Generic.List[object]]::new() }
for ($i = 0; $i -lt $protocol.RunspacesAhead -and -not $lifeline.IsCompleted; $i++) { $desk.Free.Enqueue((New-CallRunspace -InitialState $state)) }

if ($lifeline.IsCompleted) { exit }

try {
    Initialize-CallPath -Desk $desk -File (Join-Path $PSScriptRoot 'Get-WarmUp.ps1')
    $writer.WriteLine((ConvertTo-Json ([ordered]@{ t = 'ready'; v = $protocol.Version; pid = $PID; ps = "$($PSVersionTable.PSVersion)"; edition = "$($PSVersionTable.PSEdition)"; token = $launch.token }) -Compress))
    $next = $reader.ReadLineAsync()
    $isClosed = $false
    while (-not $lifeline.IsCompleted) {
        $handles = [Collections.Generic.List[Threading.WaitHandle]]::new()
        $handles.Add($lifeline.AsyncWaitHandle)
        $handles.Add($next.AsyncWaitHandle)
        foreach ($call in $live) { $handles.Add($call.Async.AsyncWaitHandle) }
        $patience = -1
        if ($live.Count -gt 0) { $patience = $protocol.PollMilliseconds }
        [void][Threading.WaitHandle]::WaitAny($handles.ToArray(), $patience)
        foreach ($call in $live.ToArray()) {
            if ($call.Async.IsCompleted) { Exit-LiveCall -Desk $desk -Call $call; continue }
            if ($call.Shell.Streams.Progress.Count -gt 0) { Send-CallProgress -Call $call }
            if ($call.Deadline -gt 0 -and $call.Age.ElapsedMilliseconds -gt $call.Deadline) { Stop-LiveCall -Call $call }
        }
        while ($next.IsCompleted) {
            $isClosed = $null -eq $next.Result
            if ($isClosed) { break }
            # The next frame is often here before this loop ends: who never looked for ended calls in it would keep them all.
            foreach ($call in $live.ToArray()) { if ($call.Async.IsCompleted) { Exit-LiveCall -Desk $desk -Call $call } }
            $frame = ConvertFrom-CallFrame -Line $next.Result -Protocol $protocol
            if ($frame.t -ceq 'call') { Start-ScriptCall -Desk $desk -Frame $frame } else { Receive-ControlFrame -Desk $desk -Frame $frame }
            $next = $reader.ReadLineAsync()
        }
        # Not "is another frame there": one that came since the look above would be taken for the end.
        if ($isClosed) { break }
    }
}
catch {
    # The end below kills this process before PowerShell would say why.
    [Console]::Error.WriteLine("The host ends: $($_.Exception.Message) $($_.ScriptStackTrace)".Replace("`n", ' | '))
    [Console]::Error.Flush()
    [Threading.Thread]::Sleep(50)
}
finally {
    foreach ($call in $live) { Stop-LiveCall -Call $call }
    $patience = [Diagnostics.Stopwatch]::StartNew()
    while ($patience.ElapsedMilliseconds -lt $protocol.EndMilliseconds -and @($live | Where-Object { -not $_.Async.IsCompleted }).Count -gt 0) { [Threading.Thread]::Sleep(10) }
    # Native children that outlived their script are in our process group, or below us: nothing of it may stay.
    if ($OwnProcessGroup) { & /bin/sh -c 'kill -9 0' }
    elseif ($env:SystemRoot) { & (Join-Path $env:SystemRoot 'System32\taskkill.exe') /F /T /PID $PID }
    [Environment]::Exit(0)
}
