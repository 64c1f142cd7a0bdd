function Get-VenueStatus {
    <#
    .SYNOPSIS
    Reads how the venue is, as a whole.
    .DESCRIPTION
    For any signed-in clerk, and for each the same. It answers at once, also with databases, hosts and cloud away.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    Get-VenueStatus

    Shows the state, since when, and what was found.
    .EXAMPLE
    (Get-VenueStatus).Findings | Where-Object Severity -ne INFO

    Shows what somebody should see to, worst first, each with its remedy.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.Status: State, Since, Planned, PlannedUntil, Headline, Findings, CheckedAt.
    .LINK
    Test-VenueHealth
    .LINK
    Get-VenueService
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('VenueControl.Status')]
    param(
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Status }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        ConvertTo-VenueObject -InputObject $data.venueStatus -TypeName Status
    }
}
