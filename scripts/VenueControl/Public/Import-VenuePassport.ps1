function Import-VenuePassport {
    <#
    .SYNOPSIS
    Tells this new server of the old one, by the passport that was exported there.
    .DESCRIPTION
    Grants what you may grant, names what is left, and says what onboarding will be and whether the old server is still connected: onboarding is refused as long as it is. Refused, it changes nothing.
    What config.json decides is named only; "venue-control passport import", run on the server as Administrator, puts it there. Needs CLOUD_CONNECTIVITY_ONBOARD, and your PIN when the sign-in is older than five minutes.
    .PARAMETER Path
    The file. Asked for when missing.
    .PARAMETER Passphrase
    The one that it was sealed under. Asked for when missing, needed without a person and with -WhatIf.
    .PARAMETER Reason
    Why, for the audit log.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    Import-VenuePassport -Path D:\moving.passport

    Asks for the passphrase, and says what onboarding will be.
    .EXAMPLE
    (Import-VenuePassport -Path D:\moving.passport).Left

    What is left for a person to do.
    .EXAMPLE
    Import-VenuePassport -Path D:\moving.passport -Passphrase (Get-Secret Moving) -WhatIf

    Only looks whether it would be refused.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.ImportedPassport: Case, Passport (with OldServer), TakenOver, Left.
    .LINK
    Export-VenuePassport
    .LINK
    Test-VenueOnboarding
    .LINK
    Register-Venue
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    [OutputType('VenueControl.ImportedPassport')]
    param(
        [Parameter(Position = 0)][ValidateNotNullOrEmpty()][string]$Path,
        [securestring]$Passphrase,
        [ValidateLength(1, 500)][string]$Reason = 'The venue has moved to this server',
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $target = $Path
        try {
            $isGiven = $Passphrase -and $Passphrase.Length
            Confirm-VenueUnattended -Cmdlet $PSCmdlet -Entry ([ordered]@{ Path = [bool]$Path; Passphrase = $isGiven }) -Presence -Connection $Connection
            if (-not $target) { $target = Read-VenueInput -Prompt 'File of the passport' -Remedy 'Give -Path.' }
            $content = Read-VenueFile -Path $PSCmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($target)
            $secret = $Passphrase
            if (-not $isGiven) { $secret = Read-VenueInput -Secret -Prompt 'Passphrase of the passport' -Remedy 'Give -Passphrase: a SecureString.' }
            $request = @{ Connection = $Connection; Query = $script:Document.ImportPassport; Variable = @{ input = @{ content = $content; passphrase = $secret; reason = $Reason } } }
            if (-not (Confirm-VenueChange -Cmdlet $PSCmdlet -Plan "Import the passport $target, and grant what it brings as far as you may" -Caption 'Import a passport' @request)) { return }
            $imported = ConvertTo-VenueObject -InputObject (Invoke-VenueDocument @request).result -TypeName ImportedPassport
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $target; return }
        if ($imported.Passport.OldServer -eq 'CONNECTED') { Write-Warning 'The old server is still connected: stop Gateway Client there and set it to MANUAL. Onboarding is refused until the cloud hears it no more.' }
        $imported
    }
}
