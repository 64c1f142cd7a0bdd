<#
.SYNOPSIS
Deletes a downloaded package.
.DESCRIPTION
Removed: whether there was one.
.PARAMETER Version
Version of the package, such as 10.58.0.
.EXAMPLE
./Remove-CloudSyncPackage.ps1 -Version 10.58.0
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[0-9]{1,4}(\.[0-9]{1,6}){1,3}\z')]
    [string]$Version
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')
Import-Module (Join-Path $PSScriptRoot '../services/CloudSyncPackage.psm1') -Verbose:$false

[pscustomobject]@{ Removed = (Remove-Package -Version $Version) }
