<#
.SYNOPSIS
Installs Cloud Sync from its downloaded package as a service.
.DESCRIPTION
Stopped, start mode Manual; a second time only its program is replaced. Errors: PACKAGE_MISSING, SERVICE_PROGRAM_UNKNOWN,
PACKAGE_PUBLISHER_UNKNOWN, PACKAGE_SIGNATURE_WRONG: then what was there before stays.
.PARAMETER Version
Version of the package, such as 10.58.0.
.EXAMPLE
./Install-CloudSync.ps1 -Version 10.58.0
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

$program = Expand-Package -Version $Version -Check { param($Folder) Confirm-HostServiceProgram -Name cloud-sync -ProgramPath $Folder }
Install-HostService -Name cloud-sync -Version $Version -ProgramPath $program
Set-HostServiceRecovery -Name cloud-sync
[pscustomobject]@{ Version = $Version }
