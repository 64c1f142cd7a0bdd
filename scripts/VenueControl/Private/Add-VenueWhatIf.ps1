function Add-VenueWhatIf {
    <#
    .SYNOPSIS
    Emits a document with @whatIf on its mutations: the server then says whether it would refuse them, and does nothing. Emits nothing when it has none.
    .DESCRIPTION
    The directive is before the selection set: after the name and the variables, whose defaults may hold braces of their own.
    .PARAMETER Query
    The document.
    .EXAMPLE
    Add-VenueWhatIf -Query 'mutation { signOut }'
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][string]$Query)
    $places = New-Object 'Collections.Generic.List[int]'
    $depth = 0
    $isMutation = $false
    $before = '}'
    # Strings and comments hold no braces that count.
    foreach ($token in [regex]::Matches($Query, '"""(?:\\"""|[\s\S])*?"""|"(?:\\.|[^"\\\r\n])*"|#[^\r\n]*|[{}()\[\]]|[_A-Za-z]\w*')) {
        switch -CaseSensitive -Regex ($token.Value) {
            '^[\{\(\[]$' {
                if ($isMutation -and $depth -eq 0 -and $token.Value -eq '{') { $places.Add($token.Index); $isMutation = $false }
                $depth++
            }
            '^[\}\)\]]$' { $depth-- }
            # The first word of a definition; what follows may be named so too.
            '^mutation$' { if ($depth -eq 0 -and $before -eq '}') { $isMutation = $true } }
        }
        if ($token.Value[0] -ne '#') { $before = $token.Value }
    }
    if (-not $places.Count) { return }
    $text = $Query
    for ($i = $places.Count - 1; $i -ge 0; $i--) { $text = $text.Insert($places[$i], '@whatIf ') }
    $text
}
