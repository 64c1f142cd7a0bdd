#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'Waiting for the server at a host''s pipe' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../../../scripts/services/NativeMethod.ps1')
        $token = 'a' * 43
        # What comes to the pipe while we wait, one after the other: what each writes, and whether it stays after it.
        function Invoke-Waiting([object[]]$Callers, $Lifeline = [Threading.Tasks.TaskCompletionSource[int]]::new().Task) {
            $name = "venue-caller-$([guid]::NewGuid().ToString('n'))"
            $pipe = [IO.Pipes.NamedPipeServerStream]::new($name, 'InOut', 1, 'Byte', 'Asynchronous')
            $coming = [powershell]::Create().AddScript({
                    param($name, $callers)
                    foreach ($caller in $callers) {
                        $client = [IO.Pipes.NamedPipeClientStream]::new('.', $name, 'InOut', 'Asynchronous')
                        $client.Connect(5000)
                        $bytes = [Text.Encoding]::ASCII.GetBytes($caller.Says)
                        $client.Write($bytes, 0, $bytes.Length)
                        $client.Flush()
                        if ($caller.Leaves) { $client.Dispose(); continue }
                        $heard = $client.ReadAsync([byte[]]::new(10), 0, 10)
                        # 0: ended by the other end, with nothing said. An error: the same, with something of ours unread.
                        try { if ($heard.Wait(3000)) { "heard $($heard.Result)" } else { 'still there' } } catch { 'heard 0' }
                        $client.Dispose()
                    }
                }).AddArgument($name).AddArgument($Callers)
            $running = $coming.BeginInvoke()
            try {
                $isOurs = [VenueControl.HostPipe]::Await($pipe, $token, $Lifeline, 200)
                if ($isOurs) { $pipe.WriteByte(33); $pipe.Flush() }
                $heard = if ($Callers) { $coming.EndInvoke($running) }
                @{ IsOurs = $isOurs; Heard = @($heard) }
            }
            finally {
                $pipe.Dispose()
                $coming.Dispose()
            }
        }
    }

    It 'knows the server by its token' {
        $result = Invoke-Waiting @{ Says = "$token`n" }
        $result.IsOurs | Should -BeTrue
        $result.Heard | Should -Be 'heard 1'
    }
    It 'sends <Name> away with nothing said, and awaits the next' -TestCases @(
        @{ Name = 'one with another token'; Says = "$('b' * 43)`n"; Leaves = $false }
        @{ Name = 'one with a longer token'; Says = "$('a' * 44)`n"; Leaves = $false }
        @{ Name = 'one whose token has other capitals'; Says = "$('A' * 43)`n"; Leaves = $false }
        @{ Name = 'one who stops half way'; Says = 'a' * 20; Leaves = $false }
        @{ Name = 'one who says nothing'; Says = ''; Leaves = $false }
    ) {
        $result = Invoke-Waiting @{ Says = $Says }, @{ Says = "$token`n" }
        $result.IsOurs | Should -BeTrue
        $result.Heard | Should -Be 'heard 0', 'heard 1'
    }
    It 'awaits the next after one who left half way' {
        (Invoke-Waiting @{ Says = 'a' * 20; Leaves = $true }, @{ Says = "$token`n" }).IsOurs | Should -BeTrue
    }
    It 'ends when the server is gone, no matter who is awaited' {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        (Invoke-Waiting -Lifeline ([Threading.Tasks.Task]::Delay(300))).IsOurs | Should -BeFalse
        $clock.ElapsedMilliseconds | Should -BeLessThan 3000
    }
}
