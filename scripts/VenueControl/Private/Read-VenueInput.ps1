function Read-VenueInput {
    <#
    .SYNOPSIS
    Asks the person at the keyboard.
    .DESCRIPTION
    Through $Host.UI, so that it works in each host. Throws INTERACTION_NEEDED when no one can answer; where no one can, nothing is even asked:
    at the end of a pipe the console ends the whole process without a word.
    .PARAMETER Prompt
    What to ask.
    .PARAMETER Remedy
    How to do without the question.
    .PARAMETER Secret
    Answers a SecureString and shows nothing.
    .EXAMPLE
    Read-VenueInput -Prompt 'PIN' -Secret -Remedy 'Give -Pin.'
    #>
    [CmdletBinding()]
    [OutputType([string], [securestring])]
    param([Parameter(Mandatory = $true)][string]$Prompt, [string]$Remedy, [switch]$Secret)
    $answer = $null
    $why = "This session can't prompt, and the value '$Prompt' is missing."
    if (Test-VenueInteraction) {
        $why = "Nothing was entered for '$Prompt'."
        try {
            $Host.UI.Write("${Prompt}: ")
            if ($Secret) { $answer = $Host.UI.ReadLineAsSecureString() } else { $answer = $Host.UI.ReadLine() }
        }
        catch {
            Clear-VenueErrorRecord -ErrorRecord $_
            $why = "This session can't prompt, and the value '$Prompt' is missing."
            Write-Verbose "This session can't prompt: $($_.Exception.GetBaseException().GetType().Name)"
        }
    }
    if ($null -eq $answer -or $answer.Length -eq 0) { throw (New-VenueErrorRecord -Code INTERACTION_NEEDED -Message $why -Remedy $Remedy) }
    $answer
}
