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
    if ($Value -is [long] -or $Value -is [uint64]) {
        if ($Value -gt 9007199254740991 -or $Value -lt -9007199254740991) { return $Value.ToString([Globalization.CultureInfo]::InvariantCulture) }
        return $Value
    }
    if ($Value -is [double] -or $Value -is [single]) {
        if ([double]::IsNaN($Value) -or [double]::IsInfinity($Value)) { return $null }
        return $Value
    }
    if ($Value -is [decimal]) { return $Value }
    if ($Value -is [switch]) { return $Value.IsPresent }
    if ($Value -is [datetime]) {
        if ($Value.Kind -eq [DateTimeKind]::Unspecified) { $Value = [datetime]::SpecifyKind($Value, [DateTimeKind]::Local) }
        return $Value.ToString('o', [Globalization.CultureInfo]::InvariantCulture)
    }
    if ($Value -is [DateTimeOffset]) { return $Value.ToString('o', [Globalization.CultureInfo]::InvariantCulture) }
    if ($Value -is [timespan]) { return [Xml.XmlConvert]::ToString($Value) }
    if ($Value -is [byte[]]) { return [Convert]::ToBase64String($Value) }
    if ($Value -is [DBNull]) { return $null }
    if ($Value -is [Security.SecureString] -or $Value -is [pscredential]) { return '[redacted]' }
    if ($Depth -gt 0) {
        if ($Value -is [Collections.IDictionary]) {
            $table = [ordered]@{}
            foreach ($key in @($Value.Keys)) { $table["$key"] = ConvertTo-SafeValue -Value $Value[$key] -Depth ($Depth - 1) }
            return $table
        }
        if ($Value -is [Management.Automation.PSCustomObject]) {
            $table = [ordered]@{}
            foreach ($property in $Value.PSObject.Properties) {
                $table[$property.Name] = ConvertTo-SafeValue -Value $property.Value -Depth ($Depth - 1)
            }
            return $table
        }
        # Lists only: enumerating any IEnumerable could run for ever, or run somebody's code.
        if ($Value -is [Collections.IList]) {
            $list = New-Object object[] $Value.Count
            for ($i = 0; $i -lt $list.Length; $i++) { $list[$i] = ConvertTo-SafeValue -Value $Value[$i] -Depth ($Depth - 1) }
            return , $list
        }
    }
    $text = "$Value"
    if ($text.Length -gt 1000) { $text = $text.Substring(0, 1000) }
    $text
}

function Test-PlainObject {
    <#
    .SYNOPSIS
    Says whether an object can go to ConvertTo-Json as it is.
    .DESCRIPTION
    The fast path: most scripts write flat custom objects of text, small numbers and booleans. Copying those would cost
    five times what looking at them does.
    .PARAMETER Value
    What a script wrote.
    .EXAMPLE
    Test-PlainObject -Value ([pscustomobject]@{ Key = 'connect'; ProcessId = 12 })
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param([AllowNull()][object]$Value)
    if ($Value -isnot [Management.Automation.PSCustomObject]) { return $false }
    foreach ($property in $Value.PSObject.Properties) {
        $item = $property.Value
        if (-not ($null -eq $item -or $item -is [string] -or $item -is [int] -or $item -is [bool])) { return $false }
    }
    $true
}
