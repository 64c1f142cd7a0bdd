#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'Wait-HostService judges what it sees' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/HostService.Rehearsal.psm1') -Force
        $start = [datetime]::new(2026, 1, 1, 0, 0, 0, [DateTimeKind]::Utc)
        # What is seen at each second: a state and a process id. Sleeping moves the clock, so that eight seconds take none.
        Mock Start-Sleep -ModuleName HostService.Rehearsal { $scenario.Now = $scenario.Now.AddMilliseconds($Milliseconds) }
        Mock Get-HostService -ModuleName HostService.Rehearsal {
            $second = [int][Math]::Floor(($scenario.Now - $scenario.Began).TotalSeconds)
            $state, $process = ($scenario.Seen[[Math]::Min($second, $scenario.Seen.Count - 1)]) -split ' '
            [pscustomobject]@{ DisplayName = 'A service'; State = $state; ProcessId = $process; ExitCode = 0; ServiceExitCode = 0 }
        }
        Mock Get-HostServiceEvent -ModuleName HostService.Rehearsal { foreach ($id in $scenario.Events) { [pscustomobject]@{ Id = $id } } }
        function Get-Outcome([string[]]$Seen, [string]$State, [int[]]$Events = @(), [int]$Timeout = 8, [int]$ProcessId = 0) {
            $scenario = @{ Now = $start; Began = $start; Seen = $Seen; Events = $Events }
            $global:scenario = $scenario
            (Wait-HostService -Name a -State $State -TimeoutSeconds $Timeout -StableSeconds 3 -ProcessId $ProcessId -Clock { $scenario.Now }).Outcome
        }
    }
    AfterAll {
        Remove-Variable scenario -Scope Global
        Get-Module HostService.* | Remove-Module -Force
    }

    It '<Because>' -ForEach @(
        @{ Because = 'calls three seconds of the same process stable'; State = 'Running'; Seen = 'StartPending 7', 'Running 7'; Outcome = 'Stable' }
        @{ Because = 'calls an end after the start failed'; State = 'Running'; Seen = 'StartPending 7', 'Running 7', 'Stopped'; Outcome = 'Failed' }
        @{ Because = 'calls a second process flapping'; State = 'Running'; Seen = 'Running 7', 'Running 8'; Outcome = 'Flapping' }
        @{ Because = 'calls a death in the log flapping, though the state says Running'; State = 'Running'; Seen = @('Running 7'); Events = 7031; Outcome = 'Flapping' }
        @{ Because = 'does not take a state change in the log for a death'; State = 'Running'; Seen = @('Running 7'); Events = 7036; Outcome = 'Stable' }
        @{ Because = 'gives up on a start that never ends'; State = 'Running'; Seen = @('StartPending 7'); Outcome = 'Timeout' }
        @{ Because = 'says that there is no such service'; State = 'Running'; Seen = @('Missing'); Outcome = 'Missing' }
        @{ Because = 'calls three seconds of Stopped stable'; State = 'Stopped'; Seen = 'Running 7', 'StopPending 7', 'Stopped'; ProcessId = 7; Outcome = 'Stable' }
        @{ Because = 'sees a restart after the stop'; State = 'Stopped'; Seen = 'StopPending 7', 'Stopped', 'StartPending 8'; ProcessId = 7; Outcome = 'RestartedByOther' }
        @{ Because = 'sees a restart so quick that Stopped was never seen'; State = 'Stopped'; Seen = 'Running 7', 'Running 8'; ProcessId = 7; Outcome = 'RestartedByOther' }
        @{ Because = 'gives up on a stop that is ignored'; State = 'Stopped'; Seen = @('Running 7'); ProcessId = 7; Outcome = 'Timeout' }
    ) {
        $with = @{ Seen = $Seen; State = $State }
        if ($_.ContainsKey('Events')) { $with.Events = $Events }
        if ($_.ContainsKey('ProcessId')) { $with.ProcessId = $ProcessId }
        Get-Outcome @with | Should -Be $Outcome
    }
}
