#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'The event log of a rehearsal' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../shared/VenueUnderTest.psm1') -Force
        $folder = New-VenueUnderTest
        $log = Join-Path $folder 'rehearsal/event-log.jsonl'
        function Add-Line([int]$Minute, [string]$Level, [string]$Source, [string]$Message) {
            $at = '2031-05-06T02:{0:00}:00.000Z' -f $Minute
            $line = [ordered]@{ at = $at; level = $Level; source = $Source; eventId = 7000 + $Minute; message = $Message; service = 'cloud-sync' }
            [IO.File]::AppendAllText($log, (ConvertTo-Json $line -Compress) + "`n")
        }
        Add-Line 0 INFORMATION 'Cloud Sync' 'zero'
        Add-Line 1 WARNING 'Cloud Sync' 'one says "level":"ERROR"'
        Add-Line 2 VERBOSE 'Connect' ("two has an ending: caf" + [char]0xe9)
        [IO.File]::AppendAllText($log, "{`"at`":`"2031-05-06T02:02:30.000Z`",`"level`":`"ERROR`", torn`n`n{`"at`":`"never`",`"level`":`"ERROR`",`"source`":`"x`",`"message`":`"`"}`n")
        Add-Line 3 ERROR 'Service Control Manager' 'three'
        Add-Line 4 ERROR "Bob's Bar" 'four'
        Add-Line 5 INFORMATION 'Connect' 'five'
        [IO.File]::AppendAllText($log, '{"at":"2031-05-06T02:06:00.000Z","level":"ERROR","source":"half a li')
        function Get-Word([hashtable]$With = @{}) { @(Invoke-Operation -Name Get-VenueEvent -With $With | ForEach-Object { "$($_.Message)".Split(' ')[0] }) -join ' ' }
    }
    AfterAll {
        Remove-VenueUnderTest | Should -Be 0
        Get-Module HostService.*, VenueHost.*, VenueFile.*, EventLog.* | Remove-Module -Force
    }

    It 'is read newest first, and what is no event is left out' {
        Get-Word | Should -Be 'five four three two one zero'
    }
    It 'gives each entry whole' {
        $entry = Invoke-Operation -Name Get-VenueEvent -With @{ First = 1; MinimumLevel = 'ERROR'; Source = 'Service Control Manager' }
        $entry.At, $entry.Level, $entry.Source, $entry.EventId, $entry.Message, $entry.Service |
            Should -Be '2031-05-06T02:03:00.000Z', 'ERROR', 'Service Control Manager', 7003, 'three', 'cloud-sync'
        $entry.RecordId | Should -BeOfType [string]
        (Invoke-Operation -Name Get-VenueEvent -With @{ Source = 'Connect' })[1].Message | Should -BeExactly ("two has an ending: caf" + [char]0xe9)
    }
    It 'is filtered by <Name>' -ForEach @(
        @{ Name = 'level'; With = @{ MinimumLevel = 'WARNING' }; Words = 'four three one' }
        @{ Name = 'the highest level, in the field and not in the text'; With = @{ MinimumLevel = 'ERROR' }; Words = 'four three' }
        @{ Name = 'source'; With = @{ Source = 'Connect' }; Words = 'five two' }
        @{ Name = 'a source with an apostrophe'; With = @{ Source = "Bob's Bar" }; Words = 'four' }
        @{ Name = 'several sources'; With = @{ Source = 'Connect', 'Cloud Sync' }; Words = 'five two one zero' }
        @{ Name = 'words, in any case and order'; With = @{ Text = 'ENDING  caf' }; Words = 'two' }
        @{ Name = 'a word of the source'; With = @{ Text = 'control' }; Words = 'three' }
        @{ Name = 'an event ID'; With = @{ Text = '7005' }; Words = 'five' }
        @{ Name = 'letters beyond ASCII'; With = @{ Text = "caf$([char]0xe9)" }; Words = 'two' }
        @{ Name = 'marks that are wildcards elsewhere'; With = @{ Text = '%' }; Words = '' }
        @{ Name = 'words and a level'; With = @{ Text = 'bar'; MinimumLevel = 'ERROR' }; Words = 'four' }
        @{ Name = 'a word that is only in a field that is not shown'; With = @{ Text = 'eventId' }; Words = '' }
        @{ Name = 'since'; With = @{ Since = '2031-05-06T02:03:00.000Z' }; Words = 'five four three' }
        @{ Name = 'since, in another offset'; With = @{ Since = '2031-05-06T12:04:00+10:00' }; Words = 'five four' }
        @{ Name = 'until'; With = @{ Until = '2031-05-06T02:01:30.000Z' }; Words = 'one zero' }
        @{ Name = 'all of them'; With = @{ Since = '2031-05-06T02:01:00Z'; Until = '2031-05-06T02:03:00Z'; MinimumLevel = 'INFORMATION'; Source = 'Cloud Sync', 'Connect' }; Words = 'one' }
    ) {
        Get-Word $With | Should -Be $Words
    }
    It 'is paged by record: nothing twice and nothing lost, also while lines are added' {
        $seen = New-Object Collections.Generic.List[string]
        $with = @{ First = 2 }
        for ($page = 0; $page -lt 4; $page++) {
            $entries = @(Invoke-Operation -Name Get-VenueEvent -With $with)
            foreach ($entry in $entries) { $seen.Add($entry.Message.Split(' ')[0]) }
            if ($entries.Count -gt 0) { $with.BeforeRecord = $entries[-1].RecordId }
            if ($page -eq 0) { [IO.File]::AppendAllText($log, "`n"); Add-Line 7 ERROR 'Connect' 'seven' }
        }
        $seen -join ' ' | Should -Be 'five four three two one zero'
        Get-Word @{ First = 1 } | Should -Be 'seven'
    }
    It 'cuts a message that is too long' {
        Add-Line 8 INFORMATION 'Connect' ('x' * 400000)
        @(Invoke-Operation -Name Get-VenueEvent -With @{ First = 1 })[0].Message.Length | Should -Be 4003
    }
    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a record that is none'; With = @{ BeforeRecord = '1; rm' } }
        @{ Name = 'a level that is none'; With = @{ MinimumLevel = 'LOUD' } }
        @{ Name = 'more than a page'; With = @{ First = 202 } }
        @{ Name = 'a time that is none'; With = @{ Since = 'yesterday' } }
    ) {
        Invoke-Operation -Name Get-VenueEvent -With $With | Should -BeLike 'ParameterArgumentValidationError*'
    }
    It 'is empty where there is no log yet' {
        [IO.File]::Delete($log)
        Invoke-Operation -Name Get-VenueEvent | Should -BeNullOrEmpty
    }
}

Describe "Windows' event logs as one, over stand-ins for Windows' own commands" -Tag Quick {
    BeforeAll {
        $script:entries = @{ 'System' = @(); 'swiftpos SQL Application' = @() }
        function New-Entry([string]$Log, [int]$Record, [int]$Second, [int]$Level, [string]$Name, [string]$Provider) {
            $script:entries[$Log] += [pscustomobject]@{
                RecordId = $Record; Id = 7034; Level = $Level; ProviderName = $Provider; Message = "$Log $Record"
                TimeCreated = ([datetime]'2031-05-06T00:00:00Z').ToUniversalTime().AddSeconds($Second)
                Properties = @([pscustomobject]@{ Value = $Name })
            }
        }
        # Thirty of one second in each log, so that pages end in the middle of a tie.
        foreach ($record in 1..30) {
            New-Entry 'System' $record 5 2 'swiftpos Cloud Sync' 'Service Control Manager'
            New-Entry 'swiftpos SQL Application' $record 5 4 'x' 'swiftpos'
        }
        New-Entry 'System' 31 9 2 'Print Spooler' 'Service Control Manager'
        New-Entry 'swiftpos SQL Application' 31 9 0 'x' 'swiftpos'
        # Of what Windows calls its services, the name too: some events say that one.
        Set-Item function:global:Get-HostService { [pscustomobject]@{ Name = 'cloud-sync'; DisplayName = 'swiftpos Cloud Sync'; ServiceName = 'SwCloudSync' } }
        Import-Module (Join-Path $PSScriptRoot '../shared/WindowsCommand.psm1') -Force
        Add-WindowsCommand -Name Get-WinEvent
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/EventLog.Windows.psm1') -Force
        $global:windowsLog = @{ Entries = $script:entries; Unreadable = @(); Read = 0; Filter = $null }
        Mock Get-WinEvent -ModuleName EventLog.Windows {
            if ($PesterBoundParameters.ContainsKey('ListLog')) { return 'System', 'Application', 'Microsoft-Windows-Kernel/Ops', 'Tills', 'Our swiftpos/Admin' | ForEach-Object { [pscustomobject]@{ LogName = $_ } } }
            $filter = $FilterHashtable[0]
            $windowsLog.Filter = $filter
            # One of each id, level, provider and time: Windows calls a query of more than 22 invalid, and some of 22.
            $terms = @(foreach ($name in 'Id', 'Level', 'ProviderName', 'StartTime', 'EndTime') { $filter[$name] } ).Count
            if ($terms -gt 21) { throw 'The specified query is invalid' }
            if ($windowsLog.Unreadable -contains $filter.LogName) { Write-Error -Message 'no such log' -ErrorId NoMatchingLogsFound -ErrorAction Stop }
            $found = @($windowsLog.Entries[$filter.LogName] | Where-Object { (-not $filter['Level'] -or $filter.Level -contains $_.Level) -and
                    (-not $filter['Id'] -or $filter.Id -contains $_.Id) -and (-not $filter['EndTime'] -or $_.TimeCreated -le $filter.EndTime.ToUniversalTime()) } |
                    Sort-Object -Descending TimeCreated, RecordId | Select-Object -First $MaxEvents)
            if ($found.Count -eq 0) { Write-Error -Message 'none' -ErrorId NoMatchingEventsFound -ErrorAction Stop }
            foreach ($entry in $found) { $windowsLog.Read++; $entry }
        }
    }
    AfterAll {
        Get-Module EventLog.*, HostService.* | Remove-Module -Force
        Remove-Item function:global:Get-HostService, function:global:Get-WinEvent
        Remove-Variable -Scope Global -Name windowsLog
    }
    BeforeEach {
        $windowsLog.Unreadable = @()
        $windowsLog.Read = 0
    }

    It 'merges them by time and keeps only lines about our services' {
        $first = @(Get-HostEvent -First 2)
        $first.Message | Should -Be 'swiftpos SQL Application 31', 'swiftpos SQL Application 30'
        $first[0].Level, $first[0].Source, $first[0].Service | Should -Be 'INFORMATION', 'swiftpos SQL Application', $null
        $dead = Get-HostEvent -MinimumLevel ERROR -First 1
        $dead.Message, $dead.Level, $dead.Source, $dead.Service | Should -Be 'System 30', 'ERROR', 'Service Control Manager', 'cloud-sync'
    }
    It 'pages through entries of one moment without losing or repeating one' {
        $seen = New-Object Collections.Generic.List[string]
        $record = ''
        do {
            $page = @(Get-HostEvent -First 7 -BeforeRecord $record)
            foreach ($entry in $page) { $seen.Add($entry.Message); $record = $entry.RecordId }
        } while ($page.Count -gt 0)
        $seen.Count | Should -Be 61
        @($seen | Select-Object -Unique).Count | Should -Be 61
    }
    It 'warns of a log that cannot be read' {
        $windowsLog.Unreadable = @('System')
        @(Get-HostEvent -First 100 -WarningVariable warned -WarningAction SilentlyContinue).Count | Should -Be 31
        "$warned" | Should -BeLike '*System could not be read*'
    }
    It 'fails when none can be read: that is no empty log' {
        $windowsLog.Unreadable = @('System', 'swiftpos SQL Application')
        { Get-HostEvent -WarningAction SilentlyContinue } | Should -Throw -ErrorId 'EVENT_LOG_UNREADABLE*'
    }
    It 'are those that venue.json names, as soon as it does' {
        $before = $env:VENUE_CONTROL_DATA
        $env:VENUE_CONTROL_DATA = $TestDrive
        try {
            [IO.File]::WriteAllText("$TestDrive/venue.json", '{ "eventLogs": ["Tills"] }')
            $windowsLog.Entries['Tills'] = @([pscustomobject]@{ RecordId = 1; Id = 1; Level = 2; ProviderName = 'pos'; Message = 'of a till'; TimeCreated = ([datetime]'2031-05-06T09:00:00Z').ToUniversalTime(); Properties = @() })
            $entry = Get-HostEvent -First 1
            $entry.Message, $entry.Source | Should -Be 'of a till', 'Tills'
            (Test-HostEventLog).Name | Should -Be 'System', 'Tills'
        }
        finally { $env:VENUE_CONTROL_DATA = $before }
    }
    It 'are tested one by one: one that is empty can be read, one that is missing is named' {
        $windowsLog.Unreadable = @('swiftpos SQL Application')
        $found = @(Test-HostEventLog)
        $found[0].Why | Should -BeNullOrEmpty
        $found[1].Name | Should -Be 'swiftpos SQL Application'
        $found[1].Why | Should -BeLike '*could not be read: no such log*'
    }
    It "are proposed with swiftpos' first, and without those of Windows' components" {
        Find-HostEventLog | Should -Be 'Our swiftpos/Admin', 'Application', 'Tills'
    }
    It 'is empty, without a warning, where nothing was logged' {
        Get-HostEvent -Until ([datetime]'2000-01-01Z') -WarningVariable warned | Should -BeNullOrEmpty
        $warned | Should -BeNullOrEmpty
    }
    It 'reads no further than a page goes' {
        @(Get-HostEvent -MinimumLevel INFORMATION -First 3).Count | Should -Be 3
        # Three of each log, and of the first the one about a printer.
        $windowsLog.Read | Should -BeLessOrEqual 8
        $windowsLog.Filter.Level | Should -Contain 4
    }
    It 'asks no more than Windows takes: <MinimumLevel>' -ForEach @{ MinimumLevel = 'ERROR' }, @{ MinimumLevel = 'WARNING' }, @{ MinimumLevel = 'INFORMATION' }, @{ MinimumLevel = 'VERBOSE' } {
        $moments = @{ Since = [datetime]'2031-05-06Z'; Until = [datetime]'2031-05-07Z' }
        @(Get-HostEvent -MinimumLevel $MinimumLevel -First 50 -Source 'Service Control Manager' @moments -WarningVariable warned -WarningAction SilentlyContinue).Count | Should -Be 30
        "$warned" | Should -BeNullOrEmpty
    }
    It 'says where it gave up' {
        & (Get-Module EventLog.Windows) { $script:MostRead = 10 }
        $found = @(Get-HostEvent -Source 'Service Control Manager' -First 50 -WarningVariable warned -WarningAction SilentlyContinue)
        $found.Count | Should -Be 9
        "$warned" | Should -BeLike '*Only the last 10 entries of the event log System*'
        & (Get-Module EventLog.Windows) { $script:MostRead = 5000 }
    }
    It 'finds whom a time-out is about behind its milliseconds: <Subject>' -ForEach @{ Subject = 'swiftpos Cloud Sync' }, @{ Subject = 'SwCloudSync' } {
        $timeOut = [pscustomobject]@{
            RecordId = 99; Id = 7011; Level = 2; ProviderName = 'Service Control Manager'; Message = 'a time-out'; TimeCreated = ([datetime]'2031-05-06T01:00:00Z').ToUniversalTime()
            Properties = @([pscustomobject]@{ Value = '30000' }, [pscustomobject]@{ Value = $Subject })
        }
        $windowsLog.Entries['System'] += $timeOut
        (Get-HostEvent -First 1).Service | Should -Be cloud-sync
        $windowsLog.Entries['System'] = @($windowsLog.Entries['System'] | Where-Object RecordId -NE 99)
    }
}
