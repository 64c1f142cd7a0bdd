<#
.SYNOPSIS
Finds other accounts that can change the program or read its data.
.DESCRIPTION
One object for each entry of an access list that lets in someone who is neither SYSTEM, an administrator nor, in the data, the account that this or the service runs as, which may only read programs and packages there. Of every file of the program, and of the data's programs, packages and keys; of the folders above both, who may move them away; what is as its folder is reported once, of the folder. A link is reported, and not followed: also the data folder itself, and one above. Nothing where all is well. Windows only.
.PARAMETER Program
Folder of the installed program.
.PARAMETER Data
The data folder.
.EXAMPLE
./Get-FolderAccess.ps1 -Program 'C:\Program Files\VenueControl\0.1.0' -Data C:\ProgramData\VenueControl
.OUTPUTS
Path, Who, Rights
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)][ValidateLength(1, 1024)][string]$Program,
    [Parameter(Mandatory = $true)][ValidateLength(1, 1024)][string]$Data
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../services/VenueError.psm1')
. (Join-Path $PSScriptRoot '../services/WindowsOnly.ps1')
. (Join-Path $PSScriptRoot '../services/FolderAccess.ps1')

Confirm-Windows -What 'Access lists of folders'
$administrator = @(Get-AdministratorAccount)
@(
    Find-ProgramAccess -Program $Program -Lenient:($administrator.Count -eq 0)
    Find-DataAccess -Data $Data -Account @(Get-OwnAccount) -Administrator $administrator
) | Select-Object -Property Path, Who, Rights
