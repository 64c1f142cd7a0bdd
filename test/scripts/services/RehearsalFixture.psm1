<#
The seven services of a rehearsal, booted, for the contract of both providers (HostServiceContract.Tests.ps1).
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot '../shared/VenueUnderTest.psm1')

# Seven services: Gateway Client is stopped, Cloud Sync not installed, NetPOS depends on Connect, the others run. Loads the provider too. Services Monitor is stopped: it would start again whatever a test stops.
function New-ServiceFixture {
    [void](New-VenueUnderTest)
    . (Join-Path $PSScriptRoot '../../../scripts/services/Import-VenueProvider.ps1')
    foreach ($key in (Initialize-HostService)) { [void](Wait-HostService -Name $key -State Running -TimeoutSeconds 20 -StableSeconds 0) }
    Stop-HostService -Name services-monitor
    [void](Wait-HostService -Name services-monitor -State Stopped -TimeoutSeconds 20 -StableSeconds 0)
}

# Makes a service behave: normal, ignores-stop or dies (soon after its start). Of all services, this one only; the others are normal.
function Set-ServiceBehaviour {
    param([Parameter(Mandatory)][string]$Key, [Parameter(Mandatory)][ValidateSet('normal', 'ignores-stop', 'dies')][string]$As)
    $words = @{ 'ignores-stop' = 'stubborn'; 'dies' = 'stops-after-start' }
    Set-Fault -Fault $(if ($As -eq 'normal') { @{} } else { @{ service = "${Key}:$($words[$As])" } })
}

# Where the program lies that Install-HostService registers for Cloud Sync. A rehearsal doesn't look there.
function Get-ProgramFolder {
    $env:VENUE_CONTROL_DATA
}

# Ends and removes everything. Emits how many service processes are left: 0.
function Remove-ServiceFixture {
    Remove-VenueUnderTest
}

Export-ModuleMember -Function New-ServiceFixture, Set-ServiceBehaviour, Get-ProgramFolder, Remove-ServiceFixture
