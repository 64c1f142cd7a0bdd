function Disconnect-VenueControl {
    <#
    .SYNOPSIS
    Signs out and removes the connection.
    .DESCRIPTION
    The session also ends on the server, if it can be reached. An API token stays valid: revoke it with Remove-VenueApiToken or "venue-control token revoke".
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Disconnect-VenueControl

    Signs out and removes the connection.
    .EXAMPLE
    $support | Disconnect-VenueControl

    Ends a connection that is stored in a variable.
    .INPUTS
    VenueControl.Connection, e.g. from Connect-VenueControl -PassThru.
    .OUTPUTS
    None.
    .LINK
    Connect-VenueControl
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType([void])]
    param(
        [Parameter(ValueFromPipeline = $true)][ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        if (-not $Connection -and -not $script:DefaultConnection) { return }
        try { $given = Get-VenueConnection -Connection $Connection }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $Connection; return }
        if (-not $given.Token) { return }
        $isSignedIn = -not ($given.PSObject.Properties['ApiToken'] -and $given.ApiToken)
        try { if ($isSignedIn) { [void](Send-VenueRequest -Connection $given -Query 'mutation { signOut }' -TimeoutSeconds 5) } }
        catch {
            Clear-VenueErrorRecord -ErrorRecord $_
            Write-Warning "This session no longer has the token, but the server did not end the sign-in: $($_.Exception.Message)"
        }
        $given.Token.Dispose()
        $given.Token = $null
        if ([object]::ReferenceEquals($given, $script:DefaultConnection)) { $script:DefaultConnection = $null }
        $script:Completion = @{}
    }
}
