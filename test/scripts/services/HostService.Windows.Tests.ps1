#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# What the provider makes of Windows' answers. That Windows answers so is shown by `npm run prove -- windows`, but for the event log, which Wine lacks.
Describe "Services of Windows, over stand-ins for Windows' own answers" {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../shared/WindowsCommand.psm1') -Force
        Import-Module (Join-Path $PSScriptRoot '../shared/ScheduledTaskCommand.psm1') -Force -Global
        Add-WindowsCommand -Name Get-WinEvent
        $env:VENUE_CONTROL_DATA = $TestDrive
        foreach ($module in 'VenueError', 'HostService.Windows', 'VenueHost.Windows') { Import-Module (Join-Path $PSScriptRoot "../../../scripts/services/$module.psm1") -Force }
        $stand = @{ Answer = 0; Asked = New-Object Collections.Generic.List[string]; States = @{}; Events = @(); Failure = $null; Filter = $null }
        $global:stand = $stand
        $keys = 'sales-processing', 'connect', 'end-of-day', 'netpos', 'gateway-client', 'cloud-sync', 'services-monitor'
        $services = @{}
        foreach ($key in $keys) { $services[$key] = "svc-$key" }
        [IO.File]::WriteAllText("$TestDrive/venue.json", (ConvertTo-Json @{ services = $services }))
        Mock Read-ServiceStatus -ModuleName HostService.Windows {
            $found = @{}
            foreach ($one in $Name) {
                $state = $stand.States[$one]
                $found[$one] = if (-not $state) { @{ Error = 1060 } } elseif ($state -eq 'Denied') { @{ Error = 5 } }
                else { @{ Error = 0; State = $state; ExitCode = [long]0; ServiceExitCode = [long]0; ProcessId = [long]$(if ($state -eq 'Running') { 77 } else { 0 }) } }
            }
            $found
        }
        Mock Read-ServiceSetup -ModuleName HostService.Windows {
            @{
                DisplayName = "swiftpos $Name"; StartMode = 'Manual'; Account = 'LocalSystem'; ProgramPath = $null; MarkedForDeletion = $false
                DependsOn = @(if ($Name -eq 'svc-netpos') { 'SVC-connect' })
            }
        }
        Mock Read-ClusterResource -ModuleName HostService.Windows { @{} }
        Mock Find-RegisteredService -ModuleName HostService.Windows { [pscustomobject]@{ Name = 'NP'; DisplayName = 'swiftpos NetPOS' } }
        foreach ($command in 'Start-NativeService', 'Stop-NativeService', 'Set-NativeStartMode', 'Set-NativeRecovery') {
            Mock $command -ModuleName HostService.Windows {
                $stand.Asked.Add("$($PesterBoundParameters.Name)")
                if ($stand.Answer -eq 0) { $stand.States[$PesterBoundParameters.Name] = if ($stand.States[$PesterBoundParameters.Name] -eq 'Running') { 'Stopped' } else { 'Running' } }
                $stand.Answer
            }
        }
        Mock Get-WinEvent -ModuleName HostService.Windows {
            $stand.Filter = $FilterHashtable
            if ($stand.Failure) { Write-Error -Message "$($stand.Failure) it is." -ErrorId $stand.Failure -ErrorAction Stop }
            if (@($stand.Events).Count -eq 0) { Write-Error -Message 'No events were found.' -ErrorId NoMatchingEventsFound -ErrorAction Stop }
            $stand.Events
        }
        function Get-ErrorId([scriptblock]$Work) {
            try { & $Work; 'none' }
            catch { $_.FullyQualifiedErrorId.Split(',')[0] }
        }
        function New-Event([int]$Id, [object[]]$Property, [int]$Second = 0) {
            [pscustomobject]@{
                Id = $Id; TimeCreated = [datetime]::Now.AddSeconds($Second); Message = "event $Id"; ProviderName = 'Service Control Manager'
                Properties = @($Property | ForEach-Object { [pscustomobject]@{ Value = $_ } })
            }
        }
    }
    AfterAll {
        Get-Module HostService.*, VenueHost.*, VenueError, ScheduledTaskCommand | Remove-Module -Force
        Remove-Item function:global:Get-WinEvent
        Remove-Variable -Scope Global -Name stand
    }
    BeforeEach {
        $stand.States = @{ 'svc-gateway-client' = 'Stopped'; 'svc-connect' = 'Running'; 'svc-netpos' = 'Running' }
        $stand.Answer = 0
        $stand.Asked.Clear()
        $stand.Events = @()
        $stand.Failure = $null
        [IO.File]::Delete("$TestDrive/monitor.json")
    }

    It 'are reported in the order asked for, what is not there as Missing, what may not be checked as Unknown' {
        $stand.States['svc-netpos'] = 'Denied'
        $seen = Get-HostService -Name netpos, cloud-sync, no-such-service, gateway-client
        $seen.Name | Should -Be 'netpos', 'cloud-sync', 'no-such-service', 'gateway-client'
        $seen.State | Should -Be 'Unknown', 'Missing', 'Missing', 'Stopped'
        $seen[0].DependsOn | Should -Be 'connect'
        $seen[1].DisplayName, $seen[1].ProcessId, $seen[1].DependsOn.Count | Should -Be 'Cloud Sync', $null, 0
    }
    It 'are checked through one connection' {
        [void](Get-HostService)
        Should -Invoke Read-ServiceStatus -ModuleName HostService.Windows -Times 1 -Exactly
    }
    It 'are refused with <Id> where Windows answers a start with <Answer>' -ForEach @(
        @{ Answer = 0; Id = 'none' }
        @{ Answer = 1056; Id = 'none' }
        @{ Answer = 2; Id = 'SERVICE_PROGRAM_MISSING' }
        @{ Answer = 3; Id = 'SERVICE_PROGRAM_MISSING' }
        @{ Answer = 5; Id = 'SERVICE_ACCESS_DENIED' }
        @{ Answer = 193; Id = 'SERVICE_PROGRAM_MISSING' }
        @{ Answer = 1053; Id = 'SERVICE_NO_ANSWER' }
        @{ Answer = 1055; Id = 'SERVICE_DATABASE_LOCKED' }
        @{ Answer = 1057; Id = 'SERVICE_LOGON_FAILED' }
        @{ Answer = 1058; Id = 'SERVICE_DISABLED' }
        @{ Answer = 1059; Id = 'SERVICE_DEPENDENCY_FAILED' }
        @{ Answer = 1060; Id = 'SERVICE_NOT_INSTALLED' }
        @{ Answer = 1068; Id = 'SERVICE_DEPENDENCY_FAILED' }
        @{ Answer = 1069; Id = 'SERVICE_LOGON_FAILED' }
        @{ Answer = 1072; Id = 'SERVICE_MARKED_FOR_DELETION' }
        @{ Answer = 1075; Id = 'SERVICE_DEPENDENCY_FAILED' }
        @{ Answer = 1115; Id = 'SERVICE_START_REFUSED' }
        @{ Answer = 9999; Id = 'SERVICE_START_REFUSED' }
    ) {
        $stand.Answer = $Answer
        Get-ErrorId { Start-HostService -Name gateway-client } | Should -Be $Id
        $stand.Asked | Should -Be svc-gateway-client
    }
    It 'are refused with <Id> where Windows answers a stop with <Answer>' -ForEach @(
        @{ Answer = 0; Id = 'none' }
        @{ Answer = 1062; Id = 'none' }
        @{ Answer = 5; Id = 'SERVICE_ACCESS_DENIED' }
        @{ Answer = 1051; Id = 'SERVICE_DEPENDENTS_RUNNING' }
        @{ Answer = 1052; Id = 'SERVICE_STOP_REFUSED' }
        @{ Answer = 1053; Id = 'SERVICE_NO_ANSWER' }
        @{ Answer = 1061; Id = 'SERVICE_NOT_ACCEPTING' }
        @{ Answer = 9999; Id = 'SERVICE_STOP_REFUSED' }
    ) {
        $stand.States['svc-gateway-client'] = 'Running'
        $stand.Answer = $Answer
        Get-ErrorId { Stop-HostService -Name gateway-client -GraceSeconds 1 } | Should -Be $Id
    }
    It 'are asked once more to stop where they had just started when they refused it, and no oftener' {
        $stand.States['svc-gateway-client'] = 'Running'
        Mock Request-ServiceControl -ModuleName HostService.Windows { $stand.Asked.Add($Name); if ($stand.Asked.Count -eq 1) { 1052 } else { 0 } }
        Stop-HostService -Name gateway-client -GraceSeconds 1
        $stand.Asked.Count | Should -Be 2
        Mock Request-ServiceControl -ModuleName HostService.Windows { $stand.Asked.Add($Name); 1052 }
        Get-ErrorId { Stop-HostService -Name gateway-client -GraceSeconds 20 } | Should -Be SERVICE_STOP_REFUSED
        $stand.Asked.Count | Should -Be 4
        $stand.States['svc-gateway-client'] = 'Stopped'
        Get-ErrorId { Stop-HostService -Name gateway-client -GraceSeconds 20 } | Should -Be none -Because 'its start has failed meanwhile'
    }
    It 'are shown as starting where they do so until their grace is over, and asked once more where they are up then' {
        $stand.States['svc-gateway-client'] = 'StartPending'
        Mock Request-ServiceControl -ModuleName HostService.Windows { 1052 }
        Get-ErrorId { Stop-HostService -Name gateway-client -GraceSeconds 1 } | Should -Be SERVICE_NOT_ACCEPTING
        Mock Request-ServiceControl -ModuleName HostService.Windows {
            $stand.Asked.Add($Name)
            if ($stand.States['svc-gateway-client'] -eq 'Running') { return 0 }
            Start-Sleep -Milliseconds 1100
            $stand.States['svc-gateway-client'] = 'Running'
            1052
        }
        Get-ErrorId { Stop-HostService -Name gateway-client -GraceSeconds 1 } | Should -Be none
        $stand.Asked.Count | Should -Be 2
    }
    It 'are taken out with their package where Windows Installer may still be at it, and has registered nothing yet' {
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/VenueFile.Windows.psm1') -Force -Global
        try {
            $program = Get-VenuePath -Of Program
            [void][IO.Directory]::CreateDirectory($program)
            [IO.File]::WriteAllText("$program/package.msi", '')
            Mock Invoke-WindowsInstaller -ModuleName HostService.Windows { $stand.Asked.Add("$Do $([IO.Path]::GetFileName($Path))") }
            Uninstall-HostService -Name cloud-sync
            $stand.Asked | Should -Be 'uninstall package.msi'
            Mock Invoke-WindowsInstaller -ModuleName HostService.Windows { throw (New-VenueError -ErrorId INSTALLER_BUSY -Message 'Another installation runs.') }
            Get-ErrorId { Uninstall-HostService -Name cloud-sync } | Should -Be INSTALLER_BUSY
        }
        finally { Get-Module VenueFile.Windows | Remove-Module -Force }
    }
    It 'are refused with <Id> where Windows answers a new start mode or recovery with <Answer>' -ForEach @(
        @{ Answer = 5; Id = 'SERVICE_ACCESS_DENIED' }
        @{ Answer = 1072; Id = 'SERVICE_MARKED_FOR_DELETION' }
        @{ Answer = 87; Id = 'SERVICE_CONFIGURE_REFUSED' }
    ) {
        $stand.Answer = $Answer
        Get-ErrorId { Set-HostService -Name gateway-client -StartMode Manual } | Should -Be $Id
        Get-ErrorId { Set-HostServiceRecovery -Name gateway-client } | Should -Be $Id
    }
    It 'that others of Windows need are named' {
        $stand.Answer = 1051
        { Stop-HostService -Name gateway-client } | Should -Throw '*Stop these first: "NP" (swiftpos NetPOS).*'
    }
    It 'that are refused by number <Answer> say what to do where the code does not: <Expected>' -ForEach @(
        @{ Answer = 1075; Expected = 'does not exist. Install the service that is missing. "sc.exe qc"*' }
        @{ Answer = 9999; Expected = 'Windows refused with 9999 to start gateway-client. Type "net helpmsg 9999"*' }
    ) {
        $stand.Answer = $Answer
        { Start-HostService -Name gateway-client } | Should -Throw "*$Expected"
    }
    It 'have what they do when they die laid out as Windows reads it' {
        $bytes = & (Get-Module HostService.Windows) { ConvertTo-FailureAction -Actions ([IntPtr]258) -Count 3 }
        $bytes.Length, [BitConverter]::ToInt32($bytes, 0), [BitConverter]::ToInt32($bytes, 24), [BitConverter]::ToInt64($bytes, 32) | Should -Be 40, 86400, 3, 258
    }

    It 'have the events of <Id> by the property that names them' -ForEach @(
        @{ Id = 7000; Property = 'swiftpos svc-netpos', '5' }
        @{ Id = 7001; Property = 'swiftpos svc-netpos', 'swiftpos svc-connect', '1068' }
        @{ Id = 7009; Property = '30000', 'swiftpos svc-netpos' }
        @{ Id = 7011; Property = '30000', 'svc-netpos' }
        @{ Id = 7022; Property = @('swiftpos svc-netpos') }
        @{ Id = 7023; Property = 'swiftpos svc-netpos', '5' }
        @{ Id = 7024; Property = 'swiftpos svc-netpos', '42' }
        @{ Id = 7031; Property = 'swiftpos svc-netpos', '1', '60000', '1', 'Restart the service' }
        @{ Id = 7032; Property = '1', 'Restart the service', 'swiftpos svc-netpos', '1056' }
        @{ Id = 7034; Property = 'swiftpos svc-netpos', '1' }
        @{ Id = 7036; Property = 'swiftpos svc-netpos', 'running' }
        @{ Id = 7038; Property = 'svc-netpos', 'PUB\svc', '1326' }
        @{ Id = 7040; Property = 'swiftpos svc-netpos', 'demand start', 'auto start', 'svc-netpos' }
        @{ Id = 7041; Property = 'svc-netpos', 'PUB\svc' }
        @{ Id = 7043; Property = @('swiftpos svc-netpos') }
        @{ Id = 7045; Property = 'swiftpos svc-netpos', 'C:\x.exe', 'user mode service', 'demand start', 'LocalSystem' }
    ) {
        $stand.Events = @((New-Event -Id $Id -Property $Property), (New-Event -Id $Id -Property 'Print Spooler', 'Print Spooler', 'Print Spooler'))
        $found = @(Get-HostServiceEvent -Name netpos, connect -After ([datetime]::UtcNow.AddMinutes(-1)))
        $found.Count, $found[0].Name, $found[0].Id, $found[0].Message | Should -Be 1, 'netpos', $Id, "event $Id"
        $stand.Filter.Id | Should -Contain $Id -Because 'Windows answers with those alone that are asked for'
    }
    It 'have their events asked for by provider, id and time, and reported oldest first' {
        $since = [datetime]::UtcNow.AddMinutes(-1)
        $stand.Events = @((New-Event 7034 'swiftpos svc-netpos' -3), (New-Event 7036 'swiftpos svc-netpos' -30), (New-Event 7036 'swiftpos svc-netpos' -90))
        @(Get-HostServiceEvent -Name netpos -After $since).Id | Should -Be 7036, 7034
        $stand.Filter.LogName, $stand.Filter.ProviderName | Should -Be 'System', 'Service Control Manager'
        $stand.Filter.StartTime | Should -Be $since.ToLocalTime()
        $stand.Filter.Id | Should -Contain 7011
    }
    It 'have events left out that a clock dated ahead of now' {
        $stand.Events = @((New-Event 7034 'swiftpos svc-netpos' 93600), (New-Event 7036 'swiftpos svc-netpos' 0))
        @(Get-HostServiceEvent -Name netpos -After ([datetime]::UtcNow.AddMinutes(-1))).Id | Should -Be 7036
    }
    It 'without an event are one thing, with a log that cannot be read another: <Failure>' -ForEach @(
        @{ Failure = 'NoMatchingEventsFound'; Id = 'none' }
        @{ Failure = 'System.UnauthorizedAccessException'; Id = 'EVENT_LOG_UNREADABLE' }
        @{ Failure = 'NoMatchingLogsFound'; Id = 'EVENT_LOG_UNREADABLE' }
        @{ Failure = 'System.Diagnostics.Eventing.Reader.EventLogException'; Id = 'EVENT_LOG_UNREADABLE' }
    ) {
        $stand.Failure = $Failure
        Get-ErrorId { Get-HostServiceEvent -Name netpos -After ([datetime]::UtcNow) } | Should -Be $Id
    }
    It 'are never called stable by a log that cannot be read' {
        $stand.Failure = 'System.UnauthorizedAccessException'
        Get-ErrorId { Wait-HostService -Name netpos -State Running -TimeoutSeconds 2 -StableSeconds 0 } | Should -Be EVENT_LOG_UNREADABLE
        $failed = Wait-HostService -Name gateway-client -State Running -TimeoutSeconds 2 -StableSeconds 0 -WarningVariable warned -WarningAction SilentlyContinue
        $failed.Outcome | Should -Be Failed
        "$warned" | Should -BeLike '*gateway-client is unknown*'
        (Wait-HostService -Name gateway-client -State Stopped -TimeoutSeconds 2 -StableSeconds 0 -WarningAction SilentlyContinue).Outcome | Should -Be Stable
    }
    It 'that die by the log are flapping, though they run when they are checked' {
        $stand.Events = @(New-Event 7031 'swiftpos svc-netpos' 1)
        (Wait-HostService -Name netpos -State Running -TimeoutSeconds 2 -StableSeconds 0).Outcome | Should -Be Flapping
    }
    It 'have their monitor stopped while anything is planned or held, and started after the last' {
        $stand.States['svc-services-monitor'] = 'Running'
        Add-PlannedStop -Key netpos -OperationId a | Should -Be netpos
        Set-DailyRestartHold -OperationId b -Until ([datetime]::UtcNow) | Should -BeTrue
        @(Remove-PlannedStop -OperationId a).Count | Should -Be 0
        $stand.States['svc-services-monitor'] | Should -Be Stopped
        Set-DailyRestartHold -OperationId other | Should -BeTrue
        Set-DailyRestartHold -OperationId b | Should -BeFalse
        $stand.States['svc-services-monitor'] | Should -Be Running
        $stand.Asked | Should -Be 'svc-services-monitor', 'svc-services-monitor'
    }
}
