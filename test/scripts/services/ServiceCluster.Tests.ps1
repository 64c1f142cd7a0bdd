#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# A service that a Windows cluster runs is left to it. What the cluster says is a stand-in here, and the registry's own under Wine.
Describe 'A service of a Windows cluster' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../shared/ScheduledTaskCommand.psm1') -Force -Global
        $env:VENUE_CONTROL_DATA = $TestDrive
        $env:VENUE_CONTROL_VENUE = 'windows'
        $env:VENUE_CONTROL_CLOUD_URL = 'http://127.0.0.1:1'
        $operations = Join-Path $PSScriptRoot '../../../scripts/operations'
        foreach ($module in 'VenueError', 'HostService.Windows', 'VenueHost.Windows') { Import-Module (Join-Path $PSScriptRoot "../../../scripts/services/$module.psm1") -Force -Global }
        $services = @{}
        foreach ($key in 'sales-processing', 'connect', 'end-of-day', 'netpos', 'gateway-client', 'cloud-sync', 'services-monitor') { $services[$key] = "svc-$key" }
        [IO.File]::WriteAllText("$TestDrive/venue.json", (ConvertTo-Json @{ services = $services }))
        $global:stand = @{ Asked = New-Object Collections.Generic.List[string]; States = @{}; Cluster = @{} }
        Mock Read-ServiceStatus -ModuleName HostService.Windows {
            $found = @{}
            foreach ($one in $Name) { $found[$one] = @{ Error = 0; State = $(if ($stand.States[$one]) { $stand.States[$one] } else { 'Running' }); ExitCode = [long]0; ServiceExitCode = [long]0; ProcessId = [long]77 } }
            $found
        }
        Mock Read-ServiceSetup -ModuleName HostService.Windows {
            @{
                DisplayName = "swiftpos $Name"; StartMode = 'Manual'; Account = 'LocalSystem'; ProgramPath = $null; MarkedForDeletion = $false
                SharesProcess = $Name -eq 'svc-end-of-day'; DependsOn = @($stand.Needs[$Name] | Where-Object { $_ })
            }
        }
        Mock Read-ClusterResource -ModuleName HostService.Windows { $stand.Cluster }
        Mock Find-RegisteredService -ModuleName HostService.Windows { }
        foreach ($command in 'Start-NativeService', 'Stop-NativeService', 'Set-NativeStartMode', 'Set-NativeRecovery', 'Remove-NativeService', 'New-NativeService') {
            Mock $command -ModuleName HostService.Windows { $stand.Asked.Add("$($PesterBoundParameters.Name)"); $stand.States["$($PesterBoundParameters.Name)"] = 'Stopped'; 0 }
        }
        function Get-Failure([scriptblock]$Work) {
            try { & $Work }
            catch { $_ }
        }
    }
    AfterAll {
        $env:VENUE_CONTROL_VENUE = 'rehearsal'
        Get-Module HostService.*, VenueHost.*, VenueError, VenueJson, ScheduledTaskCommand | Remove-Module -Force
        Remove-Variable -Scope Global -Name stand
    }
    BeforeEach {
        $stand.Asked.Clear()
        $stand.States = @{}
        $stand.Needs = @{ 'svc-netpos' = 'svc-connect' }
        $stand.Cluster = @{ 'svc-connect' = 'Connect (SQL1)' }
    }

    It 'is not asked for anything: <Do>' -ForEach @(
        @{ Do = 'Start'; Work = { Start-HostService -Name connect } }
        @{ Do = 'Stop'; Work = { Stop-HostService -Name connect -IncludeDependent } }
        @{ Do = 'Configure'; Work = { Set-HostService -Name connect -StartMode Automatic } }
        @{ Do = 'Recover'; Work = { Set-HostServiceRecovery -Name connect } }
        @{ Do = 'Install'; Work = { Install-HostService -Name connect -Version 1.0 -ProgramPath $TestDrive } }
        @{ Do = 'Uninstall'; Work = { Uninstall-HostService -Name connect } }
    ) {
        if ($Do -eq 'Uninstall') { $stand.States['svc-connect'] = 'Stopped' }
        $said = Get-Failure $Work
        $said.FullyQualifiedErrorId | Should -Match '^CLUSTERED_SERVICE\b'
        $said.Exception.Message | Should -Match 'Connect \(SQL1\)'
        # Nor is anything that stops with it.
        $stand.Asked.Count | Should -Be 0
    }
    It 'is not started by what depends on it' {
        $stand.States = @{ 'svc-netpos' = 'Stopped'; 'svc-connect' = 'Stopped' }
        (Get-Failure { Start-HostService -Name netpos }).FullyQualifiedErrorId | Should -Match '^CLUSTERED_SERVICE\b'
        $stand.Asked.Count | Should -Be 0
        # One that runs already is not touched by that start.
        $stand.States = @{ 'svc-netpos' = 'Stopped' }
        Start-HostService -Name netpos
        $stand.Asked | Should -Be svc-netpos
    }
    It 'keeps what it depends on from being stopped with it' {
        $stand.Cluster = @{ 'svc-netpos' = 'NetPOS' }
        (Get-Failure { Stop-HostService -Name connect -IncludeDependent }).FullyQualifiedErrorId | Should -Match '^CLUSTERED_SERVICE\b'
        $stand.Asked.Count | Should -Be 0
    }
    It 'leaves those that no cluster runs as they were' {
        $stand.Cluster = @{ 'svc-netpos' = 'NetPOS' }
        Stop-HostService -Name end-of-day
        $stand.Asked | Should -Be svc-end-of-day
    }
    It 'is taken to be one where the cluster cannot be read' {
        Mock Read-ClusterResource -ModuleName HostService.Windows { }
        (Get-Failure { Start-HostService -Name end-of-day }).Exception.Message | Should -Match 'could not be read'
        $stand.Asked.Count | Should -Be 0
    }
    It 'that is Services Monitor is held by no one, and nothing says that it is' {
        $stand.Cluster = @{ 'svc-services-monitor' = 'Monitor' }
        (Get-Failure { Add-PlannedStop -Key connect }).FullyQualifiedErrorId | Should -Match '^CLUSTERED_SERVICE\b'
        $stand.Asked.Count, (Get-RegisteredTask).Count | Should -Be 0, 0
        "$TestDrive/monitor.json" | Should -Not -Exist
    }
    It 'is refused while it is <State> here, before Services Monitor is held for it' -ForEach @(
        @{ State = 'Running' }
        # It may run on another node.
        @{ State = 'Stopped' }
    ) {
        $stand.States = @{ 'svc-connect' = $State }
        (Get-Failure { & "$operations/Stop-VenueHostService.ps1" -Key connect -GraceSeconds 1 }).FullyQualifiedErrorId | Should -Match '^CLUSTERED_SERVICE\b'
        $stand.Asked.Count, (Get-RegisteredTask).Count | Should -Be 0, 0
        "$TestDrive/monitor.json" | Should -Not -Exist
    }
    It 'is known before a code is used up, where the start or the stop that follows would touch it: <Touched>' -ForEach @(
        @{ Touched = 'needed'; Clustered = 'svc-connect'; States = @{ 'svc-connect' = 'Stopped' }; Refused = $true }
        @{ Touched = 'stops with it'; Clustered = 'svc-netpos'; States = @{}; Refused = $true }
        @{ Touched = 'itself'; Clustered = 'svc-gateway-client'; States = @{}; Refused = $true }
        @{ Touched = 'not at all'; Clustered = 'svc-end-of-day'; States = @{}; Refused = $false }
    ) {
        $stand.States = $States
        $stand.Cluster = @{ $Clustered = 'By SQL1' }
        $stand.Needs = @{ 'svc-gateway-client' = 'svc-connect'; 'svc-netpos' = 'svc-gateway-client' }
        Mock Confirm-GatewayPlace { }
        $said = Get-Failure { & "$operations/Confirm-Venue.ps1" -CustomerNumber 10482213 -CompanyName 'Harbour View Hotel' }
        # No cloud answers here: what passes fails there.
        $said.FullyQualifiedErrorId | Should -Match $(if ($Refused) { '^CLUSTERED_SERVICE\b' } else { '^CLOUD_UNREACHABLE\b' })
    }
    It 'keeps what would stop with it from being held too' {
        $stand.Cluster = @{ 'svc-netpos' = 'NetPOS' }
        (Get-Failure { & "$operations/Stop-VenueHostService.ps1" -Key connect -GraceSeconds 1 }).FullyQualifiedErrorId | Should -Match '^CLUSTERED_SERVICE\b'
        $stand.Asked.Count, (Get-RegisteredTask).Count | Should -Be 0, 0
    }
    It 'is reported, as is one that shares its process' {
        $seen = Get-HostService -Name connect, end-of-day, netpos
        $seen.ClusterResource | Should -Be 'Connect (SQL1)', $null, $null
        $seen.SharesProcess | Should -Be $false, $true, $false
        $found = Find-HostService | Where-Object { $_.Key -eq 'connect' -or $_.Key -eq 'end-of-day' }
        @($found.ClusterResource) + @($found.SharesProcess) | Should -Be 'Connect (SQL1)', $null, $false, $true
    }
}
