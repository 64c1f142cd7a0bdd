#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# On Windows the host listens; this is the other way round, and asks for a socket.
Describe 'Coming to the server''s socket' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../../../scripts/services/NativeMethod.ps1')
        # A server that gives way to others as often as given, each time after so many bytes, and then hears one greeting.
        function Invoke-Coming([int[]]$SentAwayAfter = @(), [switch]$Silent, $Lifeline = [Threading.Tasks.TaskCompletionSource[int]]::new().Task) {
            $path = Join-Path $TestDrive "$([guid]::NewGuid().ToString('n').Substring(0, 8))"
            $listener = [Net.Sockets.Socket]::new('Unix', 'Stream', 'Unspecified')
            $listener.Bind([Net.Sockets.UnixDomainSocketEndPoint]::new($path))
            $listener.Listen(10)
            $serving = [powershell]::Create().AddScript({
                    param($listener, $sentAwayAfter, $silent)
                    $buffer = [byte[]]::new(100)
                    foreach ($bytes in $sentAwayAfter) {
                        $socket = $listener.Accept()
                        if ($bytes -gt 0) { [void]$socket.Receive($buffer, $bytes, 'None') }
                        $socket.Dispose()
                    }
                    if ($silent) { $listener.Dispose(); return }
                    $socket = $listener.Accept()
                    [Text.Encoding]::ASCII.GetString($buffer, 0, $socket.Receive($buffer))
                    [void]$socket.Send([byte[]](10, 33))
                }).AddArgument($listener).AddArgument($SentAwayAfter).AddArgument([bool]$Silent)
            $running = $serving.BeginInvoke()
            try {
                $pipe = [VenueControl.HostPipe]::Connect($path, [Text.Encoding]::ASCII.GetBytes("it is me`n"), $Lifeline)
                if (-not $pipe) { return }
                @{ Heard = $serving.EndInvoke($running)[0]; Next = $pipe.ReadByte() }
                $pipe.Dispose()
            }
            finally { $listener.Dispose() }
        }
    }

    It 'is heard, and reads on after the welcome' {
        $result = Invoke-Coming
        $result.Heard | Should -BeExactly "it is me`n"
        $result.Next | Should -Be 33
    }
    It 'comes again after it was sent away <Name>' -TestCases @(
        @{ Name = 'unheard'; After = 0 }
        @{ Name = 'half heard'; After = 4 }
        @{ Name = 'whole, by a server that had no place for it any more'; After = 9 }
    ) {
        (Invoke-Coming -SentAwayAfter $After, $After, $After).Heard | Should -BeExactly "it is me`n"
    }
    It 'says so once no one listens' {
        { Invoke-Coming -SentAwayAfter 9 -Silent } | Should -Throw
    }
    It 'does not come when the server is gone' {
        Invoke-Coming -Lifeline ([Threading.Tasks.Task]::FromResult(1)) | Should -BeNullOrEmpty
    }
}
