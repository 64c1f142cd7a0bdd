function Get-VenueSecurityGroup {
    <#
    .SYNOPSIS
    Reads Clerk Security Groups, highest rank first.
    .DESCRIPTION
    Each group includes its permissions and clerks.
    Needs CLERK_SECURITY_VIEW.
    .PARAMETER Id
    Only these, by ID or name, in any case, by wildcards.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueSecurityGroup

    Lists the groups with their permissions.
    .EXAMPLE
    (Get-VenueSecurityGroup Supervisors).Permissions

    Shows the permissions of one group.
    .INPUTS
    The Id of groups.
    .OUTPUTS
    VenueControl.SecurityGroup, with Permissions and Clerks.
    .LINK
    Grant-VenuePermission
    .LINK
    Get-VenueClerk
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.SecurityGroup')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][Alias('Name')][ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Id,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $groups = @((Invoke-VenueDocument -Connection $Connection -Query $script:Document.SecurityGroups).securityGroups) }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        $wanted = @('*')
        if ($Id) { $wanted = $Id }
        foreach ($one in $wanted) {
            $found = @(Select-VenueMatch -InputObject $groups -Word $one -Property id, name)
            foreach ($group in $found) { ConvertTo-VenueObject -InputObject $group -TypeName SecurityGroup }
            if ($found.Count -or [Management.Automation.WildcardPattern]::ContainsWildcardCharacters($one)) { continue }
            $PSCmdlet.WriteError((New-VenueErrorRecord -Code NOT_FOUND -Message "Clerk Security Group '$one' does not exist." -Remedy ('Use one of: {0}.' -f ($groups.name -join ', ')) -TargetObject $one))
        }
    }
}
