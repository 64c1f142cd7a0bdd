#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Nothing here runs Windows PowerShell 5.1: what it lacks is known (WindowsPowerShell51.psm1).
Describe 'Windows PowerShell 5.1' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'WindowsPowerShell51.psm1') -Force
        $root = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../../scripts'))
        $files = @((Get-ChildItem $root -Recurse -File -Include *.ps1, *.psm1, *.psd1).FullName)
        function Find-InText([string]$Text) {
            $file = Join-Path $TestDrive 'one.ps1'
            [IO.File]::WriteAllText($file, $Text)
            Find-NewerThan51 -Path $file
        }
    }
    AfterAll { Get-Module WindowsPowerShell51 | Remove-Module -Force }

    It 'understands every script' {
        $files.Count | Should -BeGreaterThan 150
        Find-NewerThan51 -Path $files | ForEach-Object { "$($_.File):$($_.Line) $($_.Rule): $($_.Text)" } | Should -BeNullOrEmpty
    }
    It 'would not understand <Text>: <Rule>, <Said>' -ForEach @(
        @{ Text = '$a = $b ? 1 : 2'; Rule = 'Syntax'; Said = 'a ? b : c' }
        @{ Text = '$a = $b ?? 1'; Rule = 'Syntax'; Said = '??' }
        @{ Text = '$b ??= 1'; Rule = 'Syntax'; Said = '??=' }
        @{ Text = '${b}?.Length'; Rule = 'Syntax'; Said = '?.' }
        @{ Text = '${b}?[0]'; Rule = 'Syntax'; Said = '?[' }
        @{ Text = 'Get-Item a && Get-Item b'; Rule = 'Syntax'; Said = '&&' }
        @{ Text = 'Get-Item a || Get-Item b'; Rule = 'Syntax'; Said = '||' }
        @{ Text = 'Get-Item a &'; Rule = 'Syntax'; Said = 'a command in the background: &' }
        @{ Text = "Get-Item a`n  | Sort-Object"; Rule = 'Syntax'; Said = 'a line that begins with |' }
        @{ Text = 'function a { clean { 1 } }'; Rule = 'Syntax'; Said = 'clean' }
        @{ Text = '"`u{41}"'; Rule = 'Syntax'; Said = '`u{} or `e' }
        @{ Text = '$a = 5u'; Rule = 'Syntax'; Said = 'the number 5u' }
        @{ Text = 'if ($IsWindows) { 1 }'; Rule = 'Variable'; Said = '$IsWindows' }
        @{ Text = 'Get-Uptime'; Rule = 'Command'; Said = 'Get-Uptime' }
        @{ Text = 'ConvertFrom-Json a -AsHashtable'; Rule = 'Parameter'; Said = 'ConvertFrom-Json -AsHashtable' }
        @{ Text = '1 | ForEach-Object -Parallel { 1 }'; Rule = 'Parameter'; Said = 'ForEach-Object -Parallel' }
        @{ Text = 'param([IO.UnixFileMode]$Mode)'; Rule = 'Type'; Said = 'System.IO.UnixFileMode' }
        @{ Text = 'New-Object Text.Json.JsonSerializerOptions'; Rule = 'Type'; Said = 'System.Text.Json.JsonSerializerOptions' }
        @{ Text = '[Convert]::ToHexString($a)'; Rule = 'Member'; Said = '[System.Convert]::ToHexString' }
        @{ Text = '[IO.Path]::GetRelativePath($a, $b)'; Rule = 'Member'; Said = '[System.IO.Path]::GetRelativePath' }
        @{ Text = '$a = 1 +'; Rule = 'Parse'; Said = 'You must provide a value*' }
        @{ Text = "'gr$([char]0xfc)n'"; Rule = 'Ascii'; Said = 'other than ASCII' }
    ) {
        $found = @(Find-InText $Text)
        $found.Count, $found[0].Rule, $found[0].Line | Should -Be 1, $Rule, $(if ($Text -match '\n') { 2 } else { 1 })
        $found[0].Text | Should -BeLike ([WildcardPattern]::Escape($Said) -replace '`\*$', '*')
    }
    It 'would understand <Text>' -ForEach @(
        @{ Text = 'Get-ChildItem a -Recurse -ErrorAction Stop -Fil *.ps1' }
        @{ Text = '[string]::Join(",", [IO.File]::ReadAllLines("a")); [Text.Encoding]::UTF8; [IO.FileMode]::CreateNew' }
        @{ Text = '[Collections.Generic.List[string[]]]::new(); New-Object Collections.Generic.Queue[object]' }
        @{ Text = '[Security.Cryptography.SHA256]::Create(); [IO.StreamReader]::Synchronized($a)' }
        @{ Text = '"a" -match "&&|\?\?"; "``e"; 0x5u; 5' }
        @{ Text = "if ('Net.Http.SocketsHttpHandler' -as [type]) { New-Object Net.Http.SocketsHttpHandler }; New-Object 'IO.FileStreamOptions'" }
        @{ Text = "if (`$PSVersionTable.PSEdition -eq 'Core') { [Convert]::ToHexString(`$a); Get-Uptime } else { 1 }" }
    ) {
        Find-InText $Text | ForEach-Object { "$($_.Rule): $($_.Text)" } | Should -BeNullOrEmpty
    }
    It 'reads the other branch of what is for 7' {
        (Find-InText "if (`$PSVersionTable.PSEdition -eq 'Core') { 1 } else { Get-Uptime }").Rule | Should -Be Command
    }
}
