#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'A service that dies' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../../../scripts/services/ServiceManager.ps1')
        class ServiceApi {
            static [int[]]$Actions
            static [int] ChangeServiceConfig2W([object]$Service, [int]$Level, [byte[]]$Bytes) {
                $numbers = [int[]]::new(2 * [BitConverter]::ToInt32($Bytes, 24))
                [Runtime.InteropServices.Marshal]::Copy([IntPtr][BitConverter]::ToInt64($Bytes, 32), $numbers, 0, $numbers.Length)
                [ServiceApi]::Actions = $numbers
                return 0
            }
        }
        Mock Get-ServiceApi { [ServiceApi] }
        Mock Invoke-WithService { & $Do 1 }
    }
    It 'is restarted three times, and then no more: Windows repeats the last action' {
        Set-NativeRecovery -Name VenueControl -Times 3 -DelayMilliseconds 60000 | Should -Be 0
        [ServiceApi]::Actions | Should -Be 1, 60000, 1, 60000, 1, 60000, 0, 0
    }
}
