function Select-VenueGroup {
    <#
    .SYNOPSIS
    The Clerk Security Groups that an ID or a name means, as the server answers them.
    .DESCRIPTION
    In any case, and by wildcards. Throws NOT_FOUND when it means none.
    .PARAMETER Word
    ID, name or wildcards.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    Select-VenueGroup -Word Support
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param([Parameter(Mandatory = $true)][string]$Word, [psobject]$Connection)
    $all = @((Invoke-VenueDocument -Connection $Connection -Query $script:Document.SecurityGroups).securityGroups)
    $found = @(Select-VenueMatch -InputObject $all -Word $Word -Property id, name)
    if ($found.Count) { return $found }
    throw (New-VenueErrorRecord -Code NOT_FOUND -Message "Clerk Security Group '$Word' does not exist." -Remedy ('Use one of: {0}.' -f (@($all | ForEach-Object { "$($_.id) $($_.name)" }) -join ', ')) -TargetObject $Word)
}
