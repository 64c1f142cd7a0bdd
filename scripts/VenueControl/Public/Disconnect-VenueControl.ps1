function Disconnect-VenueControl {
    <#
    .SYNOPSIS
    Signs out and forgets the connection.
    .DESCRIPTION
    The token ends on the server too, when it can be reached.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    Disconnect-VenueControl
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $given = $Connection
        if (-not $given) { $given = $script:DefaultConnection }
        if (-not $given) { return }
        try { [void](Send-VenueRequest -Connection $given -Query 'mutation { signOut }' -TimeoutSeconds 5) }
        catch { Write-Warning "Signed out here only: $($_.Exception.Message)" }
        if ($given.Token) { $given.Token.Dispose() }
        $given.Token = $null
        if ([object]::ReferenceEquals($given, $script:DefaultConnection)) { $script:DefaultConnection = $null }
        $script:Completion = @{}
    }
}
