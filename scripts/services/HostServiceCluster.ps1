<#
A service that a Windows cluster runs is the cluster's alone: stopped past it, it would be started again or moved to another node, and started
past it, it would run on two. HostService.ps1 dot-sources this file; the provider reports which service that is (ClusterResource).
#>

function Confirm-HostServiceControl {
    <#
    .SYNOPSIS
    Makes sure that services may be started, stopped and changed here.
    .DESCRIPTION
    Changes nothing. Error: CLUSTERED_SERVICE, with the cluster's resource.
    .PARAMETER Name
    Keys of services.
    .PARAMETER IncludeReach
    Also what would now start, or stop, with them.
    .EXAMPLE
    Confirm-HostServiceControl -Name gateway-client, cloud-sync -IncludeReach
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string[]]$Name, [switch]$IncludeReach)
    $reached = @(if ($IncludeReach) { foreach ($one in $Name) { Get-StartReach -Name $one; Get-HostServiceStopOrder -Name $one } })
    foreach ($service in (Get-HostService -Name @(@($Name) + $reached | Select-Object -Unique))) {
        if ($null -eq $service.ClusterResource) { continue }
        $who = if ($service.ClusterResource) { "as its resource `"$($service.ClusterResource)`"" } else { 'or may be: its resources could not be read' }
        throw (New-VenueError -ErrorId CLUSTERED_SERVICE -Message "A Windows cluster manages $($service.DisplayName), ${who}. It was not changed." -Category ResourceBusy -Target $service.Name)
    }
}

# What a start would take with it, itself included: Windows starts what a service depends on too.
function Get-StartReach([string]$Name) {
    $reach = New-Object Collections.Generic.List[string]
    $reach.Add($Name)
    for ($index = 0; $index -lt $reach.Count; $index++) {
        foreach ($needed in (Get-HostService -Name $reach[$index]).DependsOn) {
            if (-not $reach.Contains($needed) -and (Get-HostService -Name $needed).State -ne 'Running') { $reach.Add($needed) }
        }
    }
    $reach
}
