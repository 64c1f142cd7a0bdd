function Start-FrameReader {
    <#
    .SYNOPSIS
    Adds a thread to those that read Node's frames and run what they ask for; returns at once.
    .DESCRIPTION
    Leader and followers: one waits in the kernel for the next frame, with no one between; when it is a call, the next one reads on while the
    first runs it. No thread is woken to pass something on, and each has its runspace and pipeline ready before a frame comes.
    .PARAMETER Desk
    The host's state: Wire, Reader, Readers, HostState, Threads; Catalogue, CallState, Modules, Free, Closing; Live, Changed (wakes Watch-LiveCall), IsNew,
    IsCalled, IsTended, IsShort (of readers), IsOver, Problem.
    Who checks Readers, Threads, Live, Free or Closing holds Live's lock; who reads holds Reader's.
    .PARAMETER Replacing
    For one that ends.
    .EXAMPLE
    Start-FrameReader -Desk $desk
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Desk, [switch]$Replacing)
    $thread = [powershell]::Create($Desk.HostState).AddCommand('Receive-Frame').AddParameter('Desk', $Desk)
    [Threading.Monitor]::Enter($Desk.Live)
    try {
        if (-not $Replacing) { $Desk.Readers++ }
        foreach ($old in $Desk.Threads.ToArray()) {
            if ($old.InvocationStateInfo.State -ne [Management.Automation.PSInvocationState]::Completed) { continue }
            [void]$Desk.Threads.Remove($old)
            $old.Runspace.Dispose()
            $old.Dispose()
        }
        $Desk.Threads.Add($thread)
    }
    finally { [Threading.Monitor]::Exit($Desk.Live) }
    [void]$thread.BeginInvoke()
}

function Receive-Frame {
    <#
    .SYNOPSIS
    Reads frames when it is its turn, and runs the calls among them, until the pipe closes or a fresh call has used this thread up.
    .DESCRIPTION
    A frame that isn't ours ends the host, with Desk.Problem.
    .PARAMETER Desk
    The host's state.
    .EXAMPLE
    Receive-Frame -Desk $desk
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Desk)
    $ErrorActionPreference = 'Stop'
    $live = $Desk.Live
    $reader = $Desk.Reader
    try {
        while (-not $Desk.IsOver) {
            # A refused frame would stay in it, with what it carried.
            $global:Error.Clear()
            $call = New-ScriptCall -Desk $Desk
            $isCall = $false
            $isLast = $false
            [Threading.Monitor]::Enter($reader)
            try {
                while (-not $isCall -and -not $Desk.IsOver) {
                    $line = $reader.ReadLine()
                    if ($null -eq $line) { $Desk.IsOver = $true; break }
                    $Desk.IsCalled = $true
                    $frame = ConvertFrom-CallFrame -Line $line -Protocol $Desk.Wire.Protocol
                    if ($frame.t -cne 'call') { Receive-ControlFrame -Desk $Desk -Frame $frame; continue }
                    # Before anything is refused: they stand between this frame and the next.
                    foreach ($name in @($frame.secrets.get_Keys())) { $frame.secrets[$name] = Read-CallSecret -Reader $reader -Length $frame.secrets[$name] }
                    $isCall = Initialize-ScriptCall -Desk $Desk -Call $call -Frame $frame
                }
                if ($isCall) {
                    # Before the next frame, which may be its cancel.
                    [Threading.Monitor]::Enter($live)
                    try {
                        $live.Add($call)
                        if ($live.Count -ge $Desk.Readers) {
                            # Those that have been answered read again in a moment.
                            $busy = 0
                            foreach ($other in $live) { if (-not $other.Reported) { $busy++ } }
                            $isLast = $busy -ge $Desk.Readers
                        }
                    }
                    finally { [Threading.Monitor]::Exit($live) }
                }
            }
            catch {
                # Before the next in turn reads what is behind a frame that isn't ours.
                $Desk.IsOver = $true
                throw
            }
            finally { [Threading.Monitor]::Exit($reader) }
            if ($isCall) {
                if ($isLast) { $Desk.IsShort = $true }
                if ($isLast -or -not $Desk.IsTended) { [void]$Desk.Changed.Set() }
                try {
                    if ($null -ne $call.Place.Opener) { Wait-CallRunspace -Place $call.Place }
                    [void]$call.Shell.Invoke()
                }
                catch { $call.Problem = $_ }
            }
            Exit-LiveCall -Desk $Desk -Call $call
            # Its thread goes with its runspace: a priority, for one, would stay on it.
            if ($call.Fresh -or $call.Stopping) {
                Start-FrameReader -Desk $Desk -Replacing
                return
            }
        }
    }
    catch { $Desk.Problem = $_ }
    $Desk.IsOver = $true
    [void]$Desk.Changed.Set()
}

function Initialize-CallPath {
    <#
    .SYNOPSIS
    Runs one call of the real path that no one hears, so that the first one that someone waits for is fast.
    .DESCRIPTION
    Takes everything but the pipe: parsing, checks, runspace, shaping, end. Its runspace takes the place of those that were opened without the warm modules.
    .PARAMETER Desk
    The host's state.
    .PARAMETER File
    A script that does nothing.
    .EXAMPLE
    Initialize-CallPath -Desk $desk -File ./Get-WarmUp.ps1
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Desk, [Parameter(Mandatory = $true)][string]$File)
    $silent = $Desk.Clone()
    $silent.Reader = [IO.StringReader]::new('{"t":"call","id":"0","cmd":"warm","args":{"Value":"x"},"secrets":{},"deadline":0,"fresh":false}')
    $silent.Readers = 2
    $silent.Live = [Collections.Generic.List[hashtable]]::new()
    $silent.Free = [Collections.Generic.Queue[object]]::new()
    $silent.Wire = $Desk.Wire.Clone()
    $silent.Wire.Writer = [IO.TextWriter]::Null
    $silent.Catalogue = @{ warm = @{ File = $File; Parameters = $null } }
    Receive-Frame -Desk $silent
    if ($null -ne $silent.Problem) { throw $silent.Problem }
    [Threading.Monitor]::Enter($Desk.Live)
    try {
        while ($Desk.Free.Count -gt 0) {
            $place = $Desk.Free.Dequeue()
            Wait-CallRunspace -Place $place
            Close-CallRunspace -Desk $Desk -Place $place
        }
        if ($silent.Free.Count -gt 0) { $Desk.Free.Enqueue($silent.Free.Dequeue()) }
    }
    finally { [Threading.Monitor]::Exit($Desk.Live) }
}
