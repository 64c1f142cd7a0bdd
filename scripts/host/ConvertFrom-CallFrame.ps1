function ConvertFrom-CallFrame {
    <#
    .SYNOPSIS
    Reads and checks one frame that came from Node.
    .DESCRIPTION
    Answers the frame as an object with t and the fields of its shape in Protocol.psd1. Throws when a field is of another
    kind, missing, or not known: then the other end isn't ours, and the host ends. Strings stay strings: without
    -DateKind String (7.5) a text that looks like a date would come back as a date, rewritten. Windows PowerShell 5.1
    has no such switch and needs none: it only knows "\/Date(", which JSON.stringify never writes.
    .PARAMETER Line
    One line of JSON.
    .PARAMETER Protocol
    What Protocol.psd1 says, and JsonOptions: the switches of ConvertFrom-Json that this edition needs.
    .EXAMPLE
    ConvertFrom-CallFrame -Line '{"t":"ping","id":"8"}' -Protocol $protocol
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param(
        [Parameter(Mandatory = $true)][string]$Line,
        [Parameter(Mandatory = $true)][hashtable]$Protocol
    )
    $options = $Protocol.JsonOptions
    $frame = ConvertFrom-Json -InputObject $Line @options
    $shape = $Protocol.ToHost["$($frame.t)"]
    if ($null -eq $shape) { throw "Unknown frame. Expected one of: $($Protocol.ToHost.Keys -join ', ')." }
    $seen = -1
    foreach ($property in $frame.PSObject.Properties) {
        $seen++
        $value = $property.Value
        # In the order of how many fields are of it: each comparison costs.
        switch ($shape[$property.Name]) {
            'text' { $fits = $value -is [string] -and $value.Length -gt 0; break }
            'table' { $fits = $value -is [Management.Automation.PSCustomObject]; break }
            'count' { $fits = ($value -is [long] -or $value -is [int]) -and $value -ge 0; break }
            'flag' { $fits = $value -is [bool]; break }
            default { $fits = $property.Name -ceq 't' }
        }
        if (-not $fits) { throw "The field '$($property.Name)' of a frame is not of its kind, or not known." }
    }
    if ($seen -ne $shape.Count) { throw "A frame '$($frame.t)' lacks a field." }
    $frame
}
