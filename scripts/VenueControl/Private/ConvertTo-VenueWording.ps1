function ConvertTo-VenueWording {
    <#
    .SYNOPSIS
    Says a message or a remedy of the server in the words of PowerShell.
    .DESCRIPTION
    The server speaks to every client, in names of the API. Sentences of its catalogue that send somebody to the API are replaced whole (Data),
    and in any other its names by those of commands and parameters.
    .PARAMETER Text
    What the server says.
    .EXAMPLE
    ConvertTo-VenueWording -Text 'Call stepUp with your PIN, then send the same request with the new token.'
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([AllowEmptyString()][string]$Text)
    if ($script:Wording.Sentence.ContainsKey($Text)) { return $script:Wording.Sentence[$Text] }
    $said = [regex]::Replace($Text, '(?<=The argument )"(?:input\.)?([a-z])(\w*)"', { '-' + $args[0].Groups[1].Value.ToUpperInvariant() + $args[0].Groups[2].Value })
    foreach ($name in $script:Wording.Name.Keys) { $said = $said -creplace "\b$name\b", $script:Wording.Name[$name] }
    $said
}
