function Update-VenueApiToken {
    <#
    .SYNOPSIS
    Renews the API token of the connection, before it ends.
    .DESCRIPTION
    For a task without a person. The token gets a new secret and is valid for as long as before. It has those of its permissions that its creator still has. The old secret ends at once, so store the new one in the vault. The connection continues with the new one.
    The creator must still have API_TOKENS_MANAGE. A token that is limited to 24 hours can't be renewed, nor one that a token created: then create another with New-VenueApiToken.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Set-Secret -Name VenueControl -SecureStringSecret (Update-VenueApiToken).Token

    Renews the token and puts the new secret into the vault.
    .EXAMPLE
    Update-VenueApiToken -WhatIf

    Says whether it would be renewed, or why not.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.NewApiToken: Id, Name, Token (a SecureString), Permissions, ExpiresAt.
    .LINK
    New-VenueApiToken
    .LINK
    Connect-VenueControl
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    [OutputType('VenueControl.NewApiToken')]
    param(
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try {
            $used = Get-VenueConnection -Connection $Connection
            $request = @{ Connection = $used; Query = $script:Document.RenewApiToken }
            if (-not (Confirm-VenueChange -Cmdlet $PSCmdlet -Plan ('Renew the API token "{0}", valid until {1:g}; its old secret ends' -f $used.ApiToken, $used.ExpiresAt) -Caption 'Renew an API token' @request)) { return }
            $renewed = ConvertTo-VenueObject -InputObject (Invoke-VenueDocument @request).result -TypeName NewApiToken
            $old = $used.Token
            $used.Token = $renewed.Token.Copy()
            $used.ExpiresAt = $renewed.ExpiresAt
            if ($old) { $old.Dispose() }
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        $renewed
    }
}
