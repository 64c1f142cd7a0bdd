function Read-CallSecret {
    <#
    .SYNOPSIS
    Reads one of the secrets that follow a call's frame, into a read-only SecureString.
    .DESCRIPTION
    They are no part of the line: its JSON is an argument of commands, and module logging and tracing record those. Here a secret is in no
    string, no argument of a command and no variable of its own, only in an array that is zeroed. Throws where fewer characters come.
    .PARAMETER Reader
    Where the frame came from.
    .PARAMETER Length
    How many characters (UTF-16 units).
    .EXAMPLE
    Read-CallSecret -Reader $reader -Length 8
    #>
    [CmdletBinding()]
    [OutputType([securestring])]
    param([Parameter(Mandatory = $true)][IO.TextReader]$Reader, [Parameter(Mandatory = $true)][int]$Length)
    $characters = [char[]]::new($Length)
    $secret = [Security.SecureString]::new()
    try {
        if ($Reader.ReadBlock($characters, 0, $Length) -ne $Length) { throw 'The secret behind a frame is cut short.' }
        for ($i = 0; $i -lt $Length; $i++) { $secret.AppendChar($characters[$i]) }
    }
    finally { [Array]::Clear($characters, 0, $Length) }
    $secret.MakeReadOnly()
    $secret
}
