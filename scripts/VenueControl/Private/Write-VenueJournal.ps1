function Write-VenueJournal {
    <#
    .SYNOPSIS
    Appends a line to the journal of a rollout, and returns when the disk has it.
    .DESCRIPTION
    A venue is acted on only after the line that announces it.
    .PARAMETER Journal
    Of Open-VenueJournal.
    .PARAMETER Entry
    The line: wave, attempt, state, code, message.
    .PARAMETER Venue
    The venue that the line is about. Without it, the line is about the rollout.
    .EXAMPLE
    Write-VenueJournal -Journal $journal -Venue $venue -Entry @{ wave = 1; attempt = 1; state = 'SENT' }
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Journal, [Parameter(Mandatory = $true)][hashtable]$Entry, [psobject]$Venue)
    if ($Venue) {
        $Entry['venue'], $Entry['host'], $Entry['uri'] = $Venue.Name, (Get-VenueHost -Venue $Venue), "$($Venue.Uri)"
        if ($Venue.CustomerNumber) { $Entry['customerNumber'] = "$($Venue.CustomerNumber)" }
    }
    $Entry['at'] = [datetime]::UtcNow.ToString('o')
    $bytes = [Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $Entry -Compress) + "`n")
    $Journal.Stream.Write($bytes, 0, $bytes.Length)
    $Journal.Stream.Flush($true)
    if ($Entry['venue']) { $Journal.Venue[$Entry['venue']] = New-Object psobject -Property $Entry }
}
