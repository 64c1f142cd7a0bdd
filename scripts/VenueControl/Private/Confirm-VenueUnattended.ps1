function Confirm-VenueUnattended {
    <#
    .SYNOPSIS
    Throws INTERACTION_NEEDED when something is missing that no one will be asked for; names all of it at once.
    .DESCRIPTION
    Unattended is who switched confirmation off, or runs where no one can be asked. Before anything is sent: a code that is mailed ends older ones,
    and a prompt in a job would hold it for ever. The command's own preferences are in scope.
    .PARAMETER Cmdlet
    The public command's $PSCmdlet: says whether it would ask for a confirmation.
    .PARAMETER Entry
    Parameter name -> whether it was given.
    .PARAMETER Presence
    The server will want a sign-in less than five minutes old.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    Confirm-VenueUnattended -Cmdlet $PSCmdlet -Entry @{ CustomerNumber = $false }
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)][Management.Automation.PSCmdlet]$Cmdlet,
        [Parameter(Mandatory = $true)][Collections.IDictionary]$Entry,
        [switch]$Presence,
        [psobject]$Connection
    )
    $someone = Test-VenueInteraction
    if ($someone -and $ConfirmPreference -ne 'None' -and -not $WhatIfPreference) { return }
    $how = @{ AuthenticationCode = '-AuthenticationCode (a SecureString with the code from the e-mail that Request-VenueAuthenticationCode requested)'; Pin = '-Pin (a SecureString), or -Token, or -Credential' }
    $missing = @($Entry.Keys | Where-Object { -not $Entry[$_] })
    $wanted = @(foreach ($name in $missing) { if ($how[$name]) { $how[$name] } else { "-$name" } })
    if (Test-VenuePrompt -Cmdlet $Cmdlet) {
        $missing += 'a confirmation'
        $wanted += '-Confirm:$false'
    }
    $remedy = @()
    if ($wanted.Count) { $remedy = @('Give ' + ($wanted -join ', ') + '.') }
    if ($Presence -and -not $someone -and -not $WhatIfPreference) {
        $used = Get-VenueConnection -Connection $Connection
        if ($used.PSObject.Properties['SteppedUpUntil'] -and $used.SteppedUpUntil -and $used.SteppedUpUntil -lt [datetime]::Now) {
            $missing += 'a sign-in less than five minutes old'
            $remedy += 'Run Connect-VenueControl just before.'
        }
    }
    if (-not $missing.Count) { return }
    throw (New-VenueErrorRecord -Code INTERACTION_NEEDED -Message ("This session can't prompt, and these values are missing: {0}." -f ($missing -join ', ')) -Remedy ($remedy -join ' '))
}
