<#
Files on Windows: below the data folder, in folders that only this account, SYSTEM and Administrators may read. Not yet run there.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueError.psm1')
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
. (Join-Path $PSScriptRoot 'WindowsOnly.ps1')
. (Join-Path $PSScriptRoot 'VenueFile.ps1')

function Get-VenueFolder {
    $env:VENUE_CONTROL_DATA
}

# In a folder whose inheritance is cut before the first byte.
function Open-PrivateFile([string]$Folder, [string]$Path) {
    if (-not [IO.Directory]::Exists($Folder)) {
        [void][IO.Directory]::CreateDirectory($Folder)
        $security = New-Object Security.AccessControl.DirectorySecurity
        $security.SetAccessRuleProtection($true, $false)
        $owner = [Security.Principal.WindowsIdentity]::GetCurrent().User
        $system = New-Object Security.Principal.SecurityIdentifier 'S-1-5-18'
        $administrators = New-Object Security.Principal.SecurityIdentifier 'S-1-5-32-544'
        foreach ($who in $owner, $system, $administrators) {
            $security.AddAccessRule((New-Object Security.AccessControl.FileSystemAccessRule $who, 'FullControl', 'ContainerInherit, ObjectInherit', 'None', 'Allow'))
        }
        Set-Acl -Path $Folder -AclObject $security
    }
    New-Object IO.FileStream $Path, ([IO.FileMode]::CreateNew), ([IO.FileAccess]::Write)
}

# Elsewhere ConvertFrom-SecureString encrypts nothing.
function ConvertTo-StoredSecret([securestring]$Secret) {
    Confirm-Windows -What 'A secret of this account alone'
    ConvertFrom-SecureString -SecureString $Secret
}

function ConvertFrom-StoredSecret([string]$Text) {
    ConvertTo-SecureString -String $Text
}
