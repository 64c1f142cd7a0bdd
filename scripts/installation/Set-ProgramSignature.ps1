<#
.SYNOPSIS
Signs the program's scripts and module with a certificate of this site, and lists every file in a signed catalogue.
.DESCRIPTION
For a machine whose policy runs signed scripts only. Each script is signed, then VenueControl.cat beside them is made of the whole scripts folder and signed too: Test-FileCatalog shows what was changed since. What is signed already by that certificate stays. Run it in the folder that an archive was unpacked into, as Administrator, before it is installed or upgraded to: with such a policy neither works unsigned. Every file is compared with SHA256SUMS before, but for scripts with a valid signature by that certificate, and the lines of what was signed are written again; what stopped half way can be run again. Emits one object a file. Windows only. Errors: SIGNING_CERTIFICATE_UNUSABLE, SIGNING_FAILED, PROGRAM_DAMAGED.
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
Import-Module (Join-Path $PSScriptRoot '../services/VenueJson.psm1')
. (Join-Path $PSScriptRoot '../services/WindowsOnly.ps1')
. (Join-Path $PSScriptRoot 'ProgramSignature.ps1')

Confirm-Windows -What 'Signing'
$Program = [IO.Path]::GetFullPath($Program)
$certificate = Get-SigningCertificate -Thumbprint $Thumbprint
$scripts = Join-Path $Program 'scripts'
$sums = Read-ProgramSum -Program $Program
Confirm-ProgramSum -Program $Program -Sums $sums -Thumbprint $certificate.Thumbprint
if (-not $PSCmdlet.ShouldProcess($scripts, "sign as $($certificate.Subject)")) { return }
$how = @{ Certificate = $certificate; HashAlgorithm = 'SHA256' }
if ($TimestampServer) { $how.TimestampServer = $TimestampServer }
$catalogue = Join-Path $Program 'VenueControl.cat'
$signed = New-Object 'Collections.Generic.List[string]'
try {
    foreach ($file in (Get-SignableFile -Folder $scripts)) {
        Add-ProgramSignature -File $file -How $how
        $signed.Add($file)
    }
    [void](New-FileCatalog -Path $scripts -CatalogFilePath $catalogue -CatalogVersion 2)
    Add-ProgramSignature -File $catalogue -How $how
    $signed.Add($catalogue)
}
# Also of what was signed before something failed: it can be run again.
finally { Update-ProgramSum -Program $Program -Sums $sums -Signed $signed }
