function Start-ScriptCall {
    <#
    .SYNOPSIS
    Begins the call that a frame asks for and returns at once, or refuses it before anything ran.
    .DESCRIPTION
    The call goes onto the desk; its Async tells when it is over.
    .PARAMETER Desk
    The host's state: Wire, Reader, Catalogue, InitialState, Live, Free and Closing.
    .PARAMETER Frame
    A checked call frame.
    .EXAMPLE
    Start-ScriptCall -Desk $desk -Frame $frame
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Desk, [Parameter(Mandatory = $true)][psobject]$Frame)
    # Before anything is refused: they stand between this frame and the next.
    foreach ($property in $Frame.secrets.PSObject.Properties) { $property.Value = Read-CallSecret -Reader $Desk.Reader -Length $property.Value }
    $entry = $Desk.Catalogue[$Frame.cmd]
    if ($null -eq $entry) {
        Deny-ScriptCall -Desk $Desk -Id $Frame.id -Code NOT_CATALOGUED -Message 'The script is not in the catalogue.'
        return
    }
    if ($null -eq $entry.Parameters) { $entry.Parameters = Get-ScriptParameter -Path $entry.File }
    try { $callArguments = ConvertTo-CallArgument -Frame $Frame -Parameters $entry.Parameters }
    catch {
        Deny-ScriptCall -Desk $Desk -Id $Frame.id -Code BAD_PARAMETER -Message $_.Exception.Message
        return
    }
    # When all are out, another is opened: a call never waits for the replacement of the last one's runspace.
    if ($Desk.Free.Count -eq 0) { $Desk.Free.Enqueue((New-CallRunspace -InitialState $Desk.InitialState)) }
    $place = $Desk.Free.Dequeue()
    if ($null -ne $place.Opener) { Wait-CallRunspace -Place $place }
    $wire = $Desk.Wire
    $call = [hashtable]::Synchronized(@{
            Id = $Frame.id; File = $entry.File; Arguments = $callArguments; Place = $place; Deadline = [int]$Frame.deadline; Fresh = $Frame.fresh
            Writer = $wire.Writer; Protocol = $wire.Protocol; Folder = $wire.Folder; FastPath = $wire.FastPath; BatchSize = 4
            Buffer = [Collections.Generic.List[object]]::new()
            Clock = [Diagnostics.Stopwatch]::StartNew(); Age = [Diagnostics.Stopwatch]::StartNew()
            Count = 0; ExitCode = 0; Problem = $null; Ended = $false; TooLarge = $false; Stopping = $false; Reported = $false
        })
    $call.Shell = [powershell]::Create()
    $call.Shell.Runspace = $place.Runspace
    [void]$call.Shell.AddCommand('Invoke-CatalogueScript').AddParameter('Call', $call)
    $call.Async = $call.Shell.BeginInvoke()
    $Desk.Live.Add($call)
}

function Deny-ScriptCall {
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
    Deny-ScriptCall -Desk $desk -Id 7 -Code BAD_PARAMETER -Message 'No such parameter.'
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
    $line = '{"t":"call","id":"0","cmd":"warm","args":{"Value":"x"},"secrets":{},"deadline":0,"fresh":false}'
    Start-ScriptCall -Desk $silent -Frame (ConvertFrom-CallFrame -Line $line -Protocol $Desk.Wire.Protocol)
    foreach ($call in $silent.Live.ToArray()) {
        [void]$call.Async.AsyncWaitHandle.WaitOne()
        Exit-LiveCall -Desk $silent -Call $call
    }
}
