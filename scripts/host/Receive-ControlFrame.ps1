function Receive-ControlFrame {
    <#
    .SYNOPSIS
    Does what a frame from Node asks for that begins no call.
    .DESCRIPTION
    A cancel stops its call; a ping is answered.
    .PARAMETER Desk
    The host's state.
    .PARAMETER Frame
    A checked frame.
    .EXAMPLE
    Receive-ControlFrame -Desk $desk -Frame $frame
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Desk, [Parameter(Mandatory = $true)][Collections.IDictionary]$Frame)
    if ($Frame.t -ceq 'ping') {
        $megabytes = [int]([Environment]::WorkingSet / 1MB)
        $Desk.Wire.Writer.WriteLine((ConvertTo-Json @{ t = 'pong'; id = $Frame.id; mb = $megabytes } -Compress))
        return
    }
    [Threading.Monitor]::Enter($Desk.Live)
    try { foreach ($call in $Desk.Live) { if ($call.Id -ceq $Frame.id) { Stop-LiveCall -Call $call } } }
    finally { [Threading.Monitor]::Exit($Desk.Live) }
}

function Stop-LiveCall {
    <#
    .SYNOPSIS
    Asks a running call to stop, once, and doesn't wait for it.
    .DESCRIPTION
    A script that doesn't listen is ended by Node, by killing this process.
    .PARAMETER Call
    The call.
    .EXAMPLE
    Stop-LiveCall -Call $call
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Call)
    if ($Call.Stopping) { return }
    $Call.Stopping = $true
    if ($Call.Begun) { [void]$Call.Shell.BeginStop($null, $null) }
}
