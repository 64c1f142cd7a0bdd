function Confirm-VenueNumber {
    <#
    .SYNOPSIS
    Throws BAD_USER_INPUT unless it is a Customer Number, and VENUE_MISMATCH unless it is this venue's.
    .DESCRIPTION
    The server checks it again; this says so before a plan is read or a code requested.
    .PARAMETER Venue
    The venue, as answered; omitted before the server is asked.
    .PARAMETER CustomerNumber
    What the person gave.
    .EXAMPLE
    Confirm-VenueNumber -Venue $venue -CustomerNumber 10482213
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([psobject]$Venue, [Parameter(Mandatory = $true)][string]$CustomerNumber)
    if ($CustomerNumber.Trim() -notmatch '^[0-9]{8}$') { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message "'$CustomerNumber' is not a Customer Number: it has eight digits." -Remedy 'Give the number that the Registration in swiftpos shows. Of a file, correct the row.' -TargetObject $CustomerNumber) }
    if ($Venue -and $CustomerNumber.Trim() -ne $Venue.customerNumber) {
        throw (New-VenueErrorRecord -Code VENUE_MISMATCH -Message "$CustomerNumber is not the Customer Number of this venue ($($Venue.companyName))." -Remedy 'Check that you are on the right machine; Get-Venue shows its Customer Number.')
    }
}
