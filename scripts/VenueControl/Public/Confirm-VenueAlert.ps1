function Confirm-VenueAlert {
    <#
    .SYNOPSIS
    Acknowledges alerts: you have seen them, and their notifications stop.
    .DESCRIPTION
    Needs SERVICES_VIEW. The audit records the reason. An alert is acknowledged until it is cleared, or until a time.
    .PARAMETER Id
    The alerts: ID or code, also by wildcards; several, or from the pipeline. Prompted for if omitted.
    .PARAMETER Reason
    Why, for the audit log. Prompted for if omitted; required in unattended use.
    .PARAMETER Until
    When it opens again if it is not cleared, within 30 days; default: never.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueAlert | Confirm-VenueAlert -Reason 'The technician is on the way' -Until (Get-Date).AddHours(2)

    Acknowledges all alerts for two hours.
    .EXAMPLE
    Confirm-VenueAlert DISK_LOW -Reason 'The disk is replaced on Monday'

    Acknowledges one alert until it is cleared.
    .INPUTS
    The Id of alerts, e.g. from Get-VenueAlert.
    .OUTPUTS
    VenueControl.Alert.
    .LINK
    Get-VenueAlert
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'Low', PositionalBinding = $false)]
    [OutputType('VenueControl.Alert')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Id,
        [Parameter(ValueFromPipelineByPropertyName = $true)][ValidateLength(1, 500)][string]$Reason,
        [ValidateNotNullOrEmpty()][object]$Until,
        [ValidateNotNull()][psobject]$Connection
    )
    begin {
        Copy-VenuePreference -Cmdlet $PSCmdlet
        $all = $null
    }
    process {
        try {
            $entry = Complete-VenueEntry -Cmdlet $PSCmdlet -Entry ([ordered]@{ Id = $Id; Reason = $Reason }) -Connection $Connection
            $end = @{}
            if ($PSBoundParameters.ContainsKey('Until')) { $end['until'] = ConvertTo-VenueTime -Name Until -Value $Until }
            # Once for all that come from the pipeline.
            if ($null -eq $all) { $all = @(foreach ($state in 'OPEN', 'ACKNOWLEDGED') { Get-VenuePage -Connection $Connection -Query $script:Document.Alerts -Variable @{ state = $state } -First 200 }) }
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        foreach ($one in $entry.Id) {
            try {
                $alerts = @(Select-VenueMatch -InputObject $all -Word $one -Property id, code)
                if (-not $alerts.Count) { throw (New-VenueErrorRecord -Code NOT_FOUND -Message "Alert '$one' does not exist, or is over." -Remedy 'Run Get-VenueAlert to list the alerts.') }
            }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $one; continue }
            foreach ($alert in $alerts) {
                $variable = @{ id = $alert.id; reason = $entry.Reason } + $end
                try {
                    $request = @{ Connection = $Connection; Query = $script:Document.AcknowledgeAlert; Variable = $variable }
                    if (-not (Confirm-VenueChange -Cmdlet $PSCmdlet -Plan "Acknowledge $($alert.code): $($alert.message)" -Caption 'Acknowledge an alert' @request)) { continue }
                    $data = Invoke-VenueDocument @request
                }
                catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $alert.id; continue }
                ConvertTo-VenueObject -InputObject $data.result -TypeName Alert
            }
        }
    }
}
