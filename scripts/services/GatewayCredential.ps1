<#
The gateway's credential on disk: gateway.pending.json (redeemed, not in use), gateway.json (in use), gateway.previous.json (to go back to).
From its redemption on a credential is replaced, never deleted, until a newer one is in use. Every step may be done twice. VenueFile.ps1 loads this file; how a credential is protected, and where Gateway Client reads it, is the provider's matter.
#>

function Set-PendingCredential {
    <#
    .SYNOPSIS
    Keeps what a redemption gave, beside the credential in use.
    .DESCRIPTION
    Written before anything else is done with it: a code is redeemed once.
    .PARAMETER CustomerNumber
    Eight digits.
    .PARAMETER RedemptionId
    The redemption.
    .PARAMETER Credential
    The credential.
    .EXAMPLE
    Set-PendingCredential -CustomerNumber 10482213 -RedemptionId $id -Credential $credential
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$CustomerNumber, [Parameter(Mandatory = $true)][string]$RedemptionId, [Parameter(Mandatory = $true)][securestring]$Credential)
    if (-not $PSCmdlet.ShouldProcess($RedemptionId)) { return }
    $record = [ordered]@{
        customerNumber = $CustomerNumber
        credential     = (ConvertTo-StoredSecret -Secret $Credential)
        redemptionId   = $RedemptionId
        savedAt        = [datetime]::UtcNow.ToString('o')
    }
    $keeper = Get-SecretOwner
    if ($null -ne $keeper) { $record.keptBy = $keeper }
    Write-PrivateFile -Path (Get-CredentialPath -Of pending) -Content (ConvertTo-Json -InputObject $record)
}

function Switch-GatewayCredential {
    <#
    .SYNOPSIS
    Takes the pending credential into use and keeps the one before it.
    .DESCRIPTION
    Emits kept or none. Hands it to Gateway Client. Already in use: nothing changes. Errors: CREDENTIAL_MISSING, GATEWAY_PLACE_UNKNOWN,
    GATEWAY_PLACE_UNUSABLE.
    .PARAMETER RedemptionId
    The redemption whose credential is taken into use.
    .EXAMPLE
    Switch-GatewayCredential -RedemptionId $id
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][string]$RedemptionId)
    if (-not $PSCmdlet.ShouldProcess($RedemptionId)) { return }
    $current = Get-CredentialPath -Of current
    $previous = Get-CredentialPath -Of previous
    $pending = Get-CredentialPath -Of pending
    $inUse = Get-JsonFile -Path $current
    if ($null -eq $inUse -or $inUse.redemptionId -ne $RedemptionId) {
        $waiting = Get-JsonFile -Path $pending
        if ($null -eq $waiting -or $waiting.redemptionId -ne $RedemptionId) {
            throw (New-VenueError -ErrorId CREDENTIAL_MISSING -Message 'The credential of that redemption is missing. Close the redemption: the cloud then returns it again.' -Category ObjectNotFound -Target $RedemptionId)
        }
        # Copied, not moved: at no moment is there no credential for the running gateway.
        if ($null -ne $inUse) { Write-PrivateFile -Path $previous -Content ([IO.File]::ReadAllText($current)) }
        else { [IO.File]::Delete($previous) }
        Move-FileOver -Source $pending -Destination $current
    }
    elseif ([IO.File]::Exists($pending) -and (Get-JsonFile -Path $pending).redemptionId -eq $RedemptionId) { [IO.File]::Delete($pending) }
    Write-Place -RedemptionId $RedemptionId -Secret (Get-GatewayCredential)
    if ([IO.File]::Exists($previous)) { 'kept' } else { 'none' }
}

function Undo-GatewayCredential {
    <#
    .SYNOPSIS
    Restores the credential that was in use before a redemption.
    .DESCRIPTION
    Emits previous, or none where there was none. That redemption's own credential becomes the pending one again: it is used up by no one
    else, so that the onboarding can be finished without a code.
    .PARAMETER RedemptionId
    The redemption whose credential is taken out of use.
    .EXAMPLE
    Undo-GatewayCredential -RedemptionId $id
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][string]$RedemptionId)
    if (-not $PSCmdlet.ShouldProcess($RedemptionId)) { return }
    $current = Get-CredentialPath -Of current
    $previous = Get-CredentialPath -Of previous
    # It counts as in use until Gateway Client's own file is back.
    Restore-Place -RedemptionId $RedemptionId
    $inUse = Get-JsonFile -Path $current
    if ($null -ne $inUse -and $inUse.redemptionId -eq $RedemptionId) {
        # Copied first: at no moment is it nowhere.
        Write-PrivateFile -Path (Get-CredentialPath -Of pending) -Content ([IO.File]::ReadAllText($current))
        if ([IO.File]::Exists($previous)) { Move-FileOver -Source $previous -Destination $current }
        else { [IO.File]::Delete($current) }
    }
    if ([IO.File]::Exists($current)) { 'previous' } else { 'none' }
}

function Clear-KeptCredential {
    <#
    .SYNOPSIS
    Deletes the previous credential.
    .DESCRIPTION
    Only while the redemption's own is in use. Emits whether there was one.
    .PARAMETER RedemptionId
    The redemption whose credential is in use.
    .EXAMPLE
    Clear-KeptCredential -RedemptionId $id
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([bool])]
    param([Parameter(Mandatory = $true)][string]$RedemptionId)
    if (-not $PSCmdlet.ShouldProcess($RedemptionId)) { return }
    $inUse = Get-JsonFile -Path (Get-CredentialPath -Of current)
    $previous = Get-CredentialPath -Of previous
    if ($null -eq $inUse -or $inUse.redemptionId -ne $RedemptionId) { return $false }
    Clear-Place -RedemptionId $RedemptionId
    if (-not [IO.File]::Exists($previous)) { return $false }
    [IO.File]::Delete($previous)
    $true
}

function Get-RedemptionInUse {
    <#
    .SYNOPSIS
    Reads which redemption gave the credential in use.
    .DESCRIPTION
    Null where none is in use.
    .EXAMPLE
    Get-RedemptionInUse
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()
    $inUse = Get-JsonFile -Path (Get-CredentialPath -Of current)
    if ($null -ne $inUse) { $inUse.redemptionId }
}

function Get-GatewayCredential {
    <#
    .SYNOPSIS
    Reads the credential in use.
    .DESCRIPTION
    A SecureString. Error: CREDENTIAL_MISSING when the venue isn't onboarded.
    .PARAMETER OrPending
    Where none is in use, reads the pending one: the cloud knows it too.
    .EXAMPLE
    Get-GatewayCredential
    #>
    [CmdletBinding()]
    [OutputType([securestring])]
    param([switch]$OrPending)
    $inUse = Get-JsonFile -Path (Get-CredentialPath -Of current)
    if ($null -eq $inUse -and $OrPending) { $inUse = Get-JsonFile -Path (Get-CredentialPath -Of pending) }
    if ($null -eq $inUse) { throw (New-VenueError -ErrorId CREDENTIAL_MISSING -Message 'This venue has no gateway credential. Onboard it first.' -Category ObjectNotFound) }
    ConvertFrom-StoredSecret -Text $inUse.credential
}

function Get-CredentialPath([string]$Of) {
    $names = @{ pending = 'gateway.pending.json'; current = 'gateway.json'; previous = 'gateway.previous.json' }
    Join-Path (Get-VenuePath -Of Credential) $names[$Of]
}
