<#
Secrets in what the cloud is sent and answers. Module logging and tracing record the arguments of every command, so a plain secret is in none,
nor in what one emits: only in arrays that are zeroed afterwards, and in the one string that .NET makes of a header. VenueControl's
Write-VenueRequest and Read-VenueAnswer do the same for GraphQL; that module is copied to other machines alone.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')

function Write-SecretContent {
    <#
    .SYNOPSIS
    Gives an HTTP request its JSON body; one of its values may be a SecureString.
    .DESCRIPTION
    ConvertTo-Json is given a mark, which the secret's characters replace in the bytes.
    .PARAMETER Request
    The request.
    .PARAMETER Body
    What to send.
    .PARAMETER Buffer
    Takes every array that holds a secret: anyone who sends the request zeroes them.
    .EXAMPLE
    Write-SecretContent -Request $request -Body @{ authenticationCode = $code } -Buffer $buffer
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)][psobject]$Request,
        [Parameter(Mandatory = $true)][hashtable]$Body,
        [Parameter(Mandatory = $true)][AllowEmptyCollection()][Collections.Generic.List[Array]]$Buffer
    )
    $mark = 'secret-{0}' -f [guid]::NewGuid().ToString('N')
    $secret = New-Object Security.SecureString
    $plain = @{}
    foreach ($name in $Body.Keys) {
        $plain[$name] = $Body[$name]
        if ($Body[$name] -isnot [securestring]) { continue }
        $secret = $Body[$name]
        $plain[$name] = $mark
    }
    $pieces = (ConvertTo-Json -InputObject $plain -Depth 6 -Compress).Split([string[]]@($mark), [StringSplitOptions]::None)
    if ($pieces.Count -gt 2) { throw 'A body takes one secret.' }
    $utf8 = New-Object Text.UTF8Encoding $false
    $bytes = [byte[]]::new($utf8.GetByteCount($pieces -join '') + 6 * $secret.Length)
    $Buffer.Add($bytes)
    $characters = [char[]]::new($secret.Length)
    $Buffer.Add($characters)
    $pointer = [Runtime.InteropServices.Marshal]::SecureStringToBSTR($secret)
    try { [Runtime.InteropServices.Marshal]::Copy($pointer, $characters, 0, $secret.Length) }
    finally { [Runtime.InteropServices.Marshal]::ZeroFreeBSTR($pointer) }
    $at = $utf8.GetBytes($pieces[0], 0, $pieces[0].Length, $bytes, 0)
    $hex = [Text.Encoding]::ASCII.GetBytes('0123456789abcdef')
    # As \u0041: any character, and nothing to escape.
    for ($i = 0; $i -lt $secret.Length; $i++) {
        $bytes[$at++] = 92
        $bytes[$at++] = 117
        foreach ($shift in 12, 8, 4, 0) { $bytes[$at++] = $hex[([int]$characters[$i] -shr $shift) -band 15] }
    }
    if ($pieces.Count -eq 2) { $at += $utf8.GetBytes($pieces[1], 0, $pieces[1].Length, $bytes, $at) }
    $Request.Content = [Net.Http.ByteArrayContent]::new($bytes, 0, $at)
    $Request.Content.Headers.ContentType = [Net.Http.Headers.MediaTypeHeaderValue]::Parse('application/json; charset=utf-8')
}

function Write-SecretBearer {
    <#
    .SYNOPSIS
    Gives an HTTP request its bearer credential.
    .DESCRIPTION
    No one may be given the request afterwards: as text it shows its headers.
    .PARAMETER Request
    The request.
    .PARAMETER Credential
    The credential.
    .PARAMETER Buffer
    As of Write-SecretContent.
    .EXAMPLE
    Write-SecretBearer -Request $request -Credential $credential -Buffer $buffer
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)][psobject]$Request,
        [Parameter(Mandatory = $true)][securestring]$Credential,
        [Parameter(Mandatory = $true)][AllowEmptyCollection()][Collections.Generic.List[Array]]$Buffer
    )
    $prefix = 'Bearer '
    $characters = [char[]]::new($prefix.Length + $Credential.Length)
    $Buffer.Add($characters)
    $prefix.CopyTo(0, $characters, 0, $prefix.Length)
    $pointer = [Runtime.InteropServices.Marshal]::SecureStringToBSTR($Credential)
    try { [Runtime.InteropServices.Marshal]::Copy($pointer, $characters, $prefix.Length, $Credential.Length) }
    finally { [Runtime.InteropServices.Marshal]::ZeroFreeBSTR($pointer) }
    # Within an array, so that no one is shown it on the way.
    $header = [string[]]::new(1)
    $header[0] = [string]::new($characters)
    [void]$Request.Headers.TryAddWithoutValidation('Authorization', $header)
}

function ConvertFrom-SecretJson {
    <#
    .SYNOPSIS
    Parses a JSON answer in which one field, at the top, is a secret.
    .DESCRIPTION
    The field's characters go into a SecureString, and their bytes are blanked, before ConvertFrom-Json is given the text. Throws when the text is
    no JSON, or the secret holds a character that a bearer credential may not have.
    .PARAMETER Stream
    The answer, alone in its buffer. A stream, as an array would be shown element by element in a trace of arguments.
    .PARAMETER Name
    The field.
    .EXAMPLE
    ConvertFrom-SecretJson -Stream $stream -Name credential
    #>
    [CmdletBinding()]
    [OutputType([object])]
    param([Parameter(Mandatory = $true)][IO.MemoryStream]$Stream, [Parameter(Mandatory = $true)][string]$Name)
    $bytes = $Stream.GetBuffer()
    $secret = $null
    $next = $false
    for ($at = 0; $at -lt $bytes.Length; $at++) {
        if ($bytes[$at] -ne 34) { continue }
        $from = $at + 1
        for ($at = $from; $at -lt $bytes.Length -and $bytes[$at] -ne 34; $at++) { if ($bytes[$at] -eq 92) { $at++ } }
        $length = [Math]::Min($at, $bytes.Length) - $from
        $colon = $at + 1
        while ($colon -lt $bytes.Length -and $bytes[$colon] -le 32) { $colon++ }
        $isName = $colon -lt $bytes.Length -and $bytes[$colon] -eq 58
        if ($next -and -not $isName) {
            $secret = New-Object Security.SecureString
            for ($i = $from; $i -lt $from + $length; $i++) {
                # Only "\/" of the escapes: an encoder may write a slash so.
                if ($bytes[$i] -eq 92 -and $bytes[$i + 1] -eq 47) { $bytes[$i] = 42; continue }
                if ($bytes[$i] -le 32 -or $bytes[$i] -ge 127 -or $bytes[$i] -eq 92) { throw 'The secret in the response is not a bearer credential.' }
                $secret.AppendChar([char]$bytes[$i])
                $bytes[$i] = 42
            }
            $secret.MakeReadOnly()
        }
        $next = $isName -and [Text.Encoding]::UTF8.GetString($bytes, $from, $length) -ceq $Name
    }
    $content = ConvertFrom-JsonText -Text ([Text.Encoding]::UTF8.GetString($bytes))
    if ($null -ne $secret -and $content.PSObject.Properties[$Name]) { $content.PSObject.Properties[$Name].Value = $secret }
    return , $content
}

Export-ModuleMember -Function Write-SecretContent, Write-SecretBearer, ConvertFrom-SecretJson
