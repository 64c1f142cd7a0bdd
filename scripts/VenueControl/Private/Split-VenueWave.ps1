function Split-VenueWave {
    <#
    .SYNOPSIS
    Emits the waves of a rollout, each as an array of venues.
    .DESCRIPTION
    First the venues with the tag canary, else the first venue. Then the others in the order of the inventory, in waves of the sizes given, of which the last repeats.
    .PARAMETER Venue
    The venues.
    .PARAMETER Size
    The sizes of the waves after the canary.
    .EXAMPLE
    Split-VenueWave -Venue $venues -Size 5, 20
    #>
    [CmdletBinding()]
    [OutputType([psobject[]])]
    param([Parameter(Mandatory = $true)][psobject[]]$Venue, [Parameter(Mandatory = $true)][int[]]$Size)
    $canary = @($Venue | Where-Object { $_.Tags -contains 'canary' })
    if (-not $canary.Count) { $canary = @($Venue[0]) }
    , $canary
    $names = @($canary | ForEach-Object { $_.Name })
    $rest = @($Venue | Where-Object { $names -notcontains $_.Name })
    $index = 0
    for ($from = 0; $from -lt $rest.Count; $from += $count) {
        $count = $Size[[Math]::Min($index, $Size.Count - 1)]
        , @($rest[$from..([Math]::Min($from + $count, $rest.Count) - 1)])
        $index++
    }
}
