function ConvertTo-VenueSecret {
    <#
    .SYNOPSIS
    Puts a text that arrived in an answer into a SecureString.
    .DESCRIPTION
    So that a token is in no variable that a person would print.
    .PARAMETER Text
    The secret.
    .EXAMPLE
    ConvertTo-VenueSecret -Text $token
    #>
    [CmdletBinding()]
    [OutputType([securestring])]
    param([Parameter(Mandatory = $true)][string]$Text)
    $secret = New-Object securestring
    foreach ($character in $Text.ToCharArray()) { $secret.AppendChar($character) }
    $secret.MakeReadOnly()
    $secret
}
