function Watch-LiveCall {
    <#
    .SYNOPSIS
    Tends the calls while they run, until the host is over: their progress, their deadlines, enough threads, the lifeline.
    .DESCRIPTION
    Checks every 50 ms while a call lives; else it sleeps until one begins. Two threads are there when
    the host is ready; the third is started a moment later, for it opens a runspace.
    .PARAMETER Desk
    The host's state.
    .PARAMETER Lifeline
    Completed when the server is gone.
    .EXAMPLE
    Watch-LiveCall -Desk $desk -Lifeline $lifeline
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Desk, [Parameter(Mandatory = $true)][Threading.Tasks.Task]$Lifeline)
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
            $Desk.IsNew = $age.ElapsedMilliseconds -lt 200
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
