<#
.SYNOPSIS
Reads the data of the venue in the cloud.
.DESCRIPTION
The connection, locations, licences and sync of one customer number.
Errors: VENUE_UNKNOWN, CLOUD_UNREACHABLE, CLOUD_NO_ANSWER, CLOUD_REFUSED.
.PARAMETER CustomerNumber
Eight digits, as the registration shows them.
.EXAMPLE
./Get-CloudVenue.ps1 -CustomerNumber 10482213
.OUTPUTS
Venue of docs/reference/openapi/swiftpos-cloud.yaml in PascalCase, ObservedAt by the clock of this machine, and CloudTime by that of the cloud (null if it does not say)
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[0-9]{8}\z')]
    [string]$CustomerNumber
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')
Import-Module (Join-Path $PSScriptRoot '../services/VenueCloud.psm1') -Verbose:$false

Get-VenueRecord -CustomerNumber $CustomerNumber
