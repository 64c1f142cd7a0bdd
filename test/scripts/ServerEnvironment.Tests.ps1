#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe "The lines of the service's environment" {
    BeforeAll { . (Join-Path $PSScriptRoot '../../scripts/installation/ServerRegistration.ps1') }

    It '<What>' -ForEach @(
        @{ What = 'a first one is ours'; Before = $null; After = 'DOTNET_ROOT=C:\p\2\dotnet' }
        @{ What = "an upgrade's takes the place of the one before, and leaves the site's own"; Before = 'VENUE_CONTROL_PORT=4300', 'DOTNET_ROOT=C:\p\1\dotnet', 'VENUE_CONTROL_LOG=debug'; After = 'VENUE_CONTROL_PORT=4300', 'VENUE_CONTROL_LOG=debug', 'DOTNET_ROOT=C:\p\2\dotnet' }
    ) {
        Join-ServerEnvironment -Line $Before -Program 'C:\p\2' | Should -Be $After
    }
}
