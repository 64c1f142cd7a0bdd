function Get-VenueLocation {
    <#
    .SYNOPSIS
    Reads the locations that you have access to.
    .DESCRIPTION
    Shows whether each is activated in the cloud; empty means unknown.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueLocation

    Lists your locations and whether each is activated.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.Location.
    .LINK
    Enable-VenueLocation
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('VenueControl.Location')]
    param(
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Locations }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        foreach ($group in @($data.venue.locationGroups)) {
            foreach ($location in @($group.locations)) {
                $one = ConvertTo-VenueObject -InputObject $location -TypeName Location
                $one | Add-Member -NotePropertyName LocationGroup -NotePropertyValue $group.name -PassThru
            }
        }
    }
}
