<#
.SYNOPSIS
Downloads Cloud Sync's package and checks it.
.DESCRIPTION
Size, checksum and signature; what fails isn't kept. One that is here already and whole isn't downloaded again.
Errors: PACKAGE_TRUNCATED, PACKAGE_CHECKSUM_WRONG, PACKAGE_SIGNATURE_WRONG, PACKAGE_KEY_MISSING, CLOUD_UNREACHABLE, CLOUD_NO_ANSWER, CLOUD_REFUSED.
.EXAMPLE
./Save-CloudSyncPackage.ps1
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param()
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')
Import-Module (Join-Path $PSScriptRoot '../services/VenueCloud.psm1') -Verbose:$false
Import-Module (Join-Path $PSScriptRoot '../services/CloudSyncPackage.psm1') -Verbose:$false

$information = Get-CloudSyncPackageInformation
if (-not (Test-SavedPackage -Information $information)) {
    [void](Save-CheckedPackage -Information $information -Content (Get-PackageContent -Path $information.Path))
}
[pscustomobject]@{
    Version = $information.Version
    Sha256  = $information.Sha256
    Path    = Join-Path (Get-VenuePath -Of Package) "cloud-sync-$($information.Version).pkg"
}
