#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Whose stop is planned decides who ends it. The Task Scheduler and the Service Control Manager are stand-ins.
Describe 'A planned stop' {
    BeforeAll {
        $env:VENUE_CONTROL_DATA = $TestDrive
        Import-Module (Join-Path $PSScriptRoot '../shared/ScheduledTaskCommand.psm1') -Force -Global
        foreach ($module in 'VenueError', 'HostService.Windows', 'VenueHost.Windows') { Import-Module (Join-Path $PSScriptRoot "../../../scripts/services/$module.psm1") -Force -Global }
        $services = @{}
        foreach ($key in 'sales-processing', 'connect', 'end-of-day', 'netpos', 'gateway-client', 'cloud-sync', 'services-monitor') { $services[$key] = "svc-$key" }
        [IO.File]::WriteAllText("$TestDrive/venue.json", (ConvertTo-Json @{ services = $services }))
        $global:monitor = @{ State = 'Running' }
        Mock Read-ServiceStatus -ModuleName HostService.Windows {
            $found = @{}
            foreach ($one in $Name) { $found[$one] = @{ Error = 0; State = $monitor.State; ExitCode = [long]0; ServiceExitCode = [long]0; ProcessId = [long]0 } }
            $found
        }
        Mock Read-ServiceSetup -ModuleName HostService.Windows { @{ DisplayName = $Name; StartMode = 'Automatic'; Account = 'LocalSystem'; ProgramPath = $null; MarkedForDeletion = $false; DependsOn = @() } }
        Mock Read-ClusterResource -ModuleName HostService.Windows { @{} }
        Mock Find-RegisteredService -ModuleName HostService.Windows { }
        Mock Read-WindowsEvent -ModuleName HostService.Windows { }
        Mock Start-NativeService -ModuleName HostService.Windows { $monitor.State = 'Running'; 0 }
        Mock Stop-NativeService -ModuleName HostService.Windows { $monitor.State = 'Stopped'; 0 }
        function Get-Order { Get-Content "$TestDrive/monitor.json" -Raw | ConvertFrom-Json }
    }
    AfterAll {
        Get-Module HostService.*, VenueHost.*, VenueError, VenueJson, ScheduledTaskCommand | Remove-Module -Force
        Remove-Variable -Scope Global -Name monitor
    }
    BeforeEach {
        $monitor.State = 'Running'
        (Get-RegisteredTask).Clear()
        [IO.File]::Delete("$TestDrive/monitor.json")
    }

    It 'is no hold when a person stops Services Monitor itself<When>: only they start it again' -ForEach @(
        @{ When = ''; IsHeld = $false }
        @{ When = ', also while an operation holds it'; IsHeld = $true }
    ) {
        $env:VENUE_CONTROL_VENUE = 'windows'
        Mock Wait-HostService -ModuleName VenueHost.Windows { Get-HostService -Name services-monitor }
        if ($IsHeld) { [void](Add-PlannedStop -Key netpos -OperationId a) }
        try { [void](& (Join-Path $PSScriptRoot '../../../scripts/operations/Stop-VenueHostService.ps1') -Key services-monitor -GraceSeconds 2) }
        finally { Remove-Item env:VENUE_CONTROL_VENUE }
        $monitor.State | Should -Be Stopped
        (Get-Order).stoppedByUs | Should -BeFalse
        if ($IsHeld) { [void](Remove-PlannedStop -OperationId a) }
        (Get-RegisteredTask).Count | Should -Be 0
        Resume-HeldMonitor -PatienceSeconds 0 | Should -Be nothing
        $monitor.State | Should -Be Stopped
        # Once they have started it, also in services.msc, the next order holds it again.
        $monitor.State = 'Running'
        [void](Add-PlannedStop -Key netpos -OperationId b)
        $monitor.State, (Get-Order).stoppedByUs | Should -Be Stopped, $true
        [void](Remove-PlannedStop -OperationId b)
        $monitor.State | Should -Be Running
    }
    It 'of an operation outlasts a start of its service, which ends only the stops of people and rollbacks' {
        [void](Add-PlannedStop -Key cloud-sync, gateway-client -OperationId a)
        [void](Add-PlannedStop -Key cloud-sync)
        [void](Add-PlannedStop -Key cloud-sync, netpos -OperationId rollback)
        Remove-PlannedStop -Key cloud-sync | Should -Be 'cloud-sync', 'gateway-client', 'netpos'
        (Get-MonitorHold -OperationId a).Keys | Should -Be 'cloud-sync', 'gateway-client'
        (Get-MonitorHold -OperationId service-control).Keys | Should -BeNullOrEmpty
        (Get-MonitorHold -OperationId rollback).Keys | Should -Be netpos
    }
    It 'ends once its service runs again, and Services Monitor comes back' {
        $env:VENUE_CONTROL_VENUE = 'windows'
        $release = Join-Path $PSScriptRoot '../../../scripts/operations/Resume-ServicesMonitor.ps1'
        $state = $monitor
        Mock Read-ServiceStatus -ModuleName HostService.Windows {
            $found = @{}
            foreach ($one in $Name) { $found[$one] = @{ Error = 0; State = $(if ($one -eq 'svc-netpos') { $monitor.NetPos } else { $monitor.State }); ExitCode = [long]0; ServiceExitCode = [long]0; ProcessId = [long]0 } }
            $found
        }
        try {
            $state.NetPos = 'Stopped'
            [void](Add-PlannedStop -Key netpos)
            (& $release -Key netpos).PlannedStops | Should -Be netpos
            $state.State | Should -Be Stopped
            $state.NetPos = 'Running'
            $released = & $release -Key netpos
        }
        finally { Remove-Item env:VENUE_CONTROL_VENUE }
        $released.Released, @($released.PlannedStops).Count | Should -Be $true, 0
        $state.State, (Get-Order).stoppedByUs | Should -Be Running, $false
    }
    It 'ends with a start although Services Monitor does not start (<Code>): the next start, and the task, start it again' -ForEach @(@{ Code = 1058 }, @{ Code = 5 }) {
        $env:VENUE_CONTROL_VENUE = 'windows'
        $start = @{ TimeoutSeconds = 2; StableSeconds = 0; WarningVariable = 'warned'; WarningAction = 'SilentlyContinue' }
        $script = Join-Path $PSScriptRoot '../../../scripts/operations/Start-VenueHostService.ps1'
        $global:states = @{ 'svc-services-monitor' = 'Running' }
        Mock Read-ServiceStatus -ModuleName HostService.Windows {
            $found = @{}
            foreach ($one in $Name) { $found[$one] = @{ Error = 0; State = $(if ($states[$one]) { $states[$one] } else { 'Stopped' }); ExitCode = [long]0; ServiceExitCode = [long]0; ProcessId = [long]0 } }
            $found
        }
        Mock Start-NativeService -ModuleName HostService.Windows { $states[$Name] = 'Running'; 0 }
        Mock Stop-NativeService -ModuleName HostService.Windows { $states[$Name] = 'Stopped'; 0 }
        $global:code = $Code
        try {
            [void](Add-PlannedStop -Key netpos, connect)
            [void](Remove-PlannedStop -Key connect)
            Mock Start-NativeService -ModuleName HostService.Windows { $code } -ParameterFilter { $Name -eq 'svc-services-monitor' }
            (& $script -Key netpos @start).Outcome | Should -Be Stable
            "$warned" | Should -Match '^Services Monitor was stopped for planned stops, and could not be started again'
            (Get-Order).plannedStops.Count, (Get-Order).stoppedByUs | Should -Be 0, $true
            (Get-MonitorHold -OperationId service-control).Waits | Should -BeTrue
            # The control plane lives.
            [IO.File]::WriteAllText("$TestDrive/server.json", (ConvertTo-Json @{ pid = $PID; startedAt = [datetime]::UtcNow.ToString('o') }))
            Resume-HeldMonitor -PatienceSeconds 0 -WarningAction SilentlyContinue | Should -Be later
            Mock Start-NativeService -ModuleName HostService.Windows { $states[$Name] = 'Running'; 0 } -ParameterFilter { $Name -eq 'svc-services-monitor' }
            if ($Code -eq 5) { Resume-HeldMonitor -PatienceSeconds 0 | Should -Be started }
            else { (& $script -Key connect @start).Outcome | Should -Be Stable }
            $states['svc-services-monitor'], (Get-Order).stoppedByUs | Should -Be Running, $false
            (Get-RegisteredTask).Count | Should -Be 0
        }
        finally {
            Remove-Item env:VENUE_CONTROL_VENUE
            [IO.File]::Delete("$TestDrive/server.json")
            Remove-Variable -Scope Global -Name states, code
        }
    }
    It 'is what Services Monitor is stopped for, by name; nothing is where a person stopped it' {
        $env:VENUE_CONTROL_VENUE = 'windows'
        function Get-Monitor { & (Join-Path $PSScriptRoot '../../../scripts/operations/Get-ServiceState.ps1') -Key services-monitor, netpos }
        try {
            (Get-Monitor)[0].StoppedFor | Should -Be $null
            [void](Add-PlannedStop -Key netpos, gateway-client -OperationId a)
            $seen = Get-Monitor
            $seen[0].StoppedFor | Should -Be 'Gateway Client, NetPOS'
            $seen[1].StoppedFor | Should -Be $null
            [void](Set-DailyRestartHold -OperationId b -Until ([datetime]::UtcNow))
            (Get-Monitor)[0].StoppedFor | Should -Be 'Gateway Client, NetPOS, daily restart'
            [void](Set-DailyRestartHold -OperationId b)
            Mock Start-NativeService -ModuleName HostService.Windows { 5 }
            [void](Remove-PlannedStop -OperationId a -WarningAction SilentlyContinue)
            (Get-Monitor)[0].StoppedFor | Should -BeExactly ''
            [void](Add-PlannedStop -Key services-monitor)
            (Get-Monitor)[0].StoppedFor | Should -Be $null
        }
        finally { Remove-Item env:VENUE_CONTROL_VENUE }
    }
}
