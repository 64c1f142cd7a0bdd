function Get-VenueLocation {
    <#
    .SYNOPSIS
    Reads the locations that you have access to.
    .DESCRIPTION
    Shows whether each is activated in the cloud; empty: unknown now.
    .PARAMETER Id
    Only these, by ID or name, in any case, by wildcards.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueLocation

    Lists the locations that you see, and which are activated.
    .EXAMPLE
    Get-VenueLocation Bis*

    Those whose name begins so.
    .INPUTS
    The Id of what to read.
    .OUTPUTS
    VenueControl.Location.
    .LINK
    Enable-VenueLocation
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.Location')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][Alias('Name')][ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Id,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $wanted = @('*')
        if ($Id) { $wanted = $Id }
        foreach ($one in $wanted) {
            try { $locations = @(Select-VenueLocation -Word $one -AllowNone -Connection $Connection) }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $one; continue }
            $locations
        }
    }
}
