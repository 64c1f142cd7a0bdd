# Wine has no event log: one in which nothing is found.
function Get-WinEvent {
    <#
    .SYNOPSIS
    Finds nothing.
    #>
    [CmdletBinding()]
    param([hashtable]$FilterHashtable, [long]$MaxEvents)
    Write-Error -Message "No event in $($FilterHashtable.LogName), of $MaxEvents at most." -ErrorId NoMatchingEventsFound
}
