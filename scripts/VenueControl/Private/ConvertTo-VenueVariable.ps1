function ConvertTo-VenueVariable {
    <#
    .SYNOPSIS
    Makes a copy of GraphQL variables that can become JSON, with no secret in it.
    .DESCRIPTION
    Each SecureString is put on the list and leaves a mark with its place there; instants become ISO 8601 in UTC.
    .PARAMETER Variable
    The variables.
    .PARAMETER Secret
    Takes the SecureStrings.
    .PARAMETER Mark
    What the marks begin with: occurs nowhere else.
    .EXAMPLE
    ConvertTo-VenueVariable -Variable @{ pin = $Pin } -Secret $list -Mark $mark
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)][Collections.IDictionary]$Variable,
        [Parameter(Mandatory = $true)][AllowEmptyCollection()][Collections.Generic.List[securestring]]$Secret,
        [Parameter(Mandatory = $true)][string]$Mark
    )
    $copy = @{}
    foreach ($entry in $Variable.GetEnumerator()) {
        $value = $entry.Value
        if ($value -is [securestring]) {
            $Secret.Add($value)
            $value = '{0}{1};' -f $Mark, ($Secret.Count - 1)
        }
        # Without what PowerShell may have hung on it: Windows PowerShell would write that too.
        elseif ($value -is [string]) { $value = $value.ToString() }
        elseif ($value -is [datetime]) { $value = $value.ToUniversalTime().ToString('o', [Globalization.CultureInfo]::InvariantCulture) }
        elseif ($value -is [Collections.IDictionary]) { $value = ConvertTo-VenueVariable -Variable $value -Secret $Secret -Mark $Mark }
        elseif ($value -is [Management.Automation.PSCustomObject]) {
            $inside = @{}
            foreach ($property in $value.PSObject.Properties) { $inside[$property.Name] = $property.Value }
            $value = ConvertTo-VenueVariable -Variable $inside -Secret $Secret -Mark $Mark
        }
        elseif ($value -is [Collections.IList]) {
            $items = New-Object Collections.ArrayList
            foreach ($item in $value) { [void]$items.Add((ConvertTo-VenueVariable -Variable @{ item = $item } -Secret $Secret -Mark $Mark)['item']) }
            $value = $items.ToArray()
        }
        $copy[$entry.Key] = $value
    }
    $copy
}
