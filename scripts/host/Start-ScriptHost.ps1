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
# No command of a module here, nor in what this calls: PowerShell would load the module first, a seventh of the whole start. Little at all: what the assembly
# does costs a tenth of the same in PowerShell, which compiles each place that it comes to. PowerShell leaves standard input alone, unless this file names the
# variable that it would put it into.
. "$PSScriptRoot/../services/NativeMethod.ps1"
$program = [VenueControl.HostProgram]::new($PSScriptRoot)
if (-not $program.ReadLaunch()) { exit }
# Before there can be a child. Not in a rehearsal, whose services are our children and outlive us.
if ($env:SystemRoot -and $env:VENUE_CONTROL_VENUE -eq 'windows') {
    . "$PSScriptRoot/Enter-HostJob.ps1"
    $refused = Enter-HostJob
    if ($refused) { [Console]::Error.WriteLine("Windows gives this host no job of its own ($refused): what a script has started, such as msiexec, may live on when the server or this host is killed.") }
}
if (-not $program.Prepare()) { exit }
try {
    if ($env:SystemRoot) {
        . "$PSScriptRoot/New-HostPipe.ps1"
        $isHeard = $program.Await((New-HostPipe -Name $program.PipeName), $PSVersionTable.PSVersion, $PSVersionTable.PSEdition)
    }
    else { $isHeard = $program.Connect($PSVersionTable.PSVersion, $PSVersionTable.PSEdition) }
    if (-not $isHeard) { exit }
    $program.Serve()
}
catch {
    # The end below kills this process before PowerShell would say why.
    [Console]::Error.WriteLine("The host ends: $($_.Exception.GetBaseException().Message) $($_.ScriptStackTrace)".Replace("`n", ' | '))
    [Console]::Error.Flush()
    [Threading.Thread]::Sleep(50)
}
finally {
    $program.End()
    # Native children that outlived their script are in our process group, or below us: nothing of it may stay.
    if ($OwnProcessGroup) { & /bin/sh -c 'kill -9 0' }
    elseif ($env:SystemRoot) { & "$env:SystemRoot\System32\taskkill.exe" /F /T /PID $PID }
    [Environment]::Exit(0)
}
