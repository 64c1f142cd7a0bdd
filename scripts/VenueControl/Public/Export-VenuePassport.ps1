function Export-VenuePassport {
    <#
    .SYNOPSIS
    Seals in a file what a new server needs of this one.
    .DESCRIPTION
    For a venue that moves: settings, permissions that were granted here, the last operations, the head of the audit, and which server the gateway was. Never a credential, code, PIN, token or password.
    Bring the file to the new server and its passphrase by another way, and run Import-VenuePassport there. This server goes on as before: stop its Gateway Client and set it to MANUAL before the new one is onboarded.
    At the keyboard the passphrase is asked for once more, and the file opened with it, before anything is written. Needs CLOUD_CONNECTIVITY_ONBOARD, and your PIN when the sign-in is older than five minutes.
    .PARAMETER Path
    The file; not there yet. Asked for when missing.
    .PARAMETER Passphrase
    What it is sealed under: 12 to 200 characters. Asked for when missing, needed without a person.
    .PARAMETER Reason
    Why, for the audit log.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    Export-VenuePassport -Path D:\moving.passport

    Asks for a passphrase, twice, and writes the file.
    .EXAMPLE
    Export-VenuePassport -Path D:\moving.passport -Passphrase (Get-Secret Moving) -Confirm:$false

    Without a person: the passphrase comes from a vault.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.SealedPassport: Id, MadeAt, Path.
    .LINK
    Import-VenuePassport
    .LINK
    Set-VenueService
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    [OutputType('VenueControl.SealedPassport')]
    param(
        [Parameter(Position = 0)][ValidateNotNullOrEmpty()][string]$Path,
        [securestring]$Passphrase,
        [ValidateLength(1, 500)][string]$Reason = 'The venue moves to another server',
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $target = $Path
        try {
            $isGiven = $Passphrase -and $Passphrase.Length
            Confirm-VenueUnattended -Cmdlet $PSCmdlet -Entry ([ordered]@{ Path = [bool]$Path; Passphrase = $isGiven -or $WhatIfPreference }) -Presence -Connection $Connection
            if (-not $target) { $target = Read-VenueInput -Prompt 'File to write' -Remedy 'Give -Path.' }
            $file = $PSCmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($target)
            if (Test-Path -LiteralPath $file) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message "There is a file $file already." -Remedy 'Choose a name that does not exist.') }
            $secret = $Passphrase
            $again = $null
            if (-not $isGiven -and -not $WhatIfPreference) {
                $secret = Read-VenueInput -Secret -Prompt 'Passphrase of the passport (12 characters or more)' -Remedy 'Give -Passphrase: a SecureString.'
                $again = Read-VenueInput -Secret -Prompt 'Once more' -Remedy 'Give -Passphrase: a SecureString.'
            }
            # What the server is only asked about is sealed under nothing: without a passphrase it is told one that fits.
            $wish = @{ reason = $Reason; passphrase = $secret }
            if (-not $secret) { $wish['passphrase'] = 'no passphrase yet' }
            $request = @{ Connection = $Connection; Query = $script:Document.ExportPassport; Variable = @{ input = $wish } }
            if (-not (Confirm-VenueChange -Cmdlet $PSCmdlet -Plan "Seal the passport of this server in $file" -Caption 'Export a passport' @request)) { return }
            $made = (Invoke-VenueDocument @request).result
            if ($again) { Confirm-VenuePassport -Content $made.content -Passphrase $again -Connection $Connection }
            Write-VenueFile -Path $file -Content $made.content
            $passport = ConvertTo-VenueObject -InputObject ([pscustomobject]@{ id = $made.id; madeAt = $made.madeAt; path = $file }) -TypeName SealedPassport
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $target; return }
        $passport
    }
}
