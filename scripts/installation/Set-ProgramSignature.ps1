<#
.SYNOPSIS
Signs the program's scripts and module with a certificate of this site, and lists every file in a signed catalogue.
.DESCRIPTION
For a machine whose policy runs signed scripts only. Each script is signed, then VenueControl.cat beside them is made of the whole scripts folder and signed too: Test-FileCatalog tells what was changed since. What is signed already by that certificate stays. A signature changes a file: run it where the program is installed, as Administrator, with the service stopped, after each upgrade. Every file is held against SHA256SUMS before, and the lines of what was signed are written anew. Emits one object a file. Windows only. Errors: SIGNING_CERTIFICATE_UNUSABLE, SIGNING_FAILED, PROGRAM_DAMAGED.
.PARAMETER Thumbprint
Of a certificate for code signing with its private key, in the store My of this account or this machine.
.PARAMETER Program
Folder of the program; default that of this script.
.PARAMETER TimestampServer
Address of a time-stamp server: without it signatures end with the certificate.
.EXAMPLE
./Set-ProgramSignature.ps1 -Thumbprint 1234567890ABCDEF1234567890ABCDEF12345678
#>
[CmdletBinding(SupportsShouldProcess = $true)]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)][ValidatePattern('^[0-9A-Fa-f]{40}$')][string]$Thumbprint,
    [string]$Program = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..')),
    [string]$TimestampServer = ''
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../services/VenueError.psm1')
. (Join-Path $PSScriptRoot '../services/WindowsOnly.ps1')
. (Join-Path $PSScriptRoot 'ProgramSignature.ps1')

Confirm-Windows -What 'Signing'
$certificate = Get-SigningCertificate -Thumbprint $Thumbprint
$scripts = Join-Path $Program 'scripts'
$sums = Read-ProgramSum -Program $Program
Confirm-ProgramSum -Program $Program -Sums $sums
if (-not $PSCmdlet.ShouldProcess($scripts, "sign as $($certificate.Subject)")) { return }
$how = @{ Certificate = $certificate; HashAlgorithm = 'SHA256' }
if ($TimestampServer) { $how.TimestampServer = $TimestampServer }
$files = @(Get-SignableFile -Folder $scripts)
foreach ($file in $files) { Add-ProgramSignature -File $file -How $how }
$catalogue = Join-Path $Program 'VenueControl.cat'
[void](New-FileCatalog -Path $scripts -CatalogFilePath $catalogue -CatalogVersion 2)
Add-ProgramSignature -File $catalogue -How $how
Update-ProgramSum -Program $Program -Sums $sums -Signed ($files + $catalogue)
