<#
A file from the cloud, piece by piece: of any size, from where an earlier download ended, with a limit on silence and none on the whole.
#>

# For the first byte of the answer.
$script:DownloadSeconds = 30

function Open-CloudDownload {
    <#
    .SYNOPSIS
    Asks the cloud for a file and emits where it begins, before its content comes.
    .DESCRIPTION
    Status; Offset, where the cloud begins: at what was asked for, or at 0 when it doesn't know ranges or the file is another one by now;
    Length of the whole, -1 when it isn't said; ETag, a strong one or empty. From status 300 on Bytes has the refusal, and nothing is open.
    Errors: CLOUD_UNREACHABLE, CLOUD_NO_ANSWER.
    .PARAMETER Path
    Below VENUE_CONTROL_CLOUD_URL.
    .PARAMETER Offset
    How many bytes are here already.
    .PARAMETER ETag
    What the file was called when they came. Without it everything is asked for.
    .EXAMPLE
    Open-CloudDownload -Path /v1/packages/cloud-sync/10.58.0 -Offset 4096 -ETag '"7f"'
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter(Mandatory = $true)][string]$Path, [long]$Offset = 0, [string]$ETag = '')
    $address = [Uri]($env:VENUE_CONTROL_CLOUD_URL.TrimEnd('/') + $Path)
    $proxy = Get-CloudProxy -Address $address
    Test-CloudConnection -Address $address -Proxy $proxy
    $client = New-CloudClient -Proxy $proxy
    $isOpen = $false
    try {
        # Until the headers are here; what follows is watched piece by piece.
        $client.Timeout = [TimeSpan]::FromSeconds($script:DownloadSeconds)
        $request = New-Object Net.Http.HttpRequestMessage ([Net.Http.HttpMethod]::Get), $address
        $isPart = $Offset -gt 0 -and $ETag
        if ($isPart) {
            [void]$request.Headers.TryAddWithoutValidation('Range', "bytes=$Offset-")
            [void]$request.Headers.TryAddWithoutValidation('If-Range', $ETag)
        }
        $response = Wait-CloudTask -Task ($client.SendAsync($request, [Net.Http.HttpCompletionOption]::ResponseHeadersRead)) -What "GET $Path"
        $status = [int]$response.StatusCode
        if ($status -ge 500) { throw (New-VenueError -ErrorId CLOUD_NO_ANSWER -Message "The cloud responded with ${status} and sent no file." -Category ConnectionError -Target $Path) }
        if ($status -ge 300 -and $status -ne 416) {
            $bytes = Read-Refusal -Stream (Wait-CloudTask -Task ($response.Content.ReadAsStreamAsync()) -What "GET $Path")
            return [pscustomobject]@{ Status = $status; Bytes = $bytes; Method = 'GET'; Path = $Path }
        }
        $tag = $response.Headers.ETag
        $range = $response.Content.Headers.ContentRange
        $length = $response.Content.Headers.ContentLength
        $begin = 0
        if ($status -eq 206) {
            # A part that isn't the one that was asked for would be written to the wrong place.
            if (-not $isPart -or $null -eq $range -or $range.From -ne $Offset) { throw (New-VenueError -ErrorId CLOUD_NO_ANSWER -Message 'The cloud sent a part of the file that was not requested.' -Category InvalidResult -Target $Path) }
            $begin = $Offset
            $length = $range.Length
        }
        $download = [pscustomobject]@{
            Status = $status; Offset = [long]$begin; Length = $(if ($null -ne $length) { [long]$length } else { [long]-1 }); ETag = $(if ($null -ne $tag -and -not $tag.IsWeak) { $tag.Tag } else { '' })
            Path = $Path; Client = $client; Stream = $null
        }
        if ($status -ne 416) {
            $download.Stream = Wait-CloudTask -Task ($response.Content.ReadAsStreamAsync()) -What "GET $Path"
            $isOpen = $true
        }
        $download
    }
    finally { if (-not $isOpen) { $client.Dispose() } }
}

function Read-CloudDownload {
    <#
    .SYNOPSIS
    Reads the next piece of an open download and emits how many bytes came, 0 at the end.
    .DESCRIPTION
    Waits in slices, so that a stop of the pipeline is heard. Error: CLOUD_NO_ANSWER when nothing comes for so long, or the connection is lost.
    .PARAMETER Download
    What Open-CloudDownload emitted.
    .PARAMETER Buffer
    What the piece is read into.
    .PARAMETER IdleSeconds
    How long the cloud may say nothing.
    .EXAMPLE
    Read-CloudDownload -Download $download -Buffer $buffer -IdleSeconds 30
    #>
    [CmdletBinding()]
    [OutputType([int])]
    param([Parameter(Mandatory = $true)][object]$Download, [Parameter(Mandatory = $true)][byte[]]$Buffer, [Parameter(Mandatory = $true)][double]$IdleSeconds)
    $task = try { $Download.Stream.ReadAsync($Buffer, 0, $Buffer.Length) } catch { [Threading.Tasks.Task]::FromException($_.Exception.GetBaseException()) }
    $clock = [Diagnostics.Stopwatch]::StartNew()
    while (-not $task.IsCompleted -and $clock.Elapsed.TotalSeconds -lt $IdleSeconds) { [void]([IAsyncResult]$task).AsyncWaitHandle.WaitOne(50) }
    if ($task.Status -eq 'RanToCompletion') { return $task.Result }
    $why = if ($task.IsFaulted) { "the connection was lost ($($task.Exception.GetBaseException().GetType().Name))" } else { "no data for $IdleSeconds s" }
    throw (New-VenueError -ErrorId CLOUD_NO_ANSWER -Message "The download broke off: $why." -Category ConnectionError -Target $Download.Path)
}

function Close-CloudDownload {
    <#
    .SYNOPSIS
    Closes a download, read to its end or not.
    .DESCRIPTION
    A piece that is still being waited for is given up.
    .PARAMETER Download
    What Open-CloudDownload emitted.
    .EXAMPLE
    Close-CloudDownload -Download $download
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][object]$Download)
    if ($null -ne $Download.Stream) { $Download.Stream.Dispose() }
    $Download.Client.Dispose()
}

# A refusal is a line of JSON; more than this isn't one.
function Read-Refusal([IO.Stream]$Stream) {
    $whole = New-Object IO.MemoryStream
    $buffer = New-Object byte[] 4096
    do {
        $count = Read-CloudDownload -Download ([pscustomobject]@{ Stream = $Stream; Path = '' }) -Buffer $buffer -IdleSeconds 10
        $whole.Write($buffer, 0, $count)
    } while ($count -gt 0 -and $whole.Length -lt 65536)
    return , $whole.ToArray()
}
