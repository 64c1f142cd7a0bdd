function Get-VenueTimeline {
    <#
    .SYNOPSIS
    Reads what happened at the venue, newest first: status, findings, services, link, server, operations and more.
    .DESCRIPTION
    Needs SERVICES_VIEW; the lanes AUDIT and EVENT_LOG also need AUDIT_VIEW and EVENT_LOGS_VIEW. Each entry has its begin and its end. An empty Until means that it is still so. Time in which the server was off is an entry of the lane SERVER: what happened then is unknown. A lane that could not be read is a warning.
    .PARAMETER First
    The maximum number.
    .PARAMETER Since
    Only what was so at this time or later; default: 24 hours before -Until.
    .PARAMETER Until
    Only what began before this time; default: now.
    .PARAMETER Lane
    Only these lanes, in any case; default: all. S* is STATUS, SERVICE, SERVER and SETTING.
    .PARAMETER Text
    Only entries in whose text, subject or code each of these words occurs, in any case.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueTimeline -Lane STATUS, FINDING

    Shows how the venue was in the last 24 hours.
    .EXAMPLE
    Get-VenueTimeline -Since '2026-11-28 18:00' -Until '2026-11-28 18:30'

    Shows what was so, and what was done, while ordering was down.
    .EXAMPLE
    Get-VenueTimeline -Since (Get-Date).AddDays(-7) -Text 'gateway stopped'

    Shows when Gateway Client was stopped in the last 7 days.
    .EXAMPLE
    Get-VenueTimeline -Since (Get-Date).AddDays(-30) -Lane SERVER -First 1000 | Where-Object State -eq OFF

    Shows when the server was off in the last 30 days.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.TimelineEntry: Lane, Subject, State, PreviousState, From, Until, Code, Text and OperationId.
    .LINK
    Get-VenueStatus
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.TimelineEntry')]
    param(
        [ValidateRange(1, 1000000)][int]$First = 200,
        [ValidateNotNullOrEmpty()][object]$Since,
        [ValidateNotNullOrEmpty()][object]$Until,
        [ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Lane,
        [ValidateNotNullOrEmpty()][string]$Text,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try {
            $to = Get-Date
            if ($PSBoundParameters.ContainsKey('Until')) { $to = ConvertTo-VenueTime -Name Until -Value $Until }
            $from = $to.AddDays(-1)
            if ($PSBoundParameters.ContainsKey('Since')) { $from = ConvertTo-VenueTime -Name Since -Value $Since }
            $variable = @{ from = $from; to = $to }
            if ($Text) { $variable['text'] = $Text }
            if ($from -ge $to) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message '-Until must be later than -Since.' -Remedy 'Give an earlier -Since or a later -Until. The default of -Until is now.') }
            if ($Lane) { $variable['lanes'] = @(Select-VenueValue -Kind Lane -Word $Lane) }
            Get-VenuePage -Connection $Connection -Query $script:Document.Timeline -Variable $variable -First $First | ForEach-Object { ConvertTo-VenueObject -InputObject $_ -TypeName TimelineEntry }
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ }
    }
}
