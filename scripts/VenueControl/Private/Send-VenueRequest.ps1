function Send-VenueRequest {
    <#
    .SYNOPSIS
    Sends one GraphQL request and emits the parsed answer.
    .DESCRIPTION
    No proxy: the control plane is on this machine. Throws UNREACHABLE. Says nothing of variables; zeroes what held a secret.
    .PARAMETER Connection
    Where to, and the token.
    .PARAMETER Query
    The document.
    .PARAMETER Variable
    Its variables, secrets as SecureStrings; tokens in the answer are SecureStrings too.
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
        $isCore = $PSVersionTable.PSEdition -eq 'Core'
        $handler = New-Object "System.Net.Http.$(if ($isCore) { 'SocketsHttpHandler' } else { 'HttpClientHandler' })"
        $handler.UseProxy = $false
        $handler.AllowAutoRedirect = $false
        # Who listens is read before each secret: no connection that was opened before may take it. .NET heeds the header in the response alone, so it has a lifetime too.
        if ($isCore) { $handler.PooledConnectionLifetime = [TimeSpan]::Zero }
        $script:HttpClient = New-Object System.Net.Http.HttpClient $handler
        $script:HttpClient.DefaultRequestHeaders.ExpectContinue = $false
        $script:HttpClient.DefaultRequestHeaders.ConnectionClose = $true
        # In a remote session PowerShell itself names the user, whom no token names; for the audit.
        $client = 'PowerShell module'
        $remote = Get-Variable -Name PSSenderInfo -ValueOnly -ErrorAction Ignore
        if ($remote) {
            $user = $remote.UserInfo.Identity.Name
            # Over SSH elsewhere it is empty: the session runs as the user.
            if (-not $user) { $user = [Environment]::UserName }
            $client += ', for ' + ($user -replace '[^\x20-\x7e]', '?')
        }
        $script:HttpClient.DefaultRequestHeaders.Add('x-venue-control-client', $client)
        $script:HttpClient.Timeout = [Threading.Timeout]::InfiniteTimeSpan
    }
    $wait = @{ Uri = $Connection.Uri; Watch = [Diagnostics.Stopwatch]::StartNew(); TimeoutSeconds = $TimeoutSeconds; Remedy = $script:StartRemedy }
    $request = New-Object System.Net.Http.HttpRequestMessage ([System.Net.Http.HttpMethod]::Post), ([uri]"$($Connection.Uri)/graphql")
    $stop = New-Object Threading.CancellationTokenSource
    # Large enough for a sign-in's answer: a stream that grows leaves its old bytes behind.
    $stream = New-Object IO.MemoryStream 16384
    $buffer = New-Object 'Collections.Generic.List[Array]'
    $response = $null
    $task = $null
    try {
        Write-VenueRequest -Request $request -Query $Query -Variable $Variable -Token $Connection.Token -Buffer $buffer
        # A token alone goes where one went a moment ago: a command that waits sends it twice a second.
        if ($buffer.Count -gt 1) { Confirm-VenueServer -Uri $Connection.Uri -ValidSeconds $(if ($Connection.Token -and $buffer.Count -eq 2) { 10 } else { 0 }) }
        $task = $script:HttpClient.SendAsync($request, [System.Net.Http.HttpCompletionOption]::ResponseHeadersRead, $stop.Token)
        Wait-VenueTask -Task $task @wait
        $response = $task.Result
        $task = $response.Content.CopyToAsync($stream)
        Wait-VenueTask -Task $task @wait
        $answer = Read-VenueAnswer -Stream $stream -Query $Query
    }
    finally {
        if ($task -and -not $task.IsCompleted) { $stop.Cancel() }
        foreach ($array in $buffer) { [Array]::Clear($array, 0, $array.Length) }
        $request.Dispose()
        if ($response) { $response.Dispose() }
    }
    $status = [int]$response.StatusCode
    Write-Verbose ('Response {0} after {1} ms' -f $status, $wait.Watch.ElapsedMilliseconds)
    if ($null -eq $answer) { throw (New-VenueErrorRecord -Code UNREACHABLE -Message "$($Connection.Uri) responded $status, which is not a response of a control plane." -Remedy 'Give the address of the control plane to Connect-VenueControl -Uri. Another program listens at this one.') }
    $answer
}
