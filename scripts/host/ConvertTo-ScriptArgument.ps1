function ConvertTo-ScriptArgument {
    <#
    .SYNOPSIS
    Makes of parsed JSON what a script parameter can take.
    .DESCRIPTION
    JSON objects become hashtables that don't know case, all the way down: a PSCustomObject doesn't bind to [hashtable], and
    the tables of ConvertFrom-Json -AsHashtable know case. Arrays stay arrays, also with one element or none. Everything else
    is left as it is.
    .PARAMETER Value
    A value from ConvertFrom-Json.
    .EXAMPLE
    ConvertTo-ScriptArgument -Value (ConvertFrom-Json '{"a":[1]}')
    #>
    [CmdletBinding()]
    [OutputType([object])]
    param([AllowNull()][object]$Value)
    if ($Value -is [Management.Automation.PSCustomObject]) {
        $table = @{}
        foreach ($property in $Value.PSObject.Properties) {
            $table.Add($property.Name, (ConvertTo-ScriptArgument -Value $property.Value))
        }
        return $table
    }
    if ($Value -is [Collections.IDictionary]) {
        $table = @{}
        foreach ($entry in $Value.GetEnumerator()) { $table.Add($entry.Key, (ConvertTo-ScriptArgument -Value $entry.Value)) }
        return $table
    }
    if ($Value -is [array]) {
        $list = [object[]]::new($Value.Length)
        for ($i = 0; $i -lt $list.Length; $i++) { $list[$i] = ConvertTo-ScriptArgument -Value $Value[$i] }
        return , $list
    }
    $Value
}
