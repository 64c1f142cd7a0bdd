function Remove-VenueApiToken {
    <#
    .SYNOPSIS
    Revokes API tokens, and the tokens that they created, at once.
    .DESCRIPTION
    Operations that they started continue: cancel them with Stop-VenueOperation. Needs API_TOKENS_MANAGE.
    .PARAMETER Id
    The token: ID or name; several, by wildcards, or from the pipeline. Prompted for if omitted.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Remove-VenueApiToken Nightly

    Shows its permissions, prompts for confirmation, and revokes it.
    .EXAMPLE
    Get-VenueApiToken | Where-Object ExpiresAt -lt (Get-Date) | Remove-VenueApiToken -Confirm:$false

    Removes expired tokens.
    .INPUTS
    The Id of tokens, e.g. from Get-VenueApiToken.
    .OUTPUTS
    None.
    .LINK
    Get-VenueApiToken
    .LINK
    New-VenueApiToken
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'High', PositionalBinding = $false)]
    [OutputType([void])]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][Alias('Name')][ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Id,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try {
            $entry = Complete-VenueEntry -Cmdlet $PSCmdlet -Entry ([ordered]@{ Id = $Id }) -Connection $Connection
            $all = @((Invoke-VenueDocument -Connection $Connection -Query $script:Document.ApiTokens).apiTokens)
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        foreach ($one in $entry.Id) {
            try {
                $tokens = @(Select-VenueMatch -InputObject $all -Word $one -Property id, name)
                if (-not $tokens.Count) { throw (New-VenueErrorRecord -Code NOT_FOUND -Message "API token '$one' does not exist." -Remedy 'Run Get-VenueApiToken to list the tokens.') }
            }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $one; continue }
            foreach ($token in $tokens) {
                try {
                    $plan = 'Revoke the API token "{0}" ({1}) of {2} with {3}' -f $token.name, $token.id, $token.createdByName, ($token.permissions -join ', ')
                    $request = @{ Connection = $Connection; Query = $script:Document.RemoveApiToken; Variable = @{ id = $token.id } }
                    if (Confirm-VenueChange -Cmdlet $PSCmdlet -Plan $plan -Caption 'Revoke an API token' @request) { [void](Invoke-VenueDocument @request) }
                }
                catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $token.id }
            }
        }
    }
}
