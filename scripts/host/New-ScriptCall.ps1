function New-ScriptCall {
    <#
    .SYNOPSIS
    Makes ready what the next call needs, before anyone has asked for one.
    .DESCRIPTION
    A runspace, which may still be opening, a pipeline, and the call's table, which Initialize-ScriptCall fills from a frame. No runspace before
    the first call, and none while the host is new: opening one takes the processor from a call that someone is waiting for.
    .PARAMETER Desk
    The host's state: Wire, CallState, Live, Free and Closing.
    .EXAMPLE
    $call = New-ScriptCall -Desk $desk
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param([Parameter(Mandatory = $true)][hashtable]$Desk)
    $place = $null
    if ($Desk.IsCalled -and -not $Desk.IsNew) { $place = Get-CallRunspace -Desk $Desk }
    $wire = $Desk.Wire
    $call = [hashtable]::Synchronized(@{
            Id = ''; File = ''; Arguments = $null; Deadline = 0; Trace = $null; Fresh = $false; Place = $place; Shell = [powershell]::Create()
            Writer = $wire.Writer; Protocol = $wire.Protocol; Folder = $wire.Folder; FastPath = $wire.FastPath; BatchSize = 4
            Buffer = [Collections.Generic.List[object]]::new(); Clock = [Diagnostics.Stopwatch]::new(); Age = [Diagnostics.Stopwatch]::new()
            Count = 0; ExitCode = 0; Problem = $null; Begun = $false; Ended = $false; TooLarge = $false; Stopping = $false; Reported = $false
        })
    [void]$call.Shell.AddCommand('Invoke-CatalogueScript').AddParameter('Call', $call)
    $call
}

function Initialize-ScriptCall {
    <#
    .SYNOPSIS
    Fills a call from its frame and answers true, or refuses it before anything ran.
    .DESCRIPTION
    A refusal is written. Names of arguments must be exactly those of the script's param block. Secrets go only to SecureString
    parameters, and these take only secrets, so that a secret never travels as plain text within PowerShell. One function: to call
    another one for the arguments took as long as making them.
    .PARAMETER Desk
    The host's state: Wire and Catalogue.
    .PARAMETER Call
    What New-ScriptCall made.
    .PARAMETER Frame
    A checked call frame, its secrets read.
    .EXAMPLE
    if (Initialize-ScriptCall -Desk $desk -Call $call -Frame $frame) { [void]$call.Shell.Invoke() }
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)][hashtable]$Desk,
        [Parameter(Mandatory = $true)][hashtable]$Call,
        [Parameter(Mandatory = $true)][Collections.IDictionary]$Frame
    )
    $entry = $Desk.Catalogue[$Frame.cmd]
    if ($null -eq $entry) {
        Deny-ScriptCall -Desk $Desk -Id $Frame.id -Code NOT_CATALOGUED -Message 'The script is not in the catalogue.'
        return $false
    }
    $arguments = @{}
    try {
        if ($null -eq $entry.Parameters) { $entry.Parameters = Get-ScriptParameter -Path $entry.File }
        $types = $entry.Parameters
        foreach ($field in $Frame.args.GetEnumerator()) {
            if (-not $types.ContainsKey($field.Key)) { throw "The script has no parameter named exactly '$($field.Key)'." }
            if ($types[$field.Key] -eq [Security.SecureString]) { throw "Parameter '$($field.Key)' takes a secret: hand it over in secrets." }
            if ($field.Value -is [string]) { $arguments[$field.Key] = $field.Value }
            else { $arguments[$field.Key] = ConvertTo-ScriptArgument -Value $field.Value }
        }
        foreach ($field in $Frame.secrets.GetEnumerator()) {
            if (-not $types.ContainsKey($field.Key)) { throw "The script has no parameter named exactly '$($field.Key)'." }
            if ($types[$field.Key] -ne [Security.SecureString]) { throw "Parameter '$($field.Key)' isn't a SecureString: it takes no secret." }
            $arguments[$field.Key] = $field.Value
        }
    }
    catch {
        Deny-ScriptCall -Desk $Desk -Id $Frame.id -Code BAD_PARAMETER -Message $_.Exception.Message
        return $false
    }
    if ($null -eq $Call.Place) { $Call.Place = Get-CallRunspace -Desk $Desk }
    # Nothing ran in it before, not even the warm-up.
    if ($Frame.fresh -and $Call.Place.Commands.Count -gt 0) {
        Close-CallRunspace -Desk $Desk -Place $Call.Place
        $Call.Place = New-CallRunspace -InitialState $Desk.CallState
    }
    $Call.Shell.Runspace = $Call.Place.Runspace
    $Call.Id = $Frame.id
    $Call.File = $entry.File
    $Call.Arguments = $arguments
    $Call.Deadline = [int]$Frame.deadline
    $Call.Trace = $Frame['trace']
    $Call.Fresh = $Frame.fresh
    $Call.Clock.Start()
    $Call.Age.Start()
    $true
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
