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
        $kind = $shape[$property.Name]
        $value = $property.Value
        # In the order of how many fields are of it, and no switch: each comparison costs, and so does each call.
        if ($kind -ceq 'text') { $fits = $value -is [string] -and $value.Length -gt 0 }
        elseif ($kind -ceq 'table') { $fits = $value -is [Management.Automation.PSCustomObject] }
        elseif ($kind -ceq 'lengths') {
            $fits = $value -is [Management.Automation.PSCustomObject]
            foreach ($length in $value.PSObject.Properties) {
                $fits = $fits -and ($length.Value -is [long] -or $length.Value -is [int]) -and $length.Value -ge 0 -and $length.Value -lt $Protocol.MaximumFrameBytes
            }
        }
        elseif ($kind -ceq 'count') { $fits = ($value -is [long] -or $value -is [int]) -and $value -ge 0 }
        elseif ($kind -ceq 'flag') { $fits = $value -is [bool] }
        else { $fits = $property.Name -ceq 't' }
        if (-not $fits) { throw "The field '$($property.Name)' of a frame is not of its kind, or not known." }
    }
    if ($seen -ne $shape.Count) { throw "A frame '$($frame.t)' lacks a field." }
    $frame
}
