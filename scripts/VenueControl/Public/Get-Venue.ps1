function Get-Venue {
    <#
    .SYNOPSIS
    Reads the venue and its connection to the cloud.
    .DESCRIPTION
    For any signed-in clerk.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-Venue

    Shows the venue: its names, registration, licenses and connection to the cloud.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.Venue.
    .LINK
    Test-VenueOnboarding
    .LINK
    Get-VenueLocation
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.Venue')]
    param(
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Venue }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        ConvertTo-VenueObject -InputObject $data.venue -TypeName Venue
    }
}
