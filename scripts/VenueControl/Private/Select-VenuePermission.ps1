function Select-VenuePermission {
    <#
    .SYNOPSIS
    The permissions that a word means, as the API spells them: in any case, and by wildcards.
    .DESCRIPTION
    Throws BAD_USER_INPUT when it means none.
    .PARAMETER Word
    What was given.
    .EXAMPLE
    Select-VenuePermission -Word services_*
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][string]$Word)
    $all = @(foreach ($name in $script:PermissionName) { New-Object psobject -Property @{ name = $name } })
    $found = @(Select-VenueMatch -InputObject $all -Word $Word -Property name)
    if ($found.Count) { return $found.name }
    throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message "Permission '$Word' does not exist." -Remedy "Use one of: $($script:PermissionName -join ', ')." -TargetObject $Word)
}
