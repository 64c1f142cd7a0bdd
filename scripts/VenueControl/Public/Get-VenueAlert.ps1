function Get-VenueAlert {
    <#
    .SYNOPSIS
    Reads the alerts of the venue, newest first: what has lasted long enough to need a person.
    .DESCRIPTION
    Needs SERVICES_VIEW. An alert opens when its cause has lasted as long as its rule says. It is cleared two minutes after the cause is over.
    .PARAMETER IncludeCleared
    Also alerts that are over.
    .PARAMETER First
    The maximum number.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueAlert

    Shows what needs a person now.
    .EXAMPLE
    Get-VenueAlert -IncludeCleared -First 20

    Shows the last 20 alerts, with those that are over.
    .EXAMPLE
    Get-VenueAlert | Where-Object State -eq OPEN | Confirm-VenueAlert -Reason 'The technician is on the way'

    Acknowledges all open alerts.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.Alert: Id, Code, Severity, State, Message, Remedy, BeganAt, OpenedAt, OverSince, ClearedAt, AcknowledgedByName, AcknowledgedReason, AcknowledgedUntil, Occurrences, FindingCode, CauseCode and ActionCode.
    .LINK
    Confirm-VenueAlert
    .LINK
    Get-VenueStatus
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.Alert')]
    param(
        [switch]$IncludeCleared,
        [ValidateRange(1, 1000000)][int]$First = 200,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $states = 'OPEN', 'ACKNOWLEDGED'
        if ($IncludeCleared) { $states = @($null) }
        try {
            $alerts = @(foreach ($state in $states) { Get-VenuePage -Connection $Connection -Query $script:Document.Alerts -Variable @{ state = $state } -First $First })
            $alerts | Sort-Object -Property openedAt -Descending | Select-Object -First $First | ForEach-Object { ConvertTo-VenueObject -InputObject $_ -TypeName Alert }
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ }
    }
}
