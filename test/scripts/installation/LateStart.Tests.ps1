#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# The Task Scheduler, the event logs and the Service Control Manager are stand-ins.
Describe 'A start that came too late for Windows' -Tag Quick {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../shared/ScheduledTaskCommand.psm1') -Force
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/VenueError.psm1') -Force
        foreach ($part in 'services/WindowsOnly', 'services/ServiceManager', 'services/ServiceRegistry', 'services/ServiceRefusal', 'services/WindowsEvent', 'services/SystemTask', 'installation/ServerEvent', 'installation/ServiceRights', 'installation/LateStart', 'installation/ServerRegistration') { . (Join-Path $PSScriptRoot "../../../scripts/$part.ps1") }
        $task = '\Venue Control Plane\VenueControl late start'
        # As the Service Control Manager writes them: 7000 names the service first, 7009 the milliseconds.
        function New-Event([int]$Id, [int]$Seconds, [string]$Name = 'Venue Control Plane') {
            $values = if ($Id -eq 7009) { '30000', $Name } else { $Name, '%%1053' }
            [pscustomobject]@{ Id = $Id; TimeCreated = $now.AddSeconds(-$Seconds); Properties = @($values | ForEach-Object { [pscustomobject]@{ Value = $_ } }) }
        }
        $now = [datetime]::Now
    }
    AfterAll { Get-Module ScheduledTaskCommand, VenueError | Remove-Module -Force }
    BeforeEach {
        (Get-RegisteredTask).Clear()
        Remove-Item env:TASK_SCHEDULER_REFUSES -ErrorAction SilentlyContinue
        $script:state = @{ Mode = 'AutomaticDelayed'; State = 'Stopped'; Failed = @((New-Event 7000 60), (New-Event 7009 60)); Ran = @(); Answer = 0 }
        Mock Read-ServiceSetup { @{ StartMode = $script:state.Mode } }
        Mock Read-ServiceStatus { @{ VenueControl = @{ Error = 0; State = $script:state.State } } }
        Mock Start-NativeService { if ($script:state.Answer -eq 0) { $script:state.State = 'Running' }; $script:state.Answer }
        Mock Read-WindowsEvent { if ($Filter.LogName -eq 'System') { $script:state.Failed } else { $script:state.Ran | Where-Object { $_ -gt $Filter.StartTime } } }
        Mock Send-NativeEvent { 0 }
    }

    It 'is tried again by a task that waits for its events, as SYSTEM, a minute later, and one at a time' {
        $program = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../..'))
        Register-StartTask -Program $program
        $made = (Get-RegisteredTask)[$task]
        $made.Principal.UserId, $made.Principal.RunLevel, $made.Settings.MultipleInstances | Should -Be 'S-1-5-18', 'Highest', 'IgnoreNew'
        $made.Trigger[0].Kind, $made.Trigger[0].Delay, $made.Trigger[0].Enabled | Should -Be 'MSFT_TaskEventTrigger True', 'PT1M', $true
        $select = ([xml]$made.Trigger[0].Subscription).QueryList.Query.Select
        $select.Path | Should -Be System
        $select.InnerText | Should -Be "*[System[Provider[@Name='Service Control Manager'] and (EventID=7000 or EventID=7009)] and EventData[Data='Venue Control Plane' or Data='VenueControl']]"
        $made.Action.Arguments | Should -BeLike "*-Command `"& '*Resume-ServerStart.ps1'`""
        Mock Unregister-EventSource { }
        Mock Read-Server { }
        Mock Read-ServiceStatus { @{ VenueControl = @{ Error = 1060 } } }
        Unregister-Server
        (Get-RegisteredTask).Count | Should -Be 0
    }
    It 'without its task is reported by an event, and fails no start' {
        $env:TASK_SCHEDULER_REFUSES = 'Access is denied.'
        Register-StartTask -Program ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../..')))
        Should -Invoke Send-NativeEvent -Times 1 -Exactly -ParameterFilter { $Id -eq 1007 -and $Text -like '*Access is denied.*' }
    }
    It 'has no task of a program of an earlier version' {
        Register-StartTask -Program $TestDrive
        (Get-RegisteredTask).Count | Should -Be 0
    }
    It 'is started again' {
        Restart-LateServer | Should -Be started
        $script:state.State | Should -Be Running
    }
    It 'is tried three times an hour, and then an event reports it: <Failed> failed, <Did>' -ForEach @(@{ Failed = 3; Did = 'failed' }, @{ Failed = 4; Did = 'over' }) {
        $script:state.Answer = 1053
        $script:state.Failed = @(foreach ($number in 1..$Failed) { (New-Event 7000 ($number * 90)), (New-Event 7009 ($number * 90)) })
        Restart-LateServer -WarningAction SilentlyContinue | Should -Be $Did
        Should -Invoke Start-NativeService -Times ([int]($Did -eq 'failed')) -Exactly
        Should -Invoke Send-NativeEvent -Times ([int]($Did -eq 'over')) -Exactly -ParameterFilter { $Id -eq 1006 }
        Should -Invoke Read-WindowsEvent -ParameterFilter { $Filter.LogName -eq 'System' -and [math]::Abs(($now.AddHours(-1) - $Filter.StartTime).TotalMinutes) -lt 2 }
    }
    It 'is left as it is when <Why>' -ForEach @(
        @{ Why = 'an administrator disabled the service'; Change = @{ Mode = 'Disabled' } }
        @{ Why = 'an administrator made it manual'; Change = @{ Mode = 'Manual' } }
        @{ Why = 'it runs'; Change = @{ State = 'Running' } }
        @{ Why = 'it is starting'; Change = @{ State = 'StartPending' } }
        @{ Why = 'no start failed'; Change = @{ Failed = @() } }
    ) {
        foreach ($name in $Change.Keys) { $script:state[$name] = $Change[$name] }
        Restart-LateServer | Should -Be nothing
        Should -Invoke Start-NativeService -Times 0 -Exactly
    }
    It 'is left as it is when the service ran since, and an administrator stopped it' {
        $script:state.Ran = @($now.AddSeconds(-90))
        Restart-LateServer | Should -Be started
        $script:state.State = 'Stopped'
        $script:state.Ran = @($now.AddSeconds(-20))
        Restart-LateServer | Should -Be nothing
    }
    It 'is of this service alone' {
        $script:state.Failed = @(New-Event 7000 60 'Spooler')
        Restart-LateServer | Should -Be nothing
    }
    It 'has its task while the service is meant to run: an upgrade that stops it is not disturbed' {
        $text = [IO.File]::ReadAllText((Join-Path $PSScriptRoot '../../../scripts/installation/Set-ServerService.ps1'))
        $text | Should -Match 'Stop \{\s+Unregister-StartTask\s+Stop-ServerAndWait'
        $text | Should -Match 'Start \{\s+Start-ServerAndWait\s+if \(\$registered\) \{ Register-StartTask'
    }
}
