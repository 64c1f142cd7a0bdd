function Receive-CallFrame {
    <#
    .SYNOPSIS
    Does what one frame from Node asks for.
    .DESCRIPTION
    A call begins, or is refused before anything ran; a cancel stops its call; a ping is answered.
    .PARAMETER Desk
    The host's state: Wire, Catalogue, InitialState, Live, Free and Closing.
    .PARAMETER Line
    One line of JSON.
    .EXAMPLE
    Receive-CallFrame -Desk $desk -Line '{"t":"ping","id":"8"}'
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Desk, [Parameter(Mandatory = $true)][string]$Line)
    $frame = ConvertFrom-CallFrame -Line $Line -Protocol $Desk.Wire.Protocol
    if ($frame.t -ceq 'ping') {
        $megabytes = [int]([Environment]::WorkingSet / 1MB)
        $Desk.Wire.Writer.WriteLine((ConvertTo-Json @{ t = 'pong'; id = $frame.id; mb = $megabytes } -Compress))
        return
    }
    if ($frame.t -ceq 'cancel') {
        foreach ($call in $Desk.Live) { if ($call.Id -ceq $frame.id) { Stop-LiveCall -Call $call } }
        return
    }
    $entry = $Desk.Catalogue[$frame.cmd]
    if ($null -eq $entry) {
        Deny-CallFrame -Desk $Desk -Id $frame.id -Code NOT_CATALOGUED -Message 'The script is not in the catalogue.'
        return
    }
    if ($null -eq $entry.Parameters) { $entry.Parameters = Get-ScriptParameter -Path $entry.File }
    try { $callArguments = ConvertTo-CallArgument -Frame $frame -Parameters $entry.Parameters }
    catch {
        Deny-CallFrame -Desk $Desk -Id $frame.id -Code BAD_PARAMETER -Message $_.Exception.Message
        return
    }
    # When all are out, another is opened: a call never waits for the replacement of the last one's runspace.
    if ($Desk.Free.Count -eq 0) { $Desk.Free.Enqueue((New-CallRunspace -InitialState $Desk.InitialState)) }
    $place = $Desk.Free.Dequeue()
    if ($null -ne $place.Opener) { Wait-CallRunspace -Place $place }
    $Desk.Live.Add((Start-ScriptCall -Id $frame.id -File $entry.File -Arguments $callArguments -Deadline ([int]$frame.deadline) -Fresh $frame.fresh -Place $place -Wire $Desk.Wire))
}

function Deny-CallFrame {
    <#
    .SYNOPSIS
    Ends a call that never began.
    .DESCRIPTION
    Writes its done frame.
    .PARAMETER Desk
    The host's state.
    .PARAMETER Id
    The call's id.
    .PARAMETER Code
    NOT_CATALOGUED or BAD_PARAMETER.
    .PARAMETER Message
    Why.
    .EXAMPLE
    Deny-CallFrame -Desk $desk -Id 7 -Code BAD_PARAMETER -Message 'No such parameter.'
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)][hashtable]$Desk,
        [Parameter(Mandatory = $true)][string]$Id,
        [Parameter(Mandatory = $true)][string]$Code,
        [Parameter(Mandatory = $true)][string]$Message
    )
    $frame = @{ t = 'done'; id = $Id; ok = $false; n = 0; exit = 0; code = $Code; e = @{ message = $Message } }
    $Desk.Wire.Writer.WriteLine((ConvertTo-Json -InputObject $frame -Compress))
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
    [void]$Call.Shell.BeginStop($null, $null)
}

function Exit-LiveCall {
    <#
    .SYNOPSIS
    Takes an ended call off the desk and puts a runspace back for the next one.
    .DESCRIPTION
    A runspace that a fresh call had, or whose call was stopped in the middle of something, is not used again.
    .PARAMETER Desk
    The host's state.
    .PARAMETER Call
    The ended call.
    .EXAMPLE
    Exit-LiveCall -Desk $desk -Call $call
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Desk, [Parameter(Mandatory = $true)][hashtable]$Call)
    [void]$Desk.Live.Remove($Call)
    if ($Call.Reported) { $Call.Shell.Dispose() }
    else { Complete-ScriptCall -Call $Call }
    if ($Call.Fresh -or $Call.Stopping) {
        $Desk.Free.Enqueue((New-CallRunspace -InitialState $Desk.InitialState))
        $Call.Place.Runspace.CloseAsync()
        $Desk.Closing.Add($Call.Place.Runspace)
    }
    else { $Desk.Free.Enqueue($Call.Place) }
    # A closed runspace keeps its thread and a megabyte until it is disposed of; disposing of an open one would wait for it.
    foreach ($runspace in $Desk.Closing.ToArray()) {
        if ($runspace.RunspaceStateInfo.State -ne [Management.Automation.Runspaces.RunspaceState]::Closed) { continue }
        [void]$Desk.Closing.Remove($runspace)
        $runspace.Dispose()
    }
}

function Initialize-CallPath {
    <#
    .SYNOPSIS
    Runs one call of the real path that nobody hears, so that the first one that somebody waits for is fast.
    .DESCRIPTION
    Takes everything but the pipe: parsing, checks, runspace, shaping, end.
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
    $silent.Wire = $Desk.Wire.Clone()
    $silent.Wire.Writer = [IO.TextWriter]::Null
    $silent.Catalogue = @{ warm = @{ File = $File; Parameters = $null } }
    Receive-CallFrame -Desk $silent -Line '{"t":"call","id":"0","cmd":"warm","args":{"Value":"x"},"secrets":{},"deadline":0,"fresh":false}'
    foreach ($call in $silent.Live.ToArray()) {
        [void]$call.Async.AsyncWaitHandle.WaitOne()
        Exit-LiveCall -Desk $silent -Call $call
    }
}
