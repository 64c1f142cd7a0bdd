function Add-VenueName {
    <#
    .SYNOPSIS
    Emits what came from a venue with its name, and with this module's own type names: it has the same views as at the venue.
    .DESCRIPTION
    PSComputerName is the column that PowerShell's own remoting adds to a view.
    .PARAMETER InputObject
    What came.
    .PARAMETER Venue
    From where.
    .EXAMPLE
    Add-VenueName -InputObject $value -Venue $venue
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param([AllowNull()][psobject]$InputObject, [Parameter(Mandatory = $true)][psobject]$Venue)
    if ($null -eq $InputObject) { return }
    foreach ($type in @($InputObject.PSObject.TypeNames -like 'Deserialized.VenueControl.*')) { $InputObject.PSObject.TypeNames.Insert(0, $type.Substring(13)) }
    foreach ($pair in @{ Venue = $Venue.Name; PSComputerName = $Venue.Name; PSShowComputerName = $true }.GetEnumerator()) {
        $InputObject.PSObject.Properties.Remove($pair.Key)
        $InputObject.PSObject.Properties.Add([Management.Automation.PSNoteProperty]::new($pair.Key, $pair.Value))
    }
    $InputObject
}
