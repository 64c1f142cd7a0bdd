function Send-VenueRequest {
    <#
    .SYNOPSIS
    Sends one GraphQL request and emits the parsed answer.
    .DESCRIPTION
    Waits in slices of 50 ms, so that Ctrl+C is quick. No proxy: the control plane is on this machine. Throws UNREACHABLE. Says nothing of variables.
    .PARAMETER Connection
    Where to, and the token.
    .PARAMETER Query
    The document.
    .PARAMETER Variable
    Its variables; SecureStrings are read here.
    .PARAMETER TimeoutSeconds
    How long to wait for an answer.
    .EXAMPLE
    Send-VenueRequest -Connection $connection -Query '{ health { status } }'
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param(
        [Parameter(Mandatory = $true)][psobject]$Connection,
        [Parameter(Mandatory = $true)][string]$Query,
        [Collections.IDictionary]$Variable = @{},
        [double]$TimeoutSeconds = 60
    )
    if (-not $script:HttpClient) {
        Add-Type -AssemblyName System.Net.Http
        $handler = New-Object System.Net.Http.HttpClientHandler
        $handler.UseProxy = $false
        $handler.AllowAutoRedirect = $false
        $script:HttpClient = New-Object System.Net.Http.HttpClient $handler
        $script:HttpClient.DefaultRequestHeaders.ExpectContinue = $false
        $script:HttpClient.Timeout = [Threading.Timeout]::InfiniteTimeSpan
    }
    $remedy = "Is the control plane running at $($Connection.Uri)? Start it with npm start, or give its address to Connect-VenueControl -Uri."
    $request = New-Object System.Net.Http.HttpRequestMessage ([System.Net.Http.HttpMethod]::Post), ([uri]"$($Connection.Uri)/graphql")
    $stop = New-Object Threading.CancellationTokenSource
    $task = $null
    $watch = [Diagnostics.Stopwatch]::StartNew()
    try {
        $json = ConvertTo-Json -InputObject @{ query = $Query; variables = (ConvertTo-VenueVariable -Variable $Variable) } -Depth 10 -Compress
        $request.Content = New-Object System.Net.Http.StringContent $json, ([Text.Encoding]::UTF8), 'application/json'
        if ($Connection.Token) {
            $request.Headers.Authorization = New-Object System.Net.Http.Headers.AuthenticationHeaderValue 'Bearer', (ConvertFrom-VenueSecret -Secret $Connection.Token)
        }
        $task = $script:HttpClient.SendAsync($request, $stop.Token)
        [Threading.Tasks.Task[]]$tasks = @($task)
        while ([Threading.Tasks.Task]::WaitAny($tasks, 50) -lt 0) {
            if ($watch.Elapsed.TotalSeconds -gt $TimeoutSeconds) {
                throw (New-VenueErrorRecord -Code UNREACHABLE -Message "No answer from $($Connection.Uri) within $TimeoutSeconds s." -Remedy $remedy)
            }
        }
        if ($task.Status -ne 'RanToCompletion') {
            $why = 'the request was cancelled'
            if ($task.Exception) { $why = $task.Exception.GetBaseException().Message }
            throw (New-VenueErrorRecord -Code UNREACHABLE -Message "$($Connection.Uri) can't be reached: $why" -Remedy $remedy)
        }
        $text = $task.Result.Content.ReadAsStringAsync().Result
        $status = [int]$task.Result.StatusCode
    }
    finally {
        if ($task -and -not $task.IsCompleted) { $stop.Cancel() }
        $request.Dispose()
    }
    Write-Verbose ('Answer {0} after {1} ms' -f $status, $watch.ElapsedMilliseconds)
    # 7.5 and newer can leave date-looking strings alone; 5.1 does so anyway. Splatted, so that 5.1 still binds.
    $option = @{}
    if ((Get-Command ConvertFrom-Json).Parameters.ContainsKey('DateKind')) { $option['DateKind'] = 'String' }
    try { $answer = ConvertFrom-Json -InputObject $text @option }
    catch { throw (New-VenueErrorRecord -Code UNREACHABLE -Message "$($Connection.Uri) answered $status, and not as a control plane does." -Remedy $remedy) }
    if (-not ($answer -is [Management.Automation.PSCustomObject]) -or -not ($answer.PSObject.Properties['data'] -or $answer.PSObject.Properties['errors'])) {
        throw (New-VenueErrorRecord -Code UNREACHABLE -Message "$($Connection.Uri) answered $status, and not as a control plane does." -Remedy $remedy)
    }
    $answer
}
