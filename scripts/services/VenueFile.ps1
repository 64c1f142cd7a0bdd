<#
Where the venue's secrets and programs are kept, and who may read them: commands and help, once for both providers. VenueFile.Windows and
VenueFile.Rehearsal dot-source this file and define the private functions that differ: Get-VenueFolder,
Add-PrivateFolder, Open-PrivateFile, ConvertTo-StoredSecret, ConvertFrom-StoredSecret, Get-SecretOwner, Confirm-Place, Write-Place, Restore-Place, Clear-Place.
#>
. (Join-Path $PSScriptRoot 'GatewayCredential.ps1')

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

# Private from the first byte on, in a private folder; replaced as a whole.
function Write-PrivateFile([string]$Path, [string]$Content) {
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

# The module is the provider that dot-sourced this.
Export-ModuleMember -Function Get-VenuePath, New-PrivateFolder, Confirm-GatewayPlace, Set-PendingCredential, Switch-GatewayCredential, Undo-GatewayCredential, Clear-KeptCredential, Get-RedemptionInUse, Get-GatewayCredential
