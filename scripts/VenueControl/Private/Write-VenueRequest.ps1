function Write-VenueRequest {
    <#
    .SYNOPSIS
    Writes body and bearer token into a request.
    .DESCRIPTION
    Module logging and tracing record the arguments and the output of every command. So plain secrets are in neither, here nor anywhere else
    in the module: JSON is made of marks by ConvertTo-Json, and a mark is replaced by the secret's characters in the bytes themselves.
    Characters are handed on as arrays only: of those even AMSI, which sees method calls, is shown no more than the type.
    .PARAMETER Request
    The request; no one may be given it afterwards, since as text it shows its headers.
    .PARAMETER Query
    The document.
    .PARAMETER Variable
    Its variables, secrets as SecureStrings.
    .PARAMETER Token
    The bearer token.
    .PARAMETER Buffer
    Takes every array that holds a secret: anyone who sends the request zeroes them.
    .EXAMPLE
    Write-VenueRequest -Request $request -Query $query -Variable @{ pin = $Pin } -Buffer $buffer
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)][psobject]$Request,
        [Parameter(Mandatory = $true)][string]$Query,
        [Parameter(Mandatory = $true)][Collections.IDictionary]$Variable,
        [securestring]$Token,
        [Parameter(Mandatory = $true)][AllowEmptyCollection()][Collections.Generic.List[Array]]$Buffer
    )
    $secrets = New-Object 'Collections.Generic.List[securestring]'
    $mark = 'secret-{0}-' -f [guid]::NewGuid().ToString('N')
    $json = ConvertTo-Json -InputObject @{ query = $Query; variables = (ConvertTo-VenueVariable -Variable $Variable -Secret $secrets -Mark $mark) } -Depth 20 -Compress
    $size = [Text.Encoding]::UTF8.GetByteCount($json)
    foreach ($secret in $secrets) { $size += 6 * $secret.Length }
    $bytes = [byte[]]::new($size)
    $Buffer.Add($bytes)
    $hex = [Text.Encoding]::ASCII.GetBytes('0123456789abcdef')
    $at = 0
    $place = -1
    foreach ($piece in $json.Split([string[]]@($mark), [StringSplitOptions]::None)) {
        $text = $piece
        if ($place -ge 0) {
            $end = $piece.IndexOf(';')
            $secret = $secrets[[int]$piece.Substring(0, $end)]
            $text = $piece.Substring($end + 1)
            $characters = [char[]]::new($secret.Length)
            $Buffer.Add($characters)
            $pointer = [Runtime.InteropServices.Marshal]::SecureStringToBSTR($secret)
            try { [Runtime.InteropServices.Marshal]::Copy($pointer, $characters, 0, $characters.Length) }
            finally { [Runtime.InteropServices.Marshal]::ZeroFreeBSTR($pointer) }
            # In no variable of its own: Set-PSDebug -Trace 2 shows each that is set.
            for ($i = 0; $i -lt $characters.Length; $i++) {
                $bytes[$at++] = 92
                $bytes[$at++] = 117
                foreach ($shift in 12, 8, 4, 0) { $bytes[$at++] = $hex[([int]$characters[$i] -shr $shift) -band 15] }
            }
        }
        $at += [Text.Encoding]::UTF8.GetBytes($text, 0, $text.Length, $bytes, $at)
        $place++
    }
    $Request.Content = [Net.Http.ByteArrayContent]::new($bytes, 0, $at)
    $Request.Content.Headers.ContentType = [Net.Http.Headers.MediaTypeHeaderValue]::Parse('application/json; charset=utf-8')
    if (-not $Token) { return }
    $prefix = 'Bearer '
    $characters = [char[]]::new($prefix.Length + $Token.Length)
    $Buffer.Add($characters)
    $prefix.CopyTo(0, $characters, 0, $prefix.Length)
    $pointer = [Runtime.InteropServices.Marshal]::SecureStringToBSTR($Token)
    try { [Runtime.InteropServices.Marshal]::Copy($pointer, $characters, $prefix.Length, $Token.Length) }
    finally { [Runtime.InteropServices.Marshal]::ZeroFreeBSTR($pointer) }
    # A header is a string for .NET: this one copy lives until it is collected. Within an array, so that no one is shown it on the way.
    $header = [string[]]::new(1)
    $header[0] = [string]::new($characters)
    [void]$Request.Headers.TryAddWithoutValidation('Authorization', $header)
}
