<#
.SYNOPSIS
Tells Services Monitor that an operation's planned stops are over.
.DESCRIPTION
PlannedStops lists what others still plan.
.PARAMETER OperationId
The operation on whose behalf this is done.
.EXAMPLE
./Resume-ServicesMonitor.ps1 -OperationId 5f0c4a52-7c1e-4d0e-9a53-0d3f0a1f6b11
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[A-Za-z0-9-]{1,64}\z')]
    [string]$OperationId
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

[pscustomobject]@{ PlannedStops = @(Remove-PlannedStop -OperationId $OperationId) }
