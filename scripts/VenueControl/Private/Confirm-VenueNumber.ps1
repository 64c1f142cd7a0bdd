function Confirm-VenueNumber {
    <#
    .SYNOPSIS
    Throws VENUE_MISMATCH unless the Customer Number is this venue's.
    .DESCRIPTION
    The server checks it again; this says so before a plan is read or a code requested.
    .PARAMETER Venue
    The venue, as answered.
    .PARAMETER CustomerNumber
    What the person gave.
    .EXAMPLE
    Confirm-VenueNumber -Venue $venue -CustomerNumber 10482213
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][psobject]$Venue, [Parameter(Mandatory = $true)][string]$CustomerNumber)
    if ($CustomerNumber.Trim() -ne $Venue.customerNumber) {
        throw (New-VenueErrorRecord -Code VENUE_MISMATCH -Message "$CustomerNumber is not the Customer Number of this venue ($($Venue.companyName))." -Remedy 'Check that you are on the right machine; Get-Venue shows its Customer Number.')
    }
}
