function ConvertTo-FrameTable {
    <#
    .SYNOPSIS
    Makes of a frame that was read as an object what ConvertFrom-Json -AsHashtable reads.
    .DESCRIPTION
    For Windows PowerShell, which has no such switch. A table, and tables for the objects in its fields: in the frame's order, in
    which its secrets follow it, and with names that differ by case. What is below them stays as it is.
    .PARAMETER InputObject
    From ConvertFrom-Json.
    .EXAMPLE
    ConvertTo-FrameTable -InputObject (ConvertFrom-Json '{"t":"ping","id":"8"}')
    #>
    [CmdletBinding()]
    [OutputType([Collections.IDictionary])]
    param([Parameter(Mandatory = $true)][psobject]$InputObject)
    $frame = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal)
    foreach ($field in $InputObject.PSObject.Properties) {
        $value = $field.Value
        if ($value -is [Management.Automation.PSCustomObject]) {
            $value = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal)
            foreach ($inner in $field.Value.PSObject.Properties) { $value.Add($inner.Name, $inner.Value) }
        }
        $frame.Add($field.Name, $value)
    }
    $frame
}
