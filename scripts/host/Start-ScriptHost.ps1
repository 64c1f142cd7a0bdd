<#
.SYNOPSIS
A resident PowerShell that runs catalogue scripts for the control plane.
.DESCRIPTION
Started by src/powershell/launch.ts. Reads calls from a pipe and writes objects, events and ends to it, one JSON object
a line. stdin is only a lifeline: when it closes, the server is gone, and so is this process, with every native child.
stdout and stderr carry nothing of ours: what scripts and their children print there goes to the server's log.
.PARAMETER LaunchFile
JSON with pipe, token, scripts (name, file, sha256), modules, folder, slots and fresh. Read once, then deleted.
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
$parts = 'ConvertFrom-CallFrame', 'ConvertTo-ScriptArgument', 'Get-CatalogueEntry', 'ConvertTo-CallArgument', 'ConvertTo-SafeValue',
'Invoke-CatalogueScript', 'Start-ScriptCall', 'Complete-ScriptCall'
foreach ($part in $parts) { . (Join-Path $PSScriptRoot "$part.ps1") }
$protocol = Import-PowerShellDataFile -Path (Join-Path $PSScriptRoot 'Protocol.psd1')

$protocol.JsonOptions = @{}
if ($PSVersionTable.PSEdition -eq 'Core') { $protocol.JsonOptions.DateKind = 'String' }
$launch = ConvertFrom-Json -InputObject ([IO.File]::ReadAllText($LaunchFile))
[IO.File]::Delete($LaunchFile)
$catalogue = New-Object 'Collections.Generic.Dictionary[string,hashtable]' ([StringComparer]::Ordinal)
foreach ($script in $launch.scripts) { $catalogue[$script.name] = @{ File = $script.file; Sha256 = $script.sha256; Parameters = $null } }
# The lifeline's read blocks a pool thread for as long as we live; the others must not wait for the pool to grow.
[void][Threading.ThreadPool]::SetMinThreads(8, 8)

$utf8 = New-Object Text.UTF8Encoding $false
$pipe = New-Object IO.Pipes.NamedPipeClientStream '.', $launch.pipe, ([IO.Pipes.PipeDirection]::InOut), ([IO.Pipes.PipeOptions]::Asynchronous)
$pipe.Connect(1000)
$reader = New-Object IO.StreamReader $pipe, $utf8, $false, 65536
$output = New-Object IO.StreamWriter $pipe, $utf8, 65536
$output.NewLine = "`n"
$output.AutoFlush = $true
$writer = [IO.TextWriter]::Synchronized($output)
# Desktop writes properties that hang on strings: there every object is copied.
$wire = @{ Writer = $writer; Protocol = $protocol; Folder = $launch.folder; FastPath = $PSVersionTable.PSEdition -eq 'Core' }

$state = Initialize-CallState -Module @($launch.modules)
$free = New-Object Collections.Generic.Queue[object]
for ($i = 0; $i -lt $launch.slots; $i++) { $free.Enqueue((New-CallRunspace -InitialState $state)) }
$live = New-Object Collections.Generic.List[hashtable]

function Wait-FreeRunspace {
    # Opens another when all are out, so that a call never waits for the replacement of the last one's runspace.
    if ($free.Count -eq 0) { $free.Enqueue((New-CallRunspace -InitialState $state)) }
    Wait-CallRunspace -Entry $free.Dequeue()
}

function Receive-Frame {
    param([string]$Line)
    $frame = ConvertFrom-CallFrame -Line $Line -Protocol $protocol
    if ($frame.t -ceq 'ping') { $writer.WriteLine((ConvertTo-Json @{ t = 'pong'; id = $frame.id } -Compress)); return }
    if ($frame.t -ceq 'cancel') {
        foreach ($call in $live) { if ($call.Id -ceq $frame.id) { Stop-LiveCall -Call $call } }
        return
    }
    $refusal = $null
    $entry = Get-CatalogueEntry -Catalogue $catalogue -Name $frame.cmd
    if ($null -eq $entry) { $refusal = @{ code = 'NOT_CATALOGUED'; message = 'The script is not in the catalogue, or was changed since the server started.' } }
    else {
        try { $callArguments = ConvertTo-CallArgument -Frame $frame -Parameters $entry.Parameters }
        catch { $refusal = @{ code = 'BAD_PARAMETER'; message = $_.Exception.Message } }
    }
    if ($null -ne $refusal) {
        $writer.WriteLine((ConvertTo-Json @{ t = 'done'; id = $frame.id; ok = $false; n = 0; exit = 0; code = $refusal.code; e = @{ message = $refusal.message } } -Compress))
        return
    }
    $live.Add((Start-ScriptCall -Id $frame.id -File $entry.File -Arguments $callArguments -Deadline ([int]$frame.deadline) -Runspace (Wait-FreeRunspace) -Wire $wire))
}

function Stop-LiveCall {
    param([hashtable]$Call)
    if ($Call.Stopping) { return }
    $Call.Stopping = $true
    [void]$Call.Shell.BeginStop($null, $null)
}

function Exit-LiveCall {
    param([hashtable]$Call)
    [void]$live.Remove($Call)
    Complete-ScriptCall -Call $Call
    # A runspace that did destructive work, or was stopped in the middle of something, is not used again.
    if ($launch.fresh -or $Call.Stopping) {
        $free.Enqueue((New-CallRunspace -InitialState $state))
        $Call.Runspace.CloseAsync()
    }
    else { $free.Enqueue(@{ Runspace = $Call.Runspace; Opener = $null }) }
}

try {
    # One call of the real path before "ready": the first real one then costs a tenth.
    $null = ConvertTo-Json @(ConvertTo-SafeValue -Value ([pscustomobject]@{ a = 1 }) -Depth 3) -Compress
    $writer.WriteLine((ConvertTo-Json ([ordered]@{ t = 'ready'; v = $protocol.Version; pid = $PID; ps = "$($PSVersionTable.PSVersion)"; edition = "$($PSVersionTable.PSEdition)"; token = $launch.token }) -Compress))
    $lifeline = [Console]::OpenStandardInput().ReadAsync((New-Object byte[] 1), 0, 1)
    $next = $reader.ReadLineAsync()
    while (-not $lifeline.IsCompleted) {
        $handles = [Collections.Generic.List[Threading.WaitHandle]]::new()
        $handles.Add($lifeline.AsyncWaitHandle)
        $handles.Add($next.AsyncWaitHandle)
        foreach ($call in $live) { $handles.Add($call.Async.AsyncWaitHandle) }
        $patience = -1
        if ($live.Count -gt 0) { $patience = $protocol.PollMilliseconds }
        [void][Threading.WaitHandle]::WaitAny($handles.ToArray(), $patience)
        while ($next.IsCompleted) {
            if ($null -eq $next.Result) { break }
            Receive-Frame -Line $next.Result
            $next = $reader.ReadLineAsync()
        }
        if ($next.IsCompleted) { break }
        foreach ($call in $live.ToArray()) {
            if ($call.Async.IsCompleted) { Exit-LiveCall -Call $call; continue }
            Send-CallProgress -Call $call
            if ($call.Deadline -gt 0 -and $call.Age.ElapsedMilliseconds -gt $call.Deadline) { Stop-LiveCall -Call $call }
        }
    }
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
