function Test-VenueSync {
    <#
    .SYNOPSIS
    Diagnoses the sync: the likeliest cause, the evidence and the remedy.
    .DESCRIPTION
    Changes nothing. ResyncJustified shows whether Sync-Venue would help.
    Needs SERVICES_VIEW.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Test-VenueSync

    Shows the cause, the evidence and the remedy.
    .EXAMPLE
    (Test-VenueSync).Evidence

    Shows the facts that were checked.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.SyncDiagnosis, with Evidence.
    .LINK
    Sync-Venue
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.SyncDiagnosis')]
    param(
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.SyncDiagnosis }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        ConvertTo-VenueObject -InputObject $data.syncDiagnosis -TypeName SyncDiagnosis
    }
}
