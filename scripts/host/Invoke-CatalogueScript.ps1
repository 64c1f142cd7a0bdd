function Invoke-CatalogueScript {
    <#
    .SYNOPSIS
    Runs one catalogue script inside a call's runspace and writes what it emits while it emits it.
    .DESCRIPTION
    Leaves in the call how it ended: Ended, Problem (an error record) and ExitCode. The host says "done" from the
    pipeline's own state, because a stopped pipeline doesn't come back here.
    .PARAMETER Call
    The call: Id, File, Arguments, Folder, Writer, Protocol, Buffer.
    .EXAMPLE
    Invoke-CatalogueScript -Call $call
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Call)
    # A reused runspace starts each call as a new one would.
    $global:LASTEXITCODE = 0
    $global:Error.Clear()
    if ($PWD.Path -cne $Call.Folder) { Set-Location -LiteralPath $Call.Folder }
    $callArguments = $Call.Arguments
    # The loop catches a stray break or continue of the script, which would otherwise leave this function unseen.
    do {
        try {
            & $Call.File @callArguments *>&1 | Write-CallOutput -Call $Call
            if (-not $? -and $global:LASTEXITCODE -ne 0) { $Call.ExitCode = $global:LASTEXITCODE }
            $Call.Ended = $true
        }
        catch {
            $Call.Problem = $_
            $Call.Ended = $true
        }
    } while ($false)
    if ($Call.Buffer.Count -gt 0) { Send-OutputBatch -Call $Call }
}

function Write-CallOutput {
    <#
    .SYNOPSIS
    Takes the script's merged streams: objects are gathered into frames, everything else becomes an event at once.
    .DESCRIPTION
    Objects wait for 256 of them, for 50 ms, for an event or for the end, whichever is first.
    .PARAMETER InputObject
    One record of any stream.
    .PARAMETER Call
    The call.
    .EXAMPLE
    & $file *>&1 | Write-CallOutput -Call $call
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(ValueFromPipeline = $true)][AllowNull()][object]$InputObject,
        [Parameter(Mandatory = $true)][hashtable]$Call
    )
    process {
        if ($InputObject -is [string] -or $null -eq $InputObject) { $Call.Buffer.Add($(if ($null -ne $InputObject) { "$InputObject" })) }
        elseif ($Call.FastPath -and (Test-PlainObject -Value $InputObject)) { $Call.Buffer.Add($InputObject) }
        elseif ($InputObject -is [Management.Automation.ErrorRecord]) {
            Send-CallEvent -Call $Call -Stream error -Message ("$InputObject") -ErrorRecord $InputObject
        }
        elseif ($InputObject -is [Management.Automation.WarningRecord]) { Send-CallEvent -Call $Call -Stream warning -Message $InputObject.Message }
        elseif ($InputObject -is [Management.Automation.InformationRecord]) { Send-CallEvent -Call $Call -Stream information -Message ("$InputObject") }
        elseif ($InputObject -is [Management.Automation.InformationalRecord]) { Send-CallEvent -Call $Call -Stream verbose -Message $InputObject.Message }
        else { $Call.Buffer.Add((ConvertTo-SafeValue -Value $InputObject -Depth $Call.Protocol.MaximumDepth)) }
        if ($Call.Buffer.Count -ge $Call.Protocol.MaximumObjectsPerFrame -or ($Call.Buffer.Count -gt 0 -and $Call.Clock.ElapsedMilliseconds -gt $Call.Protocol.PollMilliseconds)) {
            Send-OutputBatch -Call $Call
        }
    }
}

function Send-OutputBatch {
    <#
    .SYNOPSIS
    Writes the gathered objects as one frame, or as several where one would be too large.
    .DESCRIPTION
    A single object larger than a frame ends the call as OUTPUT_TOO_LARGE.
    .PARAMETER Call
    The call.
    .EXAMPLE
    Send-OutputBatch -Call $call
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Call)
    $objects = $Call.Buffer.ToArray()
    $Call.Buffer.Clear()
    $Call.Clock.Restart()
    $start = 0
    $size = $objects.Length
    while ($start -lt $objects.Length) {
        $slice = $objects
        if ($size -lt $objects.Length) {
            $slice = [object[]]::new($size)
            [Array]::Copy($objects, $start, $slice, 0, $size)
        }
        $json = ConvertTo-Json -InputObject $slice -Depth 100 -Compress
        $line = '{"t":"out","id":"' + $Call.Id + '","v":' + $json + '}'
        if ($line.Length * 3 -ge $Call.Protocol.MaximumFrameBytes -and [Text.Encoding]::UTF8.GetByteCount($line) -ge $Call.Protocol.MaximumFrameBytes) {
            if ($size -eq 1) {
                $Call.TooLarge = $true
                throw 'One object of the script is larger than a frame.'
            }
            $size = [int][Math]::Ceiling($size / 2)
            continue
        }
        $Call.Writer.WriteLine($line)
        $Call.Count += $size
        $start += $size
        $size = [Math]::Min($size, $objects.Length - $start)
    }
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
