function New-VenueRemoteEvent {
    <#
    .SYNOPSIS
    Makes an event of Invoke-VenueRemote.
    .DESCRIPTION
    Its properties are Venue, Stream and Value.
    .PARAMETER Venue
    Where it happened.
    .PARAMETER Stream
    What it is.
    .PARAMETER Value
    What came.
    .EXAMPLE
    New-VenueRemoteEvent -Venue $venue -Stream End -Value SUCCEEDED
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param([Parameter(Mandatory = $true)][psobject]$Venue, [Parameter(Mandatory = $true)][string]$Stream, [object]$Value)
    New-Object psobject -Property @{ Venue = $Venue; Stream = $Stream; Value = $Value }
}
