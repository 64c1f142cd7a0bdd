#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# The hold on Services Monitor ends automatically. The Task Scheduler is a stand-in; processes are this machine's own.
Describe 'The hold on Services Monitor' {
    BeforeAll {
        $env:VENUE_CONTROL_DATA = $TestDrive
        Import-Module (Join-Path $PSScriptRoot '../shared/ScheduledTaskCommand.psm1') -Force -Global
        foreach ($module in 'VenueError', 'HostService.Windows', 'VenueHost.Windows') { Import-Module (Join-Path $PSScriptRoot "../../../scripts/services/$module.psm1") -Force -Global }
        $services = @{}
        foreach ($key in 'sales-processing', 'connect', 'end-of-day', 'netpos', 'gateway-client', 'cloud-sync', 'services-monitor') { $services[$key] = "svc-$key" }
        [IO.File]::WriteAllText("$TestDrive/venue.json", (ConvertTo-Json @{ services = $services }))
        $global:monitor = @{ State = 'Running'; Answer = 0 }
        Mock Read-ServiceStatus -ModuleName HostService.Windows {
            $found = @{}
            foreach ($one in $Name) { $found[$one] = @{ Error = 0; State = $monitor.State; ExitCode = [long]0; ServiceExitCode = [long]0; ProcessId = [long]0 } }
            $found
        }
        Mock Read-ServiceSetup -ModuleName HostService.Windows { @{ DisplayName = $Name; StartMode = 'Automatic'; Account = 'LocalSystem'; ProgramPath = $null; MarkedForDeletion = $false; DependsOn = @() } }
        Mock Read-ClusterResource -ModuleName HostService.Windows { @{} }
        Mock Find-RegisteredService -ModuleName HostService.Windows { }
        Mock Read-WindowsEvent -ModuleName HostService.Windows { }
        Mock Start-NativeService -ModuleName HostService.Windows { if ($monitor.Answer -eq 0) { $monitor.State = 'Running' }; $monitor.Answer }
        Mock Stop-NativeService -ModuleName HostService.Windows { $monitor.State = 'Stopped'; 0 }
        function Write-Server([int]$ProcessId, [datetime]$At) {
            [IO.File]::WriteAllText("$TestDrive/server.json", (ConvertTo-Json @{ pid = $ProcessId; port = 4280; startedAt = $At.ToUniversalTime().ToString('o') }))
        }
        function Get-Order { Get-Content "$TestDrive/monitor.json" -Raw | ConvertFrom-Json }
        $task = '\Venue Control Plane\Services Monitor hold'
        # As PowerShell reads what the task hands it: the script that is called, and its data folder.
        function Get-Called([string]$Arguments) {
            $text = [regex]::Match($Arguments, '-Command "([^"]+)"$').Groups[1].Value
            $call = [Management.Automation.Language.Parser]::ParseInput($text, [ref]$null, [ref]$null).EndBlock.Statements[0].PipelineElements[0]
            $call.InvocationOperator | Should -Be Ampersand
            $call.CommandElements[0].Value, $call.CommandElements[2].Value
        }
    }
    AfterAll {
        Get-Module HostService.*, VenueHost.*, VenueError, VenueJson, ScheduledTaskCommand | Remove-Module -Force
        Remove-Variable -Scope Global -Name monitor
    }
    BeforeEach {
        $monitor.State = 'Running'
        $monitor.Answer = 0
        (Get-RegisteredTask).Clear()
        foreach ($file in 'monitor.json', 'server.json') { [IO.File]::Delete("$TestDrive/$file") }
        Remove-Item env:TASK_SCHEDULER_REFUSES -ErrorAction SilentlyContinue
    }

    It 'is made with a task that runs as SYSTEM every two minutes and after a boot, and goes with the last planned stop' {
        [void](Add-PlannedStop -Key netpos -OperationId a)
        $monitor.State | Should -Be Stopped
        $made = (Get-RegisteredTask)[$task]
        $made.Principal.UserId, $made.Principal.LogonType, $made.Principal.RunLevel | Should -Be 'S-1-5-18', 'ServiceAccount', 'Highest'
        $made.Trigger.Kind | Should -Be 'Once', 'Startup'
        $made.Trigger[0].Every.TotalMinutes | Should -Be 2
        $made.Action.Execute | Should -Match 'powershell\.exe$'
        $script, $data = Get-Called -Arguments $made.Action.Arguments
        [IO.File]::Exists($script) | Should -BeTrue
        $data | Should -BeExactly "$TestDrive"
        [void](Remove-PlannedStop -OperationId a)
        $monitor.State | Should -Be Running
        (Get-RegisteredTask).Count | Should -Be 0
    }
    It 'has its task call the script, as 5.1 runs no file like it under App Control; whatever the data folder is called' {
        $env:VENUE_CONTROL_DATA = "C:\O'Brien\`$(x)\"
        try {
            & (Get-Module VenueHost.Windows) { Register-HoldTask }
            $script, $data = Get-Called -Arguments (Get-RegisteredTask)[$task].Action.Arguments
        }
        finally { $env:VENUE_CONTROL_DATA = $TestDrive }
        Split-Path -Leaf $script | Should -Be 'Resume-HeldMonitor.ps1'
        $data | Should -BeExactly "C:\O'Brien\`$(x)"
    }
    It 'is not made when it would not end automatically: Services Monitor is left running, and nothing is on record' {
        $env:TASK_SCHEDULER_REFUSES = 'Access is denied.'
        { Add-PlannedStop -Key netpos -OperationId a } | Should -Throw -ErrorId 'MONITOR_HOLD_UNSAFE*'
        $monitor.State | Should -Be Running
        [IO.File]::Exists("$TestDrive/monitor.json") | Should -BeFalse
    }
    It 'has its task made again by each further order: an upgrade may have taken away the folder of the one before' {
        [void](Add-PlannedStop -Key netpos -OperationId a)
        (Get-RegisteredTask).Clear()
        [void](Add-PlannedStop -Key connect -OperationId b)
        (Get-RegisteredTask)[$task].Action.Arguments | Should -Match 'Resume-HeldMonitor'
        $env:TASK_SCHEDULER_REFUSES = 'Access is denied.'
        { Add-PlannedStop -Key end-of-day -OperationId c } | Should -Not -Throw
        $env:TASK_SCHEDULER_REFUSES = ''
        $monitor.State | Should -Be Stopped
    }
    It 'is changed by one call at a time, also while the monitor stops' {
        $global:isLocked = $false
        Mock Stop-NativeService -ModuleName HostService.Windows {
            try { [IO.File]::Open("$TestDrive/monitor.json.lock", 'OpenOrCreate', 'ReadWrite', 'None').Dispose() }
            catch [IO.IOException] { $global:isLocked = $true }
            $monitor.State = 'Stopped'
            0
        }
        [void](Add-PlannedStop -Key netpos -OperationId a)
        $global:isLocked | Should -BeTrue
        Remove-Variable -Scope Global -Name isLocked
    }
    It 'waits until another call has changed the record' {
        $other = [IO.File]::Open("$TestDrive/monitor.json.lock", 'OpenOrCreate', 'ReadWrite', 'None')
        $release = [powershell]::Create().AddScript({ param($Lock, $Path) Start-Sleep -Seconds 3; [IO.File]::Exists($Path); $Lock.Dispose() }).AddArgument($other).AddArgument("$TestDrive/monitor.json")
        $running = $release.BeginInvoke()
        Add-PlannedStop -Key netpos -OperationId a | Should -Be netpos
        $release.EndInvoke($running) | Should -BeFalse -Because 'nothing was written while the other held the lock'
        $release.Dispose()
    }
    It 'ends though Services Monitor still stops when it is resumed' {
        [void](Add-PlannedStop -Key netpos -OperationId a)
        $monitor.State = 'StopPending'
        Mock Wait-HostService -ModuleName VenueHost.Windows { $monitor.State = 'Stopped'; Get-HostService -Name services-monitor }
        [void](Remove-PlannedStop -OperationId a)
        $monitor.State | Should -Be Running
        (Get-MonitorHold -OperationId a).Waits | Should -BeFalse
    }
    It 'says what an operation still holds, and when the monitor did not come back' {
        [void](Add-PlannedStop -Key netpos, connect -OperationId a)
        [void](Set-DailyRestartHold -OperationId b -Until ([datetime]::UtcNow.AddHours(1)))
        $hold = Get-MonitorHold -OperationId a
        $hold.Keys | Should -Be 'netpos', 'connect'
        $hold.Restart, $hold.Waits | Should -Be $false, $false
        [void](Set-DailyRestartHold -OperationId b)
        $monitor.State = 'StopPending'
        Mock Wait-HostService -ModuleName VenueHost.Windows { Get-HostService -Name services-monitor }
        [void](Remove-PlannedStop -OperationId a)
        (Get-MonitorHold -OperationId a).Waits | Should -BeTrue
    }
    It 'of a stop that restores what was before ends once the service is stopped' {
        $env:VENUE_CONTROL_VENUE = 'windows'
        Mock Wait-HostService -ModuleName VenueHost.Windows { Get-HostService -Name services-monitor }
        try { $stopped = & (Join-Path $PSScriptRoot '../../../scripts/operations/Stop-VenueHostService.ps1') -Key netpos -GraceSeconds 2 -PlannedUntil Stopped }
        finally { Remove-Item env:VENUE_CONTROL_VENUE }
        $stopped.MonitorReleased | Should -BeTrue
        @((Get-Order).plannedStops).Count | Should -Be 0
        (Get-Order).stoppedByUs | Should -BeFalse
        (Get-RegisteredTask).Count | Should -Be 0
    }
    It 'lasts while the control plane lives' {
        [void](Add-PlannedStop -Key netpos -OperationId a)
        Write-Server -ProcessId $PID -At ([datetime]::UtcNow)
        Resume-HeldMonitor -PatienceSeconds 0 | Should -Be lives
        $monitor.State | Should -Be Stopped
        (Get-RegisteredTask).Count | Should -Be 1
    }
    It 'ends when the control plane has died: <Why>' -ForEach @(
        @{ Why = 'its process is gone'; ProcessId = 2147483600; Age = 0 }
        @{ Why = 'its number is another process now'; ProcessId = $PID; Age = 1 }
        @{ Why = 'it said nothing'; ProcessId = 0; Age = 0 }
    ) {
        [void](Add-PlannedStop -Key netpos -OperationId a)
        if ($ProcessId) { Write-Server -ProcessId $ProcessId -At ([datetime]::UtcNow.AddDays(-$Age)) }
        Resume-HeldMonitor -PatienceSeconds 0 | Should -Be started
        $monitor.State | Should -Be Running
        (Get-RegisteredTask).Count | Should -Be 0
        (Get-Order).plannedStops | Should -Be netpos
        # Anyone who comes back holds it again with its next order.
        [void](Add-PlannedStop -Key connect -OperationId a)
        $monitor.State | Should -Be Stopped
        (Get-RegisteredTask).Count | Should -Be 1
    }
    It 'is tried to end again when Windows refused to start it' {
        [void](Add-PlannedStop -Key netpos -OperationId a)
        $monitor.Answer = 5
        { Resume-HeldMonitor -PatienceSeconds 0 } | Should -Throw
        (Get-RegisteredTask).Count | Should -Be 1
        $monitor.Answer = 0
        Resume-HeldMonitor -PatienceSeconds 0 | Should -Be started
    }
    It 'lasts when the control plane comes back between the two checks' {
        [void](Add-PlannedStop -Key netpos -OperationId a)
        Mock Start-Sleep -ModuleName VenueHost.Windows { Write-Server -ProcessId $PID -At ([datetime]::UtcNow) }
        Resume-HeldMonitor -PatienceSeconds 180 | Should -Be lives
        Should -Invoke Start-Sleep -ModuleName VenueHost.Windows -Times 1 -Exactly -ParameterFilter { $Seconds -eq 180 }
        $monitor.State | Should -Be Stopped
        (Get-RegisteredTask).Count | Should -Be 1
    }
    It 'waits longer than Windows takes to start a control plane that died, and less than its task may run' {
        $script = Join-Path $PSScriptRoot '../../../scripts/services/Resume-HeldMonitor.ps1'
        $patience = [Management.Automation.Language.Parser]::ParseFile($script, [ref]$null, [ref]$null).ParamBlock.Parameters[1].DefaultValue.Value
        [void](Add-PlannedStop -Key netpos -OperationId a)
        $limit = (Get-RegisteredTask)[$task].Settings.ExecutionTimeLimit.TotalSeconds
        # Recovery waits 60 s, a start may take 120 s; a start of Services Monitor 30 s.
        $patience | Should -BeGreaterOrEqual 180
        $patience + 60 | Should -BeLessOrEqual $limit
    }
    It 'lasts when the control plane comes back just before Services Monitor would be started' {
        [void](Add-PlannedStop -Key netpos -OperationId a)
        Mock Read-ServiceSetup -ModuleName HostService.Windows {
            Write-Server -ProcessId $PID -At ([datetime]::UtcNow)
            @{ DisplayName = $Name; StartMode = 'Automatic'; Account = 'LocalSystem'; ProgramPath = $null; MarkedForDeletion = $false; DependsOn = @() }
        }
        Resume-HeldMonitor -PatienceSeconds 0 | Should -Be lives
        $monitor.State | Should -Be Stopped
    }
    It 'stays on record while Services Monitor is <State>, and ends at a later turn' -ForEach @(@{ State = 'StopPending' }, @{ State = 'Unknown' }) {
        [void](Add-PlannedStop -Key netpos -OperationId a)
        $monitor.State = $State
        Resume-HeldMonitor -PatienceSeconds 0 | Should -Be later
        (Get-RegisteredTask).Count | Should -Be 1
        (Get-Order).stoppedByUs | Should -BeTrue
        $monitor.State = 'Stopped'
        Resume-HeldMonitor -PatienceSeconds 0 | Should -Be started
        $monitor.State | Should -Be Running
        (Get-RegisteredTask).Count | Should -Be 0
        (Get-Order).stoppedByUs | Should -BeFalse
    }
    It 'stays on record when Services Monitor was started and did not come' {
        [void](Add-PlannedStop -Key netpos -OperationId a)
        Mock Start-HostService -ModuleName VenueHost.Windows { }
        Resume-HeldMonitor -PatienceSeconds 0 | Should -Be later
        (Get-RegisteredTask).Count | Should -Be 1
        (Get-Order).stoppedByUs | Should -BeTrue
    }
    It 'keeps what was planned while Services Monitor started' {
        [void](Add-PlannedStop -Key netpos -OperationId a)
        Mock Start-NativeService -ModuleName HostService.Windows {
            $order = Get-Content "$TestDrive/monitor.json" -Raw | ConvertFrom-Json
            $order.plannedStops = @('netpos', 'connect')
            [IO.File]::WriteAllText("$TestDrive/monitor.json", (ConvertTo-Json $order -Depth 8))
            $monitor.State = 'Running'
            0
        }
        Resume-HeldMonitor -PatienceSeconds 0 | Should -Be started
        (Get-Order).plannedStops | Should -Be 'netpos', 'connect'
        (Get-Order).stoppedByUs | Should -BeFalse
    }
    It 'lasts although the clock was set back <Seconds> s since the process began: <Says>' -ForEach @(@{ Seconds = 60; Says = 'lives' }, @{ Seconds = 3600; Says = 'started' }) {
        [void](Add-PlannedStop -Key netpos -OperationId a)
        Write-Server -ProcessId $PID -At ((Get-Process -Id $PID).StartTime.AddSeconds(-$Seconds))
        Resume-HeldMonitor -PatienceSeconds 0 | Should -Be $Says
    }
    It 'that no one has any more takes its task away' {
        [void](Add-PlannedStop -Key netpos -OperationId a)
        $left = (Get-RegisteredTask)[$task]
        [void](Remove-PlannedStop -OperationId a)
        (Get-RegisteredTask)[$task] = $left
        Resume-HeldMonitor -PatienceSeconds 0 | Should -Be nothing
        (Get-RegisteredTask).Count | Should -Be 0
    }
    It 'is ended by the very script that the task runs' {
        [void](Add-PlannedStop -Key netpos -OperationId a)
        & (Join-Path $PSScriptRoot '../../../scripts/services/Resume-HeldMonitor.ps1') -DataFolder "$TestDrive" -PatienceSeconds 0 | Should -Be started
    }
}
