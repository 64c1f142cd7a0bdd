function Select-VenueMatch {
    <#
    .SYNOPSIS
    Those objects that a word means: by its being one of their properties, in any case, or by wildcards.
    .DESCRIPTION
    A word that is the whole of a property means nothing else, whatever wildcards are in it.
    .PARAMETER InputObject
    The objects.
    .PARAMETER Word
    What was given.
    .PARAMETER Property
    Which properties count.
    .EXAMPLE
    Select-VenueMatch -InputObject $groups -Word support -Property id, name
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param([AllowEmptyCollection()][psobject[]]$InputObject, [Parameter(Mandatory = $true)][string]$Word, [Parameter(Mandatory = $true)][string[]]$Property)
    foreach ($name in $Property) {
        $same = @($InputObject | Where-Object { $_.$name -eq $Word })
        if ($same.Count) { return $same }
    }
    if (-not [Management.Automation.WildcardPattern]::ContainsWildcardCharacters($Word)) { return }
    $pattern = New-Object Management.Automation.WildcardPattern $Word, 'IgnoreCase'
    foreach ($one in $InputObject) { foreach ($name in $Property) { if ($pattern.IsMatch([string]$one.$name)) { $one; break } } }
}
