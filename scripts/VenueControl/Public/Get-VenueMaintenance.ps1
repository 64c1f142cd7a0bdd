function Get-VenueMaintenance {
    <#
    .SYNOPSIS
    Reads maintenance mode: whether it is on, until when, who turned it on and why.
    .DESCRIPTION
    For any signed-in clerk.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueMaintenance

    Shows whether it is on, since when and until when, who turned it on and why.
    .EXAMPLE
    if ((Get-VenueMaintenance).On) { 'Nothing new starts.' }

    Checks in a script before it starts an operation.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.Maintenance: On, Since, Until, ByName, Reason. Until is when it ends automatically.
    .LINK
    Set-VenueMaintenance
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.Maintenance')]
    param(
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Maintenance }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        ConvertTo-VenueObject -InputObject $data.maintenance -TypeName Maintenance
    }
}
