function Select-VenueValue {
    <#
    .SYNOPSIS
    The values of the API that words mean, as it spells them: in any case, and by wildcards.
    .DESCRIPTION
    Throws BAD_USER_INPUT for a word that means none, and with -Single for one that means several.
    .PARAMETER Word
    What was given; nothing means nothing.
    .PARAMETER Kind
    Of which values: a key of $script:KnownValue.
    .PARAMETER Single
    It must mean one value.
    .EXAMPLE
    Select-VenueValue -Kind Permission -Word services_*
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([AllowEmptyCollection()][AllowNull()][string[]]$Word, [Parameter(Mandatory = $true)][string]$Kind, [switch]$Single)
    $known = @($script:KnownValue[$Kind])
    foreach ($one in $Word) {
        $found = @($known | Where-Object { $_ -like $one })
        if ($found.Count -and -not ($Single -and $found.Count -gt 1)) { $found; continue }
        $message = "$Kind '$one' does not exist."
        if ($found.Count) { $message = "$Kind '$one' means several: $($found -join ', ')." }
        throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message $message -Remedy "Use one of: $($known -join ', ')." -TargetObject $one)
    }
}
