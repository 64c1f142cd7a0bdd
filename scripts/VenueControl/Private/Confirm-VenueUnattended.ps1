function Confirm-VenueUnattended {
    <#
    .SYNOPSIS
    Throws INTERACTION_NEEDED when something is missing that nobody will be asked for; names all of it at once.
    .DESCRIPTION
    Unattended is who switched confirmation off, or runs where nobody can be asked. Before anything is sent: a code that is mailed ends older ones.
    .PARAMETER Entry
    Parameter name -> whether it was given.
    .PARAMETER ConfirmPreference
    The command's.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    Confirm-VenueUnattended -Entry @{ CustomerNumber = $false } -ConfirmPreference $ConfirmPreference
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][Collections.IDictionary]$Entry, [Parameter(Mandatory = $true)][string]$ConfirmPreference, [psobject]$Connection)
    if ($ConfirmPreference -ne 'None' -and (Test-VenueInteraction)) { return }
    $how = @{ CustomerNumber = '-CustomerNumber'; CompanyName = '-CompanyName'
        AuthenticationCode = '-AuthenticationCode (a SecureString with the code of the mail that Request-VenueAuthenticationCode has sent)' }
    $missing = @($Entry.Keys | Where-Object { -not $Entry[$_] })
    $remedy = @($missing | ForEach-Object { $how[$_] })
    if ($ConfirmPreference -ne 'None') {
        $missing += 'a confirmation'
        $remedy += '-Confirm:$false'
    }
    $used = Get-VenueConnection -Connection $Connection
    $remedy = @('Give ' + ($remedy -join ', ') + '.')
    if (-not $missing.Count) { $remedy = @() }
    if ($used.PSObject.Properties['SteppedUpUntil'] -and $used.SteppedUpUntil -and $used.SteppedUpUntil -lt [datetime]::Now) {
        $missing += 'a sign-in less than five minutes old'
        $remedy += 'Run Connect-VenueControl just before.'
    }
    if (-not $missing.Count) { return }
    throw (New-VenueErrorRecord -Code INTERACTION_NEEDED -Message ('Nobody is asked here, and this is missing: {0}.' -f ($missing -join ', ')) -Remedy ($remedy -join ' '))
}
