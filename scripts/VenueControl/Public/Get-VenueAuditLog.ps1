function Get-VenueAuditLog {
    <#
    .SYNOPSIS
    Reads the audit log, newest first: who did what, when, why and with which client.
    .DESCRIPTION
    Needs AUDIT_VIEW. Every row has its hash, and the correlation ID that links it to a response and the server's log.
    .PARAMETER First
    The maximum number.
    .PARAMETER ClerkId
    Only this clerk, by ID. A clerk who does not exist and has no entry is an error.
    .PARAMETER Action
    Only this action, in any case, e.g. onboard or grantPermission; setM* is setMaintenance.
    .PARAMETER Target
    Only this exact target, e.g. the ID of an operation, or Managers: SERVICES_VIEW.
    .PARAMETER Outcome
    Only this outcome, in any case; D* is DENIED.
    .PARAMETER Since
    Only entries from this time on.
    .PARAMETER Until
    Only entries before this time.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueAuditLog -First 20

    Shows the last twenty rows.
    .EXAMPLE
    Get-VenueAuditLog -Outcome DENIED -Since (Get-Date).AddDays(-7)

    Shows the denied requests of the last week.
    .EXAMPLE
    Get-VenueAuditLog -First 100000 -Since '2026-11-01' -Until '2026-12-01' | Export-Csv audit.csv

    Exports one month. "venue-control audit export" writes all hashed fields.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.AuditEntry: Sequence, At, ClerkName, Client, Action, Target, Outcome, Reason, CorrelationId, Before, After, Hash and more.
    .LINK
    Test-VenueAudit
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.AuditEntry')]
    param(
        [ValidateRange(1, 1000000)][int]$First = 50,
        [ValidateNotNullOrEmpty()][string]$ClerkId,
        [ValidateNotNullOrEmpty()][SupportsWildcards()][string]$Action,
        [ValidateNotNullOrEmpty()][string]$Target,
        [ValidateNotNullOrEmpty()][SupportsWildcards()][string]$Outcome,
        [ValidateNotNullOrEmpty()][object]$Since,
        [ValidateNotNullOrEmpty()][object]$Until,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $variable = @{}
        foreach ($name in 'ClerkId', 'Target') {
            if ($PSBoundParameters.ContainsKey($name)) { $variable[$name.Substring(0, 1).ToLowerInvariant() + $name.Substring(1)] = $PSBoundParameters[$name] }
        }
        try {
            foreach ($name in 'Since', 'Until') { if ($PSBoundParameters.ContainsKey($name)) { $variable[$name.ToLowerInvariant()] = ConvertTo-VenueTime -Name $name -Value $PSBoundParameters[$name] } }
            if ($variable.ContainsKey('since') -and $variable.ContainsKey('until') -and $variable.since -ge $variable.until) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message '-Until must be later than -Since.' -Remedy 'Give an earlier -Since or a later -Until.') }
            if ($Action) { $variable['action'] = Select-VenueValue -Kind Action -Word $Action -Single }
            if ($Outcome) { $variable['outcome'] = Select-VenueValue -Kind Outcome -Word $Outcome -Single }
            $isEmpty = $true
            Get-VenuePage -Connection $Connection -Query $script:Document.AuditLog -Variable $variable -First $First | ForEach-Object { $isEmpty = $false; ConvertTo-VenueObject -InputObject $_ -TypeName AuditEntry }
            if ($isEmpty -and $ClerkId) { Confirm-VenueClerk -ClerkId $ClerkId -Connection $Connection }
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ }
    }
}
