function ConvertTo-VenueLine {
    <#
    .SYNOPSIS
    Makes one plain line of a text that a venue sent.
    .DESCRIPTION
    A venue can be broken or in other hands: without control characters it can't move the cursor of the administrator's terminal, nor write lines of its own. An API token in it becomes vct_***.
    .PARAMETER Text
    The text.
    .PARAMETER Longest
    How many characters are kept.
    .EXAMPLE
    ConvertTo-VenueLine -Text "$record"
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([AllowNull()][AllowEmptyString()][string]$Text, [int]$Longest = 1000)
    $line = $Text -replace '\x1B\[[0-?]*[ -/]*[@-~]' -replace '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+', ' ' -replace '\bvct_[A-Za-z0-9_-]{8,}', 'vct_***'
    if ($line.Length -gt $Longest) { $line = $line.Substring(0, $Longest) + '...' }
    $line.Trim()
}
