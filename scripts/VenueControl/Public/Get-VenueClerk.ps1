function Get-VenueClerk {
    <#
    .SYNOPSIS
    Reads clerks: their groups, permissions, and whether they are locked out.
    .DESCRIPTION
    Needs CLERK_SECURITY_VIEW. In the order of their IDs.
    .PARAMETER Id
    Only these, by ID or name, in any case, by wildcards.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueClerk

    Lists all clerks.
    .EXAMPLE
    Get-VenueClerk | Where-Object Locked | Unlock-VenueClerk -Reason 'Called the office'

    Unlocks all clerks who are locked out.
    .EXAMPLE
    (Get-VenueClerk 'Sam*').Permissions

    Shows the current permissions of a clerk.
    .INPUTS
    The Id of the items to read.
    .OUTPUTS
    VenueControl.Clerk.
    .LINK
    Unlock-VenueClerk
    .LINK
    Get-VenueSecurityGroup
    .LINK
    Get-VenueClerkGroup
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.Clerk')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][Alias('Name')][ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Id,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Clerks }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        $rows = @($data.clerkGroups | ForEach-Object { $_.clerks } | Sort-Object -Property { $_.id.PadLeft(12) })
        $wanted = @('*')
        if ($Id) { $wanted = $Id }
        foreach ($one in $wanted) {
            $found = @(Select-VenueMatch -InputObject $rows -Word $one -Property id, name)
            foreach ($row in $found) { ConvertTo-VenueObject -InputObject $row -TypeName Clerk }
            if ($found.Count -or [Management.Automation.WildcardPattern]::ContainsWildcardCharacters($one)) { continue }
            $PSCmdlet.WriteError((New-VenueErrorRecord -Code NOT_FOUND -Message "Clerk '$one' does not exist." -Remedy 'Run Get-VenueClerk to list the clerks.' -TargetObject $one))
        }
    }
}
