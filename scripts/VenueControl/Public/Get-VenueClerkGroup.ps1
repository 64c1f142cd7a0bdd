function Get-VenueClerkGroup {
    <#
    .SYNOPSIS
    Reads Clerk Groups with the Location Groups that their clerks have access to.
    .DESCRIPTION
    Needs CLERK_SECURITY_VIEW.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueClerkGroup

    Lists the groups with their Location Groups.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.ClerkGroup.
    .LINK
    Get-VenueClerk
    .LINK
    Get-VenueSecurityGroup
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.ClerkGroup')]
    param(
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.ClerkGroups }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        foreach ($group in @($data.clerkGroups)) { ConvertTo-VenueObject -InputObject $group -TypeName ClerkGroup }
    }
}
