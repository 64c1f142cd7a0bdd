<#
Windows' refusals in our words, of the venue's services and of the control plane's own.
#>

# Filled by the first refusal: a host's first call waits for what is read here.
$script:Refusals = @{}

# ErrorId (Otherwise for a number that the table hasn't), Message, and Remedy where it is another than that of the code. Own: what Windows calls the control plane's service.
function ConvertFrom-ServiceRefusal([int]$Code, [string]$Name, [string]$Do, [string]$Otherwise, [string]$Own) {
    if ($script:Refusals.Count -eq 0) {
        foreach ($one in (Import-PowerShellDataFile -LiteralPath (Join-Path $PSScriptRoot 'ServiceRefusal.psd1')).Refusals) { $script:Refusals[$one.Code] = $one }
    }
    $known = $script:Refusals[$Code]
    if (-not $known) { return @{ ErrorId = $Otherwise; Message = "Windows refused with $Code to $Do $Name."; Remedy = Get-NumberRemedy -Code $Code } }
    $remedy = if ($Own -and $known.ContainsKey('Own')) { $known.Own } else { $known['Remedy'] }
    @{ ErrorId = $known.ErrorId; Message = $known.Message -f $Name, $Do; Remedy = if ($remedy) { $remedy -f $Name, $Do, $Own } }
}

# For a program that called and prints the remedy itself: it is in Data.
function New-RefusalError([hashtable]$Refusal) {
    $detail = if ($Refusal.Remedy) { @{ remedy = $Refusal.Remedy } } else { @{} }
    New-VenueError -ErrorId $Refusal.ErrorId -Message $Refusal.Message -Detail $detail
}

# Windows' own words for a number of its own.
function Get-NumberRemedy([int]$Code) { "Type `"net helpmsg $Code`" in a prompt to see what that number means. Fix the cause, then try again." }
