#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# What the proof reads of a server is Windows' own: stand-ins here.
Describe 'The report of a first run' -Tag Quick {
    BeforeAll {
        $root = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../..'))
        Import-Module (Join-Path $PSScriptRoot '../shared/ScheduledTaskCommand.psm1') -Force
        . (Join-Path $root 'scripts/services/WindowsEvent.ps1')
        . (Join-Path $root 'scripts/services/SystemTask.ps1')
        . (Join-Path $root 'test/prove/windows/ProofReport.ps1')
        function Get-LateStartFilter { '*' }
        Import-Module (Join-Path $PSScriptRoot '../shared/WindowsCommand.psm1') -Force
        Add-WindowsCommand -Name Get-WinEvent
        function Find-AccessAbove { throw 'needs a Mock' }
        function New-NativeService { throw 'needs a Mock' }
        function Get-MpComputerStatus { throw 'needs a Mock' }
        function Get-MpThreatDetection { throw 'needs a Mock' }
        # The catalogue's scripts and Node, as a proof that is laid out has them: each prints what one of a well server does.
        $folder = Join-Path $TestDrive 'proof'
        foreach ($part in 'node', 'scripts/operations', 'scripts/VenueControl/Private', 'scripts/installation') { [void][IO.Directory]::CreateDirectory((Join-Path $folder $part)) }
        [IO.File]::Copy((Join-Path $root 'scripts/VenueControl/Private/Test-VenueInteraction.ps1'), (Join-Path $folder 'scripts/VenueControl/Private/Test-VenueInteraction.ps1'))
        [IO.File]::WriteAllText((Join-Path $folder 'node/node.exe'), "#!/bin/sh`necho 47`n")
        & chmod +x (Join-Path $folder 'node/node.exe')
        function Set-Operation([string]$Name, [string]$Text) { [IO.File]::WriteAllText((Join-Path $folder "scripts/operations/$Name.ps1"), $Text) }
        function Get-Row([string]$Title) { Get-FirstRunRow -Folder $folder -Program $folder -Place @{ Programs = 'C:\p'; Data = 'C:\d' } -Doctor $doctor -Title $Title }
        $parts = 'venue database', 'swiftpos Cloud', 'SQL Server instance', 'program signature', 'PowerShell language', 'PowerShell scripts', 'program folder', 'event log', 'proxy', 'views', 'clerk security', 'Windows', '.NET', 'time zone'
    }
    AfterAll {
        Remove-Item function:global:Get-WinEvent
        Get-Module ScheduledTaskCommand, WindowsCommand | Remove-Module -Force
    }
    BeforeEach {
        $doctor = @($parts | ForEach-Object { [pscustomobject]@{ part = $_; ok = $true; detail = "The Anchor, 12345678 ($_)" } })
        Set-Operation Find-SqlInstance "[pscustomobject]@{ Instance = 'SQLEXPRESS'; State = 'Running'; TcpEnabled = `$false; Port = 0; DynamicPort = 50123; Browser = 'Stopped' }"
        Set-Operation Get-ProgramSignature "[void]`$args; [pscustomobject]@{ Scripts = 240; Unsigned = 0; Altered = 0; Untrusted = 0 }"
        Set-Operation Get-VenueSystem "[pscustomobject]@{ Product = 'Windows Server 2022'; Edition = 'ServerStandard'; Type = 'Server'; Build = 20348; DotNet = '.NET 10.0.1'; FrameworkRelease = 528449 }"
        $script:events = @()
        Mock Get-WinEvent {
            $found = @($script:events | Where-Object { $FilterHashtable -and $_.Id -in $FilterHashtable.Id })
            if ($found.Count -eq 0) { Write-Error -Message 'None.' -ErrorId NoMatchingEventsFound -ErrorAction Stop }
            $found
        }
        Mock Find-AccessAbove { }
        Mock Read-ProofRecovery { '1,60000 1,60000 1,60000 0,0' }
        Mock Get-MpComputerStatus { [pscustomobject]@{ AMRunningMode = 'Normal' } }
        Mock Get-MpThreatDetection { }
    }

    It 'has ten checks, and all of a well server are ok' {
        $rows = @(Get-FirstRunRow -Folder $folder -Program $folder -Place @{ Programs = 'C:\p'; Data = 'C:\d' } -Doctor $doctor)
        $rows.Count | Should -Be 10
        $rows | Where-Object { $_.State -ne 'ok' } | ForEach-Object { "$($_.Title): $($_.Text)" } | Should -BeNullOrEmpty
        $rows[0].Text | Should -BeLike 'Node reads 47 certificates*'
        (Get-RegisteredTask).Count | Should -Be 0 -Because 'the task of the proof is removed'
    }
    It 'without doctor''s file what only doctor knows is unknown' {
        $doctor = @()
        (Get-Row 'Views of swiftpos').State | Should -Be unknown
        (Get-Row 'Recovery after a crash').State | Should -Be ok
    }
    It 'a late start, a recovery that Windows has otherwise, and a disk that others may move need attention' {
        $script:events = @([pscustomobject]@{ Id = 7009; TimeCreated = [datetime]::Now; Properties = @([pscustomobject]@{ Value = '30000' }, [pscustomobject]@{ Value = 'Venue Control Plane' }) })
        Get-Row 'Start after a boot' | ForEach-Object { "$($_.State): $($_.Text)" } | Should -BeLike 'attention: 1 events 7000 and 7009*'
        Mock Read-ProofRecovery { '1,60000 1,60000 1,60000' }
        Get-Row 'Recovery after a crash' | ForEach-Object { "$($_.State): $($_.Text)" } | Should -BeLike 'attention: *1,60000 1,60000 1,60000.*'
        Mock Find-AccessAbove { [pscustomobject]@{ Path = 'C:\'; Who = 'Everyone (S-1-1-0)'; Rights = '0x40' } }
        $row = Get-Row 'Loosened disks'
        $row.State, $row.Text | Should -Be 'attention', 'C:\: Everyone (S-1-1-0) (0x40). C:\: Everyone (S-1-1-0) (0x40). doctor: "program folder" is ok.'
    }
    It 'unsigned scripts and a detection by Defender need attention' {
        Set-Operation Get-ProgramSignature "[void]`$args; [pscustomobject]@{ Scripts = 240; Unsigned = 240; Altered = 0; Untrusted = 0 }"
        Mock Get-MpThreatDetection { [pscustomobject]@{ Resources = @('file:_C:\Program Files\VenueControl\x.ps1') } }
        $row = Get-Row 'Antivirus and EDR'
        $row.State | Should -Be attention
        $row.Text | Should -BeLike '*240 unsigned*Defender has 1 detections*'
    }
    It 'what can''t be read is unknown, and the others go on' {
        Mock Get-MpComputerStatus { throw 'There is no Defender.' }
        $row = Get-Row 'Antivirus and EDR'
        $row.State | Should -Be unknown
        $row.Text | Should -BeLike '*240 scripts*There is no Defender.*"program signature" is ok.*'
    }
    It 'recovery actions are read as Windows keeps them: two numbers each, behind five' {
        $bytes = [byte[]]@(foreach ($number in 86400, 0, 0, 4, 20, 1, 60000, 1, 60000, 1, 60000, 0, 0) { [BitConverter]::GetBytes([int]$number) })
        ConvertFrom-FailureAction -Bytes $bytes | Should -Be '1,60000 1,60000 1,60000 0,0'
        { ConvertFrom-FailureAction -Bytes ([byte[]]@(1, 2)) } | Should -Throw '*no recovery actions*'
    }
    It 'is one file without the venue''s name, and with no name of a machine, a person or an address' {
        $doctor = @($doctor | Where-Object { $_.part -ne 'proxy' }) + [pscustomobject]@{ part = 'proxy'; ok = $false; detail = 'http://10.1.2.3:8080 | of POS01\maria can''t be reached'; remedy = 'Set it.'; pin = '4711' }
        $rows = @(Get-FirstRunRow -Folder $folder -Program $folder -Place @{ Programs = 'C:\p'; Data = 'C:\d' } -Doctor $doctor)
        $suites = @([pscustomobject]@{ Suite = 'Package'; Passed = 6; Failed = 1; Seconds = 9; Wrong = @("C:\Users\maria.s\AppData x") })
        $kept = $env:COMPUTERNAME, $env:USERNAME
        try {
            $env:COMPUTERNAME, $env:USERNAME = 'POS01', 'maria'
            $text = ConvertTo-ProofReport -Fact @{ At = 'now'; Windows = 'Windows on 127.0.0.1'; PowerShell = '7.6.9' } -Row $rows -Suite $suites -Left @()
        }
        finally { $env:COMPUTERNAME, $env:USERNAME = $kept }
        $text | Should -Match ([regex]::Escape('| 8 | Event logs and proxy | attention |'))
        $text | Should -Match ([regex]::Escape('http://<address>:8080 \| of <machine>\<user> can''t be reached'))
        $text | Should -Match 'C:\\Users\\<user>\\AppData x'
        $text | Should -Match '127\.0\.0\.1'
        foreach ($name in 'POS01', 'maria', '10.1.2.3', 'Anchor', '12345678', '4711') { $text | Should -Not -Match ([regex]::Escape($name)) }
        # Ten rows, and each is a row of a table.
        ([regex]::Matches($text, '(?m)^\| \d+ \|')).Count | Should -Be 10
    }
}
