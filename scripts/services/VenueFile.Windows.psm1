<#
Files on Windows: below the data folder, in folders that only this account, SYSTEM and Administrators may read. Not yet run there.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueError.psm1')
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
. (Join-Path $PSScriptRoot 'WindowsOnly.ps1')
. (Join-Path $PSScriptRoot 'GatewayPlace.ps1')
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

# For this account, SYSTEM, Administrators, and to read for whoever Gateway Client runs as. Counts where a file is new; one that is replaced keeps its rights.
function Protect-PlaceDraft([string]$Path) {
    Confirm-Windows -What 'Rights on a file'
    $security = New-Object Security.AccessControl.FileSecurity
    $security.SetAccessRuleProtection($true, $false)
    $system = New-Object Security.Principal.SecurityIdentifier 'S-1-5-18'
    $administrators = New-Object Security.Principal.SecurityIdentifier 'S-1-5-32-544'
    foreach ($who in [Security.Principal.WindowsIdentity]::GetCurrent().User, $system, $administrators) {
        $security.AddAccessRule((New-Object Security.AccessControl.FileSystemAccessRule $who, 'FullControl', 'Allow'))
    }
    $account = (Get-HostService -Name gateway-client).Account
    # SYSTEM has its rule.
    if ($account -and $account -ne 'LocalSystem') {
        $reader = New-Object Security.Principal.NTAccount ($account -replace '^\.\\', "$env:COMPUTERNAME\")
        $security.AddAccessRule((New-Object Security.AccessControl.FileSystemAccessRule $reader, 'Read', 'Allow'))
    }
    Set-Acl -LiteralPath $Path -AclObject $security
}
