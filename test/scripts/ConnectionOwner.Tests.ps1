#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# As which account the program at the other end of a connection runs, on Windows with its commands replaced, and in a rehearsal.
Describe 'The owner of a connection' {
    BeforeAll {
        $services = Join-Path $PSScriptRoot '../../scripts/services'
        $script:modules = 'VenueHost.Windows', 'VenueHost.Rehearsal', 'VenueError', 'VenueJson'
    }
    AfterEach { Get-Module $modules | Remove-Module -Force }

    It 'on Windows is the account of the process, once a process, of this machine alone' {
        Import-Module (Join-Path $services VenueHost.Windows.psm1) -Force
        $found = InModuleScope VenueHost.Windows {
            $script:asked = @()
            function Confirm-Windows { }
            function Get-NetTCPConnection([int[]]$LocalPort, $State, $ErrorAction) {
                foreach ($one in @(@('127.0.0.1', 5001, 40), @('127.0.0.1', 5002, 40), @('::1', 5003, 41), @('10.0.0.9', 5004, 42), @('127.0.0.1', 5005, 43), @('127.0.0.1', 5006, 44))) {
                    if ($LocalPort -contains $one[1]) { [pscustomobject]@{ LocalAddress = $one[0]; LocalPort = [uint16]$one[1]; OwningProcess = [uint32]$one[2] } }
                }
            }
            function Get-CimInstance($ClassName, $Filter, $ErrorAction) {
                $script:asked += $Filter
                if ($Filter -match '= 43') { return }
                [pscustomobject]@{ Filter = $Filter }
            }
            function Invoke-CimMethod($InputObject, $MethodName, $ErrorAction) {
                if ($InputObject.Filter -match '= 44') { throw 'Access is denied.' }
                [pscustomobject]@{ Domain = 'POS1'; User = $(if ($InputObject.Filter -match '= 40') { 'ada' } else { 'mallory' }) }
            }
            Get-ConnectionOwner -Port 5001, 5002, 5003, 5004, 5005, 5006
            $script:asked -join '; '
        }
        ($found | Select-Object -SkipLast 1 | ForEach-Object { "$($_.Address) $($_.Port) $($_.Account)" }) -join '; ' | Should -Be '127.0.0.1 5001 POS1\ada; 127.0.0.1 5002 POS1\ada; ::1 5003 POS1\mallory'
        $found[-1] | Should -Be 'ProcessId = 40; ProcessId = 41; ProcessId = 43; ProcessId = 44'
    }
    It 'in a rehearsal is whoever rehearses' {
        Import-Module (Join-Path $services VenueHost.Rehearsal.psm1) -Force
        $one = Get-ConnectionOwner -Port 5001
        $one.Port, $one.Account | Should -Be 5001, ([Environment]::UserName)
    }
}
