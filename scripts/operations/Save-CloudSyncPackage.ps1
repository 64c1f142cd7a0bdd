<#
.SYNOPSIS
Downloads Cloud Sync's package and checks it.
.DESCRIPTION
Of any size up to what the site allows, onto the disk piece by piece: signature, size and room are checked before, the checksum while it comes.
What fails isn't kept; one that is here already and whole isn't downloaded again; one that broke off, or whose server was killed, continues from
there. Errors: PACKAGE_KEY_MISSING, PACKAGE_SIGNATURE_WRONG, PACKAGE_TOO_LARGE, DISK_TOO_FULL, PACKAGE_TRUNCATED, PACKAGE_CHECKSUM_WRONG,
CLOUD_UNREACHABLE, CLOUD_NO_ANSWER, CLOUD_REFUSED.
.PARAMETER MaximumMegabytes
The largest package that is downloaded, in MiB.
.EXAMPLE
./Save-CloudSyncPackage.ps1 -MaximumMegabytes 2048
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [ValidateRange(1, 1048576)]
    [int]$MaximumMegabytes = 2048
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')
Import-Module (Join-Path $PSScriptRoot '../services/VenueCloud.psm1') -Verbose:$false
Import-Module (Join-Path $PSScriptRoot '../services/CloudSyncPackage.psm1') -Verbose:$false

$information = Get-CloudSyncPackageInformation
$path = Save-Package -Information $information -MaximumBytes ([long]$MaximumMegabytes * 1048576)
[pscustomobject]@{ Version = $information.Version; Sha256 = $information.Sha256; Path = $path }
