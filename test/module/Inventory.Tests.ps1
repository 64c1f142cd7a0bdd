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
    It 'has a CustomerNumber to verify: <Json> is "<Number>"' -ForEach @(
        @{ Json = '10482213'; Number = '10482213' }
        @{ Json = '"00482213"'; Number = '00482213' }
        @{ Json = '" 10482213 "'; Number = '10482213' }
        @{ Json = 'null'; Number = '' }
    ) {
        Set-Content (Join-Path $TestDrive n.json) "[{`"Name`":`"harbour`",`"HostName`":`"h`",`"CustomerNumber`":$Json}]"
        $venue = InModuleScope VenueControl -Parameters @{ Bound = @{ Inventory = 'n.json' }; Folder = "$TestDrive" } { Read-VenueInventory -Bound $Bound -Folder $Folder }
        $venue.CustomerNumber | Should -BeExactly $Number
        $venue.CustomerNumber | Should -BeOfType string
    }
    It 'completes the names of its venues, also by their group' {
        Set-Content (Join-Path $TestDrive c.csv) "Name,HostName,Group,Uri`nharbour,h,north,http://127.0.0.1:4380`nbistro,b,south,"
        foreach ($line in "Get-VenueFleet -Inventory '$TestDrive/c.csv' -Name har", "Compare-Venue -Inventory '$TestDrive/c.csv' -Name ha", "Start-VenueRollout -Inventory '$TestDrive/c.csv' -Name ha") { (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches[0].CompletionText | Should -Be harbour -Because $line }
        $line = "Invoke-VenueFleet -Inventory '$TestDrive/c.csv' -Name so"
        (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches[0].CompletionText | Should -Be south
    }
    It 'points to SSH where this computer has no WinRM' {
        $fault = try { Invoke-VenueFleet -ComputerName till { Get-VenueStatus } -ErrorAction Stop } catch { $_ }
        "$fault" | Should -BeLike 'till: *WinRM*'
        $fault.FullyQualifiedErrorId | Should -Be 'UNREACHABLE,Invoke-VenueFleet'
        $fault.ErrorDetails.RecommendedAction | Should -Match '-Inventory .*SSH host names .*HostName'
    }
    It 'is not acted on under the caller''s $WhatIfPreference, which does not reach the venues' {
        Mock -ModuleName VenueControl Invoke-VenueRemote { }
        $WhatIfPreference = $true
        $fault = try { Invoke-VenueFleet -HostName a { Restart-VenueService netpos } -ErrorAction Stop } catch { $_ }
        "$fault" | Should -BeLike '$WhatIfPreference is set here*'
        Should -Invoke -ModuleName VenueControl Invoke-VenueRemote -Times 0 -Exactly
    }
    It 'is refused as a whole: <Text>' -ForEach @(
        @{ Text = "Name,HostName,Token`na,h,vct_1"; Because = 'has the unknown column Token' }
        @{ Text = "Name,HostName`na,h`nA,i"; Because = 'has this name twice' }
        @{ Text = "Name,HostName,ComputerName`na,h,h"; Because = 'requires HostName' }
        @{ Text = "Name,HostName,Port`na,h,70000"; Because = 'has the invalid port' }
        @{ Text = "Name,HostName`na,-oProxyCommand=x"; Because = 'has the invalid HostName' }
        @{ Text = "Name,HostName`n,h"; Because = 'requires Name' }
        @{ Text = "Name,HostName,Uri`na,h,http://127.0.0.1:4380"; Because = "has a Uri, which requires -Token or a CustomerNumber" }
        @{ Text = "Name,HostName,Port,Group`na,h,22,north`nb,H,22,south"; Because = "b'.*is the same host as 'a'" }
        @{ Text = "Name,HostName,CustomerNumber`na,h,10482213`n`nb,i,1048221x"; Because = "at 'b' \(line 4\): it has the invalid CustomerNumber '1048221x' \(it has eight digits\)" }
        @{ Text = "Name,HostName,Tags,CustomerNumber`na,h,`"x`ny`",10482213`nb,i,,0"; Because = "at 'b' \(row 2\): it has the invalid CustomerNumber '0'" }
        @{ Text = "Name,HostName,CustomerNumber`na,h,`" `""; Because = "at 'a' \(line 2\): it has the invalid CustomerNumber ' '" }
    ) {
        $file = Join-Path $TestDrive wrong.csv
        Set-Content $file $Text
        $fault = try { Invoke-VenueFleet -Inventory $file { 1 } -ErrorAction Stop } catch { $_ }
        $fault.FullyQualifiedErrorId | Should -Be 'BAD_USER_INPUT,Invoke-VenueFleet'
        "$fault" | Should -Match $Because
        "$fault $($fault.ErrorDetails.RecommendedAction)" | Should -Not -Match vct_
    }
    It 'warns of one Customer Number at two hosts, which may both be meant, and is read' {
        Set-Content (Join-Path $TestDrive two.csv) "Name,HostName,CustomerNumber`nharbour,h,10482213`nbistro,b,10482213`nbar,c,10482214"
        foreach ($name in '*', 'b*') {
            $venues = InModuleScope VenueControl -Parameters @{ Bound = @{ Inventory = 'two.csv'; Name = $name }; Folder = "$TestDrive" } { Read-VenueInventory -Bound $Bound -Folder $Folder 3>&1 }
            @($venues | Where-Object { $_ -is [Management.Automation.WarningRecord] } | ForEach-Object { "$_" }) | Should -Be @(if ($name -eq '*') { 'The inventory has the Customer Number 10482213 more than once: harbour, bistro.' })
            @($venues | Where-Object { $_ -isnot [Management.Automation.WarningRecord] }).Count | Should -Be $(if ($name -eq '*') { 3 } else { 2 })
        }
    }
}

Describe 'The journal of a rollout' -Tag Quick {
    It 'is <Is> where a venue of the same host had the <Column> "<Before>", and has "<After>"' -ForEach @(
        @{ Is = 'refused'; Column = 'CustomerNumber'; Before = '10482213'; After = '10482214' }
        @{ Is = 'refused'; Column = 'Uri'; Before = ''; After = 'http://127.0.0.1:4380' }
        @{ Is = 'taken'; Column = 'CustomerNumber'; Before = ''; After = '10482213' }
        @{ Is = 'taken'; Column = 'CustomerNumber'; Before = '10482213'; After = '' }
    ) {
        Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
        $refused = InModuleScope VenueControl -Parameters @{ Path = Join-Path $TestDrive "$(New-Guid).jsonl"; Column = $Column; Values = $Before, $After } {
            foreach ($value in $Values) {
                $venue = [pscustomobject]@{ Name = 'v1'; HostName = 'h1'; ComputerName = ''; Port = ''; Uri = ''; CustomerNumber = '' }
                $venue.$Column = $value
                try { $journal = Open-VenueJournal -Path $Path -Block x -Venue $venue } catch { "$_"; return }
                Write-VenueJournal -Journal $journal -Venue $venue -Entry @{ wave = 1; attempt = 1; state = 'WORKING' }
                $journal.Stream.Dispose()
            }
        }
        $refused | Should -Be $(if ($Is -eq 'refused') { "In this journal, the venue v1 has the $Column '$Before', and in the inventory '$After'." })
    }
}

Describe 'The status of a fleet' -Tag Quick {
    It 'is one row for each venue, worst first, and planned work is not the worst' {
        Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
        Mock -ModuleName VenueControl Invoke-VenueRemote {
            foreach ($one in $Venue) {
                $state, $planned = switch ($one.Name) { 'down' { 'DOWN', $false } 'planned' { 'DOWN', $true } 'fine' { 'OK', $false } 'unknown' { 'UNKNOWN', $false } 'soon' { 'ATTENTION', $false } }
                if ($state) { New-Event -Venue $one -Stream Output -Value ([pscustomobject]@{ State = $state; Since = Get-Date; Planned = $planned; Headline = 'h'; FindingCodes = ''; CauseCodes = $(if ($state -eq 'UNKNOWN') { 'OTHER_SERVER' }); CheckedAt = Get-Date }) }
                elseif ($one.Name -eq 'refused') { New-Event -Venue $one -Stream Error -Value (New-Fault -Code FORBIDDEN -Message 'refused: No.' -Remedy 'Ask.') }
                New-Event -Venue $one -Stream End -Value SUCCEEDED
            }
        }
        $rows = Get-VenueFleet -HostName fine, soon, planned, unknown, silent, refused, down
        $rows.Venue | Should -Be down, refused, silent, unknown, planned, soon, fine
        $rows[1].Code, $rows[1].Headline, $rows[1].Remedy | Should -Be FORBIDDEN, 'No.', 'Ask.'
        ($rows | Where-Object CauseCodes -match OTHER_SERVER).Venue | Should -Be unknown
        $rows[2].Headline | Should -Be 'The venue reported no status.'
    }
    It 'shows text of a broken or hostile venue as one plain line, and other output as no status' {
        Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
        Mock -ModuleName VenueControl Invoke-VenueRemote {
            New-Event -Venue $Venue[0] -Stream Output -Value ([pscustomobject]@{ State = 'OK'; Venue = 'b'; Headline = "$([char]27)[2J$([char]27)]0;x$([char]7)a`r`nb: DOWN$([char]0x202e)vct_0123456789abcdef"; FindingCodes = 'x' * 1MB; CheckedAt = @{ a = 1 } })
            New-Event -Venue $Venue[1] -Stream Output -Value 'welcome'
        }
        $rows = Get-VenueFleet -HostName a, b
        $rows[0].Venue, $rows[0].State | Should -Be b, NO_STATUS
        $rows[1].Venue, $rows[1].Headline | Should -Be a, ']0;x a b: DOWN vct_***'
        $rows[1].FindingCodes.Length | Should -BeLessThan 1100
        $rows[1].CheckedAt | Should -BeOfType string
    }
}

# Sessions in this process: what Invoke-VenueRemote makes of anything that a venue can emit.
Describe 'Running at a venue' -Tag Quick {
    BeforeAll {
        Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
        $opened = [Collections.Generic.List[object]]::new()
        function Get-Made([string[]]$Define, [string]$CustomerNumber, [string]$Block = 'Test-It', [hashtable]$More = @{}) {
            $venues = foreach ($text in $Define) {
                $runspace = [runspacefactory]::CreateRunspace()
                $runspace.Open()
                $opened.Add($runspace)
                $shell = [powershell]::Create().AddScript($text)
                $shell.Runspace = $runspace
                [void]$shell.Invoke()
                $shell.Dispose()
                [pscustomobject]@{ Name = "v$($opened.Count)"; Session = @{ Runspace = $runspace }; CustomerNumber = $CustomerNumber; Uri = $null }
            }
            InModuleScope VenueControl -Parameters @{ Venue = $venues; Block = [scriptblock]::Create($Block); More = $More } { Invoke-VenueRemote -Venue $Venue -ScriptBlock $Block -ThrottleLimit @{ Limit = 4 } -TimeoutSeconds 20 @More }
        }
        function Get-End([object[]]$Made) { @($Made | Where-Object Stream -eq End | ForEach-Object Value) }
    }
    AfterEach { foreach ($runspace in $opened) { $runspace.Dispose() }; $opened.Clear() }

    It 'runs nothing where the venue does not report which it is: <_>' -ForEach '', '$null', '"hello"', '@{ CustomerNumber = 10482214 }', '[pscustomobject]@{ CustomerNumber = "10482214"; CompanyName = "x" }' {
        $made = @(Get-Made "function Get-Venue { $_ }; function Test-It { 'ran' }" -CustomerNumber 10482213)
        Get-End $made | Should -Be NOT_SENT
        @($made | Where-Object Stream -eq Error | ForEach-Object { $_.Value.FullyQualifiedErrorId }) | Should -Be VENUE_MISMATCH
        @($made | Where-Object Stream -in Send, Output) | Should -BeNullOrEmpty
    }
    It 'asks once who responds: <Number>, asked <Asked>' -ForEach @(
        @{ Number = '"10482213"'; Asked = 'never'; End = 'SUCCEEDED' }
        @{ Number = '"10482214"'; Asked = 'never'; End = 'NOT_SENT' }
        @{ Number = '$null'; Asked = 'again'; End = 'SUCCEEDED' }
    ) {
        $define = "`$script:asked = 'never'; function Connect-VenueControl { param(`$Token) [pscustomobject]@{ CustomerNumber = $Number } }; function Get-Venue { `$script:asked = 'again'; [pscustomobject]@{ CustomerNumber = '10482213' } }; function Test-It { `$script:asked }"
        $made = @(Get-Made $define -CustomerNumber 10482213 -More @{ Token = { [securestring]::new() } })
        Get-End $made | Should -Be $End
        if ($End -eq 'SUCCEEDED') { @($made | Where-Object Stream -eq Output).Value | Should -Be $Asked }
        else { @($made | Where-Object Stream -eq Error | ForEach-Object { $_.Value.FullyQualifiedErrorId }) | Should -Be VENUE_MISMATCH }
    }
    It 'runs where it is the expected venue' {
        Get-End (Get-Made 'function Get-Venue { [pscustomobject]@{ CustomerNumber = "10482213" } }; function Test-It { 1 }' -CustomerNumber 10482213) | Should -Be SUCCEEDED
    }
    It 'ends one venue for an error without an ID, and continues the others' {
        $made = @(Get-Made 'function Test-It { Write-Error x -ErrorId "," }', 'function Test-It { Start-Sleep -Milliseconds 300; "well" }')
        @(Get-End $made | Sort-Object) | Should -Be FAILED, SUCCEEDED
    }
    It 'ends one venue whose session was closed, and continues the others' {
        foreach ($one in 0, 1) { $runspace = [runspacefactory]::CreateRunspace(); $runspace.Open(); $opened.Add($runspace) }
        $opened[0].Close()
        $venues = foreach ($one in 0, 1) { [pscustomobject]@{ Name = "v$one"; Session = @{ Runspace = $opened[$one] }; CustomerNumber = ''; Uri = $null } }
        $made = InModuleScope VenueControl -Parameters @{ Venue = $venues } { Invoke-VenueRemote -Venue $Venue -ScriptBlock { 1 } -ThrottleLimit @{ Limit = 4 } -TimeoutSeconds 20 }
        @(Get-End $made | Sort-Object) | Should -Be NOT_SENT, SUCCEEDED
        @($made | Where-Object Stream -eq Error | ForEach-Object { "$($_.Value)" }) | Should -Be 'v0: The session ended.'
    }
    It 'makes one plain line of an error, a warning and what is written to the host, without a token, and passes on no $null' {
        $made = @(Get-Made "function Test-It { `$null; Write-Host `"d`e]0;x`ae vct_0123456789abcdef`"; Write-Warning `"a`e[31mb`nc`"; throw `"`e[2J`nv9: fine vct_0123456789abcdef_x$('y' * 5000)`" }")
        @($made | Where-Object Stream -eq Output) | Should -BeNullOrEmpty
        @($made | Where-Object Stream -eq Warning).Value | Should -Be 'ab c'
        $said = @($made | Where-Object Stream -eq Information).Value
        "$said" | Should -Be 'd ]0;x e vct_***'
        $said.Tags | Should -Contain PSHOST
        $fault = @($made | Where-Object Stream -eq Error)[0].Value
        "$fault" | Should -Be 'v1: v9: fine vct_***'
        "$($fault.FullyQualifiedErrorId)$fault" | Should -Not -Match "[\p{Cc}]|0123456789"
        $long = @(Get-Made "function Test-It { throw 'y' * 1MB }" | Where-Object Stream -eq Error)[0].Value
        "$long$($long.FullyQualifiedErrorId)".Length | Should -BeLessThan 1300
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
    It 'emits settings, the view profile and groups that differ, and what is missing at a venue that reported the rest' {
        Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
        $had = @{
            a = @{ 'config.json.pollMs' = '100'; 'viewProfile.checksum' = '5a'; port = '4280' }
            b = @{ 'config.json.pollMs' = '1000'; port = '4280' }
            c = @{ 'config.json.pollMs' = "$([char]27)[31m100"; 'viewProfile.checksum' = '5a'; port = '4280' }
        }
        Mock -ModuleName VenueControl Invoke-VenueRemote {
            foreach ($one in $Venue) {
                $made = @(if ($had.ContainsKey($one.Name)) { foreach ($pair in $had[$one.Name].GetEnumerator()) { @{ Type = 'Setting'; Of = @{ Name = $pair.Key; Value = $pair.Value } } } })
                if ($one.Name -eq 'b') { $made += @{ Type = 'SecurityGroup'; Of = @{ Name = 'Ghosts'; Rank = 1; PermissionNames = 'AUDIT_VIEW'; ClerkNames = '' } } }
                if ($one.Name -ne 'd') { $made += @{ Type = 'SecurityGroup'; Of = @{ Name = 'Managers'; Rank = 2 } } }
                foreach ($each in $made) {
                    $value = [pscustomobject]$each.Of
                    $value.PSObject.TypeNames.Insert(0, "Deserialized.VenueControl.$($each.Type)")
                    New-Event -Venue $one -Stream Output -Value $value
                }
                $nameless = [pscustomobject]@{}
                $nameless.PSObject.TypeNames.Clear()
                New-Event -Venue $one -Stream Output -Value $nameless
                $list = [pscustomobject]@{ Name = 'l', 's'; Value = 1, @{ a = 2 } }
                $list.PSObject.TypeNames.Insert(0, 'Deserialized.VenueControl.Setting')
                if ($one.Name -ne 'd') { New-Event -Venue $one -Stream Output -Value $list }
            }
        }
        # d refused all: it is missing nothing.
        $rows = @(Compare-Venue -HostName a, b, c, d)
        @($rows | ForEach-Object { "$($_.Property)=$($_.Value): $($_.VenueNames)" }) | Should -Be @(
            'Group Ghosts ClerkNames=(missing): a, c', 'Group Ghosts ClerkNames=: b', 'Group Ghosts PermissionNames=(missing): a, c', 'Group Ghosts PermissionNames=AUDIT_VIEW: b', 'Group Ghosts Rank=(missing): a, c', 'Group Ghosts Rank=1: b'
            'Setting config.json.pollMs=100: a, c', 'Setting config.json.pollMs=1000: b', 'Setting viewProfile.checksum=5a: a, c', 'Setting viewProfile.checksum=(missing): b')
    }
}
