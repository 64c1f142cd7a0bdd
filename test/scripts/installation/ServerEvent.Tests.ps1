#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Windows' own part, ReportEventW, is a stand-in here; under Wine it is called for real (ServerService), and what it writes vanishes there.
Describe 'What the service writes to the event log' -Tag Quick {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../../../scripts/services/NativeMethod.ps1')
        . (Join-Path $PSScriptRoot '../../../scripts/installation/ServerEvent.ps1')
        $now = [datetime]::new(2026, 11, 27, 12, 0, 0)
    }
    BeforeEach {
        $script:EventTimes.Clear()
        Mock Send-NativeEvent { 0 }
    }

    It 'a level is the number that Windows has for it: <Level> is <Type>' -ForEach @(
        @{ Level = 'error'; Type = 1 }, @{ Level = 'warning'; Type = 2 }, @{ Level = 'information'; Type = 4 }
    ) {
        $expected = $Type
        Write-ServerEvent -Id 1100 -Level $Level -Text 'Words.' | Should -BeNullOrEmpty
        Should -Invoke Send-NativeEvent -Times 1 -Exactly -ParameterFilter { $PesterBoundParameters.Type -eq $expected -and $Id -eq 1100 -and $Text -eq 'Words.' }
    }
    It 'a text is cut, and an hour has room for so many, and the next hour again' {
        foreach ($number in 1..150) { Write-ServerEvent -Id 1100 -Level error -Text ('x' * 9000) -Now $now }
        Should -Invoke Send-NativeEvent -Times 100 -Exactly -ParameterFilter { $Text.Length -eq 2000 }
        Write-ServerEvent -Id 1100 -Level error -Text 'x' -Now $now.AddMinutes(59)
        Should -Invoke Send-NativeEvent -Times 100 -Exactly
        Write-ServerEvent -Id 1100 -Level error -Text 'x' -Now $now.AddMinutes(61)
        Should -Invoke Send-NativeEvent -Times 101 -Exactly
    }
    It 'a log that takes nothing stops no one, and is answered in words' {
        Mock Send-NativeEvent { 1722 }
        Write-ServerEvent -Id 1000 -Level information -Text 'x' | Should -Be "The event could not be written to the Windows event log (error 1722)."
        Mock Send-NativeEvent { throw 'no such library' }
        Write-ServerEvent -Id 1000 -Level information -Text 'x' | Should -BeLike '*no such library*'
    }
    It "the server's line is an event: <Line>" -ForEach @(
        @{ Line = '<3>1100 Operation 7 (ONBOARD) failed.'; Seen = '1100 error Operation 7 (ONBOARD) failed.' }
        @{ Line = '<4>1201 x'; Seen = '1201 warning x' }
        @{ Line = 'Ready: http://127.0.0.1:4280'; Seen = '' }
        @{ Line = ' <3>1100 x'; Seen = '' }
        @{ Line = '<9>1100 x'; Seen = '' }
        @{ Line = '<3>99999 x'; Seen = '' }
    ) {
        $alert = ConvertFrom-AlertLine -Line $Line
        $(if ($alert) { '{0} {1} {2}' -f $alert.Id, $alert.Level, $alert.Text } else { '' }) | Should -Be $Seen
    }
    It 'of why a server ended it has the end, where the reason is, and no line of the log' {
        $log = '{"level":40,"cause":"SECRET of the log"}'
        $long = "The server ended with 1. $log`n$log`n" + ("word " * 900) + "`nSTATE_LOST: the state database is missing."
        $reason = Select-EventReason -Why $long
        $reason | Should -BeLike '... *STATE_LOST: the state database is missing.'
        $reason | Should -Not -BeLike '*SECRET*'
        $reason.Length | Should -BeLessThan 1900
        Select-EventReason -Why "The server ended with 1. $log`nPORT_TAKEN: another program has it.`n$log" | Should -Be 'The server ended with 1. PORT_TAKEN: another program has it.'
        Select-EventReason -Why 'The server did not respond in time and was ended.' | Should -Be 'The server did not respond in time and was ended.'
    }
    It 'the calls of Windows are as Microsoft documents them: their parameters, in number and size' {
        $api = Get-EventApi
        $of = { param($name) ($api.GetMethod($name, [Reflection.BindingFlags]'NonPublic, Static').GetParameters().ParameterType.Name) -join ' ' }
        & $of nativeReportEventW | Should -Be 'IntPtr UInt16 UInt16 Int32 IntPtr UInt16 Int32 IntPtr IntPtr'
        & $of nativeRegisterEventSourceW | Should -Be 'IntPtr String'
        & $of nativeDeregisterEventSource | Should -Be 'IntPtr'
    }
}
