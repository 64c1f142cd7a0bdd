#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Services that are slow, mute, hang, crash, refuse and ignore, against a real Service Control Manager.
Describe "The life of Windows' services" {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Fixture.ps1')
    }
    AfterAll { Close-ServiceFixture }
    AfterEach { Reset-Service $one }

    Context 'start' {
        It 'shows a slow start as StartPending, with the process that will run' {
            Set-ServiceWord -Key $one -Word 'start=1500'
            Start-HostService -Name $one
            $pending = Get-HostService -Name $one
            $pending.State | Should -Be StartPending
            $end = Wait-HostService -Name $one -State Running -TimeoutSeconds 20 -StableSeconds 0.5
            $end.Outcome, $end.ProcessId | Should -Be 'Stable', $pending.ProcessId
        }
        It 'takes a second start of one that is still starting for done' {
            Set-ServiceWord -Key $one -Word 'start=1500'
            Start-HostService -Name $one
            Get-ErrorId { Start-HostService -Name $one } | Should -Be none
            (Wait-HostService -Name $one -State Running -TimeoutSeconds 20 -StableSeconds 0.5).Outcome | Should -Be Stable
        }
        It 'gives up on one that never leaves StartPending, and does not kill it' {
            Set-ServiceWord -Key $one -Word 'hang'
            Start-HostService -Name $one
            $end = Wait-HostService -Name $one -State Running -TimeoutSeconds 3 -StableSeconds 1
            $end.Outcome, $end.State | Should -Be 'Timeout', 'StartPending'
            (Get-Process -Id $end.ProcessId).HasExited | Should -BeFalse
        }
        It 'says that one never answered Windows' {
            Set-ServiceWord -Key $one -Word 'mute'
            Get-ErrorId { Start-HostService -Name $one } | Should -Be SERVICE_NO_ANSWER
            Get-Process -Name service -ErrorAction SilentlyContinue | Where-Object { $_.StartTime -gt [datetime]::Now.AddSeconds(-60) } | Stop-Process -Force
        }
        It 'says with which number a start failed: <Code>' -ForEach @{ Code = 5; Says = 5 }, @{ Code = '0x80070005'; Says = 2147942405 }, @{ Code = '0xE0001234'; Says = 3758101044 } {
            Set-ServiceWord -Key $one -Word "failstart=$Code"
            Start-HostService -Name $one
            $end = Wait-HostService -Name $one -State Running -TimeoutSeconds 10 -StableSeconds 1
            $end.Outcome, $end.ExitCode, $end.ServiceExitCode | Should -Be 'Failed', $Says, 0
        }
        It 'says that the program is gone' {
            New-ProofService -Name ProofGone -Key gone -DisplayName 'Proof Gone' -CommandLine '"C:\no such\program.exe"'
            $mine = Get-ProofName; $mine['cloud-sync'] = 'ProofGone'; Set-VenueFile -Services $mine
            Get-ErrorId { Start-HostService -Name cloud-sync } | Should -Be SERVICE_PROGRAM_MISSING
            Set-VenueFile -Services $names
        }
        It 'says that the program is none' {
            $file = Join-Path $env:VENUE_CONTROL_DATA 'text.exe'
            [IO.File]::WriteAllText($file, 'not a program')
            New-ProofService -Name ProofText -Key text -DisplayName 'Proof Text' -CommandLine "`"$file`""
            $mine = Get-ProofName; $mine['cloud-sync'] = 'ProofText'; Set-VenueFile -Services $mine
            Get-ErrorId { Start-HostService -Name cloud-sync } | Should -Be SERVICE_PROGRAM_MISSING
            Set-VenueFile -Services $names
        }
        It 'waits as an operation until one that still stops has stopped' {
            Set-ServiceWord -Key $one -Word 'stop=1500'
            Start-HostService -Name $one
            $first = (Wait-State $one Running).ProcessId
            Stop-HostService -Name $one
            (Get-HostService -Name $one).State | Should -Be StopPending
            $started = Invoke-Operation -Name Start-VenueHostService -With @{ Key = $one; TimeoutSeconds = 20; StableSeconds = 0.5 }
            $started.Outcome | Should -Be Stable
            $started.ProcessId | Should -Not -Be $first
        }
    }

    Context 'stop' {
        It 'shows a slow stop as StopPending, and a second stop of it is none' {
            Set-ServiceWord -Key $one -Word 'stop=1500'
            Start-HostService -Name $one
            [void](Wait-State $one Running)
            Stop-HostService -Name $one
            (Get-HostService -Name $one).State | Should -Be StopPending
            Get-ErrorId { Stop-HostService -Name $one } | Should -Be none
            (Wait-HostService -Name $one -State Stopped -TimeoutSeconds 20 -StableSeconds 0).Outcome | Should -Be Stable
        }
        It 'says that one takes no stop, and leaves it alone' {
            Set-ServiceWord -Key $one -Word 'refuse'
            Start-HostService -Name $one
            $process = (Wait-State $one Running).ProcessId
            Get-ErrorId { Stop-HostService -Name $one -GraceSeconds 1 } | Should -BeIn 'SERVICE_STOP_REFUSED', 'SERVICE_NOT_ACCEPTING'
            $seen = Get-HostService -Name $one
            $seen.State, $seen.ProcessId | Should -Be 'Running', $process
        }
        It 'stops one that is still starting once it can be stopped' {
            Set-ServiceWord -Key $one -Word 'start=1500'
            Start-HostService -Name $one
            (Get-HostService -Name $one).State | Should -Be StartPending
            Stop-HostService -Name $one -GraceSeconds 20
            (Wait-HostService -Name $one -State Stopped -TimeoutSeconds 20 -StableSeconds 0).Outcome | Should -Be Stable
        }
        It 'stops one that is paused, and calls it Paused before' {
            Set-ServiceWord -Key $one -Word 'pause'
            Start-HostService -Name $one
            [void](Wait-State $one Running)
            Suspend-Service -Name $names[$one]
            (Wait-State $one Paused).State | Should -Be Paused
            Stop-HostService -Name $one
            (Wait-State $one Stopped).State | Should -Be Stopped
        }
        It 'stops what is disabled' {
            Start-HostService -Name $one
            [void](Wait-State $one Running)
            Set-HostService -Name $one -StartMode Disabled
            Stop-HostService -Name $one
            (Wait-State $one Stopped).State | Should -Be Stopped
            Set-HostService -Name $one -StartMode Manual
        }
        It 'sees a restart by someone else' {
            Start-HostService -Name $one
            $first = (Wait-State $one Running).ProcessId
            Stop-Process -Id $first -Force
            [void](Wait-State $one Stopped)
            Start-Service -Name $names[$one]
            (Wait-HostService -Name $one -State Stopped -TimeoutSeconds 10 -StableSeconds 2 -ProcessId $first).Outcome | Should -Be RestartedByOther
        }
    }

    Context 'end' {
        It 'says the own exit code behind 1066: <Says>' -ForEach @{ Code = 42; Says = 42 }, @{ Code = '0x80004005'; Says = 2147500037 }, @{ Code = '0xFFFFFFFF'; Says = 4294967295 } {
            Set-ServiceWord -Key $one -Word "end=300 specific=$Code"
            Start-HostService -Name $one
            [void](Wait-State $one Stopped)
            $seen = Get-HostService -Name $one
            $seen.ExitCode, $seen.ServiceExitCode | Should -Be 1066, $Says
        }
        It 'says with which number one ended: <Says>' -ForEach @{ Code = 0; Says = 0 }, @{ Code = 1; Says = 1 }, @{ Code = '0xC0000005'; Says = 3221225477 } {
            Set-ServiceWord -Key $one -Word "end=300 exit=$Code"
            Start-HostService -Name $one
            [void](Wait-State $one Stopped)
            (Get-HostService -Name $one).ExitCode | Should -Be $Says
        }
        It 'says that one was killed' {
            Start-HostService -Name $one
            Stop-Process -Id (Wait-State $one Running).ProcessId -Force
            $seen = Wait-State $one Stopped
            $seen.State, $seen.ExitCode, $seen.ProcessId, $seen.StartedAt | Should -Be 'Stopped', 1067, $null, $null
        }
        It 'calls one that comes back with another process flapping' {
            Start-HostService -Name $one
            $first = (Wait-State $one Running).ProcessId
            $again = Start-ThreadJob -ArgumentList $first, $names[$one] -ScriptBlock {
                param($Process, $Name)
                Start-Sleep -Milliseconds 700
                Stop-Process -Id $Process -Force
                for ($try = 0; $try -lt 100; $try++) { try { Start-Service -Name $Name -ErrorAction Stop; return } catch { Start-Sleep -Milliseconds 5 } }
            }
            (Wait-HostService -Name $one -State Running -TimeoutSeconds 15 -StableSeconds 5).Outcome | Should -BeIn 'Flapping', 'Failed'
            [void](Receive-Job -Job $again -Wait -AutoRemoveJob)
        }
    }
}
