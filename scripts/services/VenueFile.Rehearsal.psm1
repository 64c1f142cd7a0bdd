<#
Files of a rehearsal: below its folder, private by their mode. Where modes don't exist (a rehearsal on Windows) a file has the folder's
access rights.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
Import-Module (Join-Path $PSScriptRoot 'VenueError.psm1')
. (Join-Path $PSScriptRoot 'VenueFile.ps1')

function Get-VenueFolder {
    Join-Path $env:VENUE_CONTROL_DATA 'rehearsal'
}

# Of mode 0700. This type came after Windows PowerShell 5.1: it is found by name.
function Add-PrivateFolder([string]$Folder) {
    $modes = Get-FileMode
    $directory = [IO.Directory]
    if ($modes) { [void]$directory::CreateDirectory($Folder, [Enum]::ToObject($modes, 448)) }
    else { [void]$directory::CreateDirectory($Folder) }
    $file = [IO.File]
    if ($modes) { $file::SetUnixFileMode($Folder, [Enum]::ToObject($modes, 448)) }
}

# Mode 0600 from the first byte on.
function Open-PrivateFile([string]$Path) {
    $modes = Get-FileMode
    if (-not $modes) { return New-Object IO.FileStream $Path, ([IO.FileMode]::CreateNew), ([IO.FileAccess]::Write) }
    $options = New-Object 'System.IO.FileStreamOptions'
    $options.Mode = [IO.FileMode]::CreateNew
    $options.Access = [IO.FileAccess]::Write
    $options.UnixCreateMode = [Enum]::ToObject($modes, 384)
    New-Object IO.FileStream $Path, $options
}

function Get-FileMode {
    if ([IO.Path]::DirectorySeparatorChar -eq '/') { 'System.IO.UnixFileMode' -as [type] }
}

function ConvertTo-StoredSecret([securestring]$Secret) {
    (New-Object Management.Automation.PSCredential 'gateway', $Secret).GetNetworkCredential().Password
}

function ConvertFrom-StoredSecret([string]$Text) {
    $secret = New-Object Security.SecureString
    foreach ($character in $Text.ToCharArray()) { $secret.AppendChar($character) }
    $secret.MakeReadOnly()
    $secret
}

function Get-SecretOwner { Write-Verbose 'Nothing is encrypted for one account.' }

# Its gateway reads our own file.
function Confirm-Place { Write-Verbose 'A rehearsal needs no other place.' }
function Write-Place([string]$RedemptionId, [securestring]$Secret) { Write-Verbose "Of $RedemptionId, $($Secret.Length) characters: no other place." }
function Restore-Place([string]$RedemptionId) { Write-Verbose "Of ${RedemptionId}: no other place." }
function Clear-Place([string]$RedemptionId) { Write-Verbose "Of ${RedemptionId}: no other place." }
