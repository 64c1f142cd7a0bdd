<#
.SYNOPSIS
Reads which redemption gave the credential that is in use.
.DESCRIPTION
RedemptionId is null where no credential is in use. Changes nothing.
.EXAMPLE
./Get-RedemptionInUse.ps1
.OUTPUTS
RedemptionId
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param()
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

[pscustomobject]@{ RedemptionId = (Get-RedemptionInUse) }
