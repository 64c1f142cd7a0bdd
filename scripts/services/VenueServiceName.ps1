<#
What Windows calls the venue's services: a person writes it into venue.json, exactly, and no one guesses. A pattern would stop other people's
services one day: "Connect" is in the names of several of Windows' own.
#>

$script:NamesRead = @{ Stamp = ''; Names = $null }

# Key -> service name; null for what this venue says it doesn't have. Errors: VENUE_FILE_MISSING, VENUE_FILE_INVALID.
function Get-VenueServiceName {
    $path = Get-VenueFilePath
    if (-not [IO.File]::Exists($path)) {
        throw (New-VenueError -ErrorId VENUE_FILE_MISSING -Message "$path does not exist, so the Windows services of the venue are unknown. $(Get-EachProposal)" -Category ObjectNotFound -Target $path)
    }
    $stamp = '{0} {1}' -f $path, [IO.File]::GetLastWriteTimeUtc($path).Ticks
    if ($script:NamesRead.Stamp -ne $stamp) {
        $script:NamesRead.Names = Read-VenueServiceName -Path $path
        $script:NamesRead.Stamp = $stamp
    }
    $script:NamesRead.Names
}

# Who signs what is installed here: the subject of the certificate, null where venue.json doesn't say.
function Get-VenuePublisher {
    $file = Get-JsonFile -Path (Get-VenueFilePath)
    if ($file.PSObject.Properties['publisher']) { "$($file.publisher)" }
}

# Services that could be meant by a key, those of swiftpos first: for a person who chooses, never to choose from.
function Find-ServiceCandidate([string]$Key) {
    $known = $script:Services | Where-Object { $_.Key -eq $Key }
    if ($null -eq $known) { return }
    $wanted = $known.DisplayName -replace '\W', ''
    $found = @(Find-RegisteredService -Test {
            param($service, $display, $setup)
            $service, $display | Where-Object { ($_ -replace '\W', '').IndexOf($wanted, [StringComparison]::OrdinalIgnoreCase) -ge 0 }
        })
    $ours = @($found | Where-Object { "$($_.Name) $($_.DisplayName)" -match 'swift' })
    if ($ours.Count -gt 0) { $ours } else { $found }
}

# For a message: what a name that no service has could have meant.
function Get-NameProposal([string]$Key, [string]$Name) {
    $asked = $Name
    $meant = @(Find-RegisteredService -Test { param($service, $display, $setup) $display -eq $asked -and $service -ne $asked })
    if ($meant.Count -gt 0) {
        return "That is the display name of $(Get-CandidateText -Candidate $meant): set the service name in venue.json."
    }
    $candidates = @(Find-ServiceCandidate -Key $Key)
    if ($candidates.Count -eq 0) { return 'No service here has a similar name.' }
    "Could be meant: $(Get-CandidateText -Candidate $candidates)."
}

function Get-VenueFilePath {
    [IO.Path]::Combine($env:VENUE_CONTROL_DATA, 'venue.json')
}

function Read-VenueServiceName([string]$Path) {
    try { $services = (Get-JsonFile -Path $Path).services }
    catch { throw (New-VenueError -ErrorId VENUE_FILE_INVALID -Message "$Path is not JSON with an object `"services`". $(Get-EachProposal)" -Category InvalidData -Target $Path) }
    $wrong = @(Find-NameMistake -Services $services)
    if ($wrong.Count -gt 0) {
        throw (New-VenueError -ErrorId VENUE_FILE_INVALID -Message "$Path, `"services`": $($wrong -join ' ')" -Category InvalidData -Target $Path)
    }
    $names = @{}
    foreach ($known in $script:Services) { $names[$known.Key] = $services.($known.Key) }
    $names
}

# One sentence each.
function Find-NameMistake([object]$Services) {
    if ($Services -isnot [Management.Automation.PSCustomObject]) { return 'expected an object with a name for each service.' }
    $keys = @($script:Services | ForEach-Object { $_.Key })
    foreach ($property in $Services.PSObject.Properties) {
        if ($keys -cnotcontains $property.Name) { "There is no service `"$($property.Name)`"; use $($keys -join ', ')." }
    }
    $seen = @{}
    foreach ($key in $keys) {
        $property = $Services.PSObject.Properties[$key]
        if ($null -eq $property) { "$key is missing. $(Get-KeyProposal -Key $key)"; continue }
        $name = $property.Value
        if ($null -eq $name) { continue }
        # What Windows takes for the name of a service.
        if ($name -isnot [string] -or $name -notmatch '^[^\\/\x00-\x1f]{1,256}$' -or $name -ne $name.Trim()) { "$key is `"$name`", which is not the name of a Windows service."; continue }
        if ($seen.ContainsKey($name)) { "$key and $($seen[$name]) are both `"$name`"." }
        $seen[$name] = $key
    }
}

function Get-EachProposal {
    @(foreach ($known in $script:Services) { "$($known.Key): $(Get-KeyProposal -Key $known.Key)" }) -join ' '
}

function Get-KeyProposal([string]$Key) {
    $candidates = @(Find-ServiceCandidate -Key $Key)
    if ($candidates.Count -eq 0) { return 'No service here has a similar name; use null if the venue does not have it.' }
    "Could be $(Get-CandidateText -Candidate $candidates)."
}

function Get-CandidateText([object[]]$Candidate) {
    $few = @($Candidate | Select-Object -First 5 | ForEach-Object { "`"$($_.Name)`" ($($_.DisplayName))" })
    if ($Candidate.Count -gt 5) { $few += "$($Candidate.Count - 5) more" }
    $few -join ', '
}
