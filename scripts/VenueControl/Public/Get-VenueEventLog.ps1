function Get-VenueEventLog {
    <#
    .SYNOPSIS
    Reads the event log entries of swiftpos on the server, newest first.
    .DESCRIPTION
    Needs EVENT_LOGS_VIEW.
    .PARAMETER First
    The maximum number.
    .PARAMETER MinimumLevel
    This level and more severe ones: VERBOSE, INFORMATION, WARNING or ERROR, in any case; W* is WARNING.
    .PARAMETER Since
    Only entries from this time on.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueEventLog -First 20

    Shows the last twenty entries.
    .EXAMPLE
    Get-VenueEventLog -MinimumLevel WARNING -Since (Get-Date).AddHours(-12)

    Shows warnings and errors of the last twelve hours.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.EventLogEntry: At, Level, Source, EventId, Message.
    .LINK
    Get-VenueOperation
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.EventLogEntry')]
    param(
        [ValidateRange(1, 100000)][int]$First = 50,
        [ValidateNotNullOrEmpty()][SupportsWildcards()][string]$MinimumLevel,
        [ValidateNotNullOrEmpty()][object]$Since,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $variable = @{}
        try {
            if ($PSBoundParameters.ContainsKey('Since')) { $variable['since'] = ConvertTo-VenueTime -Name Since -Value $Since }
            if ($MinimumLevel) { $variable['level'] = Select-VenueValue -Kind MinimumLevel -Word $MinimumLevel -Single }
            Get-VenuePage -Connection $Connection -Query $script:Document.EventLog -Variable $variable -First $First | ForEach-Object { ConvertTo-VenueObject -InputObject $_ -TypeName EventLogEntry }
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ }
    }
}
