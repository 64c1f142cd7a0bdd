function Get-VenueSetting {
    <#
    .SYNOPSIS
    Reads the effective settings and the view profile of the venue.
    .DESCRIPTION
    Needs SUPPORT_BUNDLE: these are the settings of a support bundle, without secrets. What is not set is not emitted. The names viewProfile.swiftpos and viewProfile.checksum tell which profile made the views of swiftpos' database, and what they are now.
    .PARAMETER Name
    Only settings with this name; wildcards.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueSetting config.json.*

    Shows what config.json decides, and the defaults.
    .EXAMPLE
    Invoke-VenueFleet -Inventory venues.csv -Token { Get-Secret $_.Name } { Get-VenueSetting viewProfile.* }

    Shows the view profile of each venue.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.Setting: Name and Value.
    .LINK
    Compare-Venue
    .LINK
    Export-VenueSupportBundle
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.Setting')]
    param(
        [Parameter(Position = 0)][ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Name = '*',
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Settings }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        foreach ($setting in $data.venueSettings) {
            if (@($Name | Where-Object { $setting.name -like $_ }).Count) { ConvertTo-VenueObject -InputObject $setting -TypeName Setting }
        }
    }
}
