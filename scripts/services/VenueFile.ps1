<#
Where the venue's secrets and programs are kept, and who may read them: commands and help, once for both worlds. VenueFile.Windows and
VenueFile.Rehearsal dot-source this file and say for their world, in private functions, what is asked of a world here: Get-VenueFolder,
Add-PrivateFolder, Open-PrivateFile, ConvertTo-StoredSecret, ConvertFrom-StoredSecret, Get-SecretOwner, Confirm-Place, Write-Place, Restore-Place, Clear-Place.
#>

function Get-VenuePath {
    <#
    .SYNOPSIS
    Says where something of the venue is kept.
    .DESCRIPTION
    Credential: folder of the gateway's credential. Package and Program: folders of Cloud Sync's package and program. PackageKey: file
    with the public key that packages have to be signed with, put there by anyone who sets the control plane up.
    .PARAMETER Of
    Credential, Package, Program or PackageKey.
    .EXAMPLE
    Get-VenuePath -Of Package
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][ValidateSet('Credential', 'Package', 'Program', 'PackageKey')][string]$Of)
    $names = @{ Credential = 'credentials'; Package = 'packages'; Program = 'programs/cloud-sync'; PackageKey = 'package-signing.json' }
    Join-Path (Get-VenueFolder) $names[$Of]
}

function New-PrivateFolder {
    <#
    .SYNOPSIS
    Makes a folder that only this account may write and read; on Windows SYSTEM and Administrators too.
    .DESCRIPTION
    One that is there already stays as it is.
    .PARAMETER Path
    The folder.
    .EXAMPLE
    New-PrivateFolder -Path (Get-VenuePath -Of Package)
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Path)
    if ($PSCmdlet.ShouldProcess($Path)) { Add-PrivateFolder -Folder $Path }
}

function Write-PrivateFile {
    <#
    .SYNOPSIS
    Writes a file that only this account may read; on Windows SYSTEM and Administrators too.
    .DESCRIPTION
    Private from the first byte on, in a private folder; replaced as a whole.
    .PARAMETER Path
    The file.
    .PARAMETER Content
    Its text.
    .EXAMPLE
    Write-PrivateFile -Path ./credentials/gateway.json -Content $text
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Path, [Parameter(Mandatory = $true)][string]$Content)
    if (-not $PSCmdlet.ShouldProcess($Path)) { return }
    $folder = [IO.Path]::GetDirectoryName($Path)
    $draft = Join-Path $folder ('.{0}.tmp' -f [guid]::NewGuid().ToString('N'))
    Add-PrivateFolder -Folder $folder
    $stream = Open-PrivateFile -Path $draft
    try {
        $bytes = (New-Object Text.UTF8Encoding $false).GetBytes($Content)
        $stream.Write($bytes, 0, $bytes.Length)
        $stream.Flush($true)
    }
    finally { $stream.Dispose() }
    Move-FileOver -Source $draft -Destination $Path
}

function Protect-Credential {
    <#
    .SYNOPSIS
    Turns a secret into what may stand in the credential file.
    .DESCRIPTION
    On Windows encrypted with DPAPI for this account. A rehearsal's gateway is a Node program that reads it as it is: only the file's mode
    protects it there.
    .PARAMETER Secret
    The secret.
    .EXAMPLE
    Protect-Credential -Secret $secret
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][securestring]$Secret)
    ConvertTo-StoredSecret -Secret $Secret
}

function Unprotect-Credential {
    <#
    .SYNOPSIS
    Turns the credential file's entry into a SecureString.
    .DESCRIPTION
    The reverse of Protect-Credential, on Windows for the same account only.
    .PARAMETER Text
    The entry.
    .EXAMPLE
    Unprotect-Credential -Text $record.credential
    #>
    [CmdletBinding()]
    [OutputType([securestring])]
    param([Parameter(Mandatory = $true)][string]$Text)
    ConvertFrom-StoredSecret -Text $Text
}

function Get-CredentialKeeper {
    <#
    .SYNOPSIS
    Says who alone can read what Protect-Credential makes now.
    .DESCRIPTION
    The account that runs this: sid and name. Nothing in a rehearsal.
    .EXAMPLE
    Get-CredentialKeeper
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()
    Get-SecretOwner
}

function Confirm-GatewayPlace {
    <#
    .SYNOPSIS
    Makes sure that Gateway Client's credential could be handed to it.
    .DESCRIPTION
    Where venue.json says; a rehearsal's gateway reads ours. Changes nothing. Errors: GATEWAY_PLACE_UNKNOWN, GATEWAY_PLACE_UNUSABLE.
    .EXAMPLE
    Confirm-GatewayPlace
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()
    Confirm-Place
}

function Set-GatewayPlace {
    <#
    .SYNOPSIS
    Hands a credential to Gateway Client.
    .DESCRIPTION
    What was there before is kept, once a redemption. May be done twice. Errors: GATEWAY_PLACE_UNKNOWN, GATEWAY_PLACE_UNUSABLE.
    .PARAMETER RedemptionId
    The redemption that gave it.
    .PARAMETER Secret
    The credential.
    .EXAMPLE
    Set-GatewayPlace -RedemptionId $id -Secret (Get-GatewayCredential)
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$RedemptionId, [Parameter(Mandatory = $true)][securestring]$Secret)
    if ($PSCmdlet.ShouldProcess($RedemptionId)) { Write-Place -RedemptionId $RedemptionId -Secret $Secret }
}

function Undo-GatewayPlace {
    <#
    .SYNOPSIS
    Restores what Gateway Client read before a redemption.
    .DESCRIPTION
    Byte for byte; takes the file away where there was none. Does nothing for a redemption that never came that far. Error: GATEWAY_PLACE_UNUSABLE.
    .PARAMETER RedemptionId
    The redemption.
    .EXAMPLE
    Undo-GatewayPlace -RedemptionId $id
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$RedemptionId)
    if ($PSCmdlet.ShouldProcess($RedemptionId)) { Restore-Place -RedemptionId $RedemptionId }
}

function Clear-GatewayPlace {
    <#
    .SYNOPSIS
    Forgets what Gateway Client read before a redemption.
    .PARAMETER RedemptionId
    The redemption, which holds.
    .DESCRIPTION
    There is no rollback afterwards.
    .EXAMPLE
    Clear-GatewayPlace -RedemptionId $id
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$RedemptionId)
    if ($PSCmdlet.ShouldProcess($RedemptionId)) { Clear-Place -RedemptionId $RedemptionId }
}

# The module is whichever world dot-sourced this.
Export-ModuleMember -Function Get-VenuePath, New-PrivateFolder, Write-PrivateFile, Protect-Credential, Unprotect-Credential, Get-CredentialKeeper, Confirm-GatewayPlace, Set-GatewayPlace, Undo-GatewayPlace, Clear-GatewayPlace
