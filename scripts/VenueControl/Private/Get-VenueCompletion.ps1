function Get-VenueCompletion {
    <#
    .SYNOPSIS
    Words that complete an argument.
    .DESCRIPTION
    Asked of the server at most every 30 s, for 1 s at most; never throws, so that Tab never disturbs.
    .PARAMETER Kind
    Which words.
    .PARAMETER Word
    What was typed so far.
    .EXAMPLE
    Get-VenueCompletion -Kind Service -Word gate
    #>
    [CmdletBinding()]
    [OutputType([Management.Automation.CompletionResult])]
    param([Parameter(Mandatory = $true)][ValidateSet('Service', 'Permission', 'SecurityGroup')][string]$Kind, [string]$Word)
    try {
        $typed = "$Word".Trim("'", '"')
        $words = @()
        if ($Kind -eq 'Permission') { $words = @($script:PermissionName) }
        elseif ($script:Completion[$Kind] -and $script:Completion[$Kind].Until -gt [datetime]::UtcNow) { $words = $script:Completion[$Kind].Words }
        else {
            if ($Kind -eq 'Service') { $words = @($script:ServiceKey) }
            if ($script:DefaultConnection) {
                $query = @{ Service = '{ services { word: key } }'; SecurityGroup = '{ securityGroups { word: id } }' }[$Kind]
                $answer = Send-VenueRequest -Connection $script:DefaultConnection -Query $query -TimeoutSeconds 1
                $found = @($answer.data.PSObject.Properties | ForEach-Object { $_.Value } | Where-Object { $_ } | ForEach-Object { $_.word })
                if ($found.Count) { $words = $found }
            }
            $script:Completion[$Kind] = @{ Until = [datetime]::UtcNow.AddSeconds(30); Words = $words }
        }
    }
    catch {
        Clear-VenueErrorRecord -ErrorRecord $_
        Write-Debug $_.Exception.Message
        # Nor does it wait again at once for a server that doesn't answer.
        $script:Completion[$Kind] = @{ Until = [datetime]::UtcNow.AddSeconds(5); Words = $words }
    }
    foreach ($candidate in @($words | Where-Object { $_ -like "$typed*" })) { New-Object Management.Automation.CompletionResult $candidate }
}
