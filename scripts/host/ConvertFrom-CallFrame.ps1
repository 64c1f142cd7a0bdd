function ConvertFrom-CallFrame {
    <#
    .SYNOPSIS
    Reads and checks one frame that came from Node.
    .DESCRIPTION
    Answers the frame as an object with t, id and, for a call, cmd, args, secrets and deadline. Throws when the frame
    isn't one of the protocol's: then the other end isn't ours, and the host ends. Strings stay strings: without
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
    if ($Protocol.ToHost -cnotcontains $frame.t) { throw "Unknown frame. Expected one of: $($Protocol.ToHost -join ', ')." }
    if ($frame.id -isnot [string]) { throw 'A frame came without an id.' }
    if ($frame.t -ceq 'call' -and $frame.cmd -isnot [string]) { throw 'A call came without a script name.' }
    $frame
}
