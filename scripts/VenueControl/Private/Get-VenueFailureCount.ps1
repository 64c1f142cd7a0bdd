function Get-VenueFailureCount {
    <#
    .SYNOPSIS
    Counts the venues of a rollout that its failure budget has to allow.
    .DESCRIPTION
    A venue of a later wave that was not reached by an earlier run does not count: it is repeated.
    .PARAMETER Journal
    Of Open-VenueJournal.
    .PARAMETER Except
    Names of venues that run now, or that are read again.
    .PARAMETER Earlier
    Names of the venues of the waves that are over.
    .EXAMPLE
    Get-VenueFailureCount -Journal $journal -Except $names -Earlier $done
    #>
    [CmdletBinding()]
    [OutputType([int])]
    param([Parameter(Mandatory = $true)][hashtable]$Journal, [AllowEmptyCollection()][string[]]$Except = @(), [AllowEmptyCollection()][string[]]$Earlier = @())
    @($Journal.Venue.Values | Where-Object { $_.venue -notin $Except -and ($_.state -in 'FAILED', 'UNKNOWN', 'NOT_WORKING' -or ($_.state -eq 'NOT_SENT' -and $_.venue -in $Earlier)) }).Count
}
