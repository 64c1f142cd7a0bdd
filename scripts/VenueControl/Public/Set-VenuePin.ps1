function Set-VenuePin {
    <#
    .SYNOPSIS
    Changes your own PIN.
    .DESCRIPTION
    Needs your current PIN, or the temporary PIN that an administrator gave you. Change a temporary PIN before anything else.
    With -ClerkId or -Uri you need no connection: the command signs in, changes the PIN and signs out.
    Your other sessions end. API tokens that you created still work.
    A new PIN has 6 to 12 digits that are not easily guessed. Without -NewPin, the command prompts for it twice.
    .PARAMETER ClerkId
    Your Clerk ID, if you are not connected. Required for a temporary PIN, which can't connect. With -Uri it is prompted for if omitted.
    .PARAMETER CurrentPin
    Your current or temporary PIN. Prompted for if omitted.
    .PARAMETER NewPin
    The PIN that you choose. Prompted for if omitted.
    .PARAMETER Uri
    The address of the control plane, if you are not connected; default: this machine, port VENUE_CONTROL_PORT or 4280.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Set-VenuePin -ClerkId 3

    Prompts for the temporary PIN, and twice for the new one. Connect-VenueControl then accepts the new PIN.
    .EXAMPLE
    Set-VenuePin

    Changes the PIN of the connected clerk.
    .INPUTS
    None.
    .OUTPUTS
    None.
    .LINK
    Connect-VenueControl
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'Low', DefaultParameterSetName = 'Connection', PositionalBinding = $false)]
    [OutputType([void])]
    param(
        [Parameter(Position = 0, ParameterSetName = 'Clerk')][ValidateNotNullOrEmpty()][string]$ClerkId,
        [PSTypeName('System.Security.SecureString')][psobject]$CurrentPin,
        [PSTypeName('System.Security.SecureString')][psobject]$NewPin,
        [Parameter(ParameterSetName = 'Clerk')][uri]$Uri,
        [Parameter(ParameterSetName = 'Connection')][ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $own = $null
        try {
            $isSignIn = $PSCmdlet.ParameterSetName -eq 'Clerk'
            $isAsked = -not $NewPin -or -not $NewPin.Length
            Confirm-VenueUnattended -Cmdlet $PSCmdlet -Entry ([ordered]@{ ClerkId = $WhatIfPreference -or -not $isSignIn -or $ClerkId; CurrentPin = $WhatIfPreference -or ($CurrentPin -and $CurrentPin.Length); NewPin = $WhatIfPreference -or -not $isAsked })
            $used = $null
            if ($isSignIn) { $own = $used = New-Object psobject -Property @{ Uri = Resolve-VenueUri -Uri $Uri; Token = $null } }
            else { $used = Get-VenueConnection -Connection $Connection }
            if (-not $PSCmdlet.ShouldProcess('Change your PIN', 'Change your PIN', 'Change a PIN')) { return }
            if ($isSignIn -and -not $ClerkId) { $ClerkId = Read-VenueInput -Prompt 'Clerk ID' -Remedy 'Give -ClerkId.' }
            $current = $CurrentPin
            if (-not $current -or -not $current.Length) { $current = Read-VenueInput -Secret -Prompt 'Current or temporary PIN' -Remedy 'Give -CurrentPin: a SecureString.' }
            if ($own) { $own.Token = (Invoke-VenueDocument -Connection $own -Query $script:Document.SignIn -Variable @{ id = $ClerkId; pin = $current }).signIn.token }
            $new = $NewPin
            if ($isAsked) {
                $new = Read-VenueInput -Secret -Prompt 'New PIN' -Remedy 'Give -NewPin: a SecureString.'
                $again = Read-VenueInput -Secret -Prompt 'Confirm new PIN' -Remedy 'Give -NewPin: a SecureString.'
                if (-not (Test-VenueSameSecret -First $new -Second $again)) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message 'The new PINs do not match.' -Remedy 'Run the command again.') }
            }
            [void](Invoke-VenueDocument -Connection $used -Query $script:Document.ChangePin -Variable @{ current = $current; new = $new })
            Write-Warning 'API tokens that you created still work. Run Remove-VenueApiToken to revoke one.'
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $ClerkId }
        finally { if ($own) { Disconnect-VenueControl -Connection $own } }
    }
}
