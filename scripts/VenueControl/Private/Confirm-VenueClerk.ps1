function Confirm-VenueClerk {
    <#
    .SYNOPSIS
    Throws NOT_FOUND where a clerk does not exist.
    .DESCRIPTION
    Who may not read the clerks is warned instead.
    .PARAMETER ClerkId
    The clerk's ID.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    Confirm-VenueClerk -ClerkId 77
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$ClerkId, [psobject]$Connection)
    try { $ids = @((Invoke-VenueDocument -Connection $Connection -Query $script:Document.Clerks).clerkGroups.clerks.id) }
    catch {
        if ($_.Exception.Data['code'] -ne 'FORBIDDEN') { throw }
        Clear-VenueErrorRecord -ErrorRecord $_
        Write-Warning "No audit entry of clerk '$ClerkId' was found. Check the ID: you don't have permission to read the clerks."
        return
    }
    if ($ClerkId -notin $ids) { throw (New-VenueErrorRecord -Code NOT_FOUND -Message "Clerk '$ClerkId' does not exist." -Remedy 'Run Get-VenueClerk to list the clerks.' -TargetObject $ClerkId) }
}
