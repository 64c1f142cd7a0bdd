#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Instances of SQL Server as Windows' registry and services have them, with stand-ins for both.
Describe 'The instances of SQL Server' -Tag Quick {
    BeforeAll {
        $services = Join-Path $PSScriptRoot '../../../scripts/services'
        $script:modules = 'VenueHost.Windows', 'VenueHost.Rehearsal', 'VenueError', 'VenueJson'
    }
    AfterEach { Get-Module $modules | Remove-Module -Force }

    It 'are listed with service, ports and the state of SQL Server Browser' {
        Import-Module (Join-Path $services VenueHost.Windows.psm1) -Force
        $found = InModuleScope VenueHost.Windows {
            function Confirm-Windows { }
            function Read-RegistryKey([string]$Path) {
                $root = 'SOFTWARE\Microsoft\Microsoft SQL Server'
                $keys = @{
                    "$root\Instance Names\SQL"                                        = @{ MSSQLSERVER = 'MSSQL16.MSSQLSERVER'; SQLEXPRESS = 'MSSQL15.SQLEXPRESS'; NEW = 'MSSQL15.NEW' }
                    "$root\MSSQL16.MSSQLSERVER\MSSQLServer\SuperSocketNetLib\Tcp"       = @{ Enabled = 1 }
                    "$root\MSSQL16.MSSQLSERVER\MSSQLServer\SuperSocketNetLib\Tcp\IPAll" = @{ TcpPort = '1433, 1533'; TcpDynamicPorts = '' }
                    "$root\MSSQL15.SQLEXPRESS\MSSQLServer\SuperSocketNetLib\Tcp"        = @{ Enabled = 0 }
                    "$root\MSSQL15.SQLEXPRESS\MSSQLServer\SuperSocketNetLib\Tcp\IPAll"  = @{ TcpPort = ''; TcpDynamicPorts = '49172' }
                    "$root\MSSQL15.SQLEXPRESS\Setup"                                    = @{ Version = '15.0.2000.5'; Edition = 'Express Edition' }
                    "$root\MSSQL15.NEW\MSSQLServer\SuperSocketNetLib\Tcp\IPAll"         = @{ TcpDynamicPorts = '0' }
                }
                if ($keys[$Path]) { $keys[$Path] } else { @{} }
            }
            function Get-Service([string]$Name, $ErrorAction) {
                $one = @{ MSSQLSERVER = 'Running', 'Automatic'; 'MSSQL$SQLEXPRESS' = 'Stopped', 'Manual'; SQLBrowser = 'Stopped', 'Disabled' }[$Name]
                if ($one) { [pscustomobject]@{ Status = $one[0]; StartType = $one[1] } }
            }
            Find-SqlInstance
        }
        ($found | ForEach-Object { "$($_.Instance) $($_.Service) $($_.State) $($_.TcpEnabled) [$($_.Port)] [$($_.DynamicPort)] $($_.Version) $($_.Edition) $($_.Browser)" }) | Should -Be @(
            'MSSQLSERVER MSSQLSERVER Running True [1433] []   Disabled'
            'NEW MSSQL$NEW Missing False [] []   Disabled'
            'SQLEXPRESS MSSQL$SQLEXPRESS Stopped False [] [49172] 15.0.2000.5 Express Edition Disabled'
        )
    }
    It 'are on a Windows that says which it is' {
        Import-Module (Join-Path $services VenueHost.Windows.psm1) -Force
        $setup = InModuleScope VenueHost.Windows {
            function Confirm-Windows { }
            function Read-RegistryKey([string]$Path) {
                if ($Path -like '*Windows NT*') { @{ ProductName = 'Windows Server 2019 Standard'; EditionID = 'ServerStandard'; InstallationType = 'Server Core'; CurrentBuildNumber = '17763' } }
                else { @{ Release = 461814 } }
            }
            Get-SystemSetup
        }
        "$($setup.Product) $($setup.Type) $($setup.Build) $($setup.FrameworkRelease)" | Should -Be 'Windows Server 2019 Standard Server Core 17763 461814'
    }
    It 'are none without SQL Server, and in a rehearsal' {
        Import-Module (Join-Path $services VenueHost.Windows.psm1) -Force
        InModuleScope VenueHost.Windows {
            function Confirm-Windows { }
            function Read-RegistryKey { @{} }
            function Get-Service { }
            @(Find-SqlInstance).Count
        } | Should -Be 0
        Get-Module $modules | Remove-Module -Force
        Import-Module (Join-Path $services VenueHost.Rehearsal.psm1) -Force
        @(Find-SqlInstance).Count | Should -Be 0
    }
}
