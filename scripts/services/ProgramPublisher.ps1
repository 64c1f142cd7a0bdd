<#
Who made a program that is about to run as a service with all rights: its Authenticode signature, compared with the publisher that venue.json
names. That Windows trusts the signature isn't enough, for it trusts thousands of publishers.
#>

# Publisher: the whole subject of the certificate. Errors: PACKAGE_PUBLISHER_UNKNOWN, PACKAGE_SIGNATURE_WRONG.
function Confirm-ProgramPublisher([string]$Path, [string]$Publisher) {
    if (-not $Publisher) {
        throw (New-VenueError -ErrorId PACKAGE_PUBLISHER_UNKNOWN -Message 'venue.json does not name the "publisher" whose programs may be installed.' -Category ObjectNotFound -Target $Path)
    }
    $signature = Get-AuthenticodeSignature -LiteralPath $Path
    if ("$($signature.Status)" -ne 'Valid') {
        throw (New-VenueError -ErrorId PACKAGE_SIGNATURE_WRONG -Message "The signature of $([IO.Path]::GetFileName($Path)) is not valid ($($signature.Status)). It was not installed." -Category SecurityError -Target $Path)
    }
    $subject = $signature.SignerCertificate.Subject
    if ($subject -cne $Publisher) {
        throw (New-VenueError -ErrorId PACKAGE_SIGNATURE_WRONG -Message "$([IO.Path]::GetFileName($Path)) is signed by $subject, not by $Publisher. It was not installed." -Category SecurityError -Target $Path)
    }
}
