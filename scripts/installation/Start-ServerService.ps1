<#
.SYNOPSIS
What Windows runs as the service of the control plane: starts the server, and ends it when Windows says so.
.DESCRIPTION
The service runs when the server answers; where it never does, the start fails. A stop closes the server's lifeline, its standard input: it drains, and
ends automatically; so does a restart of Windows, which waits for it. Where a server that answered ends automatically, this ends without a word to Windows, which then restarts it as its recovery says. Why is in service.log in the data folder, and in Windows' event log with what the server has to tell its administrator (docs/reference/event-log.md).
.PARAMETER Data
The data folder.
.EXAMPLE
pwsh.exe -NoProfile -NonInteractive -File Start-ServerService.ps1 -Data C:\ProgramData\VenueControl
#>
[CmdletBinding(SupportsShouldProcess = $true)]
[OutputType([void])]
param([Parameter(Mandatory = $true)][string]$Data)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot 'ServiceType.ps1')

$startMs = 120000
# The server is gone 14 s after it was asked to stop, whatever hangs.
$stopMs = 20000
$program = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))

function Write-ServiceLog([string]$Text) {
    [IO.File]::AppendAllText((Join-Path $Data 'service.log'), ('{0:o} {1}{2}' -f [datetime]::UtcNow, $Text.Trim(), [Environment]::NewLine))
}

# One that can't be written is said once in our own log.
$script:isEventLogAway = $false
function Write-Event([int]$Id, [string]$Level, [string]$Text) {
    $wrong = Write-ServerEvent -Id $Id -Level $Level -Text $Text
    if ($wrong -and -not $script:isEventLogAway) {
        $script:isEventLogAway = $true
        Write-ServiceLog "$wrong What would stand there is in the server's log and in the audit."
    }
}

function Write-OwnEvent([string]$Name, [string]$Text) { Write-Event -Id $events[$Name].Id -Level $events[$Name].Level -Text $Text }

# Whatever else the server prints is dropped.
function Write-Alert([string]$Line) {
    $alert = ConvertFrom-AlertLine -Line $Line
    if ($alert) { Write-Event @alert }
}

if (-not $PSCmdlet.ShouldProcess($Data)) { return }
$service = (New-ServiceType -StartMs $startMs -StopMs $stopMs)::new()
foreach ($name in 'Begun', 'Ready', 'Stopping', 'Ended') { $service.$name = New-Object Threading.ManualResetEvent $false }
$service.ServiceName = 'VenueControl'
$service.AutoLog = $false
$service.CanShutdown = $true
Enable-Preshutdown -Service $service
$thread = New-Object Threading.Thread ([Threading.ThreadStart][Delegate]::CreateDelegate([Threading.ThreadStart], $service, 'Serve'))
$thread.IsBackground = $true
$isReady = $false
$end = $null
try {
    $thread.Start()
    # Not before: Windows waits 30 s for its service to answer (event 7009), and the start fails with a reason where one of these can't be loaded.
    . (Join-Path $PSScriptRoot '../services/NativeMethod.ps1')
    foreach ($part in 'ServerEvent', 'ServerOutput', 'ServerStart', 'ServiceAccount') { . (Join-Path $PSScriptRoot "$part.ps1") }
    $events = Import-PowerShellDataFile -LiteralPath (Join-Path $PSScriptRoot 'ServerEvent.psd1')
    if (-not $service.Begun.WaitOne(30000)) { throw 'Windows did not start this as a service.' }
    $self = [Security.Principal.WindowsIdentity]::GetCurrent()
    $other = Update-AccountRecord -Data $Data -Sid $self.User.Value -Name $self.Name
    if ($other) {
        Write-ServiceLog $other
        Write-OwnEvent ACCOUNT_CHANGED $other
    }
    $server = [Diagnostics.Process]::Start((New-ServerStart -Program $program -Data $Data -Confirm:$false))
    $said = New-ServerOutput -Reader $server.StandardError
    $output = New-ServerOutput -Reader $server.StandardOutput
    for ($watch = [Diagnostics.Stopwatch]::StartNew(); -not $service.Stopping.WaitOne($(if ($said.HasMore -or $output.HasMore) { 0 } else { 200 })); ) {
        [void](Read-ServerTail -Output $said)
        foreach ($line in (Read-ServerLine -Output $output)) {
            if (-not $isReady -and $line.StartsWith('Ready:')) {
                $isReady = $true
                [void]$service.Ready.Set()
                Write-OwnEvent SERVER_STARTED "The control plane serves the venue of $Data. $line"
            }
            else { Write-Alert -Line $line }
        }
        if ($server.HasExited) {
            # What it said last may still be on its way; a process that it left may keep the pipe open.
            for ($last = [Diagnostics.Stopwatch]::StartNew(); -not ($said.IsOver -and $output.IsOver) -and $last.ElapsedMilliseconds -lt 3000; Start-Sleep -Milliseconds 20) {
                [void](Read-ServerTail -Output $said)
                foreach ($line in (Read-ServerLine -Output $output)) { Write-Alert -Line $line }
            }
            $end = Get-EndReason -Output $said -Code $server.ExitCode
            throw $end.Log
        }
        if (-not $isReady -and $watch.ElapsedMilliseconds -gt $startMs - 5000) { throw 'The server did not respond in time and was ended.' }
    }
    $server.StandardInput.Close()
    # It may have much to say while it drains, and must not wait for a reader.
    for ($watch = [Diagnostics.Stopwatch]::StartNew(); -not $server.WaitForExit($(if ($said.HasMore -or $output.HasMore) { 0 } else { 100 })) -and $watch.ElapsedMilliseconds -lt $stopMs - 3000; ) {
        [void](Read-ServerTail -Output $said)
        foreach ($line in (Read-ServerLine -Output $output)) { Write-Alert -Line $line }
    }
    for ($last = [Diagnostics.Stopwatch]::StartNew(); $server.HasExited -and -not $output.IsOver -and $last.ElapsedMilliseconds -lt 1000; Start-Sleep -Milliseconds 20) {
        foreach ($line in (Read-ServerLine -Output $output)) { Write-Alert -Line $line }
    }
    if ($server.HasExited) { Write-OwnEvent SERVER_STOPPED 'The control plane was stopped. Running operations resume after the next start.' }
    else {
        Write-ServiceLog 'The server did not stop in time and was ended.'
        Write-OwnEvent STOP_OVERRAN 'The control plane did not stop in time and was ended. Running operations resume after the next start.'
        $server.Kill()
    }
    [void]$service.Ended.Set()
    [void]$thread.Join(5000)
}
catch {
    $why = $_.Exception.Message.Trim()
    Write-ServiceLog $why
    $reason = Select-EventReason -Why $(if ($end) { $end.Event } else { $why })
    if ($isReady) { Write-OwnEvent SERVER_DIED "The control plane ended unexpectedly. Windows restarts it according to its recovery settings. $reason" }
    else {
        Write-OwnEvent START_REFUSED "The control plane did not start. $reason"
        $service.Failed = $true
        [void]$service.Ready.Set()
        [void]$thread.Join(5000)
    }
    # Where it ran, without having stopped: to Windows it died, and its recovery applies. A server that still starts loses its lifeline with us.
    [Environment]::Exit(1)
}
