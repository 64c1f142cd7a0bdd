#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe "Services of Windows, over stand-ins for Windows' own commands" {
    BeforeAll {
        $stand = @{ Services = @{}; Answer = 0; Asked = New-Object Collections.Generic.List[string] }
        $stubs = @{
            'Get-CimInstance'           = {
                param([string]$ClassName, [string]$Filter, [string[]]$Property)
                if ($ClassName -eq 'Win32_Process') { return [pscustomobject]@{ CreationDate = [datetime]::Now } }
                foreach ($name in $stand.Services.Keys | Sort-Object) {
                    if ($Filter -notlike "*$name*") { continue }
                    $state = $stand.Services[$name]
                    [pscustomobject]@{
                        Name = $name.Replace(' ', ''); DisplayName = "swiftpos $name"; State = $state; StartMode = 'Auto'; DelayedAutoStart = $true; StartName = 'LocalSystem'
                        ProcessId = [uint32]$(if ($state -eq 'Running') { 77 } else { 0 }); ExitCode = [uint32]0; ServiceSpecificExitCode = [uint32]0; PathName = '"C:\a b\x.exe" -a'
                    }
                }
            }
            'Invoke-CimMethod'          = {
                param([object]$InputObject, [string]$MethodName)
                $name = $InputObject.DisplayName.Replace('swiftpos ', '')
                $stand.Asked.Add("$MethodName $name")
                if ($stand.Answer -eq 0) { $stand.Services[$name] = if ($MethodName -eq 'StartService') { 'Running' } else { 'Stopped' } }
                [pscustomobject]@{ ReturnValue = [uint32]$stand.Answer }
            }
            'Get-CimAssociatedInstance' = {
                param([object]$InputObject, [string]$Association, [string]$ResultClassName)
                if ($InputObject.DisplayName -eq 'swiftpos NetPOS') { [pscustomobject]@{ Name = 'Connect'; DisplayName = 'Connect' } }
            }
        }
        $stubs['Get-WinEvent'] = {
            [CmdletBinding()]
            param([hashtable]$FilterHashtable)
            [pscustomobject]@{ Id = 7034; TimeCreated = [datetime]::Now; Message = 'It died.'; Properties = @([pscustomobject]@{ Value = 'swiftpos NetPOS' }) }
            [pscustomobject]@{ Id = 7034; TimeCreated = [datetime]::Now; Message = 'Another died.'; Properties = @([pscustomobject]@{ Value = 'Print Spooler' }) }
        }
        foreach ($name in $stubs.Keys) { Set-Item "function:global:$name" $stubs[$name].GetNewClosure() }
        $env:VENUE_CONTROL_DATA = $TestDrive
        foreach ($module in 'VenueError', 'HostService.Windows', 'VenueHost.Windows') { Import-Module (Join-Path $PSScriptRoot "../../scripts/services/$module.psm1") -Force }
        function Get-ErrorId([scriptblock]$Work) {
            try { & $Work; 'none' }
            catch { $_.FullyQualifiedErrorId.Split(',')[0] }
        }
    }
    AfterAll {
        Get-Module HostService.*, VenueHost.*, VenueError | Remove-Module -Force
        foreach ($name in $stubs.Keys) { Remove-Item "function:global:$name" }
    }
    BeforeEach {
        $stand.Services = @{ 'Gateway Client' = 'Stopped'; 'Connect' = 'Running'; 'NetPOS' = 'Running'; 'Services Monitor' = 'Running' }
        $stand.Answer = 0
        $stand.Asked.Clear()
        Get-ChildItem $TestDrive | Remove-Item
    }

    It 'are told in the order asked for, what is not there as Missing' {
        $seen = Get-HostService -Name netpos, cloud-sync, no-such-service, gateway-client
        $seen.Name | Should -Be 'netpos', 'cloud-sync', 'no-such-service', 'gateway-client'
        $seen.State | Should -Be 'Running', 'Missing', 'Missing', 'Stopped'
        $seen[0].DependsOn | Should -Be 'connect'
        $seen[0].StartMode, $seen[0].ProcessId | Should -Be 'AutomaticDelayed', 77
        $seen[1].DisplayName, $seen[1].ProcessId, $seen[1].DependsOn.Count | Should -Be 'Cloud Sync', $null, 0
    }
    It 'have their own events, by key' {
        $found = @(Get-HostServiceEvent -Name netpos, connect -After ([datetime]::UtcNow.AddMinutes(-1)))
        $found.Count, $found[0].Name, $found[0].Id, $found[0].Message | Should -Be 1, 'netpos', 7034, 'It died.'
    }
    It 'are refused with <Id> where Windows answers a start with <Answer>' -ForEach @(
        @{ Answer = 0; Id = 'none' }
        @{ Answer = 10; Id = 'none' }
        @{ Answer = 2; Id = 'SERVICE_ACCESS_DENIED' }
        @{ Answer = 13; Id = 'SERVICE_DEPENDENCY_FAILED' }
        @{ Answer = 14; Id = 'SERVICE_DISABLED' }
        @{ Answer = 99; Id = 'SERVICE_START_REFUSED' }
    ) {
        $stand.Answer = $Answer
        Get-ErrorId { Start-HostService -Name gateway-client } | Should -Be $Id
        Get-ErrorId { Start-HostService -Name cloud-sync } | Should -Be SERVICE_NOT_INSTALLED
        $stand.Asked | Should -Be 'StartService Gateway Client'
    }
    It 'are stopped after their dependents, whose names come back' {
        Get-ErrorId { Stop-HostService -Name connect } | Should -Be SERVICE_DEPENDENTS_RUNNING
        $stand.Asked.Count | Should -Be 0
        Stop-HostService -Name connect -IncludeDependent | Should -Be netpos
        $stand.Asked | Should -Be 'StopService NetPOS', 'StopService Connect'
    }
    It 'have their monitor stopped while anything is planned or held, and started after the last' {
        Add-PlannedStop -Key netpos -OperationId a | Should -Be netpos
        Set-DailyRestartHold -OperationId b -Until ([datetime]::UtcNow) | Should -BeTrue
        @(Remove-PlannedStop -OperationId a).Count | Should -Be 0
        $stand.Services['Services Monitor'] | Should -Be Stopped
        Set-DailyRestartHold -OperationId other | Should -BeTrue
        Set-DailyRestartHold -OperationId b | Should -BeFalse
        $stand.Services['Services Monitor'] | Should -Be Running
        $stand.Asked | Should -Be 'StopService Services Monitor', 'StartService Services Monitor'
    }
}
