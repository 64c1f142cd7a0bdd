function Invoke-CatalogueScript {
    <#
    .SYNOPSIS
    Runs one catalogue script inside a call's runspace and writes what it emits while it emits it.
    .DESCRIPTION
    A script that simply ended is reported from here, with its last objects: no one asked it to stop (the host says so in the
    call before it does), so its end is its own. Every other end is left in the call as Ended, Problem and ExitCode, and
    the host reports it from the pipeline's own state: a stopped pipeline doesn't come back here.
    .PARAMETER Call
    The call: Id, File, Arguments, Folder, Writer, Protocol, Buffer.
    .EXAMPLE
    Invoke-CatalogueScript -Call $call
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Call)
    # Who stops a call that hasn't come to here leaves it to this line: a pipeline that is stopped before it runs has no state to read.
    $Call.Begun = $true
    if ($Call.Stopping) { return }
    # A reused runspace starts each call as a new one would.
    $global:LASTEXITCODE = 0
    $global:Error.Clear()
    # Requests to the cloud carry it. By a method: a cmdlet costs more.
    $ExecutionContext.SessionState.PSVariable.Set('global:VenueControlTrace', $Call.Trace)
    if ($PWD.Path -cne $Call.Folder) { Set-Location -LiteralPath $Call.Folder }
    $callArguments = $Call.Arguments
    # A path would be resolved, and the file read, for each call. What is kept is what was pinned: Node has just checked.
    $command = $Call.Place.Commands[$Call.File]
    if ($null -eq $command) {
        $command = $ExecutionContext.InvokeCommand.GetCommand($Call.File, [Management.Automation.CommandTypes]::ExternalScript)
        $Call.Place.Commands[$Call.File] = $command
    }
    # The loop catches a stray break or continue of the script, which would otherwise leave this function unseen.
    do {
        try {
            & $command @callArguments *>&1 | Write-CallOutput -Call $Call
            if (-not $? -and $global:LASTEXITCODE -ne 0) { $Call.ExitCode = $global:LASTEXITCODE }
            $Call.Ended = $true
        }
        catch {
            $Call.Problem = $_
            $Call.Ended = $true
        }
    } while ($false)
    if ($null -ne $Call.Problem -or $Call.ExitCode -ne 0 -or -not $Call.Ended -or $Call.Stopping) {
        if ($Call.Buffer.Count -gt 0) { Send-OutputBatch -Call $Call }
        return
    }
    # The lock also when there is nothing: the host may be writing what it found, and that goes before the end.
    [Threading.Monitor]::Enter($Call)
    try { if ($Call.Shell.Streams.Progress.Count -gt 0) { Send-CallProgress -Call $Call } }
    finally { [Threading.Monitor]::Exit($Call) }
    try { Send-OutputBatch -Call $Call -Last }
    catch { $Call.Problem = $_ }
}

function Write-CallOutput {
    <#
    .SYNOPSIS
    Takes the script's merged streams: objects are gathered into frames, everything else becomes an event at once.
    .DESCRIPTION
    Objects wait for a frame full of them, for 50 ms, for an event or for the end, whichever is first. It runs once for each object,
    so nothing is bound from the pipeline (a third of the cost of a small object), and no custom object is read here
    (three times the cost of the rest): ConvertTo-FrameJson does that for a whole frame.
    .PARAMETER Call
    The call.
    .EXAMPLE
    & $file *>&1 | Write-CallOutput -Call $call
    #>
    param([hashtable]$Call)
    begin {
        $buffer = $Call.Buffer
        $clock = $Call.Clock
        $depth = $Call.Protocol.MaximumDepth
        $most = $Call.BatchSize
        $patience = $Call.Protocol.PollMilliseconds
    }
    process {
        if ($null -eq $_) { $buffer.Add($null) }
        elseif ($_ -is [string]) { $buffer.Add("$_") }
        elseif ($_ -is [Management.Automation.PSCustomObject]) { $buffer.Add($_) }
        elseif ($_ -is [Management.Automation.ErrorRecord]) { Send-CallEvent -Call $Call -Stream error -Message "$_" -ErrorRecord $_ }
        elseif ($_ -is [Management.Automation.WarningRecord]) { Send-CallEvent -Call $Call -Stream warning -Message $_.Message }
        elseif ($_ -is [Management.Automation.InformationRecord]) { Send-CallEvent -Call $Call -Stream information -Message "$_" }
        elseif ($_ -is [Management.Automation.InformationalRecord]) { Send-CallEvent -Call $Call -Stream verbose -Message $_.Message }
        else { $buffer.Add((ConvertTo-SafeValue -Value $_ -Depth $depth)) }
        if ($buffer.Count -ge $most -or ($buffer.Count -gt 0 -and $clock.ElapsedMilliseconds -gt $patience)) {
            Send-OutputBatch -Call $Call
            $most = $Call.BatchSize
        }
    }
}

function Send-OutputBatch {
    <#
    .SYNOPSIS
    Writes the gathered objects as one frame, or as several where one would be too large.
    .DESCRIPTION
    Checking each property of each object costs three times what writing them does, and most scripts write flat objects. So
    they are written first, one level deeper than their own properties: what isn't simple shows as an opened object or list.
    ConvertTo-Json's warning that it cut something is no sign to go by: it is given once at a time in the whole process, and
    another call may just have had it. Where there is no sign of what ConvertTo-Json writes otherwise than we do, that is the
    JSON. Else the objects are copied value by value, and so is whatever this call still writes.
    A single object larger than a frame ends the call as OUTPUT_TOO_LARGE.
    .PARAMETER Call
    The call.
    .PARAMETER Last
    Writes the end of the call, a success, in the same breath.
    .EXAMPLE
    Send-OutputBatch -Call $call
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Call, [switch]$Last)
    $objects = $Call.Buffer.ToArray()
    $Call.Buffer.Clear()
    $Call.Clock.Restart()
    $options = $Call.Protocol.FlatOptions
    # A list that is no property. After a name: an object or a list; an integer that may be past 2^53; a number that is none; a date that isn't written
    # in full. The same signs within a text only cost the copy.
    $unequal = '[[,]\[|":(?:[{\[]|-?\d{16}|"(?:NaN"|-?Infinity"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?!\.\d{7}(?:Z|[+-]\d\d:\d\d)")))'
    $start = 0
    $line = ''
    $size = $objects.Length
    while ($start -lt $objects.Length) {
        $slice = $objects
        if ($size -lt $objects.Length) {
            $slice = [object[]]::new($size)
            [Array]::Copy($objects, $start, $slice, 0, $size)
        }
        $json = $null
        if ($Call.FastPath) {
            $json = ConvertTo-Json -InputObject $slice -Depth 2 -Compress -WarningAction SilentlyContinue @options
            if ([regex]::IsMatch($json, $unequal)) {
                $json = $null
                $Call.FastPath = $false
            }
        }
        if ($null -eq $json) { $json = ConvertTo-FrameJson -Object $slice -Depth $Call.Protocol.MaximumDepth }
        $line = '{"t":"out","id":"' + $Call.Id + '","v":' + $json + '}'
        if ($line.Length * 3 -ge $Call.Protocol.MaximumFrameBytes -and [Text.Encoding]::UTF8.GetByteCount($line) -ge $Call.Protocol.MaximumFrameBytes) {
            if ($size -eq 1) {
                $Call.TooLarge = $true
                throw 'One object of the script is larger than a frame.'
            }
            $size = [int][Math]::Ceiling($size / 2)
            continue
        }
        # As many objects next time as make about 32,000 characters: larger texts would burden the large object heap.
        $Call.BatchSize = [int][Math]::Max(1, [Math]::Min($Call.Protocol.MaximumObjectsPerFrame, 32000 * $size / $line.Length))
        $Call.Count += $size
        $start += $size
        $size = [Math]::Min($size, $objects.Length - $start)
        if ($Last -and $start -ge $objects.Length) { break }
        $Call.Writer.WriteLine($line)
        $line = ''
    }
    if (-not $Last) { return }
    $Call.Reported = $true
    $end = '{"t":"done","id":"' + $Call.Id + '","ok":true,"n":' + $Call.Count + ',"exit":0}'
    if ($line) { $end = $line + "`n" + $end }
    $Call.Writer.WriteLine($end)
}

function Send-CallEvent {
    <#
    .SYNOPSIS
    Writes one event frame, after the objects that came before it.
    .DESCRIPTION
    Messages are cut at 4,000 characters.
    .PARAMETER Call
    The call.
    .PARAMETER Stream
    Which stream: progress, warning, verbose, information or error.
    .PARAMETER Message
    What to say.
    .PARAMETER Percent
    0 to 100 where a progress record knows it, else -1.
    .PARAMETER ErrorRecord
    The error of an error event, for its id.
    .EXAMPLE
    Send-CallEvent -Call $call -Stream warning -Message 'Slow.'
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)][hashtable]$Call,
        [Parameter(Mandatory = $true)][string]$Stream,
        [AllowEmptyString()][string]$Message,
        [int]$Percent = -1,
        [Management.Automation.ErrorRecord]$ErrorRecord
    )
    if ($Stream -cne 'progress' -and $Call.Buffer.Count -gt 0) { Send-OutputBatch -Call $Call }
    if ($Message.Length -gt 4000) { $Message = $Message.Substring(0, 4000) }
    $body = @{ message = $Message }
    if ($Percent -ge 0) { $body['percent'] = $Percent }
    if ($null -ne $ErrorRecord) { $body['fqid'] = "$($ErrorRecord.FullyQualifiedErrorId)" }
    $json = ConvertTo-Json -InputObject @{ t = 'ev'; id = $Call.Id; s = $Stream; m = $body } -Depth 4 -Compress
    $Call.Writer.WriteLine($json)
}

function Send-CallProgress {
    <#
    .SYNOPSIS
    Writes the progress records that came since the last look, the newest one of each activity.
    .DESCRIPTION
    Progress isn't part of *>&1, so the host searches for it while calls live.
    .PARAMETER Call
    The call.
    .EXAMPLE
    Send-CallProgress -Call $call
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Call)
    $stream = $Call.Shell.Streams.Progress
    [Threading.Monitor]::Enter($Call)
    try {
        $newest = [ordered]@{}
        foreach ($record in $stream.ReadAll() | Where-Object { $_.RecordType -eq 'Processing' }) { $newest["$($record.ActivityId)"] = $record }
        foreach ($record in $newest.Values) {
            $text = @($record.Activity, $record.StatusDescription, $record.CurrentOperation | Where-Object { $_ }) -join ': '
            Send-CallEvent -Call $Call -Stream progress -Message $text -Percent $record.PercentComplete
        }
    }
    finally { [Threading.Monitor]::Exit($Call) }
}
