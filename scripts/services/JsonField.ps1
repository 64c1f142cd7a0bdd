<#
One field of someone else's JSON file, by the place of its bytes: the rest of the file stays as it was written, and no command is given a secret
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
            $colon = Skip-JsonSpace -Stream $Stream -From ($at + 1)
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
        # / begins a comment, which many configurations have
        elseif ($byte -eq 47) { $at = [Math]::Max($at, (Skip-JsonSpace -Stream $Stream -From $at) - 1) }
        # null
        elseif ($byte -eq 110 -and (@($levels) + $name) -join '.' -ceq ".$Field") { return @{ From = $at; Length = 4 } }
    }
}

# The place of the first byte from there on that is neither space nor in a comment.
function Skip-JsonSpace([IO.MemoryStream]$Stream, [int]$From) {
    $bytes = $Stream.GetBuffer()
    $length = $Stream.Length
    for ($at = $From; $at -lt $length; $at++) {
        if ($bytes[$at] -le 32) { continue }
        $second = if ($bytes[$at] -eq 47 -and $at + 1 -lt $length) { $bytes[$at + 1] } else { 0 }
        # // to the end of the line, /* to */
        if ($second -eq 47) { while ($at -lt $length -and $bytes[$at] -ne 10 -and $bytes[$at] -ne 13) { $at++ } }
        elseif ($second -eq 42) {
            for ($at += 3; $at -lt $length -and -not ($bytes[$at - 1] -eq 42 -and $bytes[$at] -eq 47); ) { $at++ }
        }
        else { return $at }
    }
    $length
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
