function Select-VenueService {
    <#
    .SYNOPSIS
    The services that a key means, as the server answers them: in any case, by wildcards, or by the name that people call it.
    .DESCRIPTION
    Throws NOT_FOUND when it means none; so a wildcard does where something is to be changed.
    .PARAMETER Key
    Key, display name or wildcards.
    .PARAMETER AllowNone
    Wildcards may mean none.
    .PARAMETER Name
    Takes the display name of every service, by key.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    Select-VenueService -Key C*
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param([Parameter(Mandatory = $true)][string]$Key, [switch]$AllowNone, [hashtable]$Name = @{}, [psobject]$Connection)
    $all = @((Invoke-VenueDocument -Connection $Connection -Query $script:Document.Services).services)
    foreach ($service in $all) { $Name[$service.key] = $service.displayName }
    $found = @(Select-VenueMatch -InputObject $all -Word $Key -Property key, displayName)
    if (-not $found.Count -and -not ($AllowNone -and [Management.Automation.WildcardPattern]::ContainsWildcardCharacters($Key))) {
        throw (New-VenueErrorRecord -Code NOT_FOUND -Message "Service '$Key' does not exist." -Remedy "Use one of: $($all.key -join ', ')." -TargetObject $Key)
    }
    $found
}
