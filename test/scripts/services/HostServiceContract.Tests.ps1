#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# What both providers promise. Here it runs over a rehearsal; `npm run prove -- windows` runs it over Windows' provider, with SERVICE_FIXTURE.
Describe 'Services keep one contract' {
    BeforeAll {
        $fixture = if ($env:SERVICE_FIXTURE) { $env:SERVICE_FIXTURE } else { Join-Path $PSScriptRoot 'RehearsalFixture.psm1' }
        Import-Module $fixture -Force
        Import-Module (Join-Path $PSScriptRoot '../shared/VenueUnderTest.psm1')
        New-ServiceFixture
        $all = 'sales-processing', 'connect', 'end-of-day', 'netpos', 'gateway-client', 'cloud-sync', 'services-monitor'
        function Get-State([string[]]$Name) { (Get-HostService -Name $Name).State }
        function Get-ErrorId([scriptblock]$Work) {
            try { & $Work; 'none' }
            catch { $_.FullyQualifiedErrorId.Split(',')[0] }
        }
        function Start-Stably([string]$Name) {
            Start-HostService -Name $Name
            Wait-HostService -Name $Name -State Running -TimeoutSeconds 20 -StableSeconds 0.5
        }
        function Stop-Surely([string]$Name) {
            [void](Stop-HostService -Name $Name -IncludeDependent)
            Wait-HostService -Name $Name -State Stopped -TimeoutSeconds 20 -StableSeconds 0
        }
    }
    AfterAll {
        Remove-ServiceFixture | Should -Be 0
        Get-Module HostService.*, VenueHost.*, VenueFile.*, EventLog.* | Remove-Module -Force
    }

    It 'names all seven, in the order of a boot' {
        @(Get-HostService).Name | Should -Be $all
    }
    It 'answers in the order asked for, what is not there as Missing' {
        $seen = Get-HostService -Name cloud-sync, netpos, no-such-service
        $seen.Name | Should -Be 'cloud-sync', 'netpos', 'no-such-service'
        $seen.State | Should -Be 'Missing', 'Running', 'Missing'
    }
    It 'says of what is Missing no more than its name' {
        $seen = Get-HostService -Name cloud-sync
        $seen.DisplayName | Should -Be 'Cloud Sync'
        $seen.ProcessId, $seen.StartedAt, $seen.ExitCode, $seen.StartMode, $seen.Version | Should -Be $null, $null, $null, $null, $null
        @($seen.DependsOn).Count | Should -Be 0
        $seen.MarkedForDeletion | Should -BeFalse
    }
    It 'says of what runs which process, since when, and what it needs' {
        $seen = Get-HostService -Name netpos
        (Get-Process -Id $seen.ProcessId).HasExited | Should -BeFalse
        $since = [datetime]::Parse($seen.StartedAt, [Globalization.CultureInfo]::InvariantCulture, 'RoundtripKind')
        $since.Kind | Should -Be Utc
        ([datetime]::UtcNow - $since).TotalMinutes | Should -BeLessThan 10
        ([datetime]::UtcNow - $since).TotalSeconds | Should -BeGreaterThan -1
        $seen.ExitCode, $seen.ServiceExitCode | Should -Be 0, 0
        $seen.DependsOn | Should -Be 'connect'
        $seen.Account | Should -Not -BeNullOrEmpty
    }
    It 'starts what is stopped, in a process that lives' {
        Start-HostService -Name gateway-client
        Get-State gateway-client | Should -BeIn 'StartPending', 'Running'
        $end = Wait-HostService -Name gateway-client -State Running -TimeoutSeconds 20 -StableSeconds 1
        $end.Outcome | Should -Be Stable
        (Get-Process -Id $end.ProcessId).HasExited | Should -BeFalse
        @($end.ProcessIds).Count | Should -Be 1
    }
    It 'starts once: a second start finds the same process' {
        $first = Start-Stably gateway-client
        $second = Start-Stably gateway-client
        $second.Outcome, $second.ProcessId | Should -Be 'Stable', $first.ProcessId
    }
    It 'stops what runs: no process is left, and the exit code is 0' {
        $process = (Start-Stably gateway-client).ProcessId
        (Stop-Surely gateway-client).Outcome | Should -Be Stable
        $seen = Get-HostService -Name gateway-client
        $seen.State, $seen.ProcessId, $seen.StartedAt, $seen.ExitCode | Should -Be 'Stopped', $null, $null, 0
        for ($look = 0; $look -lt 50 -and (Get-Process -Id $process -ErrorAction SilentlyContinue); $look++) { Start-Sleep -Milliseconds 100 }
        Get-Process -Id $process -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'takes a stop of what is stopped for done' {
        Get-ErrorId { Stop-HostService -Name gateway-client } | Should -Be none
        Get-State gateway-client | Should -Be Stopped
    }
    It 'changes nothing with -WhatIf: <Command>' -ForEach @(
        @{ Command = 'Start-HostService'; With = @{ Name = 'gateway-client' } }
        @{ Command = 'Stop-HostService'; With = @{ Name = 'end-of-day' } }
        @{ Command = 'Set-HostService'; With = @{ Name = 'gateway-client'; StartMode = 'Disabled' } }
        @{ Command = 'Install-HostService'; With = @{ Name = 'cloud-sync'; Version = '1.0'; ProgramPath = '.' } }
        @{ Command = 'Uninstall-HostService'; With = @{ Name = 'gateway-client' } }
    ) {
        $before = Get-HostService | Select-Object Name, State, StartMode, ProcessId | ConvertTo-Json
        & $Command @With -WhatIf
        Get-HostService | Select-Object Name, State, StartMode, ProcessId | ConvertTo-Json | Should -Be $before
    }
    It 'stops nothing that others need, unless they are stopped too' {
        Get-ErrorId { Stop-HostService -Name connect } | Should -Be SERVICE_DEPENDENTS_RUNNING
        Get-State connect, netpos | Should -Be 'Running', 'Running'
    }
    It 'names what it stopped beforehand, so that it can be started again' {
        Stop-HostService -Name connect -IncludeDependent | Should -Be netpos
        (Wait-HostService -Name connect -State Stopped -TimeoutSeconds 20 -StableSeconds 0).Outcome | Should -Be Stable
        Get-State netpos | Should -Be Stopped
        (Start-Stably connect).Outcome, (Start-Stably netpos).Outcome | Should -Be 'Stable', 'Stable'
    }
    It 'sets the start mode <Mode>, again too' -ForEach @(
        @{ Mode = 'Automatic' }
        @{ Mode = 'AutomaticDelayed' }
        @{ Mode = 'Automatic' }
        @{ Mode = 'Disabled' }
        @{ Mode = 'AutomaticDelayed' }
        @{ Mode = 'Manual' }
    ) {
        Set-HostService -Name gateway-client -StartMode $Mode
        Set-HostService -Name gateway-client -StartMode $Mode
        (Get-HostService -Name gateway-client).StartMode | Should -Be $Mode
    }
    It 'takes no start mode that there is not' {
        Get-ErrorId { Set-HostService -Name gateway-client -StartMode Boot } | Should -BeLike 'ParameterArgumentValidationError*'
    }
    It 'refuses to start what is disabled' {
        Set-HostService -Name gateway-client -StartMode Disabled
        Get-ErrorId { Start-HostService -Name gateway-client } | Should -Be SERVICE_DISABLED
        Invoke-Operation -Name Start-VenueHostService -With @{ Key = 'gateway-client'; TimeoutSeconds = 5; StableSeconds = 1 } | Should -Be SERVICE_DISABLED
        Get-State gateway-client | Should -Be Stopped
        Set-HostService -Name gateway-client -StartMode Manual
    }
    It 'refuses what is asked of a service that is not installed: <Command>' -ForEach @(
        @{ Command = 'Start-HostService'; With = @{} }
        @{ Command = 'Stop-HostService'; With = @{} }
        @{ Command = 'Set-HostService'; With = @{ StartMode = 'Manual' } }
    ) {
        Get-ErrorId { & $Command -Name cloud-sync @With } | Should -Be SERVICE_NOT_INSTALLED
    }
    It 'says that a service ignores the stop, and does not kill it' {
        Set-ServiceBehaviour -Key gateway-client -As ignores-stop
        $process = (Start-Stably gateway-client).ProcessId
        $stopped = Invoke-Operation -Name Stop-VenueHostService -With @{ Key = 'gateway-client'; GraceSeconds = 1 }
        $stopped.Outcome, $stopped.State | Should -Be 'Timeout', 'Running'
        (Get-HostService -Name gateway-client).ProcessId | Should -Be $process
        Set-ServiceBehaviour -Key gateway-client -As normal
        # Wine sends a service that ignored a stop no second one.
        Stop-Process -Id $process -Force
        (Wait-HostService -Name gateway-client -State Stopped -TimeoutSeconds 20 -StableSeconds 0).Outcome | Should -Be Stable
    }
    It 'says that a service dies after its start, and of what' {
        Set-ServiceBehaviour -Key gateway-client -As dies
        $started = Invoke-Operation -Name Start-VenueHostService -With @{ Key = 'gateway-client'; TimeoutSeconds = 15; StableSeconds = 4 }
        $started.Outcome, $started.ExitCode, $started.State | Should -Be 'Failed', 1067, 'Stopped'
        Set-ServiceBehaviour -Key gateway-client -As normal
        (Invoke-Operation -Name Stop-VenueHostService -With @{ Key = 'gateway-client'; GraceSeconds = 5 }).Outcome | Should -Be Stopped
    }
    It 'starts and stops as an operation does' {
        $started = Invoke-Operation -Name Start-VenueHostService -With @{ Key = 'gateway-client'; TimeoutSeconds = 15; StableSeconds = 1 }
        $started.Outcome, $started.State, $started.ExitCode | Should -Be 'Stable', 'Running', 0
        $again = Invoke-Operation -Name Start-VenueHostService -With @{ Key = 'gateway-client'; TimeoutSeconds = 15; StableSeconds = 0.5 }
        $again.Outcome, $again.ProcessId | Should -Be 'Stable', $started.ProcessId
        $stopped = Invoke-Operation -Name Stop-VenueHostService -With @{ Key = 'gateway-client'; GraceSeconds = 10 }
        $stopped.Outcome, $stopped.State, @($stopped.StoppedDependents).Count | Should -Be 'Stopped', 'Stopped', 0
    }
    It 'says as an operation that there is no such service' {
        (Invoke-Operation -Name Start-VenueHostService -With @{ Key = 'cloud-sync'; TimeoutSeconds = 5; StableSeconds = 1 }).Outcome | Should -Be Missing
        (Invoke-Operation -Name Stop-VenueHostService -With @{ Key = 'cloud-sync'; GraceSeconds = 5 }).Outcome | Should -Be Stopped
        Invoke-Operation -Name Set-ServiceStartMode -With @{ Key = 'cloud-sync'; StartMode = 'Manual' } | Should -Be SERVICE_NOT_INSTALLED
    }
    It 'reports the mode before a change, and the state as the server reads it' {
        $set = Invoke-Operation -Name Set-ServiceStartMode -With @{ Key = 'gateway-client'; StartMode = 'AutomaticDelayed' }
        $set.Previous, $set.StartMode | Should -Be 'Manual', 'AutomaticDelayed'
        $row = Invoke-Operation -Name Get-ServiceState -With @{ Key = @('gateway-client') }
        $row.Installed, $row.State, $row.StartMode | Should -Be $true, 'Stopped', 'AutomaticDelayed'
        Set-HostService -Name gateway-client -StartMode Manual
    }
    It 'installs a service stopped and on demand, once, and takes out no more than what is stopped' {
        $with = @{ Name = 'cloud-sync'; Version = '10.58.0'; ProgramPath = Get-ProgramFolder }
        Install-HostService @with
        $seen = Get-HostService -Name cloud-sync
        $seen.State, $seen.StartMode, $seen.ExitCode, $seen.ProcessId | Should -Be 'Stopped', 'Manual', 1077, $null
        Install-HostService @with
        Set-HostServiceRecovery -Name cloud-sync
        (Start-Stably cloud-sync).Outcome | Should -Be Stable
        Get-ErrorId { Uninstall-HostService -Name cloud-sync } | Should -Be SERVICE_RUNNING
        (Stop-Surely cloud-sync).Outcome | Should -Be Stable
        Uninstall-HostService -Name cloud-sync
        Get-State cloud-sync | Should -Be Missing
        Get-ErrorId { Uninstall-HostService -Name cloud-sync } | Should -Be none
        Install-HostService @with
        Get-State cloud-sync | Should -Be Stopped
        Uninstall-HostService -Name cloud-sync
    }
}
