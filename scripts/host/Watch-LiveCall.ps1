function Watch-LiveCall {
    <#
    .SYNOPSIS
    Tends the calls while they run, until the host is over: their progress, their deadlines, enough threads, the lifeline.
    .DESCRIPTION
    Checks every 50 ms while a call lives; else it sleeps until one begins. Two threads are there when
    the host is ready, and a call that comes at once reads and compiles what it needs. Once the host is idle, runspaces get the warm modules,
    a host that has had no call makes one, and the third thread is started.
    .PARAMETER Desk
    The host's state.
    .PARAMETER Lifeline
    Completed when the server is gone.
    .PARAMETER WarmUp
    A script that does nothing.
    .EXAMPLE
    Watch-LiveCall -Desk $desk -Lifeline $lifeline -WarmUp ./Get-WarmUp.ps1
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Desk, [Parameter(Mandatory = $true)][Threading.Tasks.Task]$Lifeline, [Parameter(Mandatory = $true)][string]$WarmUp)
    $ErrorActionPreference = 'Stop'
    $live = $Desk.Live
    $protocol = $Desk.Wire.Protocol
    [Threading.WaitHandle[]]$handles = $Lifeline.AsyncWaitHandle, $Desk.Changed
    $age = [Diagnostics.Stopwatch]::StartNew()
    try {
        while (-not $Lifeline.IsCompleted -and -not $Desk.IsOver) {
            [Threading.Monitor]::Enter($live)
            try {
                $Desk.IsTended = $live.Count -gt 0
                foreach ($call in $live) {
                    if ($call.Shell.Streams.Progress.Count -gt 0) { Send-CallProgress -Call $call }
                    if ($call.Deadline -gt 0 -and $call.Age.ElapsedMilliseconds -gt $call.Deadline) { Stop-LiveCall -Call $call }
                }
            }
            finally { [Threading.Monitor]::Exit($live) }
            $rest = if ($Desk.IsCalled) { $protocol.RestMilliseconds } else { $protocol.PollMilliseconds }
            if ($Desk.IsNew -and -not $Desk.IsTended -and $age.ElapsedMilliseconds -ge $rest) {
                # Another state: who opens a runspace meanwhile copies the old one.
                $state = $Desk.CallState.Clone()
                $state.ImportPSModule($Desk.Modules)
                $Desk.CallState = $state
                if (-not $Desk.IsCalled) { Initialize-CallPath -Desk $Desk -File $WarmUp }
                $Desk.IsNew = $false
            }
            $isGrowing = $Desk.Readers -lt $protocol.Readers
            if ($Desk.IsShort -or ($isGrowing -and -not $Desk.IsNew)) {
                $Desk.IsShort = $false
                Start-FrameReader -Desk $Desk
            }
            $patience = -1
            if ($isGrowing -or $Desk.IsTended) { $patience = $protocol.PollMilliseconds }
            [void][Threading.WaitHandle]::WaitAny($handles, $patience)
        }
    }
    catch { $Desk.Problem = $_ }
}
