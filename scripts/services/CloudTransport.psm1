<#
How a request gets to swiftpos Cloud and its answer back; what is asked and answered is VenueCloud's matter. Answers are small and held in memory; a
file of any size comes through CloudDownload.ps1.
Error ids: CLOUD_UNREACHABLE (nothing was sent, for certain) and CLOUD_NO_ANSWER (sent, outcome unknown).
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
Import-Module (Join-Path $PSScriptRoot 'VenueError.psm1')
Import-Module (Join-Path $PSScriptRoot 'SecretJson.psm1')
Add-Type -AssemblyName System.Net.Http
. (Join-Path $PSScriptRoot 'CloudConnection.ps1')

$script:LargestBody = 8388608
# Commas and colons of an answer: far more than a venue's, and parsed in about a second. With a secret in it, its bytes.
$script:MostMarks = 50000
$script:LargestSecretBody = 65536
# The longest pause that a Retry-After may ask of a read.
$script:LongestRetryAfterSeconds = 6

function Send-CloudRequest {
    <#
    .SYNOPSIS
    Sends one request to the cloud and emits the answer: Status, Bytes, Method, Path, and Date where the cloud says what time it is.
    .DESCRIPTION
    A status from 500 on says nothing of whether the cloud acted: CLOUD_NO_ANSWER. A read that is asked to wait is tried once more.
    .PARAMETER Method
    GET, POST, PUT or DELETE.
    .PARAMETER Path
    Below VENUE_CONTROL_CLOUD_URL.
    .PARAMETER Body
    What becomes the JSON body; one value may be a SecureString.
    .PARAMETER Credential
    The gateway's credential.
    .PARAMETER TimeoutSeconds
    For the whole answer; for a connection it is 3 s, for its TLS 5.
    .EXAMPLE
    Send-CloudRequest -Method GET -Path /v1/packages/cloud-sync -TimeoutSeconds 10
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)][string]$Method,
        [Parameter(Mandatory = $true)][string]$Path,
        [hashtable]$Body = $null,
        [securestring]$Credential = $null,
        [Parameter(Mandatory = $true)][int]$TimeoutSeconds
    )
    if (-not $env:VENUE_CONTROL_CLOUD_URL) { throw (New-VenueError -ErrorId CLOUD_UNREACHABLE -Message 'VENUE_CONTROL_CLOUD_URL is not set.') }
    $address = [Uri]($env:VENUE_CONTROL_CLOUD_URL.TrimEnd('/') + $Path)
    $answer = Send-Once -Method $Method -Address $address -Path $Path -Body $Body -Credential $Credential -TimeoutSeconds $TimeoutSeconds
    if ($Method -eq 'GET' -and $answer.RetryAfter -gt 0 -and $answer.RetryAfter -le $script:LongestRetryAfterSeconds) {
        Start-Sleep -Seconds $answer.RetryAfter
        $answer = Send-Once -Method $Method -Address $address -Path $Path -Body $Body -Credential $Credential -TimeoutSeconds $TimeoutSeconds
    }
    if ($answer.Status -ge 500) { throw (New-VenueError -ErrorId CLOUD_NO_ANSWER -Message "The cloud responded with $($answer.Status). Whether it acted is unknown." -Category ConnectionError -Target $Path) }
    $answer
}

function Get-CloudWay {
    <#
    .SYNOPSIS
    Says by which proxy this account reaches an address, and who said so.
    .DESCRIPTION
    Proxy (null: none) and Source: venue.json, HTTPS_PROXY, or account for the Internet settings of the account.
    .PARAMETER Address
    An https address.
    .EXAMPLE
    Get-CloudWay -Address https://cloud.example.com
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter(Mandatory = $true)][Uri]$Address)
    $proxy = Get-CloudProxy -Address $Address
    $source = if ($env:VENUE_CONTROL_CLOUD_PROXY) { 'venue.json' } elseif ($env:HTTPS_PROXY) { 'HTTPS_PROXY' } else { 'account' }
    # HTTPS_PROXY may have a user with its password, and this is shown and stored.
    [pscustomobject]@{ Proxy = $(if ($null -ne $proxy) { $proxy.GetComponents('SchemeAndServer', 'UriEscaped') }); Source = $source }
}

function Test-CloudWay {
    <#
    .SYNOPSIS
    Tests whether this account can connect to the cloud, or to the proxy before it. Sends nothing.
    .DESCRIPTION
    As Get-CloudWay, with Why: what is wrong, or null.
    .EXAMPLE
    Test-CloudWay
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()
    $address = [Uri]$env:VENUE_CONTROL_CLOUD_URL
    $way = Get-CloudWay -Address $address
    $why = $null
    try { Test-CloudConnection -Address $address -Proxy ([Uri]$way.Proxy) }
    catch { $why = $_.Exception.Message }
    [pscustomobject]@{ Proxy = $way.Proxy; Source = $way.Source; Why = $why }
}

function Read-CloudAnswer {
    <#
    .SYNOPSIS
    Parses the JSON of an answer.
    .DESCRIPTION
    CLOUD_NO_ANSWER when it is no JSON, is too large, or lacks what is expected. Emits nothing for an empty answer of which nothing is expected.
    .PARAMETER Answer
    What Send-CloudRequest emitted.
    .PARAMETER Expect
    Fields that have to be there.
    .PARAMETER SecretName
    A field that becomes a SecureString.
    .EXAMPLE
    Read-CloudAnswer -Answer $answer -Expect redemptionId, credential -SecretName credential
    #>
    [CmdletBinding()]
    [OutputType([object])]
    param([Parameter(Mandatory = $true)][object]$Answer, [string[]]$Expect = @(), [string]$SecretName = '')
    if ($Answer.Bytes.Length -eq 0 -and $Expect.Count -eq 0) { return }
    $content = $null
    $fault = ''
    try {
        if (Test-AnswerTooLarge -Bytes $Answer.Bytes -IsSecret ($SecretName -ne '')) { $fault = 'is too large' }
        elseif ($SecretName) { $content = ConvertFrom-SecretJson -Stream ([IO.MemoryStream]::new($Answer.Bytes, 0, $Answer.Bytes.Length, $true, $true)) -Name $SecretName }
        else { $content = ConvertFrom-JsonText -Text ([Text.Encoding]::UTF8.GetString($Answer.Bytes)) }
    }
    catch { Write-Verbose 'The cloud sent something that is not JSON.' }
    if (-not $fault -and $null -eq $content) { $fault = 'is not JSON' }
    elseif (-not $fault) {
        foreach ($name in $Expect) {
            $field = $content.PSObject.Properties[$name]
            if (-not $field -or ($field.Value -is [string] -and $field.Value.Length -eq 0)) { $fault = "has no $name" }
        }
        if ($SecretName -and $content.PSObject.Properties[$SecretName] -and $content.$SecretName -isnot [securestring]) { $fault = "has no usable $SecretName" }
    }
    if ($fault) { throw (New-VenueError -ErrorId CLOUD_NO_ANSWER -Message "The cloud's response to $($Answer.Method) $($Answer.Path) ($($Answer.Status)) ${fault}. Whether it acted is unknown." -Category InvalidResult -Target $Answer.Path) }
    # A list has to come back as a list.
    return , $content
}

# Before it is parsed, which takes long for many names. An answer with a secret becomes no text.
function Test-AnswerTooLarge([byte[]]$Bytes, [bool]$IsSecret) {
    if ($IsSecret) { return $Bytes.Length -gt $script:LargestSecretBody }
    $text = [Text.Encoding]::UTF8.GetString($Bytes)
    2 * $text.Length - $text.Replace(',', '').Length - $text.Replace(':', '').Length -gt $script:MostMarks
}

# A client of its own for each call: a reused connection could be closed by the cloud just then, and .NET would send again automatically.
function Send-Once([string]$Method, [Uri]$Address, [string]$Path, [hashtable]$Body, [securestring]$Credential, [int]$TimeoutSeconds) {
    $proxy = Get-CloudProxy -Address $Address
    Test-CloudConnection -Address $Address -Proxy $proxy
    $client = New-CloudClient -Proxy $proxy
    $buffer = New-Object 'Collections.Generic.List[Array]'
    try {
        $client.Timeout = [TimeSpan]::FromSeconds($TimeoutSeconds)
        $client.MaxResponseContentBufferSize = $script:LargestBody
        $request = New-Object Net.Http.HttpRequestMessage (New-Object Net.Http.HttpMethod $Method), $Address
        $request.Headers.ExpectContinue = $false
        # W3C trace context of the call, which the script host sets: the cloud's log can be searched for the correlation ID.
        $trace = Get-Variable -Name VenueControlTrace -Scope Global -ValueOnly -ErrorAction Ignore
        if ($trace) { [void]$request.Headers.TryAddWithoutValidation('traceparent', $trace) }
        if ($null -ne $Credential) { Write-SecretBearer -Request $request -Credential $Credential -Buffer $buffer }
        if ($null -ne $Body) { Write-SecretContent -Request $request -Body $Body -Buffer $buffer }
        $response = Wait-CloudTask -Task ($client.SendAsync($request)) -What "$Method $Path"
        $bytes = [byte[]](Wait-CloudTask -Task ($response.Content.ReadAsByteArrayAsync()) -What "$Method $Path")
        $retryAfter = 0
        if ($response.Headers.RetryAfter -and $response.Headers.RetryAfter.Delta) { $retryAfter = [int]$response.Headers.RetryAfter.Delta.TotalSeconds }
        [pscustomobject]@{ Status = [int]$response.StatusCode; Bytes = $bytes; RetryAfter = $retryAfter; Method = $Method; Path = $Path; Date = $response.Headers.Date }
    }
    finally {
        $client.Dispose()
        foreach ($array in $buffer) { [Array]::Clear($array, 0, $array.Length) }
    }
}

# Waits in slices, so that a stop of the pipeline is heard. What went wrong is reported by kind alone: the cause could quote the request.
function Wait-CloudTask([object]$Task, [string]$What) {
    while (-not $Task.AsyncWaitHandle.WaitOne(50)) { continue }
    if ($Task.Status -eq 'RanToCompletion') { return , $Task.Result }
    $kind = 'no answer in time'
    if ($Task.IsFaulted) { $kind = $Task.Exception.GetBaseException().GetType().Name }
    if (Test-NothingSent -Task $Task) {
        throw (New-VenueError -ErrorId CLOUD_UNREACHABLE -Message "No trusted connection to swiftpos Cloud could be made for ${What} ($kind). Nothing was sent." -Category ConnectionError -Target $What)
    }
    throw (New-VenueError -ErrorId CLOUD_NO_ANSWER -Message "The cloud gave no usable response to ${What} ($kind). Whether it acted is unknown." -Category ConnectionError -Target $What)
}

. (Join-Path $PSScriptRoot 'CloudDownload.ps1')

Export-ModuleMember -Function Send-CloudRequest, Get-CloudWay, Test-CloudWay, Read-CloudAnswer, Open-CloudDownload, Read-CloudDownload, Close-CloudDownload
