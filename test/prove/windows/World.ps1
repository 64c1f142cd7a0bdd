<#
What each suite of this folder begins with, dot-sourced in its BeforeAll: a world, its names, and the steps.
#>
Import-Module $env:SERVICE_WORLD -Force
Import-Module (Join-Path $PSScriptRoot '../../scripts/VenueUnderTest.psm1')
. (Join-Path $PSScriptRoot 'Steps.ps1')
New-ServiceWorld
$names = Get-ProofName
