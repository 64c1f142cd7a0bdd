#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# The control plane's own service under the Service Control Manager: registered as install does it, run by Windows, a stand-in for the server in it.
Describe 'The control plane as a service of Windows' {
    BeforeAll {
        $program = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../..')).TrimEnd('\')
        $data = Join-Path ([IO.Path]::GetTempPath()) ('server data ' + [guid]::NewGuid().ToString('N'))
        [void][IO.Directory]::CreateDirectory($data)
        $bundle = Join-Path $program 'dist\bundle'
        foreach ($part in 'VenueError.psm1') { Import-Module (Join-Path $program "scripts\services\$part") -Force }
        foreach ($part in 'WindowsOnly', 'ServiceManager', 'ServiceRegistry', 'ServiceRefusal', 'SystemTask') { . (Join-Path $program "scripts\services\$part.ps1") }
        foreach ($part in 'ServerEvent', 'ServiceAccount', 'ServiceRights', 'LateStart', 'ServerRegistration') { . (Join-Path $program "scripts\installation\$part.ps1") }
        # As the program's own would be: removed with it.
        $script:EventSource = 'VenueControlProof'
        # A name of its own each time: Wine may have been ended before it wrote down that an earlier one was removed.
        $script:Server = 'VenueControl' + [guid]::NewGuid().ToString('N').Substring(0, 8)
        $script:ServerTitle = "Venue Control Plane of $script:Server"
        function Set-Behaviour([string]$Word) { [IO.File]::WriteAllText((Join-Path $bundle 'server.txt'), $Word) }
        function Get-Status { (Read-ServiceStatus -Name $script:Server)[$script:Server] }
        Add-Type -Namespace Proof -Name Service -MemberDefinition '[DllImport("advapi32.dll")] static extern bool QueryServiceConfig2W(IntPtr service, int level, byte[] bytes, int size, ref int needed); public static int Read(IntPtr service, int level, byte[] bytes, int size, ref int needed) { return QueryServiceConfig2W(service, level, bytes, size, ref needed) ? 0 : 1; }'
        function Read-Native([scriptblock]$Read) {
            $bytes = New-Object byte[] 64
            Invoke-WithService -Name $script:Server -Access 5 -Do { param($service) $size = 0; & $Read $service $bytes ([ref]$size) } | Should -Be 0
            , $bytes
        }
        # Of SERVICE_STATUS_PROCESS the third number; of SERVICE_PRESHUTDOWN_INFO the only one.
        function Get-Accepted { [BitConverter]::ToInt32((Read-Native { param($handle, $bytes, $size) [VenueControl.ServiceApi]::QueryServiceStatusEx($handle, 0, $bytes, 36, $size) }), 8) }
        function Get-PreshutdownTime { [BitConverter]::ToInt32((Read-Native { param($handle, $bytes, $size) [Proof.Service]::Read($handle, 7, $bytes, 4, $size) }), 0) }
        function Get-Log { $file = Join-Path $data 'service.log'; if ([IO.File]::Exists($file)) { [IO.File]::ReadAllText($file) } else { '' } }
        # This program's own alone: the proof itself may be run by a Node.
        function Get-Server { @(Get-Process -Name node -ErrorAction SilentlyContinue | Where-Object { $_.Path -eq (Join-Path $program 'node\node.exe') }) }
        function Wait-Until([scriptblock]$Is, [int]$Seconds = 20) {
            for ($watch = [Diagnostics.Stopwatch]::StartNew(); $watch.Elapsed.TotalSeconds -lt $Seconds; Start-Sleep -Milliseconds 100) { if (& $Is) { return $true } }
            $false
        }
        # Wine gives a service no console, without which pwsh.exe ends at once: it is started by the proof's program that has one.
        function Add-Server {
            Register-Server -Program $program -Data $data -DependsOn @('RpcSs')
            $line = '"{0}\test\fixtures\windows\console.exe" {1}' -f $program, (Get-ServerCommandLine -Program $program -Data $data)
            Set-NativeProgram -Name $script:Server -CommandLine $line -DependsOn @('RpcSs') | Should -Be 0
        }
        Unregister-Server
        Add-Server
    }
    BeforeEach { Set-Behaviour '' }
    AfterEach {
        Stop-ServerAndWait
        foreach ($left in (Get-Server)) { Stop-Process -InputObject $left -Force }
    }
    AfterAll {
        Unregister-Server
        [IO.Directory]::Delete($data, $true)
    }

    It 'is registered whole: delayed start, recovery, what it needs, where its .NET is' {
        Read-Server | ForEach-Object { $_.program, $_.data, ($_.needs -join ' '), ($_.environment -join ' ') } | Should -Be $program, $data, 'RpcSs', "DOTNET_ROOT=$program\dotnet"
        $setup = Read-ServiceSetup -Name $script:Server
        $setup.StartMode, $setup.DisplayName, $setup.Account, ($setup.DependsOn -join ' ') | Should -Be 'AutomaticDelayed', $script:ServerTitle, 'LocalSystem', 'RpcSs'
        $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey("SYSTEM\CurrentControlSet\Services\$script:Server")
        try { $key.GetValue('Environment') | Should -Be "DOTNET_ROOT=$program\dotnet" } finally { $key.Dispose() }
    }
    It 'has its source in the event log, with a file of messages that Windows has' {
        Test-EventSource | Should -BeTrue
        $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey("$script:EventKey\$script:EventSource")
        try {
            $key.GetValue('EventMessageFile', '', 'DoNotExpandEnvironmentNames') | Should -Be '%SystemRoot%\Microsoft.NET\Framework64\v4.0.30319\EventLogMessages.dll'
            $key.GetValue('TypesSupported') | Should -Be 7
        }
        finally { $key.Dispose() }
        # Windows' own function takes it; what becomes of it Wine can't show.
        Write-ServerEvent -Id 1000 -Level information -Text 'A proof runs.' | Should -BeNullOrEmpty
    }
    It 'listens for a restart of Windows, which waits 30 s for it' {
        Start-ServerAndWait
        Get-Accepted | Should -Be (1 -bor 4 -bor 0x100)
        Get-PreshutdownTime | Should -Be 30000
    }
    It 'a server that says more than any pipe holds runs, is stopped, and costs its service no memory' {
        Set-Behaviour 'flood'
        Start-ServerAndWait
        Start-Sleep -Seconds 5
        (Get-Status).State | Should -Be Running
        $hosts = @(Get-Process -Name pwsh | Where-Object { $_.Id -ne $PID })
        ($hosts | Measure-Object -Property PrivateMemorySize64 -Maximum).Maximum / 1MB | Should -BeLessThan 400
        Stop-ServerAndWait
        (Get-Status).ExitCode | Should -Be 0
        @(Get-Server).Count | Should -Be 0
    }
    It 'runs when the server answers, and a stop lets it drain' {
        [IO.File]::Delete((Join-Path $bundle 'drained.txt'))
        Start-ServerAndWait
        (Get-Status).State | Should -Be Running
        @(Get-Server).Count | Should -Be 1
        Stop-ServerAndWait
        $seen = Get-Status
        $seen.State, $seen.ExitCode | Should -Be 'Stopped', 0
        [IO.File]::Exists((Join-Path $bundle 'drained.txt')) | Should -BeTrue
        @(Get-Server).Count | Should -Be 0
    }
    It 'a start and a stop of what is so already change nothing' {
        Stop-ServerAndWait
        Start-ServerAndWait
        $before = (Get-Status).ProcessId
        Start-ServerAndWait
        (Get-Status).ProcessId | Should -Be $before
    }
    It 'a server that never gets ready fails the start, and why is in service.log' {
        Set-Behaviour 'refuse'
        { Start-ServerAndWait } | Should -Throw '*does not run*service.log*'
        Get-Log | Should -Match 'The server ended with 1\. The data folder is taken\.'
    }
    It 'a server that dies takes the service with it, as a death that recovery sees' {
        Set-Behaviour 'die'
        Start-ServerAndWait
        Wait-Until { (Get-Status).State -eq 'Stopped' } | Should -BeTrue
        (Get-Status).ExitCode | Should -Not -Be 0
        Get-Log | Should -Match 'The server ended with 3\. It broke\.'
    }
    It 'a server that ignores its end is ended, and it is said' {
        Set-Behaviour 'ignore'
        Start-ServerAndWait
        Stop-ServerAndWait
        @(Get-Server).Count | Should -Be 0
        Get-Log | Should -Match 'did not stop in time'
    }
    It 'a service whose host is killed leaves no server behind' {
        Start-ServerAndWait
        Stop-Process -Id (Get-Status).ProcessId -Force
        Wait-Until { @(Get-Server).Count -eq 0 } | Should -BeTrue
    }
    It 'another program in the place of the one registered is one more registration, and the old one is found again' {
        Register-Server -Program 'C:\other place' -Data $data -DependsOn @()
        (Read-Server).Program | Should -Be 'C:\other place'
        Add-Server
        (Read-Server).Program | Should -Be $program
    }
    It 'is registered as the account that is named, which is found again, and back as SYSTEM' {
        Register-Server -Program $program -Data $data -DependsOn @() -Account "NT SERVICE\$script:Server"
        (Read-Server).account | Should -Be "NT SERVICE\$script:Server"
        Add-Server
        (Read-ServiceSetup -Name $script:Server).Account | Should -Be LocalSystem
    }
    It "a service's access list is read, written and as it was when what was given is taken back" {
        $before = Read-ServiceSddl -Name RpcSs
        $before | Should -BeLike 'D:*'
        [void](Grant-ServiceRight -Service RpcSs, 'No such service' -Sid (ConvertTo-ServiceSid -Service $script:Server) -Data $data)
        Undo-ServiceRight -Data $data
        Read-ServiceSddl -Name RpcSs | Should -Be $before
        [IO.File]::ReadAllText("$data\service-rights.json") | Should -Be '{}'
    }
    It 'is gone when it was removed, and removing it again is nothing' {
        Unregister-Server
        (Get-Status).Error | Should -Be 1060
        Test-EventSource | Should -BeFalse
        Read-Server | Should -BeNullOrEmpty
        Unregister-Server
        Add-Server
    }
}
