function Test-VenueAudit {
    <#
    .SYNOPSIS
    Verifies that the audit log is intact.
    .DESCRIPTION
    Verifies the whole hash chain and every anchor, and returns the first invalid row. Takes seconds for each 100,000 rows. Needs AUDIT_VIEW.
    .PARAMETER Quiet
    Emits only whether it is intact.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Test-VenueAudit

    Shows the result of the verification.
    .EXAMPLE
    if (-not (Test-VenueAudit -Quiet)) { throw 'The audit log is not intact.' }

    Fails in a scheduled task if the audit log is not intact.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.AuditVerification: Intact, Entries, FirstBadSequence, AnchoredAt, Restores, Detail; a Boolean with -Quiet.
    .LINK
    Get-VenueAuditLog
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.AuditVerification', [bool])]
    param(
        [switch]$Quiet,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.AuditVerification -TimeoutSeconds 900 }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        if ($Quiet) { return $data.auditVerification.intact }
        ConvertTo-VenueObject -InputObject $data.auditVerification -TypeName AuditVerification
    }
}
