function Get-VenueApiToken {
    <#
    .SYNOPSIS
    Reads the API tokens of all clerks, oldest first, without secrets.
    .DESCRIPTION
    Needs API_TOKENS_MANAGE. An expired token is listed for 30 days.
    .PARAMETER Id
    Only these, by ID or name, in any case, by wildcards.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueApiToken

    Lists the tokens with their permissions and expiry.
    .EXAMPLE
    Get-VenueApiToken | Where-Object ExpiresAt -lt (Get-Date).AddDays(14)

    Lists the tokens that expire within two weeks.
    .INPUTS
    The Id of the items to read.
    .OUTPUTS
    VenueControl.ApiToken.
    .LINK
    New-VenueApiToken
    .LINK
    Remove-VenueApiToken
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.ApiToken')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][Alias('Name')][ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Id,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.ApiTokens }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        $rows = @($data.apiTokens)
        $wanted = @('*')
        if ($Id) { $wanted = $Id }
        foreach ($one in $wanted) {
            $found = @(Select-VenueMatch -InputObject $rows -Word $one -Property id, name)
            foreach ($row in $found) { ConvertTo-VenueObject -InputObject $row -TypeName ApiToken }
            if ($found.Count -or [Management.Automation.WildcardPattern]::ContainsWildcardCharacters($one)) { continue }
            $PSCmdlet.WriteError((New-VenueErrorRecord -Code NOT_FOUND -Message "API token '$one' does not exist." -Remedy 'Run Get-VenueApiToken to list the tokens.' -TargetObject $one))
        }
    }
}
