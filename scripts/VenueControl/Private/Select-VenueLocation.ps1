function Select-VenueLocation {
    <#
    .SYNOPSIS
    The locations that a word means: by ID, by name, or by wildcards.
    .DESCRIPTION
    Throws NOT_FOUND when it means none.
    .PARAMETER Word
    What was given.
    .PARAMETER AllowNone
    A pattern may match none.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    Select-VenueLocation -Word Bis*
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param([Parameter(Mandatory = $true)][string]$Word, [switch]$AllowNone, [psobject]$Connection)
    $all = @(foreach ($group in @((Invoke-VenueDocument -Connection $Connection -Query $script:Document.Locations).venue.locationGroups)) {
            foreach ($location in @($group.locations)) {
                ConvertTo-VenueObject -InputObject $location -TypeName Location | Add-Member -NotePropertyName LocationGroup -NotePropertyValue $group.name -PassThru
            }
        })
    $found = @(Select-VenueMatch -InputObject $all -Word $Word -Property Id, Name)
    if (-not $found.Count -and -not ($AllowNone -and [Management.Automation.WildcardPattern]::ContainsWildcardCharacters($Word))) {
        throw (New-VenueErrorRecord -Code NOT_FOUND -Message "Location '$Word' does not exist." -Remedy ('Use one of: {0}.' -f (@($all | ForEach-Object { "$($_.Id) $($_.Name)" }) -join ', ')) -TargetObject $Word)
    }
    $found
}
