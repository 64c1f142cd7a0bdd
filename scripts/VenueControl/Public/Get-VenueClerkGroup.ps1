function Get-VenueClerkGroup {
    <#
    .SYNOPSIS
    Reads Clerk Groups: which Location Groups their clerks see.
    .DESCRIPTION
    Needs CLERK_SECURITY_VIEW.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    Get-VenueClerkGroup

    Lists the groups, and which Location Groups each sees.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.ClerkGroup.
    .LINK
    Get-VenueClerk
    .LINK
    Get-VenueSecurityGroup
    #>
    [CmdletBinding(PositionalBinding = $false)]
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
