#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'What the server prints' {
    BeforeAll {
        foreach ($part in 'ServerOutput', 'ServerEvent') { . (Join-Path $PSScriptRoot "../../../scripts/installation/$part.ps1") }
        function New-Source([string]$Text) { New-ServerOutput -Reader (New-Object IO.StringReader $Text) }
        function Read-All([hashtable]$Output, [string]$How) {
            while (-not $Output.IsOver) { & $How -Output $Output }
        }
        # A real process, whose pipes fill up when no one reads.
        function Start-Writer([string]$Script) {
            $start = New-Object Diagnostics.ProcessStartInfo (Get-Process -Id $PID).Path
            $own = if ($start.FileName -like '*dotnet*') { [Environment]::GetCommandLineArgs()[0] }
            foreach ($word in @($own | Where-Object { $_ }) + '-NoProfile', '-NonInteractive', '-Command', $Script) { $start.ArgumentList.Add($word) }
            $start.UseShellExecute = $false
            $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            [Diagnostics.Process]::Start($start)
        }
    }

    It 'is reported line by line, also where a line comes in parts' {
        $source = New-Source ("Ready: 1`r`n<3>1100 " + ('a' * 5000) + "`nlast")
        $lines = @(Read-All -Output $source -How Read-ServerLine)
        $lines.Count, $lines[0], $lines[1].Length | Should -Be 2, 'Ready: 1', 4000
        $source.Text | Should -Be 'last'
    }
    It 'keeps of the errors the end alone, however long they are' {
        $source = New-Source (('x' * 300000) + 'why it ended')
        [void](Read-All -Output $source -How Read-ServerTail)
        $source.Text.Length | Should -Be 4000
        $source.Text | Should -BeLike '*why it ended'
    }
    It 'of a line of the log that was cut in the middle nothing is reported to everyone, and of what is behind it all is' {
        $log = '{"level":40,"err":{"message":"' + ('Jane Doe ' * 600) + '"},"msg":"x"}'
        $tell = { param($text) $source = New-Source $text; [void](Read-All -Output $source -How Read-ServerTail); Select-EventReason -Why (Get-EndReason -Output $source -Code 1).Event }
        & $tell "$log`
STATE_LOST: it is missing.`
" | Should -Be 'The server ended with 1. STATE_LOST: it is missing.'
        & $tell $log | Should -Be 'The server ended with 1.'
        # More of the same line comes later.
        $source = New-Source ('Jane Doe ' * 200000)
        while (-not $source.IsOver) { [void](Read-ServerTail -Output $source); Get-WholeLine -Output $source | Should -BeNullOrEmpty -Because 'its beginning is gone' }
        # What fits is shown whole, and so is a line whose beginning is exactly where it was cut.
        & $tell 'PORT_TAKEN: another has it.' | Should -Be 'The server ended with 1. PORT_TAKEN: another has it.'
        $whole = New-Source ("first`
" + 'w' * 4000)
        [void](Read-All -Output $whole -How Read-ServerTail)
        Get-WholeLine -Output $whole | Should -Be ('w' * 4000)
    }
    It 'service.log, which is closed, has all that is left of why it ended, also where that is one line; everyone has whole lines' {
        $source = New-Source ('{"err":"' + ('x' * 5000) + 'TypeError: no such thing"}')
        [void](Read-All -Output $source -How Read-ServerTail)
        $end = Get-EndReason -Output $source -Code 7
        $end.Log | Should -BeLike 'The server ended with 7. xxx*TypeError: no such thing"}'
        $end.Event | Should -Be 'The server ended with 7.'
        $source = New-Source 'PORT_TAKEN: another has it.'
        [void](Read-All -Output $source -How Read-ServerTail)
        $end = Get-EndReason -Output $source -Code 1
        $end.Log, $end.Event | Should -Be @(, 'The server ended with 1. PORT_TAKEN: another has it.' * 2)
    }
    It 'reads no more in one go than leaves time for other things' {
        $source = New-Source ('x' * 1000000)
        (Read-ServerOutput -Output $source).Length | Should -Be (64 * 4096)
        $source.IsOver | Should -BeFalse
    }
    It 'a process that floods both of its pipes ends, and costs no memory' {
        $writer = Start-Writer '[Console]::Out.WriteLine("Ready: x"); $e = [Console]::Error; 1..2000 | ForEach-Object { $e.WriteLine("e" * 4000); [Console]::Out.WriteLine("o" * 4000) }; $e.WriteLine("why"); exit 3'
        $said = New-ServerOutput -Reader $writer.StandardError
        $output = New-ServerOutput -Reader $writer.StandardOutput
        $largest = $lines = 0
        for ($watch = [Diagnostics.Stopwatch]::StartNew(); -not ($said.IsOver -and $output.IsOver) -and $watch.Elapsed.TotalSeconds -lt 60; ) {
            [void](Read-ServerTail -Output $said)
            $lines += @(Read-ServerLine -Output $output).Count
            $largest = [Math]::Max($largest, $said.Text.Length + $output.Text.Length)
        }
        $writer.WaitForExit(5000) | Should -BeTrue
        $writer.ExitCode, $lines | Should -Be 3, 2001
        $said.Text | Should -Match 'why\r?\n$'
        $largest | Should -BeLessOrEqual 8000
    }
}
