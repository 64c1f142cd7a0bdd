function Confirm-VenuePassport {
    <#
    .SYNOPSIS
    Throws unless this passphrase opens this passport, by asking the server that made it what it would say to an import.
    .DESCRIPTION
    No SecureString is read here to compare two of them. Anyone who mistypes a passphrase would learn it at the new server only.
    .PARAMETER Content
    The passport, as base64.
    .PARAMETER Passphrase
    As it was typed the second time.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    Confirm-VenuePassport -Content $made.content -Passphrase $again
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Content, [Parameter(Mandatory = $true)][securestring]$Passphrase, [psobject]$Connection)
    $wish = @{ content = $Content; passphrase = $Passphrase; reason = 'Verified after the export' }
    try { [void](Invoke-VenueDocument -Connection $Connection -Query (Add-VenueWhatIf -Query $script:Document.ImportPassport) -Variable @{ input = $wish }) }
    catch {
        # It was opened: a server refuses its own.
        if ($_.Exception.Data['code'] -eq 'PASSPORT_OF_THIS_SERVER') { Clear-VenueErrorRecord -ErrorRecord $_; return }
        if ($_.Exception.Data['code'] -notin 'PASSPHRASE_WRONG', 'BAD_USER_INPUT') { throw }
        Clear-VenueErrorRecord -ErrorRecord $_
        throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message 'The passphrases do not match.' -Remedy 'Run the command again. Nothing was written.')
    }
}
