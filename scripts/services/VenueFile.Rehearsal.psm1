<#
Files of a rehearsal: below its folder, private by their mode. Where modes don't exist (a rehearsal on Windows) a file has the folder's
access rights.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
. (Join-Path $PSScriptRoot 'VenueFile.ps1')

function Get-VenueFolder {
    Join-Path $env:VENUE_CONTROL_DATA 'rehearsal'
}

# Mode 0600 from the first byte on, in a folder of mode 0700.
function Open-PrivateFile([string]$Folder, [string]$Path) {
    # These types came after Windows PowerShell 5.1: they are found by name.
    $modes = 'System.IO.UnixFileMode' -as [type]
    if (-not $modes -or [IO.Path]::DirectorySeparatorChar -ne '/') {
        [void][IO.Directory]::CreateDirectory($Folder)
        return New-Object IO.FileStream $Path, ([IO.FileMode]::CreateNew), ([IO.FileAccess]::Write)
    }
    $directory = [IO.Directory]
    [void]$directory::CreateDirectory($Folder, [Enum]::ToObject($modes, 448))
    $file = [IO.File]
    $file::SetUnixFileMode($Folder, [Enum]::ToObject($modes, 448))
    $options = New-Object 'System.IO.FileStreamOptions'
    $options.Mode = [IO.FileMode]::CreateNew
    $options.Access = [IO.FileAccess]::Write
    $options.UnixCreateMode = [Enum]::ToObject($modes, 384)
    New-Object IO.FileStream $Path, $options
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

# Its gateway reads our own file.
function Confirm-Place { Write-Verbose 'A rehearsal needs no other place.' }
function Write-Place([string]$RedemptionId, [securestring]$Secret) { Write-Verbose "Of $RedemptionId, $($Secret.Length) characters: no other place." }
function Restore-Place([string]$RedemptionId) { Write-Verbose "Of ${RedemptionId}: no other place." }
function Clear-Place([string]$RedemptionId) { Write-Verbose "Of ${RedemptionId}: no other place." }
