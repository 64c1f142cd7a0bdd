<#
The one PowerShell file that speaks swiftpos Cloud's HTTP contract (docs/openapi/swiftpos-cloud.yaml): addresses, shapes, refusals, time-outs.
To re-point the control plane at another cloud, this file changes and nothing else.
Error ids: CLOUD_UNREACHABLE (nothing was sent, for certain), CLOUD_NO_ANSWER (sent, outcome unknown), CLOUD_REFUSED (a refusal we don't
know), and each known refusal under the cloud's own code.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
Import-Module (Join-Path $PSScriptRoot 'HostService.Common.psm1')
Import-Module (Join-Path $PSScriptRoot 'SecretJson.psm1')
Add-Type -AssemblyName System.Net.Http

$script:ConnectSeconds = 3
$script:AnswerSeconds = 10
$script:RedemptionSeconds = 15
$script:LargestBody = 8388608
# The longest pause that a Retry-After may ask of a read.
$script:LongestRetryAfterSeconds = 6
$script:KnownCodes = @(
    'VENUE_UNKNOWN', 'REGISTRATION_EXPIRED', 'TOO_MANY_CODES', 'CODE_MALFORMED', 'CODE_WRONG', 'CODE_EXPIRED', 'CODE_USED', 'REDEMPTION_REPEATED'
    'REDEMPTION_CLOSED', 'CREDENTIAL_REFUSED', 'MACHINE_MISMATCH', 'SYNC_JOB_ACTIVE', 'SYNC_JOB_OVER', 'SYNC_JOB_UNKNOWN', 'COUNT_MISMATCH'
    'LOCATION_UNKNOWN', 'LICENCE_MISSING', 'TABLE_UNKNOWN', 'TOO_MANY_REQUESTS', 'PACKAGE_UNKNOWN'
)

function Get-VenueRecord {
    <#
    .SYNOPSIS
    Asks the cloud what it knows of a venue.
    .DESCRIPTION
    In PascalCase, with ObservedAt.
    .PARAMETER CustomerNumber
    Eight digits.
    .EXAMPLE
    Get-VenueRecord -CustomerNumber 10482213
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter(Mandatory = $true)][string]$CustomerNumber)
    $venue = ConvertTo-PascalCase -InputObject (Invoke-Cloud -Method GET -Path "/v1/venues/$CustomerNumber")
    Add-Member -InputObject $venue -NotePropertyName ObservedAt -NotePropertyValue ([datetime]::UtcNow.ToString('o'))
    $venue
}

function Request-Code {
    <#
    .SYNOPSIS
    Has the cloud send an authentication code to the venue's registered mailbox.
    .DESCRIPTION
    A new code ends the older ones.
    .PARAMETER CustomerNumber
    Eight digits.
    .EXAMPLE
    Request-Code -CustomerNumber 10482213
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter(Mandatory = $true)][string]$CustomerNumber)
    ConvertTo-PascalCase -InputObject (Invoke-Cloud -Method POST -Path "/v1/venues/$CustomerNumber/authentication-codes" -Body @{})
}

function Invoke-Redemption {
    <#
    .SYNOPSIS
    Redeems an authentication code, once.
    .DESCRIPTION
    Never sent a second time, whatever comes back. The credential in the answer is a SecureString.
    .PARAMETER CustomerNumber
    Eight digits.
    .PARAMETER RedemptionId
    The id that was stored before this call.
    .PARAMETER Code
    The authentication code.
    .PARAMETER Machine
    Object with MachineId and SwiftposVersion.
    .EXAMPLE
    Invoke-Redemption -CustomerNumber 10482213 -RedemptionId $id -Code $code -Machine (Get-VenueHostState)
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)][string]$CustomerNumber,
        [Parameter(Mandatory = $true)][string]$RedemptionId,
        [Parameter(Mandatory = $true)][securestring]$Code,
        [Parameter(Mandatory = $true)][object]$Machine
    )
    $body = @{
        redemptionId       = $RedemptionId
        authenticationCode = $Code
        machineId          = $Machine.MachineId
        swiftposVersion    = $Machine.SwiftposVersion
    }
    $answer = Invoke-Cloud -Method POST -Path "/v1/venues/$CustomerNumber/redemptions" -Body $body -TimeoutSeconds $script:RedemptionSeconds -Expect redemptionId, credential, redeemedAt -SecretName credential
    [pscustomobject]@{ RedemptionId = $answer.redemptionId; RedeemedAt = $answer.redeemedAt; Credential = $answer.credential }
}

function Close-Redemption {
    <#
    .SYNOPSIS
    Asks the cloud how a redemption ended and closes its id.
    .DESCRIPTION
    Outcome redeemed (with the same credential again, as a SecureString) or closed: from then on the id is refused. May be asked again.
    .PARAMETER CustomerNumber
    Eight digits.
    .PARAMETER RedemptionId
    The id.
    .EXAMPLE
    Close-Redemption -CustomerNumber 10482213 -RedemptionId $id
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter(Mandatory = $true)][string]$CustomerNumber, [Parameter(Mandatory = $true)][string]$RedemptionId)
    $answer = Invoke-Cloud -Method POST -Path "/v1/venues/$CustomerNumber/redemptions/$RedemptionId/close" -Body @{} -TimeoutSeconds $script:RedemptionSeconds -Expect outcome -SecretName credential
    $credential = $null
    if ($answer.outcome -eq 'redeemed') { $credential = $answer.credential }
    elseif ($answer.outcome -ne 'closed') { throw (New-VenueError -ErrorId CLOUD_NO_ANSWER -Message 'The cloud answered with an outcome that is neither redeemed nor closed.' -Category InvalidResult) }
    [pscustomobject]@{ Outcome = $answer.outcome; Credential = $credential }
}

function Get-CloudSyncPackageInformation {
    <#
    .SYNOPSIS
    Asks the cloud which Cloud Sync package there is.
    .DESCRIPTION
    Version, Sha256, Signature, Size, Path.
    .EXAMPLE
    Get-CloudSyncPackageInformation
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()
    ConvertTo-PascalCase -InputObject (Invoke-Cloud -Method GET -Path '/v1/packages/cloud-sync' -Expect version, sha256, signature, size, path)
}

function Get-PackageContent {
    <#
    .SYNOPSIS
    Downloads a package.
    .DESCRIPTION
    Emits one byte array, at most 8 MiB.
    .PARAMETER Path
    The path that the cloud stated.
    .EXAMPLE
    Get-PackageContent -Path $information.Path
    #>
    [CmdletBinding()]
    [OutputType([byte[]])]
    param([Parameter(Mandatory = $true)][ValidatePattern('^/[A-Za-z0-9._/-]+$')][string]$Path)
    $answer = Send-CloudRequest -Method GET -Path $Path -TimeoutSeconds $script:AnswerSeconds
    if ($answer.Status -ne 200) { throw (New-CloudRefusal -Answer $answer) }
    return , $answer.Bytes
}

function Get-CloudSyncJob {
    <#
    .SYNOPSIS
    Asks the cloud how far a sync is.
    .DESCRIPTION
    The job in PascalCase.
    .PARAMETER CustomerNumber
    Eight digits.
    .PARAMETER JobId
    The job.
    .PARAMETER Credential
    The gateway's credential.
    .EXAMPLE
    Get-CloudSyncJob -CustomerNumber 10482213 -JobId $id -Credential $credential
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter(Mandatory = $true)][string]$CustomerNumber, [Parameter(Mandatory = $true)][string]$JobId, [Parameter(Mandatory = $true)][securestring]$Credential)
    ConvertTo-PascalCase -InputObject (Invoke-Cloud -Method GET -Path "/v1/venues/$CustomerNumber/sync-jobs/$JobId" -Credential $Credential)
}

function Add-CloudSyncJob {
    <#
    .SYNOPSIS
    Tells the cloud to expect all rows of these tables.
    .DESCRIPTION
    The same id again answers the same job. Error: SYNC_JOB_ACTIVE.
    .PARAMETER CustomerNumber
    Eight digits.
    .PARAMETER JobId
    The job's id, made by the caller.
    .PARAMETER Kind
    FIRST or FULL.
    .PARAMETER TableCount
    Table names to row counts.
    .PARAMETER Credential
    The gateway's credential.
    .EXAMPLE
    Add-CloudSyncJob -CustomerNumber 10482213 -JobId $id -Kind FULL -TableCount @{ sale = 52000 } -Credential $credential
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)][string]$CustomerNumber,
        [Parameter(Mandatory = $true)][string]$JobId,
        [Parameter(Mandatory = $true)][ValidateSet('FIRST', 'FULL')][string]$Kind,
        [Parameter(Mandatory = $true)][hashtable]$TableCount,
        [Parameter(Mandatory = $true)][securestring]$Credential
    )
    $tables = @(foreach ($table in ($TableCount.GetEnumerator() | Sort-Object -Property Key)) { @{ name = $table.Key; rows = [long]$table.Value } })
    ConvertTo-PascalCase -InputObject (Invoke-Cloud -Method PUT -Path "/v1/venues/$CustomerNumber/sync-jobs/$JobId" -Body @{ kind = $Kind; tables = $tables } -Credential $Credential)
}

function Remove-CloudSyncJob {
    <#
    .SYNOPSIS
    Withdraws a sync that isn't over.
    .DESCRIPTION
    The cloud keeps its older data. Emits whether it is withdrawn; false when the job was over already.
    .PARAMETER CustomerNumber
    Eight digits.
    .PARAMETER JobId
    The job.
    .PARAMETER Credential
    The gateway's credential.
    .EXAMPLE
    Remove-CloudSyncJob -CustomerNumber 10482213 -JobId $id -Credential $credential
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([bool])]
    param([Parameter(Mandatory = $true)][string]$CustomerNumber, [Parameter(Mandatory = $true)][string]$JobId, [Parameter(Mandatory = $true)][securestring]$Credential)
    if (-not $PSCmdlet.ShouldProcess($JobId)) { return }
    try { [void](Invoke-Cloud -Method DELETE -Path "/v1/venues/$CustomerNumber/sync-jobs/$JobId" -Credential $Credential) }
    catch {
        if ($_.FullyQualifiedErrorId -notmatch '^SYNC_JOB_(OVER|UNKNOWN)\b') { throw }
        return $false
    }
    $true
}

function Enable-Location {
    <#
    .SYNOPSIS
    Activates a location and answers its Cloud Client ID.
    .DESCRIPTION
    The same id again when it was activated before.
    .PARAMETER CustomerNumber
    Eight digits.
    .PARAMETER LocationId
    The location.
    .PARAMETER Credential
    The gateway's credential.
    .EXAMPLE
    Enable-Location -CustomerNumber 10482213 -LocationId 1 -Credential $credential
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter(Mandatory = $true)][string]$CustomerNumber, [Parameter(Mandatory = $true)][string]$LocationId, [Parameter(Mandatory = $true)][securestring]$Credential)
    $path = "/v1/venues/$CustomerNumber/locations/$([Uri]::EscapeDataString($LocationId))/activation"
    ConvertTo-PascalCase -InputObject (Invoke-Cloud -Method PUT -Path $path -Body @{} -Credential $Credential -Expect locationId, cloudClientId)
}

# One call: sends it, reads JSON, throws our errors. A read that is told to wait is tried once more.
function Invoke-Cloud {
    param(
        [Parameter(Mandatory = $true)][string]$Method,
        [Parameter(Mandatory = $true)][string]$Path,
        [hashtable]$Body = $null,
        [securestring]$Credential = $null,
        [int]$TimeoutSeconds = $script:AnswerSeconds,
        [string[]]$Expect = @(),
        [string]$SecretName = ''
    )
    $answer = Send-CloudRequest -Method $Method -Path $Path -Body $Body -Credential $Credential -TimeoutSeconds $TimeoutSeconds
    if ($Method -eq 'GET' -and $answer.RetryAfter -gt 0 -and $answer.RetryAfter -le $script:LongestRetryAfterSeconds) {
        Start-Sleep -Seconds $answer.RetryAfter
        $answer = Send-CloudRequest -Method $Method -Path $Path -Body $Body -Credential $Credential -TimeoutSeconds $TimeoutSeconds
    }
    if ($answer.Status -ge 300) { throw (New-CloudRefusal -Answer $answer) }
    if ($answer.Bytes.Length -eq 0 -and $Expect.Count -eq 0) { return }
    $content = Read-JsonAnswer -Answer $answer -SecretName $SecretName
    if ($null -eq $content) { throw (New-VenueError -ErrorId CLOUD_NO_ANSWER -Message "The cloud's answer to $Method $Path is not JSON." -Category InvalidResult -Target $Path) }
    foreach ($name in $Expect) {
        if (-not $content.PSObject.Properties[$name]) { throw (New-VenueError -ErrorId CLOUD_NO_ANSWER -Message "The cloud's answer to $Method $Path has no $name." -Category InvalidResult -Target $Path) }
    }
    if ($SecretName -and $content.PSObject.Properties[$SecretName] -and $content.$SecretName -isnot [securestring]) {
        throw (New-VenueError -ErrorId CLOUD_NO_ANSWER -Message "The cloud's answer to $Method $Path has no usable $SecretName." -Category InvalidResult -Target $Path)
    }
    # A list has to come back as a list.
    return , $content
}

function New-CloudRefusal([object]$Answer) {
    if ($Answer.Status -ge 500) { return New-VenueError -ErrorId CLOUD_NO_ANSWER -Message "The cloud answered with $($Answer.Status): whether it acted is unknown." -Category ConnectionError -Target $Answer.Path }
    $content = Read-JsonAnswer -Answer $Answer
    $code = ''
    $detail = @{ Status = $Answer.Status }
    if ($content -is [Management.Automation.PSCustomObject]) {
        foreach ($property in $content.PSObject.Properties) {
            if ($property.Name -eq 'code') { $code = "$($property.Value)" }
            elseif ('jobId', 'attemptsLeft' -contains $property.Name) { $detail[$property.Name] = $property.Value }
        }
    }
    # A refusal that can't be read proves nothing.
    if (-not $code) { return New-VenueError -ErrorId CLOUD_NO_ANSWER -Message "The cloud answered with $($Answer.Status) and nothing readable: whether it acted is unknown." -Category InvalidResult -Target $Answer.Path }
    if ($script:KnownCodes -ccontains $code) { return New-VenueError -ErrorId $code -Message "The cloud refused: $code." -Category PermissionDenied -Target $Answer.Path -Detail $detail }
    New-VenueError -ErrorId CLOUD_REFUSED -Message "The cloud refused with status $($Answer.Status)." -Category PermissionDenied -Target $Answer.Path -Detail $detail
}

# SecretName: a field of it that becomes a SecureString.
function Read-JsonAnswer([object]$Answer, [string]$SecretName) {
    try {
        if ($SecretName) { return , (ConvertFrom-SecretJson -Stream ([IO.MemoryStream]::new($Answer.Bytes, 0, $Answer.Bytes.Length, $true, $true)) -Name $SecretName) }
        return , (ConvertFrom-JsonText -Text ([Text.Encoding]::UTF8.GetString($Answer.Bytes)))
    }
    catch { Write-Verbose 'The cloud sent something that is not JSON.' }
}

# A client of its own for each call: a reused connection could be closed by the cloud just then, and .NET would send again by itself.
function Send-CloudRequest {
    param([string]$Method, [string]$Path, [hashtable]$Body, [securestring]$Credential, [int]$TimeoutSeconds)
    if (-not $env:VENUE_CONTROL_CLOUD_URL) { throw (New-VenueError -ErrorId CLOUD_UNREACHABLE -Message 'VENUE_CONTROL_CLOUD_URL is not set.') }
    $address = [Uri]($env:VENUE_CONTROL_CLOUD_URL.TrimEnd('/') + $Path)
    Test-CloudConnection -Address $address
    $handler = New-Object Net.Http.HttpClientHandler
    $handler.UseProxy = $false
    $handler.AllowAutoRedirect = $false
    $client = New-Object Net.Http.HttpClient $handler
    $buffer = New-Object 'Collections.Generic.List[Array]'
    try {
        $client.Timeout = [TimeSpan]::FromSeconds($TimeoutSeconds)
        $client.MaxResponseContentBufferSize = $script:LargestBody
        $request = New-Object Net.Http.HttpRequestMessage (New-Object Net.Http.HttpMethod $Method), $address
        $request.Headers.ExpectContinue = $false
        if ($null -ne $Credential) { Write-SecretBearer -Request $request -Credential $Credential -Buffer $buffer }
        if ($null -ne $Body) { Write-SecretContent -Request $request -Body $Body -Buffer $buffer }
        $response = Wait-CloudTask -Task ($client.SendAsync($request)) -What "$Method $Path"
        $bytes = [byte[]](Wait-CloudTask -Task ($response.Content.ReadAsByteArrayAsync()) -What "$Method $Path")
        $retryAfter = 0
        if ($response.Headers.RetryAfter -and $response.Headers.RetryAfter.Delta) { $retryAfter = [int]$response.Headers.RetryAfter.Delta.TotalSeconds }
        [pscustomobject]@{ Status = [int]$response.StatusCode; Bytes = $bytes; RetryAfter = $retryAfter; Path = $Path }
    }
    finally {
        $client.Dispose()
        foreach ($array in $buffer) { [Array]::Clear($array, 0, $array.Length) }
    }
}

# Waits in slices, so that a stop of the pipeline is heard. What went wrong is told by kind alone: the cause could quote the request.
function Wait-CloudTask([object]$Task, [string]$What) {
    while (-not $Task.AsyncWaitHandle.WaitOne(50)) { continue }
    if ($Task.Status -eq 'RanToCompletion') { return , $Task.Result }
    $kind = 'no answer in time'
    if ($Task.IsFaulted) { $kind = $Task.Exception.GetBaseException().GetType().Name }
    throw (New-VenueError -ErrorId CLOUD_NO_ANSWER -Message "The cloud gave no usable answer to ${What} ($kind): whether it acted is unknown." -Category ConnectionError -Target $What)
}

# Before anything is sent: a connection that can't be made proves that nothing was. 5.1 has no time-out of its own for connecting.
function Test-CloudConnection([Uri]$Address) {
    $socket = New-Object Net.Sockets.TcpClient
    try {
        $task = $socket.ConnectAsync($Address.DnsSafeHost, $Address.Port)
        $clock = [Diagnostics.Stopwatch]::StartNew()
        while (-not $task.IsCompleted -and $clock.Elapsed.TotalSeconds -lt $script:ConnectSeconds) { [void]([IAsyncResult]$task).AsyncWaitHandle.WaitOne(50) }
        if ($task.Status -eq 'RanToCompletion') { return }
        $kind = "no connection within $script:ConnectSeconds s"
        if ($task.IsFaulted) { $kind = "$($task.Exception.GetBaseException().SocketErrorCode)" }
        throw (New-VenueError -ErrorId CLOUD_UNREACHABLE -Message "swiftpos Cloud can't be reached at $($Address.Authority) ($kind). Nothing was sent." -Category ConnectionError -Target $Address.Authority)
    }
    finally { $socket.Dispose() }
}

Export-ModuleMember -Function Get-VenueRecord, Request-Code, Invoke-Redemption, Close-Redemption, Get-CloudSyncPackageInformation, Get-PackageContent, Get-CloudSyncJob, Add-CloudSyncJob, Remove-CloudSyncJob, Enable-Location
