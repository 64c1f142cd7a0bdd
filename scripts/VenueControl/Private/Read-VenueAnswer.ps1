function Read-VenueAnswer {
    <#
    .SYNOPSIS
    Parses an answer; each token in it becomes a SecureString.
    .DESCRIPTION
    The characters of a token are taken out of the bytes, and the bytes blanked, before ConvertFrom-Json is given them: its arguments can be logged.
    Emits nothing when the answer isn't a GraphQL answer.
    .PARAMETER Stream
    The answer. A stream, as an array would be shown element by element in a trace of arguments.
    .PARAMETER Query
    What was asked: says whether the answer can hold tokens, and under which names.
    .EXAMPLE
    Read-VenueAnswer -Stream $stream -Query $query
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param([Parameter(Mandatory = $true)][IO.MemoryStream]$Stream, [Parameter(Mandatory = $true)][string]$Query)
    $bytes = $Stream.GetBuffer()
    $length = [int]$Stream.Length
    $secrets = New-Object 'Collections.Generic.Queue[securestring]'
    # What GraphQL passes over, comments too.
    $ignored = '(?:[\s,]|#[^\r\n]*)*'
    $names = @(foreach ($match in [regex]::Matches($Query, "(?<![`$\w])(?:(\w+)$ignored`:$ignored)?token\b")) { if ($match.Groups[1].Success) { $match.Groups[1].Value } else { 'token' } })
    $at = 0
    $next = $false
    while ($names.Count -and $at -lt $length) {
        if ($bytes[$at] -ne 34) { $at++; continue }
        $from = $at + 1
        for ($at = $from; $at -lt $length -and $bytes[$at] -ne 34; $at++) { if ($bytes[$at] -eq 92) { $at++ } }
        $at = [Math]::Min($at, $length)
        if ($next) {
            # A token is ASCII, and nothing in it needs an escape.
            $secret = New-Object securestring
            for ($i = $from; $i -lt $at; $i++) { $secret.AppendChar([char]$bytes[$i]); $bytes[$i] = 42 }
            $secret.MakeReadOnly()
            $secrets.Enqueue($secret)
        }
        $next = $false
        $colon = $at + 1
        while ($colon -lt $length -and $bytes[$colon] -le 32) { $colon++ }
        if ($colon -lt $length -and $bytes[$colon] -eq 58 -and [Text.Encoding]::UTF8.GetString($bytes, $from, $at - $from) -cin $names) {
            for ($at = $colon + 1; $at -lt $length -and $bytes[$at] -le 32; $at++) { continue }
            $next = $at -lt $length -and $bytes[$at] -eq 34
        }
        else { $at++ }
    }
    # 7.5 and newer can leave date-looking strings alone; 5.1 does so anyway. Splatted, so that 5.1 still binds.
    $option = @{}
    if ((Get-Command ConvertFrom-Json).Parameters.ContainsKey('DateKind')) { $option['DateKind'] = 'String' }
    try { $answer = ConvertFrom-Json -InputObject ([Text.Encoding]::UTF8.GetString($bytes, 0, $length)) @option }
    catch { Clear-VenueErrorRecord -ErrorRecord $_; Write-Debug 'The response is not JSON.'; return }
    if (-not ($answer -is [Management.Automation.PSCustomObject]) -or -not ($answer.PSObject.Properties['data'] -or $answer.PSObject.Properties['errors'])) { return }
    # In the order of the text, as they were found.
    $todo = New-Object Collections.Stack
    $todo.Push($answer)
    while ($todo.Count -and $secrets.Count) {
        $node = $todo.Pop()
        if ($node -is [Management.Automation.PSPropertyInfo]) {
            if ($node.Name -cin $names -and $node.Value -is [string]) { $node.Value = $secrets.Dequeue() } else { $todo.Push($node.Value) }
            continue
        }
        $inside = @()
        if ($node -is [array]) { $inside = @($node) }
        elseif ($node -is [Management.Automation.PSCustomObject]) { $inside = @($node.PSObject.Properties) }
        for ($i = $inside.Count - 1; $i -ge 0; $i--) { $todo.Push($inside[$i]) }
    }
    $answer
}
