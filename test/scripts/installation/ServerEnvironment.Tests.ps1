#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe "The lines of the service's environment" -Tag Quick {
    BeforeAll { . (Join-Path $PSScriptRoot '../../../scripts/installation/ServerRegistration.ps1') }

    It '<What>' -ForEach @(
        @{ What = 'a first one is ours'; Before = $null; Found = @(); Port = ''; After = 'DOTNET_ROOT=C:\p\2\dotnet' }
        @{ What = "an upgrade's takes the place of the one before, and leaves the site's own"; Before = 'VENUE_CONTROL_PORT=4300', 'DOTNET_ROOT=C:\p\1\dotnet', 'VENUE_CONTROL_LOG=debug'; Found = @(); Port = ''; After = 'VENUE_CONTROL_PORT=4300', 'VENUE_CONTROL_LOG=debug', 'DOTNET_ROOT=C:\p\2\dotnet' }
        @{ What = 'the port is the one that install was given, as another program has 4280'; Before = $null; Found = @(); Port = '4300'; After = 'VENUE_CONTROL_PORT=4300', 'DOTNET_ROOT=C:\p\2\dotnet' }
        @{ What = 'a port that is there already stays'; Before = 'VENUE_CONTROL_PORT=4300', 'DOTNET_ROOT=C:\p\1\dotnet'; Found = @(); Port = '4280'; After = 'VENUE_CONTROL_PORT=4300', 'DOTNET_ROOT=C:\p\2\dotnet' }
        @{ What = 'an upgrade moves no server to the port of its shell'; Before = 'VENUE_CONTROL_LOG=debug', 'DOTNET_ROOT=C:\p\1\dotnet'; Found = @(); Port = '4300'; After = 'VENUE_CONTROL_LOG=debug', 'DOTNET_ROOT=C:\p\2\dotnet' }
        @{ What = 'an uninstall that is restored brings back the lines that it found'; Before = $null; Found = 'VENUE_CONTROL_PORT=4300', 'DOTNET_ROOT=C:\p\2\dotnet', 'VENUE_CONTROL_LOG=debug'; Port = '4400'; After = 'VENUE_CONTROL_PORT=4300', 'VENUE_CONTROL_LOG=debug', 'DOTNET_ROOT=C:\p\2\dotnet' }
        @{ What = 'lines that are registered stay before those that an uninstall found'; Before = 'VENUE_CONTROL_PORT=4300', 'DOTNET_ROOT=C:\p\1\dotnet'; Found = 'VENUE_CONTROL_PORT=4400'; Port = ''; After = 'VENUE_CONTROL_PORT=4300', 'DOTNET_ROOT=C:\p\2\dotnet' }
    ) {
        Join-ServerEnvironment -Line $Before -Before $Found -Program 'C:\p\2' -Port $Port | Should -Be $After
    }
}

Describe 'The account of a service that is registered again' -Tag Quick {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../../../scripts/installation/ServerRegistration.ps1')
        function Read-ServiceStatus { throw 'needs a Mock' }
        function Read-ServiceSetup { throw 'needs a Mock' }
        function Set-NativeProgram { throw 'needs a Mock' }
        function Set-NativeStartMode { throw 'needs a Mock' }
        function Set-NativeRecovery { throw 'needs a Mock' }
        function Register-EventSource { throw 'needs a Mock' }
    }

    It '<What>' -ForEach @(
        @{ What = 'stays with its password where it is the same'; Now = '.\svc'; Next = '.\svc'; Times = 0 }
        @{ What = 'is set where it is another'; Now = 'LocalSystem'; Next = 'NT SERVICE\VenueControl'; Times = 1 }
    ) {
        Mock Read-ServiceStatus { @{ VenueControl = @{ Error = 0 } } }
        Mock Read-ServiceSetup { @{ Account = $Now } }.GetNewClosure()
        foreach ($done in 'Set-NativeProgram', 'Set-NativeStartMode', 'Set-NativeRecovery', 'Set-NativePreshutdown', 'Set-NativeAccount') { Mock $done { 0 } }
        foreach ($done in 'Set-ServerEnvironment', 'Register-EventSource') { Mock $done { } }
        Register-Server -Program $TestDrive -Data $TestDrive -DependsOn @() -Account $Next -Environment 'VENUE_CONTROL_LOG=debug'
        Should -Invoke Set-ServerEnvironment -ParameterFilter { $Before -eq 'VENUE_CONTROL_LOG=debug' } -Times 1 -Exactly
        Should -Invoke Set-NativeAccount -Times $Times -Exactly
        Should -Invoke Set-NativeProgram -Times 1 -Exactly
    }
}
