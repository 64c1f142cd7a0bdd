<#
Where the venue's secrets and programs are kept, and who may read them: commands and help, once for both worlds. VenueFile.Windows and
VenueFile.Rehearsal dot-source this file and say for their world, in private functions, what is asked of a world here: Get-VenueFolder,
Open-PrivateFile, ConvertTo-StoredSecret, ConvertFrom-StoredSecret.
#>

function Get-VenuePath {
    <#
    .SYNOPSIS
    Says where something of the venue is kept.
    .DESCRIPTION
    Credential: folder of the gateway's credential. Package and Program: folders of Cloud Sync's package and program. PackageKey: file
    with the public key that packages have to be signed with, put there by whoever sets the control plane up.
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
    $stream = Open-PrivateFile -Folder $folder -Path $draft
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

# The module is whichever world dot-sourced this.
Export-ModuleMember -Function Get-VenuePath, Write-PrivateFile, Protect-Credential, Unprotect-Credential
