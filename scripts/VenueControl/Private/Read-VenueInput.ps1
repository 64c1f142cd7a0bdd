function Read-VenueInput {
    <#
    .SYNOPSIS
    Asks the person at the keyboard.
    .DESCRIPTION
    Through $Host.UI, so that it works in each host. Throws INTERACTION_NEEDED when nobody can answer.
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
    try {
        $Host.UI.Write("${Prompt}: ")
        if ($Secret) { $answer = $Host.UI.ReadLineAsSecureString() } else { $answer = $Host.UI.ReadLine() }
    }
    catch {
        Clear-VenueErrorRecord -ErrorRecord $_
        Write-Verbose "Nobody can be asked here: $($_.Exception.GetBaseException().GetType().Name)"
    }
    if ($null -eq $answer -or $answer.Length -eq 0) {
        throw (New-VenueErrorRecord -Code INTERACTION_NEEDED -Message "Nothing was entered for '$Prompt', or nobody can be asked here." -Remedy $Remedy)
    }
    $answer
}
