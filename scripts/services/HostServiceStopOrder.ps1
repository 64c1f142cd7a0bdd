<#
Which services stop with one, and in which order: those that depend on it first, and before them those that depend on them.
#>

function Get-HostServiceStopOrder {
    <#
    .SYNOPSIS
    Says which running services stop when one is stopped, in that order, the service itself last.
    .DESCRIPTION
    Emits keys. The service is among them whether it runs or not. Services that depend on each other are each named once: a circle ends.
    .PARAMETER Name
    The service's key.
    .EXAMPLE
    Get-HostServiceStopOrder -Name connect
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][string]$Name)
    $order = New-Object Collections.Generic.List[string]
    Add-Dependent -Name $Name -Service @(Get-HostService) -Order $order -Seen (New-Object Collections.Generic.HashSet[string])
    $order
}

function Add-Dependent([string]$Name, [object[]]$Service, [Collections.Generic.List[string]]$Order, [Collections.Generic.HashSet[string]]$Seen) {
    if (-not $Seen.Add($Name)) { return }
    foreach ($dependent in $Service) {
        if ($dependent.DependsOn -contains $Name -and 'Stopped', 'Missing' -notcontains $dependent.State) {
            Add-Dependent -Name $dependent.Name -Service $Service -Order $Order -Seen $Seen
        }
    }
    $Order.Add($Name)
}
