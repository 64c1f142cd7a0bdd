#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# As which account the program at the other end of a connection runs, on Windows with its commands replaced, and in a rehearsal.
Describe 'The owner of a connection' {
    BeforeAll {
        $services = Join-Path $PSScriptRoot '../../../scripts/services'
        $script:modules = 'VenueHost.Windows', 'VenueHost.Rehearsal', 'VenueError', 'VenueJson'
    }
    AfterEach { Get-Module $modules | Remove-Module -Force }

    It 'on Windows is the account of the process, all in one question, of this machine alone' {
        Import-Module (Join-Path $services VenueHost.Windows.psm1) -Force
        $found = InModuleScope VenueHost.Windows {
            $script:asked = @()
            function Confirm-Windows { }
            function Get-NetTCPConnection([string[]]$State, $ErrorAction) {
                foreach ($one in @(@('127.0.0.1', 5001, 40, 'Established'), @('127.0.0.1', 5002, 40, 'FinWait2'), @('::1', 5003, 41, 'FinWait1'), @('10.0.0.9', 5004, 42, 'Established'), @('127.0.0.1', 5005, 43, 'CloseWait'), @('127.0.0.1', 5006, 44, 'Established'), @('127.0.0.1', 5007, 0, 'Established'), @('127.0.0.1', 5008, 45, 'Established'))) {
                    if ($State -contains $one[3]) { [pscustomobject]@{ LocalAddress = $one[0]; LocalPort = [uint16]$one[1]; OwningProcess = [uint32]$one[2] } }
                }
            }
            function Get-Process([int[]]$Id, [switch]$IncludeUserName, $ErrorAction) {
                $script:asked += $Id -join ','
                foreach ($one in $Id) { if ($one -ne 43) { [pscustomobject]@{ Id = $one; UserName = @{ 40 = 'POS1\ada'; 41 = 'POS1\mallory' }[$one] } } }
            }
            Get-ConnectionOwner -Port (5001..5007)
            $script:asked -join '; '
        }
        ($found | Select-Object -SkipLast 1 | ForEach-Object { "$($_.Address) $($_.Port) $($_.Account)" }) -join '; ' | Should -Be '127.0.0.1 5001 POS1\ada; 127.0.0.1 5002 POS1\ada; ::1 5003 POS1\mallory; 127.0.0.1 5005 ; 127.0.0.1 5006 '
        $found[-1] | Should -Be '40,41,43,44'
    }
    It 'on Windows is what was read within two seconds, or none where accounts may not be read' {
        Import-Module (Join-Path $services VenueHost.Windows.psm1) -Force
        $found = InModuleScope VenueHost.Windows {
            function Confirm-Windows { }
            function Get-NetTCPConnection { foreach ($one in 5001..5003) { [pscustomobject]@{ LocalAddress = '127.0.0.1'; LocalPort = [uint16]$one; OwningProcess = [uint32]$one } } }
            function Get-Process([int[]]$Id) {
                foreach ($one in $Id) {
                    if ($one -eq 5002) { Start-Sleep -Milliseconds 2100 }
                    if ($one -eq 5003) { throw 'It continued.' }
                    [pscustomobject]@{ Id = $one; UserName = 'POS1\ada' }
                }
            }
            Get-ConnectionOwner -Port 5001, 5002, 5003
            function Get-Process { throw 'The IncludeUserName parameter requires elevated user rights.' }
            Get-ConnectionOwner -Port 5001
        }
        ($found | ForEach-Object { "$($_.Port) $($_.Account)" }) -join '; ' | Should -Be '5001 POS1\ada; 5002 POS1\ada; 5003 ; 5001 '
    }
    It 'is asked about for as many ports as there are' {
        $command = Get-Command (Join-Path $PSScriptRoot '../../../scripts/operations/Get-ConnectionOwner.ps1')
        ($command.Parameters.Port.Attributes | Where-Object { $_ -is [ValidateCount] }).MaxLength | Should -Be 65535
    }
    It 'in a rehearsal is anyone who rehearses' {
        Import-Module (Join-Path $services VenueHost.Rehearsal.psm1) -Force
        $one = Get-ConnectionOwner -Port 5001
        $one.Port, $one.Account | Should -Be 5001, ([Environment]::UserName)
    }
}
