<#
The one PowerShell file that knows swiftpos Cloud's HTTP contract (docs/reference/openapi/swiftpos-cloud.yaml): addresses, shapes, refusals, time-outs.
To re-point the control plane at another cloud, this file changes and nothing else; how bytes get there is CloudTransport's matter.
Error ids: each known refusal under the cloud's own code, CLOUD_REFUSED for one that we don't know, and CloudTransport's.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
Import-Module (Join-Path $PSScriptRoot 'VenueError.psm1')
Import-Module (Join-Path $PSScriptRoot 'CloudTransport.psm1')

$script:RedemptionSeconds = 15
$script:KnownCodes = 'VENUE_UNKNOWN', 'REGISTRATION_EXPIRED', 'TOO_MANY_CODES', 'CODE_MALFORMED', 'CODE_WRONG', 'CODE_EXPIRED', 'CODE_USED', 'REDEMPTION_REPEATED',
'REDEMPTION_CLOSED', 'CREDENTIAL_REFUSED', 'MACHINE_MISMATCH', 'SYNC_JOB_ACTIVE', 'SYNC_JOB_OVER', 'SYNC_JOB_UNKNOWN', 'LOCATION_UNKNOWN',
'LICENCE_MISSING', 'TOO_MANY_REQUESTS', 'PACKAGE_UNKNOWN'

function Get-VenueRecord {
    <#
    .SYNOPSIS
    Asks the cloud what it knows of a venue.
    .DESCRIPTION
    In PascalCase, with ObservedAt by the clock of this machine and CloudTime by that of the cloud, which may be null.
    .PARAMETER CustomerNumber
    Eight digits.
    .EXAMPLE
    Get-VenueRecord -CustomerNumber 10482213
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter(Mandatory = $true)][string]$CustomerNumber)
    $answer = Send-Accepted -Method GET -Path "/v1/venues/$CustomerNumber"
    $venue = ConvertTo-PascalCase -InputObject (Read-CloudAnswer -Answer $answer)
    $cloudTime = if ($null -ne $answer.Date) { $answer.Date.UtcDateTime.ToString('o') }
    Add-Member -InputObject $venue -NotePropertyMembers @{ ObservedAt = [datetime]::UtcNow.ToString('o'); CloudTime = $cloudTime } -PassThru
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
    param([Parameter(Mandatory = $true)][string]$CustomerNumber, [Parameter(Mandatory = $true)][string]$RedemptionId, [Parameter(Mandatory = $true)][securestring]$Code, [Parameter(Mandatory = $true)][object]$Machine)
    $body = @{ redemptionId = $RedemptionId; authenticationCode = $Code; machineId = $Machine.MachineId; swiftposVersion = $Machine.SwiftposVersion }
    $answer = Invoke-Cloud -Method POST -Path "/v1/venues/$CustomerNumber/redemptions" -Body $body -TimeoutSeconds $script:RedemptionSeconds -Expect redemptionId, credential, redeemedAt -SecretName credential
    [pscustomobject]@{ RedemptionId = $answer.redemptionId; RedeemedAt = $answer.redeemedAt; Credential = $answer.credential }
}

function Close-Redemption {
    <#
    .SYNOPSIS
    Queries the outcome of a redemption in the cloud and closes its ID.
    .DESCRIPTION
    Outcome redeemed (with the same credential again, as a SecureString) or closed: from then on the id is refused. Can be repeated.
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
    if ('redeemed', 'closed' -notcontains $answer.outcome) { throw (New-VenueError -ErrorId CLOUD_NO_ANSWER -Message 'The cloud responded with an outcome that is neither redeemed nor closed.' -Category InvalidResult) }
    [pscustomobject]@{ Outcome = $answer.outcome; Credential = $(if ($answer.outcome -eq 'redeemed') { $answer.credential } else { $null }) }
}

function Get-CloudSyncPackageInformation {
    <#
    .SYNOPSIS
    Asks the cloud which Cloud Sync package there is.
    .DESCRIPTION
    Name, Version, Sha256, Signature, Size, Path.
    .EXAMPLE
    Get-CloudSyncPackageInformation
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()
    ConvertTo-PascalCase -InputObject (Invoke-Cloud -Method GET -Path '/v1/packages/cloud-sync' -Expect name, version, sha256, signature, size, path)
}

function Open-PackageDownload {
    <#
    .SYNOPSIS
    Asks for the bytes of a package.
    .DESCRIPTION
    An open download of CloudTransport's, to read and close; the refusals of the cloud are thrown. Status 416: there is nothing from Offset on.
    .PARAMETER Path
    The path that the cloud stated.
    .PARAMETER Offset
    How many bytes are here already.
    .PARAMETER ETag
    What the cloud called the file when they came.
    .EXAMPLE
    Open-PackageDownload -Path $information.Path
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter(Mandatory = $true)][ValidatePattern('^/[A-Za-z0-9._/-]+$')][string]$Path, [long]$Offset = 0, [string]$ETag = '')
    $download = Open-CloudDownload -Path $Path -Offset $Offset -ETag $ETag
    if ($download.Status -ge 300 -and $download.Status -ne 416) { throw (New-CloudRefusal -Answer $download) }
    $download
}

function Get-CloudSyncJob {
    <#
    .SYNOPSIS
    Reads the progress of a sync in the cloud.
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
    Asks the cloud to expect all rows of these tables.
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
        [Parameter(Mandatory = $true)][string]$CustomerNumber, [Parameter(Mandatory = $true)][string]$JobId,
        [Parameter(Mandatory = $true)][ValidateSet('FIRST', 'FULL')][string]$Kind, [Parameter(Mandatory = $true)][hashtable]$TableCount,
        [Parameter(Mandatory = $true)][securestring]$Credential
    )
    $tables = @(foreach ($table in ($TableCount.GetEnumerator() | Sort-Object -Property Key)) { @{ name = $table.Key; rows = [long]$table.Value } })
    ConvertTo-PascalCase -InputObject (Invoke-Cloud -Method PUT -Path "/v1/venues/$CustomerNumber/sync-jobs/$JobId" -Body @{ kind = $Kind; tables = $tables } -Credential $Credential)
}

function Remove-CloudSyncJob {
    <#
    .SYNOPSIS
    Withdraws an open sync.
    .DESCRIPTION
    The cloud keeps its older data. Emits Withdrawn; Over when the job had ended already; Unknown when the cloud never knew it.
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
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][string]$CustomerNumber, [Parameter(Mandatory = $true)][string]$JobId, [Parameter(Mandatory = $true)][securestring]$Credential)
    if (-not $PSCmdlet.ShouldProcess($JobId)) { return }
    try { [void](Invoke-Cloud -Method DELETE -Path "/v1/venues/$CustomerNumber/sync-jobs/$JobId" -Credential $Credential) }
    catch {
        if ($_.FullyQualifiedErrorId -notmatch '^SYNC_JOB_(OVER|UNKNOWN)\b') { throw }
        return @{ OVER = 'Over'; UNKNOWN = 'Unknown' }[$Matches[1]]
    }
    'Withdrawn'
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

function Invoke-Cloud([string]$Method, [string]$Path, [hashtable]$Body, [securestring]$Credential, [int]$TimeoutSeconds = 10, [string[]]$Expect = @(), [string]$SecretName) {
    $answer = Send-Accepted -Method $Method -Path $Path -Body $Body -Credential $Credential -TimeoutSeconds $TimeoutSeconds
    Read-CloudAnswer -Answer $answer -Expect $Expect -SecretName $SecretName
}

function Send-Accepted([string]$Method, [string]$Path, [hashtable]$Body, [securestring]$Credential, [int]$TimeoutSeconds = 10) {
    $answer = Send-CloudRequest -Method $Method -Path $Path -Body $Body -Credential $Credential -TimeoutSeconds $TimeoutSeconds
    if ($answer.Status -ge 300) { throw (New-CloudRefusal -Answer $answer) }
    $answer
}

# { code, and sometimes jobId or attemptsLeft }.
function New-CloudRefusal([object]$Answer) {
    $refusal = Read-CloudAnswer -Answer $Answer -Expect code
    $detail = @{ Status = $Answer.Status }
    foreach ($name in 'jobId', 'attemptsLeft') { if ($refusal.PSObject.Properties[$name]) { $detail[$name] = $refusal.$name } }
    $code = if ($script:KnownCodes -ccontains $refusal.code) { $refusal.code } else { 'CLOUD_REFUSED' }
    New-VenueError -ErrorId $code -Message "The cloud refused with $($Answer.Status): $code." -Category PermissionDenied -Target $Answer.Path -Detail $detail
}

Export-ModuleMember -Function Get-VenueRecord, Request-Code, Invoke-Redemption, Close-Redemption, Get-CloudSyncPackageInformation, Open-PackageDownload, Get-CloudSyncJob, Add-CloudSyncJob, Remove-CloudSyncJob, Enable-Location
