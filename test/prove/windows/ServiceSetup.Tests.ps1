#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# What the registry says of services, what depends on what, and what is deleted.
Describe "How Windows' services are set up" {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Fixture.ps1')
    }
    AfterAll { Close-ServiceFixture }
    AfterEach { Reset-Service $one }

    Context 'set-up' {
        It 'is read whole: display name, account, since when' {
            Start-HostService -Name $one
            $seen = Wait-State $one Running
            $seen.ServiceName, $seen.DisplayName, $seen.Account | Should -Be $names[$one], 'swiftpos proof gateway-client', 'LocalSystem'
            $process = [Diagnostics.Process]::GetProcessById($seen.ProcessId)
            $seen.StartedAt | Should -Be $process.StartTime.ToUniversalTime().ToString('o')
        }
        It 'knows a delayed start from an automatic one, as Windows keeps it' {
            Set-HostService -Name $one -StartMode AutomaticDelayed
            Use-Key $names[$one] { param($key) $key.GetValue('DelayedAutoStart'), $key.GetValue('Start') } | Should -Be 1, 2
            Set-HostService -Name $one -StartMode Automatic
            Use-Key $names[$one] { param($key) [int]$key.GetValue('DelayedAutoStart', 0), $key.GetValue('Start') } | Should -Be 0, 2
            (Get-Service -Name $names[$one]).StartType | Should -Be Automatic
            Set-HostService -Name $one -StartMode Manual
        }
        It 'reads the version of a program: <Path>' -ForEach @(
            @{ Path = '"C:\Program Files\PowerShell\7\pwsh.exe" -NoLogo'; Found = $true }
            @{ Path = 'C:\Program Files\PowerShell\7\pwsh.exe -NoLogo'; Found = $true }
            @{ Path = 'C:\Program Files\PowerShell\7\pwsh'; Found = $true }
            @{ Path = 'C:\no such\program.exe -x'; Found = $false }
            @{ Path = ''; Found = $false }
        ) {
            $before = Use-Key $names[$one] { param($key) $key.GetValue('ImagePath') }
            Use-Key $names[$one] { param($key) $key.SetValue('ImagePath', $Path, [Microsoft.Win32.RegistryValueKind]::ExpandString) }
            [bool](Get-HostService -Name $one).Version | Should -Be $Found
            Use-Key $names[$one] { param($key) $key.SetValue('ImagePath', $before, [Microsoft.Win32.RegistryValueKind]::ExpandString) }
        }
        It 'leaves other services alone, however alike they are called' {
            New-ProofService -Name ProofConnectHelper -Key helper -DisplayName 'swiftpos Connect'
            Start-Service -Name ProofConnectHelper
            [void](Stop-HostService -Name connect -IncludeDependent)
            [void](Wait-State connect Stopped)
            (Get-Service -Name ProofConnectHelper).Status | Should -Be Running
            Start-HostService -Name connect
            Start-HostService -Name netpos
            (Wait-State netpos Running).State | Should -Be Running
        }
    }

    Context 'a cluster' {
        BeforeAll {
            $isOurs = $false
            $there = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('Cluster')
            if ($null -ne $there) {
                $there.Dispose()
                throw 'This machine is a node of a cluster: its part of the registry is not touched.'
            }
            $isOurs = $true
            function Set-Resource([string]$Id, [string]$Type, [string]$Name, [string]$Service) {
                $key = [Microsoft.Win32.Registry]::LocalMachine.CreateSubKey("Cluster\Resources\$Id")
                $key.SetValue('Type', $Type)
                $key.SetValue('Name', $Name)
                $parameters = $key.CreateSubKey('Parameters')
                if ($Service) { $parameters.SetValue('ServiceName', $Service) }
                foreach ($one in $parameters, $key) { $one.Dispose() }
            }
        }
        AfterEach { if ($isOurs) { [Microsoft.Win32.Registry]::LocalMachine.DeleteSubKeyTree('Cluster', $false) } }

        It 'is known by its part of the registry, and what it runs is left to it' {
            $reads = { (Get-HostService -Name $one).ClusterResource }
            & $reads | Should -BeNullOrEmpty
            Set-Resource 'a1' 'IP Address' 'Address' ''
            Set-Resource 'a2' 'Generic Application' 'Other' $names[$one]
            & $reads | Should -BeNullOrEmpty
            # Names of services are the same in any case.
            Set-Resource 'a3' 'Generic Service' 'Gateway (SQL1)' $names[$one].ToUpperInvariant()
            & $reads | Should -Be 'Gateway (SQL1)'
            (Get-HostService -Name connect).ClusterResource | Should -BeNullOrEmpty
            foreach ($work in { Start-HostService -Name $one }, { Stop-HostService -Name $one }, { Set-HostService -Name $one -StartMode Automatic }) { Get-ErrorId $work | Should -Be CLUSTERED_SERVICE }
            (Get-HostService -Name $one).State, (Get-HostService -Name $one).StartMode | Should -Be 'Stopped', 'Manual'
        }
        It 'does not run what shares a process, which is reported and controlled as ever' {
            Use-Key $names[$one] { param($key) $key.SetValue('Type', 0x20, [Microsoft.Win32.RegistryValueKind]::DWord) }
            (Get-HostService -Name $one).SharesProcess | Should -BeTrue
            Use-Key $names[$one] { param($key) $key.SetValue('Type', 0x10, [Microsoft.Win32.RegistryValueKind]::DWord) }
            (Get-HostService -Name $one).SharesProcess | Should -BeFalse
        }
    }

    Context 'dependencies' {
        AfterEach {
            Set-Dependency $names['netpos'] $names['connect']
            foreach ($key in 'connect', 'end-of-day') { Set-Dependency $names[$key] @() }
            foreach ($key in 'connect', 'netpos', 'end-of-day', 'sales-processing') { Start-HostService -Name $key; [void](Wait-State $key Running) }
        }
        It 'are read in one direction' {
            (Get-HostService -Name netpos).DependsOn | Should -Be connect
            @((Get-HostService -Name connect).DependsOn).Count | Should -Be 0
        }
        It 'are those among the seven, without groups and without what others need' {
            Set-Dependency $names['netpos'] @('+NetworkProvider', 'Spooler', $names['connect'].ToUpperInvariant())
            (Get-HostService -Name netpos).DependsOn | Should -Be connect
        }
        It 'that go round in a circle end: each is stopped once' {
            Set-Dependency $names['connect'] @($names['netpos'])
            Set-Dependency $names['end-of-day'] @($names['end-of-day'])
            Stop-HostService -Name connect -IncludeDependent | Should -Be netpos
            (Wait-State connect Stopped).State | Should -Be Stopped
            @(Stop-HostService -Name end-of-day -IncludeDependent).Count | Should -Be 0
            (Wait-State end-of-day Stopped).State | Should -Be Stopped
        }
        It 'of dependencies are stopped first' {
            Set-Dependency $names['end-of-day'] @($names['netpos'])
            Stop-HostService -Name connect -IncludeDependent | Should -Be 'end-of-day', 'netpos'
        }
        It 'through two ways are stopped once' {
            Set-Dependency $names['end-of-day'] @($names['netpos'], $names['connect'])
            Stop-HostService -Name connect -IncludeDependent | Should -Be 'end-of-day', 'netpos'
        }
        It 'of services that are not ours are named where Windows refuses for them' {
            New-ProofService -Name ProofReporting -Key reporting -DisplayName 'Someone elses reporting' -DependsOn $names['connect']
            $message = & (Get-Module HostService.Windows) { (New-ServiceRefusal -Code 1051 -Name connect -Do stop -Otherwise SERVICE_STOP_REFUSED).Exception.Message }
            $message | Should -BeLike '*ProofReporting*'
        }
    }

    Context 'deletion' {
        It 'is waited for, and said where someone keeps the service open' {
            New-ProofService -Name ProofHeld -Key held -DisplayName 'Proof Held'
            $mine = Get-ProofName; $mine['cloud-sync'] = 'ProofHeld'; Set-VenueFile -Services $mine
            $holder = (Get-Service -Name ProofHeld).ServiceHandle
            $watch = [Diagnostics.Stopwatch]::StartNew()
            Get-ErrorId { Uninstall-HostService -Name cloud-sync } | Should -Be SERVICE_MARKED_FOR_DELETION
            $watch.Elapsed.TotalSeconds | Should -BeGreaterThan 10
            Get-ErrorId { Install-HostService -Name cloud-sync -Version 1.0 -ProgramPath (Get-ProgramFolder) } | Should -BeIn 'SERVICE_MARKED_FOR_DELETION', 'none'
            Get-ErrorId { Set-HostService -Name cloud-sync -StartMode Manual } | Should -Be SERVICE_MARKED_FOR_DELETION
            $holder.Dispose()
            Get-ErrorId { Uninstall-HostService -Name cloud-sync } | Should -Be none
            (Get-HostService -Name cloud-sync).State | Should -Be Missing
            Set-VenueFile -Services $names
        }
    }

    Context 'installation' {
        AfterEach { Set-VenueFile -Services $names }
        It 'from a folder without exactly one program installs nothing' {
            $folder = Join-Path $env:VENUE_CONTROL_DATA 'two'
            [void][IO.Directory]::CreateDirectory($folder)
            Get-ErrorId { Install-HostService -Name cloud-sync -Version 1.0 -ProgramPath $folder } | Should -Be SERVICE_PROGRAM_UNKNOWN
            foreach ($name in 'a.exe', 'b.exe') { [IO.File]::WriteAllText((Join-Path $folder $name), '') }
            Get-ErrorId { Install-HostService -Name cloud-sync -Version 1.0 -ProgramPath $folder } | Should -Be SERVICE_PROGRAM_UNKNOWN
            (Get-HostService -Name cloud-sync).State | Should -Be Missing
        }
        It 'of a program that is <Of> is refused: <Says>' -ForEach @(
            @{ Of = 'service-unsigned'; Says = '*NotSigned*' }
            @{ Of = 'service-tampered'; Says = '*HashMismatch*' }
        ) {
            Get-ErrorId { Install-HostService -Name cloud-sync -Version 1.0 -ProgramPath (Get-ProgramFolder -Of $Of) } | Should -Be PACKAGE_SIGNATURE_WRONG
            Get-Message { Install-HostService -Name cloud-sync -Version 1.0 -ProgramPath (Get-ProgramFolder -Of $Of) } | Should -BeLike $Says
            (Get-HostService -Name cloud-sync).State | Should -Be Missing
        }
        It 'of a program of another publisher is refused, and named' {
            Set-VenueFile -Services $names -Publisher 'CN=Proof Publishers'
            Get-ErrorId { Install-HostService -Name cloud-sync -Version 1.0 -ProgramPath (Get-ProgramFolder) } | Should -Be PACKAGE_SIGNATURE_WRONG
            Get-Message { Install-HostService -Name cloud-sync -Version 1.0 -ProgramPath (Get-ProgramFolder) } | Should -BeLike '*signed by CN=Proof Publisher, not by CN=Proof Publishers*'
        }
        It 'is refused while no one has said who signs' {
            Set-VenueFile -Text (ConvertTo-Json @{ services = $names })
            Get-ErrorId { Install-HostService -Name cloud-sync -Version 1.0 -ProgramPath (Get-ProgramFolder) } | Should -Be PACKAGE_PUBLISHER_UNKNOWN
        }
        It 'of a signed program registers it, in quotes' {
            Install-HostService -Name cloud-sync -Version 1.0 -ProgramPath (Get-ProgramFolder)
            Use-Key $names['cloud-sync'] { param($key) $key.GetValue('ImagePath') } | Should -BeLike '"*\cloud sync *\cloud-sync.exe"'
            Uninstall-HostService -Name cloud-sync
        }
    }
}
