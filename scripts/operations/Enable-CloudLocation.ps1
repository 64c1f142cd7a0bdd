<#
.SYNOPSIS
Activates a location in the cloud.
.DESCRIPTION
Returns its Cloud Client ID; the same one if it was already activated.
Errors: LOCATION_UNKNOWN, CREDENTIAL_MISSING, CREDENTIAL_REFUSED, CLOUD_UNREACHABLE, CLOUD_NO_ANSWER, CLOUD_REFUSED.
.PARAMETER CustomerNumber
Eight digits, as the registration shows them.
.PARAMETER LocationId
Id of the location.
.EXAMPLE
./Enable-CloudLocation.ps1 -CustomerNumber 10482213 -LocationId 1
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[0-9]{8}\z')]
    [string]$CustomerNumber,
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[A-Za-z0-9-]{1,64}\z')]
    [string]$LocationId
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')
Import-Module (Join-Path $PSScriptRoot '../services/VenueCloud.psm1') -Verbose:$false

$answer = Enable-Location -CustomerNumber $CustomerNumber -LocationId $LocationId -Credential (Get-GatewayCredential)
[pscustomobject]@{ LocationId = "$($answer.LocationId)"; CloudClientId = $answer.CloudClientId }
