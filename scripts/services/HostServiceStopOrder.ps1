<#
Which services stop with one, and in which order: those that depend on it first, and before them those that depend on them.
#>

# Keys of running services, Name last. Services that depend on each other are each asked once: a circle ends.
function Get-StopOrder([string]$Name) {
    $services = @(Get-HostService)
    $order = New-Object Collections.Generic.List[string]
    Add-Dependent -Name $Name -Service $services -Order $order -Seen (New-Object Collections.Generic.HashSet[string])
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
