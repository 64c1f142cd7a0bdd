<#
.SYNOPSIS
What Windows runs as the service of the control plane: starts the server, and ends it when Windows says so.
.DESCRIPTION
The service runs when the server answers; where it never does, the start fails. A stop closes the server's lifeline, its standard input: it drains, and
ends by itself. Where a server that answered ends by itself, this ends without a word to Windows, which then restarts it as its recovery says. Why stands in service.log in the data folder.
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
# The server is gone 14 s after it was told, whatever hangs.
$stopMs = 20000
$program = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))

function Write-ServiceLog([string]$Text) {
    [IO.File]::AppendAllText((Join-Path $Data 'service.log'), ('{0:o} {1}{2}' -f [datetime]::UtcNow, $Text.Trim(), [Environment]::NewLine))
}

function Start-Server {
    $start = New-Object Diagnostics.ProcessStartInfo (Join-Path $program 'node/node.exe')
    $start.Arguments = '"{0}" serve --lifeline' -f (Join-Path $program 'dist/bundle/main.js')
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $start.EnvironmentVariables['VENUE_CONTROL_DATA'] = $Data
    $pwsh = Join-Path $program 'powershell/pwsh.exe'
    if ([IO.File]::Exists($pwsh)) { $start.EnvironmentVariables['VENUE_CONTROL_PWSH'] = $pwsh }
    [Diagnostics.Process]::Start($start)
}

if (-not $PSCmdlet.ShouldProcess($Data)) { return }
$service = (New-ServiceType -StartMs $startMs -StopMs $stopMs)::new()
foreach ($name in 'Begun', 'Ready', 'Stopping', 'Ended') { $service.$name = New-Object Threading.ManualResetEvent $false }
$service.ServiceName = 'VenueControl'
$service.AutoLog = $false
$service.CanShutdown = $true
$thread = New-Object Threading.Thread ([Threading.ThreadStart][Delegate]::CreateDelegate([Threading.ThreadStart], $service, 'Serve'))
$thread.IsBackground = $true
$isReady = $false
try {
    $thread.Start()
    if (-not $service.Begun.WaitOne(30000)) { throw 'Windows did not start this as a service.' }
    $server = Start-Server
    $said = $server.StandardError.ReadToEndAsync()
    $line = $server.StandardOutput.ReadLineAsync()
    for ($watch = [Diagnostics.Stopwatch]::StartNew(); -not $service.Stopping.WaitOne(200); ) {
        if (-not $isReady -and $line.IsCompleted -and "$($line.Result)".StartsWith('Ready:')) {
            $isReady = $true
            [void]$service.Ready.Set()
        }
        if ($server.HasExited) { throw "The server ended with $($server.ExitCode). $($said.Result)" }
        if (-not $isReady -and $watch.ElapsedMilliseconds -gt $startMs - 5000) { throw 'The server did not answer in time, and was ended.' }
    }
    $server.StandardInput.Close()
    if (-not $server.WaitForExit($stopMs - 3000)) {
        Write-ServiceLog 'The server did not end in time, and was ended.'
        $server.Kill()
    }
    [void]$service.Ended.Set()
    [void]$thread.Join(5000)
}
catch {
    Write-ServiceLog $_.Exception.Message
    if (-not $isReady) {
        $service.Failed = $true
        [void]$service.Ready.Set()
        [void]$thread.Join(5000)
    }
    # Where it ran, without having stopped: to Windows it died, and its recovery applies. A server that still starts loses its lifeline with us.
    [Environment]::Exit(1)
}
