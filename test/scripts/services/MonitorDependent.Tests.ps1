#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# What depends on Services Monitor stops with it, and comes back with it. The Task Scheduler and the Service Control Manager are stand-ins.
Describe 'What is stopped with Services Monitor' {
    BeforeAll {
        $env:VENUE_CONTROL_DATA = $TestDrive
        Import-Module (Join-Path $PSScriptRoot '../shared/ScheduledTaskCommand.psm1') -Force -Global
        foreach ($module in 'VenueError', 'HostService.Windows', 'VenueHost.Windows') { Import-Module (Join-Path $PSScriptRoot "../../../scripts/services/$module.psm1") -Force -Global }
        $services = @{}
        foreach ($key in 'sales-processing', 'connect', 'end-of-day', 'netpos', 'gateway-client', 'cloud-sync', 'services-monitor') { $services[$key] = "svc-$key" }
        [IO.File]::WriteAllText("$TestDrive/venue.json", (ConvertTo-Json @{ services = $services }))
        Mock Read-ServiceStatus -ModuleName HostService.Windows {
            $found = @{}
            foreach ($one in $Name) { $found[$one] = @{ Error = 0; State = $(if ($states[$one]) { $states[$one] } else { 'Stopped' }); ExitCode = [long]0; ServiceExitCode = [long]0; ProcessId = [long]0 } }
            $found
        }
        $depends = @{ 'svc-connect' = 'svc-services-monitor'; 'svc-netpos' = 'svc-connect' }
        Mock Read-ServiceSetup -ModuleName HostService.Windows { @{ DisplayName = $Name; StartMode = 'Automatic'; Account = 'LocalSystem'; ProgramPath = $null; MarkedForDeletion = $false; DependsOn = @($depends[$Name] | Where-Object { $_ }) } }
        Mock Read-VenueHost -ModuleName VenueHost.Windows { @{ MachineId = $null; Elevated = $true; SwiftposVersion = 'Unknown'; WebServer = 'Unknown'; DailyRestartAt = $null } }
        Mock Read-ClusterResource -ModuleName HostService.Windows { @{} }
        Mock Find-RegisteredService -ModuleName HostService.Windows { }
        Mock Read-WindowsEvent -ModuleName HostService.Windows { }
        Mock Start-NativeService -ModuleName HostService.Windows { $states[$Name] = 'Running'; 0 }
        Mock Stop-NativeService -ModuleName HostService.Windows { $states[$Name] = 'Stopped'; 0 }
    }
    AfterAll {
        Get-Module HostService.*, VenueHost.*, VenueError, VenueJson, ScheduledTaskCommand | Remove-Module -Force
        Remove-Variable -Scope Global -Name states
    }
    BeforeEach {
        [IO.File]::Delete("$TestDrive/monitor.json")
        $global:states = @{ 'svc-services-monitor' = 'Running'; 'svc-connect' = 'Running'; 'svc-netpos' = 'Running' }
    }

    It 'is started again with it, also when the control plane has died: <Died>' -ForEach @(@{ Died = $false }, @{ Died = $true }) {
        [void](Add-PlannedStop -Key cloud-sync -OperationId a)
        $states.Values | Should -Be 'Stopped', 'Stopped', 'Stopped'
        if ($Died) { Resume-HeldMonitor -PatienceSeconds 0 | Should -Be started }
        else { [void](Remove-PlannedStop -OperationId a) }
        $states.Values | Should -Be 'Running', 'Running', 'Running'
        @((Get-Content "$TestDrive/monitor.json" -Raw | ConvertFrom-Json).stoppedDependents).Count | Should -Be 0
    }
    It 'that was stopped by an earlier hold is started again too' {
        [void](Add-PlannedStop -Key cloud-sync -OperationId a)
        # Someone starts the monitor by hand, and the operation plans more.
        $states['svc-services-monitor'] = 'Running'
        [void](Add-PlannedStop -Key end-of-day -OperationId a)
        [void](Remove-PlannedStop -OperationId a)
        $states.Values | Should -Be 'Running', 'Running', 'Running'
    }
    It 'is not forgotten where its start fails: the hold is released all the same, and the next call tries again' {
        [void](Add-PlannedStop -Key cloud-sync -OperationId a)
        Mock Start-NativeService -ModuleName HostService.Windows { 1053 } -ParameterFilter { $Name -eq 'svc-netpos' }
        [void](Remove-PlannedStop -OperationId a -WarningAction SilentlyContinue)
        $states['svc-services-monitor'], $states['svc-connect'], $states['svc-netpos'] | Should -Be 'Running', 'Running', 'Stopped'
        (Get-MonitorHold -OperationId a).Waits | Should -BeFalse -Because 'Services Monitor runs'
        (Get-VenueHostState).NotStarted | Should -Be netpos
        Mock Start-NativeService -ModuleName HostService.Windows { $states[$Name] = 'Running'; 0 } -ParameterFilter { $Name -eq 'svc-netpos' }
        [void](Remove-PlannedStop -OperationId a)
        $states['svc-netpos'] | Should -Be Running
        @((Get-VenueHostState).NotStarted).Count | Should -Be 0
    }
    It 'is no service that did not start while the hold lasts, nor one whose own stop is planned' {
        [void](Add-PlannedStop -Key netpos -OperationId a)
        @((Get-VenueHostState).NotStarted).Count | Should -Be 0
        Mock Start-NativeService -ModuleName HostService.Windows { 1053 } -ParameterFilter { $Name -in 'svc-connect', 'svc-netpos' }
        [void](Add-PlannedStop -Key cloud-sync -OperationId b)
        [void](Remove-PlannedStop -OperationId a -WarningAction SilentlyContinue)
        @((Get-VenueHostState).NotStarted).Count | Should -Be 0
        [void](Remove-PlannedStop -OperationId b -WarningAction SilentlyContinue)
        (Get-VenueHostState).NotStarted | Should -Be 'netpos', 'connect'
    }
    It 'is tried again by the task also while the control plane lives, which ends the task' {
        Mock Unregister-HoldTask -ModuleName VenueHost.Windows { }
        [void](Add-PlannedStop -Key cloud-sync -OperationId a)
        Mock Test-ControlPlane -ModuleName VenueHost.Windows { $true }
        Resume-HeldMonitor -PatienceSeconds 0 | Should -Be lives
        Mock Start-NativeService -ModuleName HostService.Windows { 1053 } -ParameterFilter { $Name -eq 'svc-netpos' }
        [void](Remove-PlannedStop -OperationId a -WarningAction SilentlyContinue)
        Resume-HeldMonitor -PatienceSeconds 0 -WarningAction SilentlyContinue | Should -Be later
        Should -Invoke Unregister-HoldTask -ModuleName VenueHost.Windows -Times 0 -Exactly
        Mock Start-NativeService -ModuleName HostService.Windows { $states[$Name] = 'Running'; 0 } -ParameterFilter { $Name -eq 'svc-netpos' }
        Resume-HeldMonitor -PatienceSeconds 0 | Should -Be started
        $states['svc-netpos'] | Should -Be Running
        Should -Invoke Unregister-HoldTask -ModuleName VenueHost.Windows -Times 1 -Exactly
    }
    It 'is tried again by the task where its start fails after the control plane has died' {
        [void](Add-PlannedStop -Key cloud-sync -OperationId a)
        Mock Start-NativeService -ModuleName HostService.Windows { 1053 } -ParameterFilter { $Name -eq 'svc-netpos' }
        Resume-HeldMonitor -PatienceSeconds 0 -WarningAction SilentlyContinue | Should -Be later
        Mock Start-NativeService -ModuleName HostService.Windows { $states[$Name] = 'Running'; 0 } -ParameterFilter { $Name -eq 'svc-netpos' }
        Resume-HeldMonitor -PatienceSeconds 0 | Should -Be started
        $states['svc-netpos'] | Should -Be Running
        Resume-HeldMonitor -PatienceSeconds 0 | Should -Be nothing
    }
    It 'keeps the task for it as long as its start fails, and none for a monitor that a person stopped' {
        Mock Unregister-HoldTask -ModuleName VenueHost.Windows { }
        [void](Add-PlannedStop -Key cloud-sync -OperationId a)
        Mock Start-NativeService -ModuleName HostService.Windows { 1053 } -ParameterFilter { $Name -eq 'svc-netpos' }
        [void](Remove-PlannedStop -OperationId a -WarningAction SilentlyContinue)
        Should -Invoke Unregister-HoldTask -ModuleName VenueHost.Windows -Times 0 -Exactly
        $states['svc-services-monitor'] = 'Stopped'
        Resume-HeldMonitor -PatienceSeconds 0 | Should -Be nothing
        Should -Invoke Unregister-HoldTask -ModuleName VenueHost.Windows -Times 1 -Exactly
    }
    It 'stays stopped where its own stop is planned' {
        [void](Add-PlannedStop -Key netpos -OperationId a)
        Resume-HeldMonitor -PatienceSeconds 0 | Should -Be started
        $states['svc-netpos'], $states['svc-connect'] | Should -Be 'Stopped', 'Running'
    }
}
