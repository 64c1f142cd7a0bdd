function Import-VenuePassport {
    <#
    .SYNOPSIS
    Imports a migration file (passport) that was exported from the previous server.
    .DESCRIPTION
    Grants the permissions that you may grant and lists the remaining tasks. Shows which kind of onboarding follows, and whether the old server is still connected. Onboarding is refused while it is. If the file is refused, nothing changes.
    Settings for config.json are only listed. Run "venue-control passport import" on the server as Administrator to apply them. Needs CLOUD_CONNECTIVITY_ONBOARD, and your PIN when the sign-in is older than five minutes.
    .PARAMETER Path
    The file. Prompted for if omitted.
    .PARAMETER Passphrase
    The passphrase of the export. Prompted for if omitted; required in unattended use and with -WhatIf.
    .PARAMETER Reason
    Why, for the audit log.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Import-VenuePassport -Path D:\moving.passport

    Prompts for the passphrase and shows which kind of onboarding follows.
    .EXAMPLE
    (Import-VenuePassport -Path D:\moving.passport).Left

    Shows the tasks that are left for you.
    .EXAMPLE
    Import-VenuePassport -Path D:\moving.passport -Passphrase (Get-Secret Moving) -WhatIf

    Checks only whether the import would be refused.
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
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    [OutputType('VenueControl.ImportedPassport')]
    param(
        [Parameter(Position = 0)][ValidateNotNullOrEmpty()][string]$Path,
        [PSTypeName('System.Security.SecureString')][psobject]$Passphrase,
        [ValidateLength(1, 500)][string]$Reason = 'The venue has moved to this server',
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $target = $Path
        try {
            $isGiven = $Passphrase -and $Passphrase.Length
            [void](Get-VenueConnection -Connection $Connection)
            Confirm-VenueUnattended -Cmdlet $PSCmdlet -Entry ([ordered]@{ Path = [bool]$Path; Passphrase = $isGiven }) -Presence -Connection $Connection
            if (-not $target) { $target = Read-VenueInput -Prompt 'Migration file' -Remedy 'Give -Path.' }
            $content = Read-VenueFile -Path (Resolve-VenuePath -Cmdlet $PSCmdlet -Path $target)
            $secret = $Passphrase
            if (-not $isGiven) { $secret = Read-VenueInput -Secret -Prompt 'Passphrase of the migration file' -Remedy 'Give -Passphrase: a SecureString.' }
            $request = @{ Connection = $Connection; Query = $script:Document.ImportPassport; Variable = @{ input = @{ content = $content; passphrase = $secret; reason = $Reason } } }
            if (-not (Confirm-VenueChange -Cmdlet $PSCmdlet -Plan "Import the migration file $target, and grant its permissions as far as you may" -Caption 'Import a migration file' @request)) { return }
            $imported = ConvertTo-VenueObject -InputObject (Invoke-VenueDocument @request).result -TypeName ImportedPassport
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $target; return }
        if ($imported.Passport.OldServer -eq 'CONNECTED') { Write-Warning 'The old server is still connected: stop Gateway Client there and set it to MANUAL. Onboarding is refused while the cloud receives its heartbeats.' }
        $imported
    }
}
