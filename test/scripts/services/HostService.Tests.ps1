#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeDiscovery {
    $services = Join-Path $PSScriptRoot '../../../scripts/services'
    $elsewhere = foreach ($module in (Get-ChildItem $services -Filter *.psm1 | Where-Object Name -NotMatch '\.(Windows|Rehearsal)\.')) {
        [regex]::Match([IO.File]::ReadAllText($module.FullName), '(?m)^Export-ModuleMember -Function (.+)$').Groups[1].Value -split ',\s*'
    }
    $cmdlets = (Get-Command -CommandType Cmdlet -Module Microsoft.PowerShell.Core, Microsoft.PowerShell.Management, Microsoft.PowerShell.Utility, Microsoft.PowerShell.Security).Name
    # What a shared file needs of a provider: the commands that neither it and what it dot-sources, nor a module for both providers, nor PowerShell has.
    $asked = foreach ($shared in 'HostService', 'VenueHost', 'VenueFile', 'EventLog') {
        $sourced = [regex]::Matches([IO.File]::ReadAllText((Join-Path $services "$shared.ps1")), "(?m)^\. \(Join-Path \`$PSScriptRoot '(.+)'\)$") | ForEach-Object { Join-Path $services $_.Groups[1].Value }
        $files = @((Get-ChildItem $services -Filter "$shared*.ps1").FullName) + $sourced | Select-Object -Unique
        $trees = foreach ($file in $files) { [Management.Automation.Language.Parser]::ParseFile($file, [ref]$null, [ref]$null) }
        $own = @(foreach ($tree in $trees) { $tree.FindAll({ $args[0] -is [Management.Automation.Language.FunctionDefinitionAst] }, $true).Name })
        $called = @(foreach ($tree in $trees) { $tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true) | ForEach-Object { $_.GetCommandName() } }) | Where-Object { $_ } | Sort-Object -Unique
        foreach ($name in $called) {
            if ($own + $elsewhere + $cmdlets -notcontains $name) { @{ Shared = $shared; Function = $name } }
        }
    }
}

Describe 'The two providers have one contract' -Tag Quick {
    BeforeAll {
        $services = Join-Path $PSScriptRoot '../../../scripts/services'
        $trees = @{}
        function Get-Signature([string]$File, [string]$Function) {
            if (-not $trees[$File]) {
                $sourced = [regex]::Matches([IO.File]::ReadAllText((Join-Path $services $File)), "(?m)^\. \(Join-Path \`$PSScriptRoot '(.+)'\)$") | ForEach-Object { $_.Groups[1].Value }
                $trees[$File] = @(foreach ($each in @($File) + $sourced) { [Management.Automation.Language.Parser]::ParseFile((Join-Path $services $each), [ref]$null, [ref]$null) })
            }
            $isIt = { $args[0] -is [Management.Automation.Language.FunctionDefinitionAst] -and $args[0].Name -eq $Function }.GetNewClosure()
            $found = $trees[$File] | ForEach-Object { $_.Find($isIt, $false) } | Where-Object { $_ } | Select-Object -First 1
            if ($found) { "$Function($(@(foreach ($parameter in $found.Parameters) { $parameter.Extent.Text }) -join ', '))" }
        }
    }

    It '<Shared>.ps1 finds <Function> in both, with the same parameters' -ForEach $asked {
        $windows = Get-Signature "$Shared.Windows.psm1" $Function
        $windows | Should -Not -BeNullOrEmpty
        $windows | Should -BeExactly (Get-Signature "$Shared.Rehearsal.psm1" $Function)
    }
}

# What both providers promise is in HostServiceContract.Tests.ps1.
Describe 'Services of a rehearsal are real processes' -Tag Nightly {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../shared/VenueUnderTest.psm1') -Force
        $folder = New-VenueUnderTest
        . (Join-Path $PSScriptRoot '../../../scripts/services/Import-VenueProvider.ps1')
        $booted = @(Initialize-HostService)
        $running = 'sales-processing', 'connect', 'end-of-day', 'netpos', 'services-monitor'
        foreach ($key in $running) { [void](Wait-HostService -Name $key -State Running -TimeoutSeconds 10 -StableSeconds 0) }
    }
    AfterAll {
        Remove-VenueUnderTest | Should -Be 0
        Get-Module HostService.*, VenueHost.*, VenueFile.*, EventLog.* | Remove-Module -Force
    }
    AfterEach { Set-Fault -Fault @{} }

    It 'boots the automatic ones in the order of their dependencies, the watchdog last' {
        $booted | Should -Be $running
        @(Get-HostService | Where-Object State -EQ Running | ForEach-Object Name) | Should -Be $running
        Initialize-HostService | Should -BeNullOrEmpty
    }
    It 'takes a dead process, and a living one of another start time, for Stopped' {
        Start-HostService -Name gateway-client
        [void](Wait-HostService -Name gateway-client -State Running -TimeoutSeconds 10 -StableSeconds 0.5)
        $state = Join-Path $folder 'rehearsal/services/gateway-client.json'
        $record = Get-Content $state -Raw | ConvertFrom-Json
        $saidAt = $record.startedAt
        try {
            $record.startTicks = '1'
            [IO.File]::WriteAllText($state, (ConvertTo-Json $record))
            $seen = Get-HostService -Name gateway-client
            $seen.State, $seen.ExitCode, $seen.ProcessId | Should -Be 'Stopped', 1067, $null
            # As on Windows, by when the process was created: it is what said that it runs, or came later.
            $record.startTicks = '\\.\pipe\venue-control-service-of-it'
            [IO.File]::WriteAllText($state, (ConvertTo-Json $record))
            (Get-HostService -Name gateway-client).State | Should -Be Running
            $record.startedAt = ([datetime]$saidAt).AddMinutes(-1)
            [IO.File]::WriteAllText($state, (ConvertTo-Json $record))
            (Get-HostService -Name gateway-client).State | Should -Be Stopped
        }
        finally {
            $record.startedAt = $saidAt
            $record.startTicks = (Get-Content "/proc/$($record.pid)/stat" -Raw).Split(')')[-1].Trim().Split(' ')[19]
            [IO.File]::WriteAllText($state, (ConvertTo-Json $record))
        }
        (Invoke-Operation -Name Stop-VenueHostService -With @{ Key = 'gateway-client'; GraceSeconds = 10 }).Outcome | Should -Be Stopped
    }
    It 'has what dies started again by the watchdog, and logged' {
        $before = (Get-HostService -Name end-of-day).ProcessId
        $since = [datetime]::UtcNow
        Stop-Process -Id $before -Force
        $end = [datetime]::UtcNow.AddSeconds(6)
        while (-not ($now = Get-HostService -Name end-of-day).ProcessId -or $now.ProcessId -eq $before) {
            [datetime]::UtcNow | Should -BeLessThan $end
            Start-Sleep -Milliseconds 100
        }
        # A disk that was full took half a line, and the next one is behind it.
        [IO.File]::AppendAllText((Join-Path $folder 'rehearsal/event-log.jsonl'), '{"at":"2031-05-06T02:00:00.000Z","source":"Service Con{"source":"Service Control Manager"}' + "`n")
        @(Get-HostServiceEvent -Name end-of-day -After $since).Id | Should -Contain 7034
    }
    It 'leaves a planned stop alone and names the stopped dependents' {
        $stopped = Invoke-Operation -Name Stop-VenueHostService -With @{ Key = 'connect'; GraceSeconds = 10 }
        $stopped.Outcome, $stopped.State, $stopped.ExitCode | Should -Be 'Stopped', 'Stopped', 0
        $stopped.StoppedDependents | Should -Be @('netpos')
        $started = Invoke-Operation -Name Start-VenueHostService -With @{ Key = 'netpos'; TimeoutSeconds = 10; StableSeconds = 0.5 }
        $started.Outcome | Should -Be Stable
        (Get-HostService -Name connect).State | Should -Be Running -Because 'a start takes what it depends on with it'
    }
    It 'plans no stop of what was stopped anyway, which nothing would end' {
        try {
            Set-HostService -Name netpos -StartMode Manual
            # It would start NetPOS again, and Connect with it, which was stopped meanwhile.
            Stop-HostService -Name services-monitor
            (Wait-HostService -Name services-monitor -State Stopped -TimeoutSeconds 10 -StableSeconds 0).Outcome | Should -Be Stable
            Stop-HostService -Name netpos
            [void](Wait-HostService -Name netpos -State Stopped -TimeoutSeconds 10 -StableSeconds 0)
            [void](Invoke-Operation -Name Stop-VenueHostService -With @{ Key = 'connect'; GraceSeconds = 10 })
            $planned = { (Get-Content (Join-Path $folder 'rehearsal/monitor.json') -Raw | ConvertFrom-Json).plannedStops }
            & $planned | Should -Contain 'connect'
            [void](Invoke-Operation -Name Start-VenueHostService -With @{ Key = 'connect'; TimeoutSeconds = 10; StableSeconds = 0.5 })
            & $planned | Should -Not -Contain 'connect'
            & $planned | Should -Not -Contain 'netpos'
        }
        finally {
            Set-HostService -Name netpos -StartMode Automatic
            [void](Invoke-Operation -Name Start-VenueHostService -With @{ Key = 'netpos'; TimeoutSeconds = 10; StableSeconds = 0.5 })
            Start-HostService -Name services-monitor
            # Until it has seen all of them run.
            [void](Wait-HostService -Name services-monitor -State Running -TimeoutSeconds 15 -StableSeconds 3)
        }
    }
    It 'says that someone else restarted it' {
        Set-Fault -Fault @{ monitor = 'restarts-planned-stops' }
        $before = (Get-HostService -Name end-of-day).ProcessId
        $stopped = Invoke-Operation -Name Stop-VenueHostService -With @{ Key = 'end-of-day'; GraceSeconds = 10 }
        $stopped.Outcome | Should -Be RestartedByOther
        (Get-HostService -Name end-of-day).ProcessId | Should -Not -Be $before
    }
    It 'stops one that is <Name> also where someone had begun to start it before the stop was reported' -TestCases @(
        @{ Name = 'stopped'; IsUp = $false }
        @{ Name = 'running'; IsUp = $true }
    ) {
        if ($IsUp) { [void](Invoke-Operation -Name Start-VenueHostService -With @{ Key = 'gateway-client'; TimeoutSeconds = 10; StableSeconds = 0.5 }) }
        $orders = Join-Path $folder 'rehearsal/monitor.json'
        $isThere = [Threading.ManualResetEventSlim]::new($false)
        $other = [powershell]::Create().AddScript({
                param($provider, $orders, $isThere)
                . $provider
                [void](Get-HostService -Name gateway-client)
                $result = [IO.File]::GetLastWriteTimeUtc($orders)
                $isThere.Set()
                while ([IO.File]::GetLastWriteTimeUtc($orders) -eq $result -or (Get-HostService -Name gateway-client).State -ne 'Stopped') { Start-Sleep -Milliseconds 20 }
                # Someone else has seen it stopped too by now.
                Start-Sleep -Milliseconds 500
                Start-HostService -Name gateway-client
            }).AddArgument((Join-Path $PSScriptRoot '../../../scripts/services/Import-VenueProvider.ps1')).AddArgument($orders).AddArgument($isThere)
        $starting = $other.BeginInvoke()
        $isThere.Wait(30000) | Should -BeTrue
        $stopped = Invoke-Operation -Name Stop-VenueHostService -With @{ Key = 'gateway-client'; GraceSeconds = 10 }
        $other.EndInvoke($starting)
        $stopped.Outcome, (Get-HostService -Name gateway-client).State | Should -Be Stopped, Stopped
    }
    It 'says that a service never answered its start' {
        Set-Fault -Fault @{ service = 'gateway-client:never-starts' }
        $started = Invoke-Operation -Name Start-VenueHostService -With @{ Key = 'gateway-client'; TimeoutSeconds = 15; StableSeconds = 1 }
        $started.Outcome, $started.State, $started.ExitCode | Should -Be 'Failed', 'Stopped', 1053
        $started.EventIds | Should -Be @(7009, 7000)
        # Planned: else Services Monitor starts it before the next test does.
        [void](Invoke-Operation -Name Stop-VenueHostService -With @{ Key = 'gateway-client'; GraceSeconds = 5 })
    }
    It 'holds planned stops and the daily restart for each operation' {
        (Invoke-Operation -Name Suspend-ServicesMonitor -With @{ OperationId = 'a'; Key = @('netpos') }).PlannedStops | Should -Contain 'netpos'
        (Invoke-Operation -Name Suspend-ServicesMonitor -With @{ OperationId = 'b'; Key = @('connect', 'netpos') }).PlannedStops | Should -Be 'connect', 'netpos'
        (Invoke-Operation -Name Resume-ServicesMonitor -With @{ OperationId = 'b' }).PlannedStops | Should -Not -Contain 'connect'
        $resumed = Invoke-Operation -Name Resume-ServicesMonitor -With @{ OperationId = 'a' }
        $resumed.PlannedStops | Should -Not -Contain 'netpos'
        $resumed.Released | Should -BeTrue
        (Invoke-Operation -Name Suspend-DailyRestart -With @{ OperationId = 'a'; Until = [datetime]::UtcNow.AddHours(1).ToString('o') }).DailyRestartHeld | Should -BeTrue
        (Invoke-Operation -Name Resume-DailyRestart -With @{ OperationId = 'b' }).DailyRestartHeld | Should -BeTrue
        (Invoke-Operation -Name Get-VenueHost).DailyRestartHeld | Should -BeTrue
        (Invoke-Operation -Name Resume-DailyRestart -With @{ OperationId = 'a' }).DailyRestartHeld | Should -BeFalse
    }
    It 'reports the faults of the server as facts' {
        Set-Fault -Fault @{ elevation = 'missing'; swiftpos = 'migrated'; monitor = 'daily-restart-in-window' }
        $seen = Invoke-Operation -Name Get-VenueHost
        $seen.Elevated, $seen.MachineId | Should -Be $false, '11111111-2222-3333-4444-555555555555-new'
        $seen.DailyRestartAt | Should -Match '^[0-2][0-9]:[0-5][0-9]$'
        $seen.DailyRestartAt | Should -Not -Be '05:00'
        Set-Fault -Fault @{ swiftpos = 'web-server-down' }
        (Invoke-Operation -Name Get-VenueHost).WebServer | Should -Be Stopped
    }
}
