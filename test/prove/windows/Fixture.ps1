<#
What each suite of this folder begins with, dot-sourced in its BeforeAll: a fixture, its names, and the steps.
#>
Import-Module $env:SERVICE_FIXTURE -Force
Import-Module (Join-Path $PSScriptRoot '../../scripts/shared/VenueUnderTest.psm1')
. (Join-Path $PSScriptRoot 'Steps.ps1')
New-ServiceFixture
$names = Get-ProofName
