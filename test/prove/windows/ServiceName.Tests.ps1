#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Names from venue.json, exact and never guessed; and the Service Control Manager asked by many.
Describe "Which of Windows' services are the venue's" {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Fixture.ps1')
    }
    AfterAll { Close-ServiceFixture }
    AfterEach { Reset-Service $one }

    Context 'venue.json' {
        AfterEach { Set-VenueFile -Services $names }
        It 'that is missing is said with what could be meant' {
            [IO.File]::Delete((Join-Path $env:VENUE_CONTROL_DATA 'venue.json'))
            Get-ErrorId { Get-HostService } | Should -Be VENUE_FILE_MISSING
            Get-Message { Get-HostService } | Should -BeLike '*connect: Could be *Proof Connect*'
        }
        It 'that is <Why> is refused: <Says>' -ForEach @(
            @{ Why = 'no JSON'; Text = '{ services'; Says = '*is not JSON*' }
            @{ Why = 'a list'; Text = '{"services": []}'; Says = '*expected an object*' }
            @{ Why = 'without services'; Text = '{"other": 1}'; Says = '*services*' }
            @{ Why = 'empty'; Text = '{"services": {}}'; Says = '*connect is missing.*' }
            @{ Why = 'of an unknown service'; Change = @{ 'conect' = 'X' }; Says = '*no service "conect"*' }
            @{ Why = 'with a number'; Change = @{ connect = 7 }; Says = '*connect is "7", which is not the name*' }
            @{ Why = 'with nothing'; Change = @{ connect = '' }; Says = '*not the name of a Windows service*' }
            @{ Why = 'with a path'; Change = @{ connect = 'a\b' }; Says = '*not the name of a Windows service*' }
            @{ Why = 'with a space behind'; Change = @{ connect = 'Proof Connect ' }; Says = '*not the name of a Windows service*' }
            @{ Why = 'with one name twice'; Change = @{ netpos = 'proof connect' }; Says = '*netpos and connect are both*' }
        ) {
            if ($_.ContainsKey('Change')) {
                $mine = Get-ProofName
                foreach ($key in $Change.Keys) { $mine[$key] = $Change[$key] }
                Set-VenueFile -Services $mine
            }
            else { Set-VenueFile -Text $Text }
            Get-ErrorId { Get-HostService } | Should -Be VENUE_FILE_INVALID
            Get-Message { Get-HostService } | Should -BeLike $Says
            Get-ErrorId { Stop-HostService -Name connect } | Should -Be VENUE_FILE_INVALID
        }
        It 'says by null that the venue has no such service' {
            $mine = Get-ProofName; $mine['netpos'] = $null; Set-VenueFile -Services $mine
            (Get-HostService -Name netpos).State | Should -Be Missing
            Get-Message { Start-HostService -Name netpos } | Should -BeLike '*this venue has none*'
        }
        It 'with a display name is shown which name is meant' {
            $mine = Get-ProofName; $mine['netpos'] = 'swiftpos proof netpos'; Set-VenueFile -Services $mine
            Get-Message { Start-HostService -Name netpos } | Should -BeLike "*display name of `"Proof NetPOS's`"*"
        }
        It 'with a name that no one has proposes, and picks none' {
            $mine = Get-ProofName; $mine['connect'] = 'Connct'; Set-VenueFile -Services $mine
            Get-ErrorId { Stop-HostService -Name connect } | Should -Be SERVICE_NOT_INSTALLED
            Get-Message { Stop-HostService -Name connect } | Should -BeLike '*Could be meant: "Proof Connect"*'
            (Get-Service -Name $names['connect']).Status | Should -Be Running
        }
    }

    Context 'proposals' {
        AfterEach { Set-VenueFile -Services $names }
        It 'say of each whether it is there, and of none that there is another' {
            $found = Invoke-Operation -Name Find-VenueService
            @($found | Where-Object Exists).Key | Should -Be 'sales-processing', 'connect', 'end-of-day', 'netpos', 'gateway-client', 'services-monitor'
            @($found.Mistake | Where-Object { $_ }).Count | Should -Be 0
        }
        It 'are for a person, also while venue.json is missing' {
            [IO.File]::Delete((Join-Path $env:VENUE_CONTROL_DATA 'venue.json'))
            $found = Invoke-Operation -Name Find-VenueService
            $found[0].Mistake | Should -BeLike '*venue.json does not exist*'
            ($found | Where-Object Key -EQ connect).Candidates | Should -Be 'Proof Connect (swiftpos proof connect)'
            ($found | Where-Object Key -EQ connect).Name | Should -BeNullOrEmpty
        }
    }

    Context 'the Service Control Manager' {
        It 'is released: a service that was checked is gone once it is removed' {
            New-ProofService -Name ProofChecked -Key checked -DisplayName 'Proof Checked'
            $mine = Get-ProofName; $mine['cloud-sync'] = 'ProofChecked'; Set-VenueFile -Services $mine
            for ($look = 0; $look -lt 50; $look++) { (Get-HostService -Name cloud-sync).State | Should -Be Stopped }
            # A handle that is still open would keep it.
            Get-ErrorId { Uninstall-HostService -Name cloud-sync } | Should -Be none
            Set-VenueFile -Services $names
        }
        It 'is asked from several runspaces at once, through one type' {
            $module = (Get-Module HostService.Windows).Path
            $found = 1..4 | ForEach-Object -Parallel {
                Import-Module $using:module
                for ($look = 0; $look -lt 25; $look++) { @(Get-HostService -Name connect).State }
                [VenueControl.ServiceApi].GetHashCode()
            }
            @($found | Where-Object { $_ -eq 'Running' }).Count | Should -Be 100
            @($found | Where-Object { $_ -is [int] } | Select-Object -Unique).Count | Should -Be 1
        }
        It 'knows one start for two that ask at once' {
            $module = (Get-Module HostService.Windows).Path
            $errors = 1..3 | ForEach-Object -Parallel {
                Import-Module $using:module
                try { Start-HostService -Name gateway-client } catch { $_.FullyQualifiedErrorId }
            }
            $errors | Should -BeNullOrEmpty
            (Wait-HostService -Name $one -State Running -TimeoutSeconds 20 -StableSeconds 0.5).Outcome | Should -Be Stable
        }
        It 'has its monitor stopped while anything is planned, and started after the last' {
            Start-HostService -Name services-monitor
            [void](Wait-State services-monitor Running)
            Add-PlannedStop -Key netpos -OperationId a | Should -Be netpos
            (Get-HostService -Name services-monitor).State | Should -Be Stopped
            @(Remove-PlannedStop -OperationId a).Count | Should -Be 0
            (Wait-State services-monitor Running).State | Should -Be Running
            Stop-HostService -Name services-monitor
            [void](Wait-State services-monitor Stopped)
        }
    }
}
