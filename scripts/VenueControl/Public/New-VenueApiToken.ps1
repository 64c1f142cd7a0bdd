function New-VenueApiToken {
    <#
    .SYNOPSIS
    Creates an API token for unattended tasks.
    .DESCRIPTION
    It has the listed permissions as long as you have them. It expires after 90 days at most, after 400 days with METRICS_VIEW alone, or after 24 hours with CLOUD_CONNECTIVITY_ONBOARD, CLERK_SECURITY_EDIT or API_TOKENS_MANAGE.
    Its secret is emitted once, as a SecureString in the property Token, and never printed: assign the result to a variable, and store the secret in a vault. Needs API_TOKENS_MANAGE, and your PIN when the sign-in is older than five minutes.
    .PARAMETER Name
    Its purpose, which the audit log shows. Prompted for if omitted.
    .PARAMETER Permission
    Its permissions, e.g. SERVICES_VIEW, in any case and by wildcards; you must have each. Prompted for if omitted.
    .PARAMETER ExpiresAt
    When it expires. Prompted for if omitted.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    $made = New-VenueApiToken 'Nightly' SERVICES_VIEW, SERVICES_CONTROL -ExpiresAt (Get-Date).AddDays(89)

    Creates a token. Its secret is in $made.Token, a SecureString.
    .EXAMPLE
    Set-Secret -Name VenueControl -SecureStringSecret (New-VenueApiToken Audit AUDIT_VIEW -ExpiresAt (Get-Date).AddDays(89)).Token

    Creates a token and stores it in a vault for Connect-VenueControl -Token (Get-Secret VenueControl).
    .INPUTS
    Rows with Name, Permission and ExpiresAt, e.g. from Import-Csv.
    .OUTPUTS
    VenueControl.NewApiToken: Id, Name, Token (a SecureString), Permissions, ExpiresAt.
    .LINK
    Get-VenueApiToken
    .LINK
    Remove-VenueApiToken
    .LINK
    Connect-VenueControl
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    [OutputType('VenueControl.NewApiToken')]
    param(
        [Parameter(Position = 0, ValueFromPipelineByPropertyName = $true)][ValidateLength(1, 100)][string]$Name,
        [Parameter(Position = 1, ValueFromPipelineByPropertyName = $true)][ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Permission,
        [Parameter(ValueFromPipelineByPropertyName = $true)]$ExpiresAt,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try {
            $entry = Complete-VenueEntry -Cmdlet $PSCmdlet -Entry ([ordered]@{ Name = $Name; Permission = $Permission; ExpiresAt = $ExpiresAt }) -Presence -Connection $Connection
            $permissions = @(Select-VenueValue -Kind Permission -Word $entry.Permission)
            $until = ConvertTo-VenueTime -Name ExpiresAt -Value $entry.ExpiresAt
            $plan = 'Create the API token "{0}" with {1}, valid until {2:g}' -f $entry.Name, ($permissions -join ', '), $until
            $wish = @{ name = $entry.Name; permissions = $permissions; expiresAt = $until }
            $request = @{ Connection = $Connection; Query = $script:Document.NewApiToken; Variable = @{ input = $wish } }
            if (-not (Confirm-VenueChange -Cmdlet $PSCmdlet -Plan $plan -Caption 'Create an API token' @request)) { return }
            $data = Invoke-VenueDocument @request
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $Name; return }
        ConvertTo-VenueObject -InputObject $data.result -TypeName NewApiToken
    }
}
