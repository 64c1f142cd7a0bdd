function ConvertTo-SafeValue {
    <#
    .SYNOPSIS
    Cuts any object down to what JSON can carry truthfully.
    .DESCRIPTION
    An allow-list: text, numbers, booleans, tables, lists and custom objects are kept; everything else becomes a string,
    because ConvertTo-Json would walk into live .NET objects (59 MB for one type at depth 4). Dates become ISO 8601 with
    their offset, durations ISO 8601, enums their names, bytes base64, integers past 2^53 strings, NaN null.
    .PARAMETER Value
    What a script wrote.
    .PARAMETER Depth
    How many more levels may be opened; below that everything is a string.
    .EXAMPLE
    ConvertTo-SafeValue -Value (Get-Date) -Depth 16
    #>
    [CmdletBinding()]
    [OutputType([object])]
    param([AllowNull()][object]$Value, [int]$Depth)
    if ($null -eq $Value) { return $null }
    # Get-Content and others hang properties on strings; 5.1 would write those as objects. Bare values only.
    if ($Value -is [psobject] -and $Value.PSObject.BaseObject -isnot [Management.Automation.PSCustomObject]) {
        $Value = $Value.PSObject.BaseObject
    }
    if ($Value -is [string] -or $Value -is [bool]) { return $Value }
    if ($Value -is [enum]) { return $Value.ToString() }
    if ($Value -is [int] -or $Value -is [int16] -or $Value -is [byte] -or $Value -is [sbyte] -or $Value -is [uint16] -or $Value -is [uint32]) { return $Value }
    if ($Value -is [long] -or $Value -is [uint64] -or $Value -is [bigint] -or $Value -is [decimal]) {
        if ($Value -gt 9007199254740991 -or $Value -lt -9007199254740991) { return $Value.ToString([Globalization.CultureInfo]::InvariantCulture) }
        return $Value
    }
    if ($Value -is [double] -or $Value -is [single]) {
        if ([double]::IsNaN($Value) -or [double]::IsInfinity($Value)) { return $null }
        return $Value
    }
    if ($Value -is [switch]) { return $Value.IsPresent }
    if ($Value -is [datetime]) {
        if ($Value.Kind -eq [DateTimeKind]::Unspecified) { $Value = [datetime]::SpecifyKind($Value, [DateTimeKind]::Local) }
        return $Value.ToString('o', [Globalization.CultureInfo]::InvariantCulture)
    }
    if ($Value -is [DateTimeOffset]) { return $Value.ToString('o', [Globalization.CultureInfo]::InvariantCulture) }
    if ($Value -is [timespan]) { return [Xml.XmlConvert]::ToString($Value) }
    if ($Value -is [byte[]]) { return [Convert]::ToBase64String($Value) }
    if ($Value -is [DBNull]) { return $null }
    if ($Value -is [uri]) { return $Value.OriginalString }
    if ($Value -is [Security.SecureString] -or $Value -is [pscredential]) { return '[redacted]' }
    if ($Depth -gt 0) {
        if ($Value -is [Collections.IDictionary]) {
            # One that distinguishes names by case, as the other may: [ordered] would drop one of two.
            $table = [Collections.Specialized.OrderedDictionary]::new()
            # By a method: to a table with an entry of that name, a property would be the entry.
            foreach ($entry in @($Value.GetEnumerator())) {
                $item = $entry.Value
                if ($null -ne $item -and ($item -isnot [string] -or $item -is [psobject])) { $item = ConvertTo-SafeValue -Value $item -Depth ($Depth - 1) }
                $table["$($entry.Key)"] = $item
            }
            return $table
        }
        if ($Value -is [Management.Automation.PSCustomObject]) {
            $table = [ordered]@{}
            foreach ($property in $Value.PSObject.Properties) {
                # A call costs more than all else here. Bare texts, the most of all values, are spared it.
                $item = $property.Value
                if ($null -ne $item -and ($item -isnot [string] -or $item -is [psobject])) { $item = ConvertTo-SafeValue -Value $item -Depth ($Depth - 1) }
                $table[$property.Name] = $item
            }
            return $table
        }
        # Lists only: enumerating any IEnumerable could run for ever, or run someone's code.
        if ($Value -is [Collections.IList]) {
            $list = [object[]]::new($Value.Count)
            for ($i = 0; $i -lt $list.Length; $i++) { $list[$i] = ConvertTo-SafeValue -Value $Value[$i] -Depth ($Depth - 1) }
            return , $list
        }
    }
    $text = "$Value"
    if ($text.Length -gt 1000) { $text = $text.Substring(0, 1000) }
    $text
}
