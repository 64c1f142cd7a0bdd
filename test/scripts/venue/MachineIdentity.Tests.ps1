#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Which server this is: the firmware's UUID, or nothing. And what a service runs: as Windows searches for it, or nothing. CIM is a stand-in.
Describe 'What a Windows server says of itself' -Tag Quick {
    BeforeAll {
        $env:VENUE_CONTROL_DATA = $TestDrive
        foreach ($module in 'VenueError', 'HostService.Windows', 'VenueHost.Windows') { Import-Module (Join-Path $PSScriptRoot "../../../scripts/services/$module.psm1") -Force -Global }
        $global:firmware = ''
        Set-Item function:global:Get-CimInstance {
            [CmdletBinding()]
            param([string]$ClassName)
            if ($firmware -eq 'away') { throw "no $ClassName" }
            [pscustomobject]@{ UUID = $firmware }
        }
    }
    AfterAll {
        Remove-Item function:global:Get-CimInstance
        Remove-Variable -Scope Global -Name firmware
        Get-Module HostService.*, VenueHost.*, VenueError, VenueJson | Remove-Module -Force
    }

    It 'restarts daily when venue.json says so, and says nothing where it does not' {
        foreach ($at in $null, '04:30', 'none') {
            [IO.File]::WriteAllText("$TestDrive/venue.json", (ConvertTo-Json $(if ($at) { @{ dailyRestartAt = $at } } else { @{ publisher = $null } })))
            InModuleScope VenueHost.Windows { Get-ConfiguredDailyRestart } | Should -Be $at
        }
        Remove-Item "$TestDrive/venue.json"
    }
    It 'is known by the UUID of its firmware' {
        $global:firmware = '4C4C4544-0042-3510-8052-B4C04F4D5931'
        InModuleScope VenueHost.Windows { Get-MachineId } | Should -BeExactly '4c4c4544-0042-3510-8052-b4c04f4d5931'
    }
    It 'is not known by <Why>, and says so' -ForEach @(
        @{ Why = 'CIM that does not answer'; Uuid = 'away' }
        @{ Why = 'an empty UUID'; Uuid = '' }
        @{ Why = 'zeros'; Uuid = '00000000-0000-0000-0000-000000000000' }
        @{ Why = 'a UUID that was never set'; Uuid = 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF' }
        @{ Why = 'a UUID that many boards have'; Uuid = '03000200-0400-0500-0006-000700080009' }
        @{ Why = 'a text'; Uuid = 'To be filled by O.E.M.' }
    ) {
        $global:firmware = $Uuid
        $said = @(InModuleScope VenueHost.Windows { Get-MachineId 3>&1 })
        $said.Count, $said[0].GetType().Name | Should -Be 1, 'WarningRecord'
    }

    It 'finds the program of <Line>' -ForEach @(
        @{ Line = '"D/My Program/svc.exe" -run'; Finds = 'D/My Program/svc.exe' }
        @{ Line = 'D/My Program/svc.exe -run now'; Finds = 'D/My Program/svc.exe' }
        @{ Line = 'D/My Program/svc -run'; Finds = 'D/My Program/svc.exe' }
        @{ Line = 'D/two  blanks/svc.exe'; Finds = 'D/two  blanks/svc.exe' }
        # As Windows would: anyone who put a program there would be run.
        @{ Line = 'D/Short Way/svc.exe'; Finds = 'D/Short.exe' }
        @{ Line = 'D/No Where/svc.exe -run'; Finds = $null }
        @{ Line = ''; Finds = $null }
    ) {
        foreach ($file in 'My Program/svc.exe', 'two  blanks/svc.exe', 'Short Way/svc.exe', 'Short.exe') {
            [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName("$TestDrive/$file"))
            [IO.File]::WriteAllText("$TestDrive/$file", '')
        }
        # The drive of a test may itself have blanks in its path.
        $found = InModuleScope HostService.Windows -Parameters @{ Image = $Line.Replace('D/', "$TestDrive/") } { Get-ProgramPath -ImagePath $Image }
        $found | Should -Be $(if ($Finds) { $Finds.Replace('D/', "$TestDrive/") } else { $null })
    }
}

Describe 'A code' {
    It 'is not sent where no one can say for which server' {
        $env:VENUE_CONTROL_CLOUD_URL = 'http://127.0.0.1:9'
        Import-Module (Join-Path $PSScriptRoot '../shared/VenueUnderTest.psm1') -Force
        [void](New-VenueUnderTest)
        try {
            . (Join-Path $PSScriptRoot '../../../scripts/services/Import-VenueProvider.ps1')
            Set-Item function:global:Get-VenueHostState { [pscustomobject]@{ MachineId = $null; SwiftposVersion = '10.58.0' } }
            Invoke-Operation -Name Invoke-CodeRedemption -With @{
                CustomerNumber = '10482213'; RedemptionId = [guid]::NewGuid().ToString(); Code = (ConvertTo-SecureString 'ZZZZZZZZ' -AsPlainText -Force)
            } | Should -Be MACHINE_UNKNOWN
        }
        finally {
            Remove-Item function:global:Get-VenueHostState -ErrorAction SilentlyContinue
            [void](Remove-VenueUnderTest)
            Get-Module HostService.*, VenueHost.*, VenueFile.*, VenueCloud, VenueJson | Remove-Module -Force
        }
    }
}
