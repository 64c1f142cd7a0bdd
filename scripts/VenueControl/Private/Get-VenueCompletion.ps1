function Get-VenueCompletion {
    <#
    .SYNOPSIS
    Words that complete an argument, each with a tooltip that says what it means.
    .DESCRIPTION
    Asked of the server at most every 30 s, for 1 s at most; never throws, so that Tab never disturbs. By ID or by name, whichever is typed.
    .PARAMETER Kind
    Which words.
    .PARAMETER Word
    What was typed so far.
    .PARAMETER Command
    For which command: to approve, only what waits for it is offered.
    .PARAMETER Bound
    What was typed before, by parameter.
    .EXAMPLE
    Get-VenueCompletion -Kind Service -Word gate
    #>
    [CmdletBinding()]
    [OutputType([Management.Automation.CompletionResult])]
    param(
        [Parameter(Mandatory = $true)][string]$Kind,
        [string]$Word, [string]$Command, [Collections.IDictionary]$Bound = @{}
    )
    $typed = "$Word".Trim("'", '"')
    $source = $Kind
    if ($Kind -eq 'Choice') { $source = 'Operation' }
    $offers = @()
    $isAsked = $source -in 'Service', 'Permission' -or -not $script:KnownValue.ContainsKey($source)
    if ($script:KnownValue.ContainsKey($source)) { $offers = @($script:KnownValue[$source] | ForEach-Object { @{ Id = $_; Name = $_; Tip = $_ } }) }
    # The checks of an onboarding are others than those of a resync.
    if ($source -eq 'Override') { $source = @{ 'Register-Venue' = 'OnboardingCheck'; 'Sync-Venue' = 'ResyncCheck' }[$Command] }
    $known = $script:Completion[$source]
    if ($known -and $known.Until -gt [datetime]::UtcNow) { $offers = $known.Offers }
    elseif ($Kind -eq 'Inventory') {
        try { if ($Bound['Inventory']) { foreach ($venue in Read-VenueInventory -Bound @{ Inventory = "$($Bound['Inventory'])"; Token = $true } -Folder $ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath) { $offers += @{ Id = $venue.Name; Name = "$($venue.Group)"; Tip = (@($venue.Name, $venue.Group) + $venue.Tags | Where-Object { $_ }) -join ', ' } } } }
        catch {
            Clear-VenueErrorRecord -ErrorRecord $_
            Write-Debug $_.Exception.Message
        }
    }
    elseif ($isAsked -and $script:DefaultConnection) {
        $seconds = 30
        try {
            $found = @(Find-VenueOffer -Kind $source)
            if ($found.Count) { $offers = $found }
        }
        catch {
            Clear-VenueErrorRecord -ErrorRecord $_
            Write-Debug $_.Exception.Message
            # Nor does it wait again at once for a server that doesn't answer.
            $seconds = 5
        }
        $script:Completion[$source] = @{ Until = [datetime]::UtcNow.AddSeconds($seconds); Offers = $offers }
    }
    $states = @{ 'Approve-VenueOperation' = @('AWAITING_APPROVAL'); 'Deny-VenueOperation' = @('AWAITING_APPROVAL'); 'Resolve-VenueOperation' = @('NEEDS_ATTENTION')
        'Stop-VenueOperation' = @('AWAITING_APPROVAL', 'SCHEDULED', 'PENDING', 'RUNNING', 'CANCELLING'); 'Wait-VenueOperation' = @('AWAITING_APPROVAL', 'SCHEDULED', 'PENDING', 'RUNNING', 'CANCELLING', 'NEEDS_ATTENTION') }[$Command]
    if ($Kind -eq 'Choice') { $offers = @($offers | Where-Object { $_.Id -eq "$($Bound['Id'])" } | ForEach-Object { $_.Choices }) }
    elseif ($Kind -eq 'Operation' -and $states) { $offers = @($offers | Where-Object { $_.State -in $states }) }
    $found = 0
    foreach ($offer in $offers) {
        $text = $offer.Id
        if ($offer.Id -notlike "$typed*") {
            if ($offer.Name -notlike "$typed*") { continue }
            $text = $offer.Name
        }
        if ($text -match '[^\w.*-]') { $text = "'" + $text.Replace("'", "''") + "'" }
        $found++
        New-Object Management.Automation.CompletionResult $text, $text, 'ParameterValue', $offer.Tip
    }
    # After nothing at all, PowerShell offers the names of files. A text must not be empty.
    if (-not $found) { New-Object Management.Automation.CompletionResult $(if ($Word) { $Word } else { ' ' }), $(if ($Word) { $Word } else { '-' }), 'ParameterValue', 'No value to offer: none matches, or the server did not report any.' }
}
