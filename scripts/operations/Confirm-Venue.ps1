<#
.SYNOPSIS
Compares the confirmed customer number and company name with those in the cloud.
.DESCRIPTION
Makes sure that Gateway Client's credential could be handed to it, that no cluster runs what is to be started or would stop with it, and that a
package of Cloud Sync which is to be installed is signed, allowed, and has room: what a code would be used up for in vain.
Errors: CLUSTERED_SERVICE, GATEWAY_PLACE_UNKNOWN, GATEWAY_PLACE_UNUSABLE, VENUE_MISMATCH, VENUE_UNKNOWN, PACKAGE_KEY_MISSING, PACKAGE_SIGNATURE_WRONG,
PACKAGE_CHECKSUM_WRONG, PACKAGE_TOO_LARGE, DISK_TOO_FULL, CLOUD_UNREACHABLE, CLOUD_NO_ANSWER, CLOUD_REFUSED.
.PARAMETER CustomerNumber
Eight digits, as the registration shows them.
.PARAMETER CompanyName
The company name that a person confirmed.
.PARAMETER PackageMegabytes
The largest package of Cloud Sync that is installed afterwards, in MiB. Default: none is.
.EXAMPLE
./Confirm-Venue.ps1 -CustomerNumber 10482213 -CompanyName 'Harbour View Hotel' -PackageMegabytes 2048
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[0-9]{8}\z')]
    [string]$CustomerNumber,
    [Parameter(Mandatory = $true)]
    [ValidateLength(1, 200)]
    [string]$CompanyName,
    [ValidateRange(1, 1048576)]
    [int]$PackageMegabytes
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')
Import-Module (Join-Path $PSScriptRoot '../services/VenueCloud.psm1') -Verbose:$false

# A credential that no one could use is not worth a code.
Confirm-GatewayPlace
Confirm-HostServiceControl -Name gateway-client, cloud-sync -IncludeReach
$venue = Get-VenueRecord -CustomerNumber $CustomerNumber
if ($venue.CustomerNumber -cne $CustomerNumber -or $venue.CompanyName -cne $CompanyName) {
    throw (New-VenueError -ErrorId VENUE_MISMATCH -Message "The cloud knows $CustomerNumber under another company name. Check which venue this is." -Target $CustomerNumber)
}
if ($PackageMegabytes -gt 0) {
    Import-Module (Join-Path $PSScriptRoot '../services/CloudSyncPackage.psm1') -Verbose:$false
    Confirm-Package -Information (Get-CloudSyncPackageInformation) -MaximumBytes ([long]$PackageMegabytes * 1048576)
}
[pscustomobject]@{ CustomerNumber = $venue.CustomerNumber; CompanyName = $venue.CompanyName }
