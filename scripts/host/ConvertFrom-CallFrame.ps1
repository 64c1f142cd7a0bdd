function ConvertFrom-CallFrame {
    <#
    .SYNOPSIS
    Reads and checks one frame that came from Node.
    .DESCRIPTION
    Answers the frame as a table with t and the fields of its shape in Protocol.psd1. Throws when a field is of another
    kind, missing, or not known: then the other end isn't ours, and the host ends. Strings stay strings: without
    -DateKind String (7.5) a text that resembles a date would come back as a date, rewritten. Windows PowerShell 5.1
    has no such switch and needs none: it only knows "\/Date(", which JSON.stringify never writes. Nor has it -AsHashtable:
    there the objects are made tables afterwards. Tables, because objects take longer to read and to look through.
    .PARAMETER Line
    One line of JSON.
    .PARAMETER Protocol
    What Protocol.psd1 says, and JsonOptions: the switches of ConvertFrom-Json that this edition needs.
    .EXAMPLE
    ConvertFrom-CallFrame -Line '{"t":"ping","id":"8"}' -Protocol $protocol
    #>
    [CmdletBinding()]
    [OutputType([Collections.IDictionary])]
    param(
        [Parameter(Mandatory = $true)][string]$Line,
        [Parameter(Mandatory = $true)][hashtable]$Protocol
    )
    $options = $Protocol.JsonOptions
    $frame = ConvertFrom-Json -InputObject $Line @options
    if ($frame -is [Management.Automation.PSCustomObject]) { $frame = ConvertTo-FrameTable -InputObject $frame }
    # A list of one frame comes out of the command as that frame.
    if ($frame -isnot [Collections.IDictionary] -or $Line[0] -cne [char]'{') { throw 'A frame is one JSON object.' }
    $type = $frame['t']
    if ($Protocol.ToHost.Keys -cnotcontains $type) { throw "Unknown frame. Expected one of: $($Protocol.ToHost.Keys -join ', ')." }
    $shape = $Protocol.ToHost[$type]
    $known = 1
    foreach ($name in $shape.Keys) {
        $kind = $shape[$name]
        $value = $frame[$name]
        if ($kind -ceq 'text?') {
            if ($null -eq $value) { continue }
            $kind = 'text'
        }
        $known++
        # In the order of how many fields are of it, and no switch: each comparison costs, and so does each call.
        if ($kind -ceq 'text') { $fits = $value -is [string] -and $value.Length -gt 0 }
        elseif ($kind -ceq 'table') { $fits = $value -is [Collections.IDictionary] }
        elseif ($kind -ceq 'lengths') {
            $fits = $value -is [Collections.IDictionary]
            # By methods: to a table with an entry of that name, a property would be the entry.
            if ($fits) {
                foreach ($length in $value.get_Values()) {
                    $fits = $fits -and ($length -is [long] -or $length -is [int]) -and $length -ge 0 -and $length -le $Protocol.MaximumSecretLength
                }
            }
        }
        elseif ($kind -ceq 'count') { $fits = ($value -is [long] -or $value -is [int]) -and $value -ge 0 }
        else { $fits = $value -is [bool] }
        if (-not $fits) { throw "The field '$name' of a frame is missing, or not of its kind." }
    }
    if ($frame.get_Count() -ne $known) { throw "A frame '$type' has a field that is not known." }
    $frame
}
