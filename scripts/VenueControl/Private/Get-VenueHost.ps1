function Get-VenueHost {
    <#
    .SYNOPSIS
    Emits the host of a venue of an inventory, with its port.
    .DESCRIPTION
    By it, the journal of a rollout recognizes that another venue has the name now.
    .PARAMETER Venue
    A venue of Read-VenueInventory.
    .EXAMPLE
    Get-VenueHost -Venue $venue
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][psobject]$Venue)
    (@("$($Venue.HostName)$($Venue.ComputerName)", "$($Venue.Port)" | Where-Object { $_ }) -join ':').ToLowerInvariant()
}
