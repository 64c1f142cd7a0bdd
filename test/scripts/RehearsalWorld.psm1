<#
The seven services of a rehearsal, booted, for the contract that both worlds keep (HostServiceContract.Tests.ps1).
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueUnderTest.psm1')

function New-ServiceWorld {
    <#
    .SYNOPSIS
    Seven services: Gateway Client is stopped, Cloud Sync not installed, NetPOS depends on Connect, the others run.
    .DESCRIPTION
    Loads the provider too. Services Monitor is stopped: it would start again whatever a test stops.
    .EXAMPLE
    New-ServiceWorld
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()
    [void](New-VenueUnderTest)
    . (Join-Path $PSScriptRoot '../../scripts/services/Import-VenueProvider.ps1')
    foreach ($key in (Initialize-HostService)) { [void](Wait-HostService -Name $key -State Running -TimeoutSeconds 20 -StableSeconds 0) }
    Stop-HostService -Name services-monitor
    [void](Wait-HostService -Name services-monitor -State Stopped -TimeoutSeconds 20 -StableSeconds 0)
}

function Set-ServiceBehaviour {
    <#
    .SYNOPSIS
    Makes a service behave: normal, ignores-stop or dies (soon after its start).
    .DESCRIPTION
    Of all services, this one only; the others are normal.
    .PARAMETER Key
    The service.
    .PARAMETER As
    How it behaves from now on.
    .EXAMPLE
    Set-ServiceBehaviour -Key gateway-client -As dies
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory)][string]$Key, [Parameter(Mandatory)][ValidateSet('normal', 'ignores-stop', 'dies')][string]$As)
    $words = @{ 'ignores-stop' = 'stubborn'; 'dies' = 'stops-after-start' }
    Set-Fault -Fault $(if ($As -eq 'normal') { @{} } else { @{ service = "${Key}:$($words[$As])" } })
}

function Get-ProgramFolder {
    <#
    .SYNOPSIS
    Where the program lies that Install-HostService registers for Cloud Sync.
    .DESCRIPTION
    A rehearsal doesn't look there.
    .EXAMPLE
    Get-ProgramFolder
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()
    $env:VENUE_CONTROL_DATA
}

function Remove-ServiceWorld {
    <#
    .SYNOPSIS
    Ends and removes everything.
    .DESCRIPTION
    Emits how many service processes are left: 0.
    .EXAMPLE
    Remove-ServiceWorld
    #>
    [CmdletBinding()]
    [OutputType([int])]
    param()
    Remove-VenueUnderTest
}

Export-ModuleMember -Function New-ServiceWorld, Set-ServiceBehaviour, Get-ProgramFolder, Remove-ServiceWorld
