function Set-VenueMaintenance {
    <#
    .SYNOPSIS
    Turns maintenance mode on until a time, or off.
    .DESCRIPTION
    While it is on, no new operation starts and schedules wait; running operations continue. It ends automatically: after four hours, or at -Until. Turn it on again for another end. Only you can still control services (Stop-, Start-, Restart-, Set-VenueService). Needs SERVICES_CONTROL, and your PIN when the sign-in is older than five minutes.
    .PARAMETER Status
    On or Off. Prompted for if omitted.
    .PARAMETER Reason
    Why, for the audit log and for clerks whose operations are blocked. Prompted for if omitted; required in unattended use.
    .PARAMETER Until
    When maintenance mode ends automatically, within seven days; default: four hours from now. Only with On.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Set-VenueMaintenance On -Reason 'Electricians in the cellar'

    Blocks new operations for four hours.
    .EXAMPLE
    Set-VenueMaintenance On -Reason 'New cellar floor' -Until (Get-Date).AddHours(12)

    Blocks new operations for twelve hours.
    .EXAMPLE
    Set-VenueMaintenance Off -Reason 'They have gone'

    Allows new operations again.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.Maintenance, with its new state.
    .LINK
    Get-VenueMaintenance
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    [OutputType('VenueControl.Maintenance')]
    param(
        [Parameter(Position = 0)][ValidateSet('On', 'Off')][string]$Status,
        [ValidateLength(1, 500)][string]$Reason,
        [ValidateNotNullOrEmpty()][object]$Until,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try {
            $entry = Complete-VenueEntry -Cmdlet $PSCmdlet -Entry ([ordered]@{ Status = $Status; Reason = $Reason }) -Presence -Connection $Connection
            if ($entry.Status -notin 'On', 'Off') { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message "'$($entry.Status)' is neither On nor Off." -Remedy 'Give -Status On or -Status Off.') }
            $isOn = $entry.Status -eq 'On'
            $variable = @{ on = $isOn; reason = $entry.Reason }
            if ($PSBoundParameters.ContainsKey('Until')) { $variable['until'] = ConvertTo-VenueTime -Name Until -Value $Until }
            $now = ConvertTo-VenueObject -InputObject (Invoke-VenueDocument -Connection $Connection -Query $script:Document.Maintenance).maintenance -TypeName Maintenance
            $is = 'off'
            if ($now.On) { $is = "on until $($now.Until.ToString('g')), by $($now.ByName): $($now.Reason)" }
            $plan = 'Turn off maintenance mode. Now it is {0}' -f $is
            if ($isOn) {
                $end = 'for four hours'
                if ($variable.ContainsKey('until')) { $end = "until $($variable.until.ToString('g'))" }
                $plan = 'Turn on maintenance mode {0}: no new operation starts, schedules wait, running operations continue. Now it is {1}' -f $end, $is
            }
            $request = @{ Connection = $Connection; Query = $script:Document.SetMaintenance; Variable = $variable }
            if (-not (Confirm-VenueChange -Cmdlet $PSCmdlet -Plan $plan -Caption 'Change maintenance mode' @request)) { return }
            $data = Invoke-VenueDocument @request
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $Status; return }
        ConvertTo-VenueObject -InputObject $data.result -TypeName Maintenance
    }
}
