function ConvertTo-FrameJson {
    <#
    .SYNOPSIS
    Makes JSON of gathered objects, with every value on the allow-list of ConvertTo-SafeValue.
    .DESCRIPTION
    For those that ConvertTo-Json alone would write otherwise than we do.
    .PARAMETER Object
    Custom objects as the script wrote them, and values that are safe already.
    .PARAMETER Depth
    How many levels may be opened.
    .EXAMPLE
    ConvertTo-FrameJson -Object $objects -Depth 16
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][AllowEmptyCollection()][AllowNull()][object[]]$Object, [Parameter(Mandatory = $true)][int]$Depth)
    for ($i = 0; $i -lt $Object.Length; $i++) {
        if ($Object[$i] -is [Management.Automation.PSCustomObject]) { $Object[$i] = ConvertTo-SafeValue -Value $Object[$i] -Depth $Depth }
    }
    ConvertTo-Json -InputObject $Object -Depth 100 -Compress
}
