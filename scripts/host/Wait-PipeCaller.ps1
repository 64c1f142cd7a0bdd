function Wait-PipeCaller {
    <#
    .SYNOPSIS
    Waits at a pipe until someone comes who shows the caller's token; true, or false when the lifeline ends before.
    .DESCRIPTION
    Anyone who shows something else, or nothing in time, is shown nothing and sent away, and the next is awaited.
    .PARAMETER Pipe
    With no one connected.
    .PARAMETER Token
    What the caller writes first, and a line feed after it.
    .PARAMETER Lifeline
    A task that is completed when the server is gone.
    .PARAMETER Patience
    Milliseconds from connecting to the token's last character.
    .EXAMPLE
    Wait-PipeCaller -Pipe $pipe -Token $launch.caller -Lifeline $lifeline
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)][IO.Pipes.NamedPipeServerStream]$Pipe,
        [Parameter(Mandatory = $true)][string]$Token,
        [Parameter(Mandatory = $true)][Threading.Tasks.Task]$Lifeline,
        [int]$Patience = 500
    )
    $length = $Token.Length + 1
    while (-not $Lifeline.IsCompleted) {
        # WaitForConnectionAsync came with .NET 4.6, and Windows PowerShell 5.1 runs on 4.5.2.
        $coming = $Pipe.BeginWaitForConnection($null, $null)
        while (-not $coming.AsyncWaitHandle.WaitOne(100)) { if ($Lifeline.IsCompleted) { return $false } }
        # A new one for each: a read that was given up on may still write into its own.
        $shown = [byte[]]::new($length)
        $count = 0
        $clock = [Diagnostics.Stopwatch]::StartNew()
        try {
            # Throws for someone who has gone again.
            $Pipe.EndWaitForConnection($coming)
            while ($count -lt $length) {
                $reading = $Pipe.ReadAsync($shown, $count, $length - $count)
                if (-not $reading.Wait([Math]::Max(0, $Patience - $clock.ElapsedMilliseconds)) -or $reading.Result -eq 0) { break }
                $count += $reading.Result
            }
        }
        catch { $count = 0 }
        if ($count -eq $length -and [Text.Encoding]::ASCII.GetString($shown) -ceq "$Token`n") { return $true }
        $Pipe.Disconnect()
    }
    $false
}
