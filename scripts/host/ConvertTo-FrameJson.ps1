function ConvertTo-FrameJson {
    <#
    .SYNOPSIS
    Makes JSON of gathered objects, with every value on the allow-list of ConvertTo-SafeValue.
    .DESCRIPTION
    Looking at each property of each object costs three times what writing them does, and most scripts write flat objects. So
    they are written first, one level deeper than their own properties: what isn't simple shows as an opened object or list.
    ConvertTo-Json's warning that it cut something is no sign to go by: it is given once at a time in the whole process, and
    another call may just have had it. Where there is no sign of what ConvertTo-Json writes otherwise than we do, that is the
    JSON. Else the objects are copied value by value, and so is whatever this call still writes.
    .PARAMETER Call
    The call. FastPath says whether to try.
    .PARAMETER Object
    Custom objects as the script wrote them, and values that are safe already.
    .EXAMPLE
    ConvertTo-FrameJson -Call $call -Object $objects
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][hashtable]$Call, [Parameter(Mandatory = $true)][AllowEmptyCollection()][AllowNull()][object[]]$Object)
    if ($Call.FastPath) {
        $options = $Call.Protocol.FlatOptions
        $json = ConvertTo-Json -InputObject $Object -Depth 2 -Compress -WarningAction SilentlyContinue @options
        # After a name: an object or a list; an integer that may be past 2^53; a number that is none; a date that isn't written
        # in full. The same signs within a text only cost the copy.
        $signs = '":(?:[{\[]|-?\d{16}|"(?:NaN"|-?Infinity"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?!\.\d{7}(?:Z|[+-]\d\d:\d\d)")))'
        if (-not [regex]::IsMatch($json, $signs)) { return $json }
        $Call.FastPath = $false
    }
    for ($i = 0; $i -lt $Object.Length; $i++) {
        if ($Object[$i] -is [Management.Automation.PSCustomObject]) { $Object[$i] = ConvertTo-SafeValue -Value $Object[$i] -Depth $Call.Protocol.MaximumDepth }
    }
    ConvertTo-Json -InputObject $Object -Depth 100 -Compress
}
