#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# What commands for many venues read and show, without a venue.
BeforeAll {
    function New-Event([object]$Venue, [string]$Stream, [object]$Value) { [pscustomobject]@{ Venue = $Venue; Stream = $Stream; Value = $Value } }
    function New-Fault([string]$Code, [string]$Message, [string]$Remedy, [string]$TargetObject) { & (Get-Module VenueControl) { New-VenueErrorRecord @args } @PSBoundParameters }
}

Describe 'An inventory' -Tag Quick {
    BeforeAll { Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force }
    It 'is read from CSV, JSON and PSD1 alike' {
        Set-Content (Join-Path $TestDrive a.csv) "Name,HostName,Tags,Port`nharbour,h.example,`"canary;big`",2222"
        Set-Content (Join-Path $TestDrive a.json) '[{"Name":"harbour","HostName":"h.example","Tags":["canary","big"],"Port":2222}]'
        Set-Content (Join-Path $TestDrive a.psd1) "@{ Venues = @(@{ Name = 'harbour'; HostName = 'h.example'; Tags = 'canary', 'big'; Port = 2222 }) }"
        foreach ($kind in 'csv', 'json', 'psd1') {
            $venue = InModuleScope VenueControl -Parameters @{ Bound = @{ Inventory = "a.$kind"; Name = 'CAN*' }; Folder = "$TestDrive" } { Read-VenueInventory -Bound $Bound -Folder $Folder }
            "$($venue.Name) $($venue.HostName) $($venue.Tags) $($venue.Port)" | Should -Be 'harbour h.example canary big 2222' -Because $kind
        }
    }
    It 'completes the names of its venues, also by their group' {
        Set-Content (Join-Path $TestDrive c.csv) "Name,HostName,Group`nharbour,h,north`nbistro,b,south"
        foreach ($line in "Get-VenueFleet -Inventory '$TestDrive/c.csv' -Name har", "Compare-Venue -Inventory '$TestDrive/c.csv' -Name ha", "Start-VenueRollout -Inventory '$TestDrive/c.csv' -Name ha") { (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches[0].CompletionText | Should -Be harbour -Because $line }
        $line = "Invoke-VenueFleet -Inventory '$TestDrive/c.csv' -Name so"
        (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches[0].CompletionText | Should -Be south
    }
    It 'is refused as a whole: <Text>' -ForEach @(
        @{ Text = "Name,HostName,Token`na,h,vct_1"; Because = 'has the unknown column Token' }
        @{ Text = "Name,HostName`na,h`nA,i"; Because = 'has this name twice' }
        @{ Text = "Name,HostName,ComputerName`na,h,h"; Because = 'requires HostName' }
        @{ Text = "Name,HostName,Port`na,h,70000"; Because = 'has the invalid port' }
        @{ Text = "Name,HostName`na,-oProxyCommand=x"; Because = 'has the invalid HostName' }
        @{ Text = "Name,HostName`n,h"; Because = 'requires Name' }
    ) {
        $file = Join-Path $TestDrive wrong.csv
        Set-Content $file $Text
        $fault = try { Invoke-VenueFleet -Inventory $file { 1 } -ErrorAction Stop } catch { $_ }
        $fault.FullyQualifiedErrorId | Should -Be 'BAD_USER_INPUT,Invoke-VenueFleet'
        "$fault" | Should -Match $Because
        "$fault $($fault.ErrorDetails.RecommendedAction)" | Should -Not -Match vct_
    }
}

Describe 'The status of a fleet' -Tag Quick {
    It 'is one row for each venue, worst first, and planned work is not the worst' {
        Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
        Mock -ModuleName VenueControl Invoke-VenueRemote {
            foreach ($one in $Venue) {
                $state, $planned = switch ($one.Name) { 'down' { 'DOWN', $false } 'planned' { 'DOWN', $true } 'fine' { 'OK', $false } 'unknown' { 'UNKNOWN', $false } 'soon' { 'ATTENTION', $false } }
                if ($state) { New-Event -Venue $one -Stream Output -Value ([pscustomobject]@{ State = $state; Since = Get-Date; Planned = $planned; Headline = 'h'; FindingCodes = ''; CheckedAt = Get-Date }) }
                elseif ($one.Name -eq 'refused') { New-Event -Venue $one -Stream Error -Value (New-Fault -Code FORBIDDEN -Message 'refused: No.' -Remedy 'Ask.') }
                New-Event -Venue $one -Stream End -Value SUCCEEDED
            }
        }
        $rows = Get-VenueFleet -HostName fine, soon, planned, unknown, silent, refused, down
        $rows.Venue | Should -Be down, refused, silent, unknown, planned, soon, fine
        $rows[1].Code, $rows[1].Headline, $rows[1].Remedy | Should -Be FORBIDDEN, 'No.', 'Ask.'
        $rows[2].Headline | Should -Be 'The venue reported no status.'
    }
}

Describe 'Comparing venues' -Tag Quick {
    It 'emits each property that differs, the most common value first, and an error for what is refused' {
        Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
        Mock -ModuleName VenueControl Invoke-VenueRemote {
            foreach ($one in $Venue) {
                $mode = if ($one.Name -eq 'c') { 'MANUAL' } else { 'AUTOMATIC' }
                foreach ($made in @{ Type = 'Health'; Of = @{ Version = '0.1.0' } }, @{ Type = 'Service'; Of = @{ Key = 'netpos'; StartMode = $mode; Installed = $true; Version = '1' } }) {
                    $value = [pscustomobject]$made.Of
                    $value.PSObject.TypeNames.Insert(0, "Deserialized.VenueControl.$($made.Type)")
                    New-Event -Venue $one -Stream Output -Value $value
                }
                if ($one.Name -eq 'a') { New-Event -Venue $one -Stream Error -Value (New-Fault -Code FORBIDDEN -Message 'a: No.' -TargetObject a) }
            }
        }
        $rows = @(Compare-Venue -HostName a, b, c -ErrorVariable failed -ErrorAction SilentlyContinue)
        @($rows | ForEach-Object { "$($_.Property)=$($_.Value): $($_.VenueNames)" }) | Should -Be 'Service netpos StartMode=AUTOMATIC: a, b', 'Service netpos StartMode=MANUAL: c'
        $failed.TargetObject | Should -Be a
    }
}
