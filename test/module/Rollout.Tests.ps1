#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeAll {
    function New-Event([object]$Venue, [string]$Stream, [object]$Value) { [pscustomobject]@{ Venue = $Venue; Stream = $Stream; Value = $Value } }
    function New-Fault([string]$Code, [string]$Message, [string]$Remedy, [string]$TargetObject) { & (Get-Module VenueControl) { New-VenueErrorRecord @args } @PSBoundParameters }
}

# A rollout against venues that are made up: what it sends, and what its journal remembers.
Describe 'A rollout' -Tag Quick {
    BeforeAll {
        Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
        $acted = [Collections.Generic.List[string]]::new()
        $outcome = @{}
        $code = @{}
        $status = @{}
        $limits = [Collections.Generic.List[int]]::new()
        Mock -ModuleName VenueControl Start-Sleep { }
        Mock -ModuleName VenueControl Invoke-VenueRemote {
            foreach ($one in $Venue) {
                if ($ThrottleLimit.Limit -le 0) { return }
                if ("$ScriptBlock" -match 'Get-VenueStatus') {
                    $state = if ($status[$one.Name]) { $status[$one.Name] } else { 'OK' }
                    New-Event -Venue $one -Stream Output -Value $(if ($state -eq 'BARE') { [pscustomobject]@{ State = 'DOWN' } } else { [pscustomobject]@{ State = $state; Planned = $state -eq 'PLANNED'; Headline = 'Gateway Client is stopped.' } })
                    New-Event -Venue $one -Stream End -Value SUCCEEDED
                    continue
                }
                $limits.Add($ThrottleLimit.Limit)
                $end = if ($outcome[$one.Name]) { $outcome[$one.Name] } else { 'SUCCEEDED' }
                if ($end -ne 'NOT_SENT') {
                    New-Event -Venue $one -Stream Send
                    $acted.Add("$($one.Name)$(if ($one.PSObject.Properties['ArgumentList']) { " $($one.ArgumentList -replace '^.*-')" })")
                }
                if ($end -eq 'DIES') { throw 'the computer stops' }
                if ($end -ne 'SUCCEEDED') { New-Event -Venue $one -Stream Error -Value (New-Fault -Code $(if ($code[$one.Name]) { $code[$one.Name] } else { 'FORBIDDEN' }) -Message "$($one.Name): No." -TargetObject $one.Name) }
                New-Event -Venue $one -Stream End -Value $end
            }
        }
        $rows = @('Name,HostName,Tags') + (1..12 | ForEach-Object { "v$_,h$_,$(if ($_ -eq 3) { 'canary' })" })
        Set-Content (Join-Path $TestDrive venues.csv) $rows
        $block = { Restart-VenueService netpos -Confirm:$false }
        $once = { param($IdempotencyKey) Restart-VenueService netpos -IdempotencyKey $IdempotencyKey -Confirm:$false }
        function Start-It([hashtable]$More = @{}, [scriptblock]$Run = $block) {
            $all = @{ Inventory = (Join-Path $TestDrive venues.csv); Journal = $journal; Wave = 2, 5; SettleSeconds = 0; Confirm = $false }
            foreach ($key in $More.Keys) { $all[$key] = $More[$key] }
            Start-VenueRollout $Run @all -ErrorAction SilentlyContinue -ErrorVariable script:failed
        }
        function Get-Count([string]$Venue) { @($acted | Where-Object { ($_ -split ' ')[0] -eq $Venue }).Count }
    }
    BeforeEach {
        foreach ($one in $acted, $outcome, $code, $status, $limits) { $one.Clear() }
        $journal = Join-Path $TestDrive "$(New-Guid).jsonl"
    }

    It 'goes by waves, the canary first, and acts once at each venue' {
        $done = @(Start-It)
        $acted | Should -Be v3, v1, v2, v4, v5, v6, v7, v8, v9, v10, v11, v12
        @($done | Group-Object Wave | ForEach-Object Count) | Should -Be 1, 2, 5, 4
        @($done.State | Sort-Object -Unique) | Should -Be WORKING
        @(Start-It) | Should -BeNullOrEmpty
        $acted.Count | Should -Be 12
    }
    It 'acts nowhere with -WhatIf, makes no journal, and shows what is left of one' {
        Start-It @{ WhatIf = $true }
        $acted | Should -BeNullOrEmpty
        $journal | Should -Not -Exist
        $outcome['v2'] = 'UNKNOWN'
        [void](Start-It)
        $bytes = [IO.File]::ReadAllText($journal)
        $shell = [powershell]::Create().AddScript('param($module, $folder, $journal, $block) Import-Module $module; Set-Location $folder; Start-VenueRollout -Inventory venues.csv -Journal $journal -Wave 2, 5 -WhatIf ([scriptblock]::Create($block)); Start-Transcript log.txt | Out-Null; Start-VenueRollout -Inventory venues.csv -Journal $journal -Wave 2, 5 -WhatIf ([scriptblock]::Create($block)); Stop-Transcript | Out-Null')
        foreach ($one in (Get-Module VenueControl).Path, "$TestDrive", $journal, "$block") { [void]$shell.AddArgument($one) }
        [void]$shell.Invoke()
        $shown = Get-Content (Join-Path $TestDrive log.txt) -Raw
        $shown | Should -Not -Match 'Wave [12] of 4: run'
        $shown | Should -Match 'Wave 3 of 4: run at 5 venues \(v4, v5, v6, v7, v8\): Restart-VenueService netpos'
        $shown | Should -Match 'Wave 4 of 4: run at 4 venues'
        [IO.File]::ReadAllText($journal) | Should -Be $bytes
    }
    It 'stops at the first failure beyond its budget, and continues where it was' {
        $outcome['v1'] = 'FAILED'
        (Start-It | Where-Object Venue -eq v2).State | Should -Be NOT_SENT
        $acted | Should -Be v3, v1
        $failed[-1].FullyQualifiedErrorId | Should -Be 'ROLLOUT_STOPPED,Start-VenueRollout'
        @(Start-It) | Should -BeNullOrEmpty -Because 'the budget is spent'
        $acted.Count | Should -Be 2
        $outcome.Clear()
        [void](Start-It @{ FailureBudget = 1 })
        Get-Count v1 | Should -Be 1
        $acted.Count | Should -Be 12
        (Start-It @{ RetryFailed = $true }).State | Should -Be WORKING, WORKING
        Get-Count v1 | Should -Be 2
    }
    It 'counts the venues of earlier waves that were not reached' {
        $outcome['v1'] = $outcome['v4'] = 'NOT_SENT'
        [void](Start-It @{ FailureBudget = 1 })
        $failed[-1].FullyQualifiedErrorId | Should -Be 'ROLLOUT_STOPPED,Start-VenueRollout'
        $acted | Should -Not -Contain v9
        $outcome.Clear()
        (Start-It | Where-Object Venue -in v1, v4).State | Should -Be WORKING, WORKING
        $acted.Count | Should -Be 12
    }
    It 'writes what failed into the journal and lets the others end, also with -ErrorAction Stop' {
        $outcome['v1'] = 'FAILED'
        $all = @{ Inventory = (Join-Path $TestDrive venues.csv); Journal = $journal; Wave = 2, 5; SettleSeconds = 0; Confirm = $false; FailureBudget = 3 }
        { Start-VenueRollout $block @all -ErrorAction Stop } | Should -Throw '*v1: No.*'
        $limits | Should -Be 4, 4
        $last = @{}
        Get-Content $journal | ForEach-Object { ConvertFrom-Json $_ } | Where-Object { $_.PSObject.Properties['venue'] } | ForEach-Object { $last[$_.venue] = $_.state }
        $last['v1'] | Should -Be FAILED
        $acted | Should -Be v3, v1
    }
    It 'never runs at more venues at once than may still fail' {
        foreach ($number in 4..12) { $outcome["v$number"] = 'FAILED' }
        [void](Start-It @{ FailureBudget = 3 })
        $limits | Should -Be 4, 4, 4, 4, 3, 2, 1
        $acted | Should -Be v3, v1, v2, v4, v5, v6, v7
    }
    It 'repeats no action whose answer was lost, without -RetryUnknown' {
        $outcome['v2'] = 'UNKNOWN'
        [void](Start-It)
        [void](Start-It @{ FailureBudget = 1 })
        Get-Count v2 | Should -Be 1
        # Not reached on the second try: what became of the first is as unknown as it was.
        $outcome['v2'] = 'NOT_SENT'
        (Start-It @{ RetryUnknown = $true; FailureBudget = 1 } | Where-Object Venue -eq v2).State | Should -Be UNKNOWN
        $outcome.Clear()
        [void](Start-It @{ FailureBudget = 1 })
        Get-Count v2 | Should -Be 1
        (Start-It @{ RetryUnknown = $true } | Where-Object Venue -eq v2).State | Should -Be WORKING
        Get-Count v2 | Should -Be 2
    }
    It 'takes an answer that the venue''s own server did not give for lost' {
        $outcome['v3'] = 'FAILED'
        $code['v3'] = 'UNREACHABLE'
        (Start-It).State | Should -Be UNKNOWN
        [void](Start-It @{ RetryFailed = $true; FailureBudget = 1 })
        Get-Count v3 | Should -Be 1
    }
    It 'repeats automatically what acts once, with the same key, and a known failure with another' {
        $outcome['v2'] = 'UNKNOWN'
        $outcome['v1'] = 'FAILED'
        [void](Start-It @{ FailureBudget = 1 } -Run $once)
        $outcome.Clear()
        [void](Start-It @{ FailureBudget = 1 } -Run $once)
        [void](Start-It @{ RetryFailed = $true } -Run $once)
        @($acted -like 'v[12] *') | Should -Be 'v1 1', 'v2 1', 'v2 1', 'v1 2'
        $acted.Count | Should -Be 14
    }
    It 'refuses a block with a key that does not act once: <_>' -ForEach @(
        'param($IdempotencyKey) Restart-VenueService netpos'
        'param($IdempotencyKey, $Other) Restart-VenueService netpos -IdempotencyKey $IdempotencyKey'
        'param($Key) Restart-VenueService netpos -IdempotencyKey $Key'
        'param($IdempotencyKey) Restart-VenueService netpos -IdempotencyKey $IdempotencyKey; Stop-VenueService connect'
        'param($IdempotencyKey) Restart-Computer'
        'param($IdempotencyKey) Get-VenueService | Restart-VenueService'
        'param($IdempotencyKey) Restart-VenueService $(Stop-Computer) -IdempotencyKey $IdempotencyKey'
        'param($IdempotencyKey) Restart-VenueService netpos -IdempotencyKey $IdempotencyKey2'
    ) {
        [void](Start-It -Run ([scriptblock]::Create($_)))
        $failed[-1].FullyQualifiedErrorId | Should -Be 'BAD_USER_INPUT,Start-VenueRollout'
        $acted | Should -BeNullOrEmpty
        $journal | Should -Not -Exist
    }
    It 'takes a venue for UNKNOWN where it stopped after it sent, also after a torn line' {
        $outcome['v4'] = 'DIES'
        { Start-It } | Should -Throw
        # Torn within a character.
        $stream = [IO.File]::Open($journal, 'Append')
        $torn = [byte[]]([Text.Encoding]::UTF8.GetBytes('{"venue":"v5","sta') + [byte]0xc3)
        $stream.Write($torn, 0, $torn.Length)
        $stream.Dispose()
        $outcome.Clear()
        [void](Start-It @{ FailureBudget = 1 })
        Get-Count v4 | Should -Be 1
        Get-Count v5 | Should -Be 1
        $acted.Count | Should -Be 12
        Get-Content $journal | ForEach-Object { (ConvertFrom-Json $_).at } | Should -Not -BeNullOrEmpty
    }
    It 'does not act where its journal can''t be written first' {
        Mock -ModuleName VenueControl Write-VenueJournal { if ($Entry['state'] -eq 'SENT') { throw 'disk full' } }
        { Start-It } | Should -Throw '*disk full*'
        $acted | Should -BeNullOrEmpty
    }
    It 'repeats a venue that was not reached' {
        $outcome['v3'] = 'NOT_SENT'
        (Start-It).State | Should -Be NOT_SENT
        $acted | Should -BeNullOrEmpty
        $outcome.Clear()
        [void](Start-It)
        $acted.Count | Should -Be 12
    }
    It 'stops when venues do not work after their wave, and reads them again, not acts, when it continues' {
        $status['v3'] = 'DOWN'
        $row = Start-It
        $row.State, $row.Message | Should -Be NOT_WORKING, 'It does not work 0 s after the wave. v3: DOWN Gateway Client is stopped.'
        $status['v3'] = 'PLANNED'
        [void](Start-It)
        Get-Count v3 | Should -Be 1
        $acted.Count | Should -Be 12
    }
    It 'reads a status that has a state alone' {
        $status['v3'] = 'BARE'
        (Start-It).State | Should -Be NOT_WORKING
    }
    It 'waits for the status as long as it may' {
        $status['v3'] = 'DOWN'
        Mock -ModuleName VenueControl Start-Sleep { $status.Clear() }
        (Start-It @{ SettleSeconds = 60; Name = 'v3' }).State | Should -Be WORKING
    }
    It 'refuses a journal of another script block, a file that is none, and variables that could change' {
        [void](Start-It)
        $start = @{ Inventory = (Join-Path $TestDrive venues.csv); Confirm = $false; ErrorAction = 'Stop' }
        { Start-VenueRollout @start -Journal $journal { Get-Venue } } | Should -Throw '*another script block*'
        { Start-VenueRollout @start -Journal (Join-Path $TestDrive venues.csv) { Get-Venue } } | Should -Throw '*not the journal*'
        Get-Content (Join-Path $TestDrive venues.csv) | Select-Object -First 1 | Should -Be 'Name,HostName,Tags'
        $line = Join-Path $TestDrive line.json
        [IO.File]::WriteAllText($line, '{"mine":1}')
        { Start-VenueRollout @start -Journal $line { Get-Venue } } | Should -Throw '*not the journal*'
        [IO.File]::ReadAllText($line) | Should -Be '{"mine":1}'
        { Start-VenueRollout @start -Journal $journal { $using:x } } | Should -Throw '*no $using*'
        { Start-VenueRollout -Inventory venues.csv -Confirm:$false $block -ErrorAction Stop } | Should -Throw '*missing: Journal*'
    }
    It 'refuses a journal that was edited: <_>' -ForEach '{"venue":"v2","wave":2,"attempt":1,"state":"DONE"}', '{"wave":2,"attempt":1,"state":"WORKING"}', '{"venue":"v2","wave":2,"attempt":0,"state":"FAILED"}', '{"venue":["v2"],"wave":2,"attempt":1,"state":"WORKING"}', '7' {
        $outcome['v2'] = 'FAILED'
        [void](Start-It)
        $before = $acted.Count
        [IO.File]::AppendAllText($journal, "$_`n")
        [void](Start-It)
        $failed[-1].FullyQualifiedErrorId | Should -Be 'BAD_USER_INPUT,Start-VenueRollout'
        $acted.Count | Should -Be $before
    }
    It 'refuses a journal of other venues with the same names, and lets the host of one that was not reached be corrected' {
        $outcome['v2'] = 'NOT_SENT'
        [void](Start-It)
        $other = Join-Path $TestDrive other.csv
        Set-Content $other ((Get-Content (Join-Path $TestDrive venues.csv)) -replace 'v2,h2', 'v2,h0' -replace 'v3,h3', 'v3,H3')
        $outcome.Clear()
        [void](Start-It @{ Inventory = $other })
        $acted.Count | Should -Be 12
        Set-Content $other ((Get-Content $other) -replace 'v1,h1', 'v1,h77')
        [void](Start-It @{ Inventory = $other })
        "$($failed[-1])" | Should -BeLike "In this journal, the venue v1 has the host 'h1'*"
    }
    It 'keeps no token and no argument in its journal' {
        [void](Start-It @{ Token = { ConvertTo-SecureString vct_sentinel -AsPlainText -Force } })
        Get-Content $journal -Raw | Should -Not -Match 'vct_|Restart|netpos'
    }
}
