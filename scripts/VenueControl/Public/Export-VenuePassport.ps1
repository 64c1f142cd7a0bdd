function Export-VenuePassport {
    <#
    .SYNOPSIS
    Exports an encrypted migration file (passport) for a new server.
    .DESCRIPTION
    Use it to move a venue to another server. The file contains settings, permissions that were granted here, the last operations, the head of the audit log and the identity of the gateway server. It never contains a credential, code, PIN, token or password.
    Copy the file to the new server, transfer its passphrase separately, and run Import-VenuePassport there. This server is unchanged: before you onboard the new one, stop Gateway Client here and set it to MANUAL.
    At a prompt you confirm the passphrase. The file is verified with it before anything is written. Needs CLOUD_CONNECTIVITY_ONBOARD, and your PIN when the sign-in is older than five minutes.
    .PARAMETER Path
    The file; must not exist. Prompted for if omitted.
    .PARAMETER Passphrase
    The passphrase of the file: 12 to 200 characters. Prompted for if omitted; required in unattended use.
    .PARAMETER Reason
    Why, for the audit log.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Export-VenuePassport -Path D:\moving.passport

    Prompts for a passphrase twice and writes the file.
    .EXAMPLE
    Export-VenuePassport -Path D:\moving.passport -Passphrase (Get-Secret Moving) -Confirm:$false

    Runs unattended, with a passphrase from a vault.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.SealedPassport: Id, MadeAt, Path.
    .LINK
    Import-VenuePassport
    .LINK
    Set-VenueService
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    [OutputType('VenueControl.SealedPassport')]
    param(
        [Parameter(Position = 0)][ValidateNotNullOrEmpty()][string]$Path,
        [PSTypeName('System.Security.SecureString')][psobject]$Passphrase,
        [ValidateLength(1, 500)][string]$Reason = 'The venue moves to another server',
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $target = $Path
        try {
            $isGiven = $Passphrase -and $Passphrase.Length
            [void](Get-VenueConnection -Connection $Connection)
            Confirm-VenueUnattended -Cmdlet $PSCmdlet -Entry ([ordered]@{ Path = [bool]$Path; Passphrase = $isGiven -or $WhatIfPreference }) -Presence -Connection $Connection
            if (-not $target) { $target = Read-VenueInput -Prompt 'File to write' -Remedy 'Give -Path.' }
            $file = Resolve-VenuePath -Cmdlet $PSCmdlet -Path $target
            if (Test-Path -LiteralPath $file) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message "The file $file already exists." -Remedy 'Choose a name that does not exist.') }
            $secret = $Passphrase
            $again = $null
            if (-not $isGiven -and -not $WhatIfPreference) {
                $secret = Read-VenueInput -Secret -Prompt 'Passphrase of the migration file (12 characters or more)' -Remedy 'Give -Passphrase: a SecureString.'
                $again = Read-VenueInput -Secret -Prompt 'Confirm passphrase' -Remedy 'Give -Passphrase: a SecureString.'
            }
            # What the server is only asked about is sealed under nothing: without a passphrase it gets one that fits.
            $wish = @{ reason = $Reason; passphrase = $secret }
            if (-not $secret) { $wish['passphrase'] = 'no passphrase yet' }
            $request = @{ Connection = $Connection; Query = $script:Document.ExportPassport; Variable = @{ input = $wish } }
            if (-not (Confirm-VenueChange -Cmdlet $PSCmdlet -Plan "Export the migration file of this server to $file" -Caption 'Export a migration file' @request)) { return }
            $made = (Invoke-VenueDocument @request).result
            if ($again) { Confirm-VenuePassport -Content $made.content -Passphrase $again -Connection $Connection }
            Write-VenueFile -Path $file -Content $made.content
            $passport = ConvertTo-VenueObject -InputObject ([pscustomobject]@{ id = $made.id; madeAt = $made.madeAt; path = $file }) -TypeName SealedPassport
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $target; return }
        $passport
    }
}
