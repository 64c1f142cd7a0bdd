function Get-VenueStatus {
    <#
    .SYNOPSIS
    Reads the status of the venue.
    .DESCRIPTION
    State is OK, ATTENTION (ordering works, but something needs you), DOWN (ordering is off) or UNKNOWN. Planned is true if ordering is off for a resync, a first sync or maintenance.
    For any signed-in clerk, with the same result for all. It responds at once, even if databases, PowerShell and cloud are unavailable.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueStatus

    Shows the state, since when, and the findings.
    .EXAMPLE
    (Get-VenueStatus).Findings | Where-Object Severity -ne INFO

    Shows warnings and critical findings, worst first, each with its remedy.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.Status: State, Since, Planned, PlannedUntil, Headline, Findings, FindingCodes, CauseCodes, CheckedAt.
    .LINK
    Test-VenueHealth
    .LINK
    Get-VenueService
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.Status')]
    param(
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Status }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        $status = ConvertTo-VenueObject -InputObject $data.venueStatus -TypeName Status
        # As FindingCodes: a remote session and Export-Csv keep text, not what a finding has.
        $causes = @($status.Findings | ForEach-Object { $_.CauseCode } | Where-Object { $_ } | Select-Object -Unique) -join ', '
        $status.PSObject.Properties.Add([Management.Automation.PSNoteProperty]::new('CauseCodes', $causes))
        $status
    }
}
