<#
One field of somebody else's JSON file, by the place of its bytes: the rest of the file stays as it was written, and no command is given a secret
as an argument, which module logging would record.
#>

# From and Length in bytes of the text (with its quotes) or the null that a field holds; nothing where there is none. Field: names with dots between.
function Find-JsonField([IO.MemoryStream]$Stream, [string]$Field) {
    $bytes = $Stream.GetBuffer()
    $levels = New-Object 'Collections.Generic.List[string]'
    $name = ''
    for ($at = 0; $at -lt $Stream.Length; $at++) {
        $byte = $bytes[$at]
        # " a name or a text
        if ($byte -eq 34) {
            $from = $at
            for ($at++; $at -lt $Stream.Length -and $bytes[$at] -ne 34; $at++) { if ($bytes[$at] -eq 92) { $at++ } }
            $colon = $at + 1
            while ($colon -lt $Stream.Length -and $bytes[$colon] -le 32) { $colon++ }
            if ($colon -lt $Stream.Length -and $bytes[$colon] -eq 58) { $name = [Text.Encoding]::UTF8.GetString($bytes, $from + 1, $at - $from - 1) }
            elseif ((@($levels) + $name) -join '.' -ceq ".$Field") { return @{ From = $from; Length = $at - $from + 1 } }
        }
        # { and [
        elseif ($byte -eq 123) { $levels.Add($name); $name = '' }
        elseif ($byte -eq 91) { $levels.Add('[]'); $name = '[]' }
        # } and ]
        elseif ($byte -eq 125 -or $byte -eq 93) {
            if ($levels.Count -eq 0) { return }
            $levels.RemoveAt($levels.Count - 1)
            $name = ''
        }
        # null
        elseif ($byte -eq 110 -and (@($levels) + $name) -join '.' -ceq ".$Field") { return @{ From = $at; Length = 4 } }
    }
}

# The secret's characters, which have to be printable ASCII without quote and backslash, into bytes from a place on.
function Copy-SecretByte([securestring]$Secret, [IO.MemoryStream]$Into) {
    $pointer = [Runtime.InteropServices.Marshal]::SecureStringToBSTR($Secret)
    try {
        for ($index = 0; $index -lt $Secret.Length; $index++) {
            $character = [Runtime.InteropServices.Marshal]::ReadInt16($pointer, 2 * $index)
            if ($character -le 32 -or $character -ge 127 -or $character -eq 34 -or $character -eq 92) { throw 'The credential is none that a file takes as it is.' }
            $Into.WriteByte([byte]$character)
        }
    }
    finally { [Runtime.InteropServices.Marshal]::ZeroFreeBSTR($pointer) }
}
