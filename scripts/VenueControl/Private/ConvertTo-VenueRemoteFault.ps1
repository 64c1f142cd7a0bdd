function ConvertTo-VenueRemoteFault {
    <#
    .SYNOPSIS
    Makes an error of one venue out of what its session reported.
    .DESCRIPTION
    Keeps code and remedy of the venue's own error. The exception's Data has the venue, and TargetObject is its name.
    .PARAMETER Venue
    The venue.
    .PARAMETER Fault
    An error record, an exception or a text.
    .PARAMETER Code
    If the fault has none of its own.
    .PARAMETER IsSent
    The command was sent, and its answer was lost: it may have run.
    .EXAMPLE
    ConvertTo-VenueRemoteFault -Venue $venue -Fault $record
    #>
    [CmdletBinding()]
    [OutputType([Management.Automation.ErrorRecord])]
    param([Parameter(Mandatory = $true)][psobject]$Venue, [Parameter(Mandatory = $true)][object]$Fault, [string]$Code = 'UNREACHABLE', [switch]$IsSent)
    $record = $null
    if ($Fault -is [Management.Automation.ErrorRecord]) { $record = $Fault }
    if ($Fault -is [Exception]) {
        if ($Fault.GetBaseException() -is [Management.Automation.RuntimeException] -and $Fault.GetBaseException() -isnot [Management.Automation.Remoting.PSRemotingTransportException]) { $record = $Fault.GetBaseException().ErrorRecord }
    }
    $message = "$Fault"
    $again = 'Then run the command for this venue again.'
    if ($IsSent) { $again = 'Find out at the venue what happened, before you run the command there again.' }
    $remedy = "Test the connection with Enter-PSSession. $again"
    if ($Fault -is [Exception]) { $message = $Fault.GetBaseException().Message }
    # PowerShell names its own objects where ssh has ended.
    if (-not $record -and $message -match "'writerToWrap'|SSH transport process has abruptly") {
        $message = 'The SSH session did not open, or it was lost.'
        $remedy = "Run 'ssh' with the host and port of this venue ($(Get-VenueHost -Venue $Venue)) and read what it reports. $again"
    }
    if ($record) {
        $message = "$record"
        $Code = ConvertTo-VenueLine -Text ($record.FullyQualifiedErrorId -split ',')[0] -Longest 100
        if (-not $Code) { $Code = 'NotSpecified' }
        $remedy = ''
        if ($record.ErrorDetails) { $remedy = $record.ErrorDetails.RecommendedAction }
    }
    New-VenueErrorRecord -Code $Code -Message "$($Venue.Name): $(ConvertTo-VenueLine -Text $message)" -Remedy (ConvertTo-VenueLine -Text $remedy) -Data @{ venue = $Venue.Name } -TargetObject $Venue.Name
}
