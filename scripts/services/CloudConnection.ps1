<#
The connection to swiftpos Cloud: straight or through a proxy, TLS 1.2 or later, whom it trusts. What fails here is proof that nothing was sent.
VENUE_CONTROL_CLOUD_PROXY: an address, "none", or nothing: HTTPS_PROXY (7 alone), else the Internet settings of the account that asks. VENUE_CONTROL_CLOUD_CERTIFICATE: a file in PEM
with an authority to trust besides those of this machine.
#>

$script:ConnectSeconds = 3
# For the connection, a proxy's tunnel and TLS together; less than any request has in all.
$script:HandshakeSeconds = 5

# The proxy for an address; nothing where the way is straight, as it always is to this machine itself.
function Get-CloudProxy([Uri]$Address) {
    if ($env:VENUE_CONTROL_CLOUD_PROXY -eq 'none' -or $Address.IsLoopback) { return }
    if ($env:VENUE_CONTROL_CLOUD_PROXY) { return [Uri]$env:VENUE_CONTROL_CLOUD_PROXY }
    $machine = [Net.WebRequest]::DefaultWebProxy
    if ($null -eq $machine -or $machine.IsBypassed($Address)) { return }
    $proxy = $machine.GetProxy($Address)
    # .NET Framework answers the address itself where there is none.
    if ($null -ne $proxy -and $proxy -ne $Address) { $proxy }
}

# Before anything is sent: a connection that can't be made proves that nothing was. 5.1 has no time-out of its own for connecting.
function Test-CloudConnection([Uri]$Address, [Uri]$Proxy) {
    $first = if ($null -ne $Proxy) { $Proxy } else { $Address }
    $socket = New-Object Net.Sockets.TcpClient
    try {
        $task = try { $socket.ConnectAsync($first.DnsSafeHost, $first.Port) } catch { [Threading.Tasks.Task]::FromException($_.Exception) }
        $clock = [Diagnostics.Stopwatch]::StartNew()
        while (-not $task.IsCompleted -and $clock.Elapsed.TotalSeconds -lt $script:ConnectSeconds) { [void]([IAsyncResult]$task).AsyncWaitHandle.WaitOne(50) }
        if ($task.Status -eq 'RanToCompletion') { return }
        $kind = "no connection within $script:ConnectSeconds s"
        if ($task.IsFaulted) {
            $cause = $task.Exception.GetBaseException()
            $kind = if ($cause -is [Net.Sockets.SocketException]) { "$($cause.SocketErrorCode)" } else { $cause.GetType().Name }
        }
        $what = if ($null -ne $Proxy) { "The proxy on the way to swiftpos Cloud can't be reached" } else { "swiftpos Cloud can't be reached" }
        throw (New-VenueError -ErrorId CLOUD_UNREACHABLE -Message "$what at $($first.Authority) ($kind). Nothing was sent." -Category ConnectionError -Target $first.Authority)
    }
    finally { $socket.Dispose() }
}

# .NET, or .NET Framework under Windows PowerShell 5.1, which has no handler that trusts another authority without compiled code.
function New-CloudClient([Uri]$Proxy) {
    if ('System.Net.Http.SocketsHttpHandler' -as [type]) {
        $handler = New-Object Net.Http.SocketsHttpHandler
        $handler.ConnectTimeout = [TimeSpan]::FromSeconds($script:HandshakeSeconds)
        $handler.SslOptions.EnabledSslProtocols = [Security.Authentication.SslProtocols]'Tls12, Tls13'
        if ($env:VENUE_CONTROL_CLOUD_CERTIFICATE) { $handler.SslOptions.CertificateChainPolicy = New-CloudTrust -Path $env:VENUE_CONTROL_CLOUD_CERTIFICATE }
    }
    else {
        if ($env:VENUE_CONTROL_CLOUD_CERTIFICATE) {
            throw (New-VenueError -ErrorId CLOUD_UNREACHABLE -Message "Windows PowerShell 5.1 can't trust cloud.certificateFile: install PowerShell 7, or import the file into this machine's trusted roots and omit the entry. Nothing was sent." -Category SecurityError)
        }
        $handler = New-Object Net.Http.HttpClientHandler
        [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
    }
    $handler.AllowAutoRedirect = $false
    $handler.UseProxy = $null -ne $Proxy
    if ($handler.UseProxy) {
        $way = New-Object Net.WebProxy $Proxy
        # As the account that the control plane runs as, where the proxy asks who it is.
        $way.UseDefaultCredentials = $true
        $handler.Proxy = $way
    }
    New-Object Net.Http.HttpClient $handler
}

# Names, dates and purpose are checked as ever.
function New-CloudTrust([string]$Path) {
    try { $authority = New-Object Security.Cryptography.X509Certificates.X509Certificate2 $Path }
    catch { throw (New-VenueError -ErrorId CLOUD_UNREACHABLE -Message "The authority of swiftpos Cloud in $Path can't be read. Nothing was sent." -Category SecurityError -Target $Path) }
    $policy = New-Object Security.Cryptography.X509Certificates.X509ChainPolicy
    $policy.TrustMode = 'CustomRootTrust'
    [void]$policy.CustomTrustStore.Add($authority)
    # .NET trusts these or its own, never both.
    foreach ($location in 'LocalMachine', 'CurrentUser') {
        $store = New-Object Security.Cryptography.X509Certificates.X509Store 'Root', $location
        try {
            $store.Open('OpenExistingOnly')
            $policy.CustomTrustStore.AddRange($store.Certificates)
        }
        catch { Write-Verbose "The trusted roots of $location can't be read." }
        finally { $store.Dispose() }
    }
    $policy.RevocationMode = 'NoCheck'
    $policy
}

# Whether the request surely never left: its connection, the proxy's tunnel or TLS failed before. .NET says which by a word, .NET Framework by a status.
function Test-NothingSent([object]$Task) {
    # By what .NET says of the time that ran out and not by a clock, which a busy machine reads late: the time for the connection, or the request's own.
    if ($Task.IsCanceled) {
        try { [void]$Task.GetAwaiter().GetResult() }
        catch { for ($cause = $_.Exception; $null -ne $cause; $cause = $cause.InnerException) { if ($cause -is [TimeoutException]) { return $cause.Message -match 'ConnectTimeout' } } }
        return $false
    }
    for ($cause = $Task.Exception; $null -ne $cause; $cause = $cause.InnerException) {
        $word = $cause.PSObject.Properties['HttpRequestError']
        if ($word) { return 'NameResolutionError', 'ConnectionError', 'SecureConnectionError', 'ProxyTunnelError' -contains "$($word.Value)" }
        if ($cause -is [Net.WebException]) { return 'NameResolutionFailure', 'ProxyNameResolutionFailure', 'ConnectFailure', 'TrustFailure', 'SecureChannelFailure' -contains "$($cause.Status)" }
    }
    $false
}
