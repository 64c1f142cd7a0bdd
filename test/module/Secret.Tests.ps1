#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'ServerUnderTest.psm1') -Force
    $folder = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))
}

Describe 'The module''s sources' -Tag Quick {
    It 'have no way to read a SecureString but those that write it into a request and compare two' {
        $readers = Get-ChildItem $folder -Recurse -Include *.ps1, *.psm1 | Where-Object { (Get-Content $_ -Raw) -match 'SecureStringTo|PtrToString|ConvertFrom-SecureString|ConvertTo-SecureString|AsPlainText|NetworkCredential' }
        $readers.Name | Should -Be 'Test-VenueSameSecret.ps1', 'Write-VenueRequest.ps1'
    }
    It 'there, give none of its characters a variable, which Set-PSDebug -Trace 2 would show' {
        $ast = [Management.Automation.Language.Parser]::ParseFile((Join-Path $folder 'Private/Write-VenueRequest.ps1'), [ref]$null, [ref]$null)
        $loops = $ast.FindAll({ $args[0] -is [Management.Automation.Language.ForEachStatementAst] }, $true)
        $loops.Condition.Extent.Text | Should -Not -Contain '$characters'
        $set = $ast.FindAll({ $args[0] -is [Management.Automation.Language.AssignmentStatementAst] -and $args[0].Left -is [Management.Automation.Language.VariableExpressionAst] }, $true)
        $set.Count | Should -BeGreaterThan 5
        @($set | Where-Object { $_.Right.Extent.Text -match '\$characters\[|\$character\b' }) | Should -BeNullOrEmpty
    }
    It 'there, give what was read to no command, and emit none of it' {
        $ast = [Management.Automation.Language.Parser]::ParseFile((Join-Path $folder 'Private/Write-VenueRequest.ps1'), [ref]$null, [ref]$null)
        $plain = 'characters', 'character', 'number', 'bytes', 'pointer', 'header'
        $used = $ast.FindAll({ $args[0] -is [Management.Automation.Language.VariableExpressionAst] -and $args[0].VariablePath.UserPath -in $plain }, $true)
        $used.Count | Should -BeGreaterThan 20
        # A statement that is nothing but an expression emits it, unless it is one of these, which emit nothing.
        $silent = '^(\[void\]|\$Buffer\.Add\(|\$prefix\.CopyTo\(|\[Runtime\.InteropServices\.Marshal\]::(Copy|ZeroFreeBSTR)\()'
        $leaks = foreach ($variable in $used) {
            for ($at = $variable.Parent; $at; $at = $at.Parent) {
                if ($at -is [Management.Automation.Language.CommandAst]) { $at.Extent.Text }
                elseif ($at -is [Management.Automation.Language.PipelineAst] -and $at.Parent -is [Management.Automation.Language.StatementBlockAst] -and $at.Extent.Text -notmatch $silent) { $at.Extent.Text }
            }
        }
        $leaks | Should -BeNullOrEmpty
    }
}

Describe 'A secret in plain text' -Tag Quick {
    BeforeAll { Import-Module $folder -Force }
    It 'is refused by each parameter that takes one, and not repeated' {
        $taking = @(foreach ($command in (Get-Module VenueControl).ExportedCommands.Values) {
                foreach ($name in 'Pin', 'CurrentPin', 'NewPin', 'AuthenticationCode', 'Token') { if ($command.Parameters.ContainsKey($name)) { @{ Command = $command.Name; Name = $name } } }
            })
        $taking.Count | Should -Be 9
        foreach ($one in $taking) {
            foreach ($plain in 'x-730461', 730461) {
                $given = @{ $one.Name = $plain }
                $fault = try { & $one.Command @given } catch { $_ }
                "$fault" | Should -Match "'$($one.Name)'.*\b(SecureString|ScriptBlock)\b" -Because "it says what $($one.Command) takes"
                ($fault | Format-List -Force | Out-String) + ($fault.Exception | Format-List -Force | Out-String) | Should -Not -Match 730461
            }
        }
    }
    It 'costs no one the type: Get-Command shows it' {
        (Get-Command Connect-VenueControl -Syntax) -join ' ' | Should -Match '(?s)-Pin\] <securestring>.* -Token <securestring>'
        (Get-Command Invoke-VenueFleet -Syntax) -join ' ' | Should -Match '-Token <scriptblock>'
    }
}

Describe 'A request' -Tag Quick {
    BeforeAll {
        Import-Module $folder -Force
        # As the server reads it: the JSON of the body, and the header.
        function Get-Sent([hashtable]$Variable, [securestring]$Token) {
            InModuleScope VenueControl -Parameters @{ Variable = $Variable; Token = $Token } {
                $request = New-Object System.Net.Http.HttpRequestMessage
                $buffer = New-Object 'Collections.Generic.List[Array]'
                Write-VenueRequest -Request $request -Query 'query' -Variable $Variable -Token $Token -Buffer $buffer
                $texts = foreach ($look in 1, 2) {
                    $stream = New-Object IO.MemoryStream
                    $request.Content.CopyToAsync($stream).Wait()
                    [Text.Encoding]::UTF8.GetString($stream.ToArray())
                    foreach ($array in $buffer) { [Array]::Clear($array, 0, $array.Length) }
                }
                @{ Text = $texts[0]; After = $texts[1]; Header = "$($request.Headers.Authorization)" }
            }
        }
    }
    It 'carries a secret of any characters, wherever it is in the variables' {
        $text = "a""b\c`n" + [char]0xE4 + [char]::ConvertFromUtf32(0x1F600) + "'</>{}`t~;secret-1;"
        $sent = Get-Sent -Variable @{ plain = 'pl' + [char]0xE4 + 'in'; deep = @{ list = @(1, @{ s = (Get-Secret $text) }, (Get-Secret 'second')); object = [pscustomobject]@{ s = (Get-Secret 'third') } } }
        $variables = (ConvertFrom-Json $sent.Text).variables
        $variables.plain | Should -BeExactly ('pl' + [char]0xE4 + 'in')
        $variables.deep.list[1].s | Should -BeExactly $text
        $variables.deep.list[2] | Should -BeExactly 'second'
        $variables.deep.object.s | Should -BeExactly 'third'
    }
    It 'keeps lists lists, instants in UTC whatever the culture, and texts texts' {
        $old = [Globalization.CultureInfo]::CurrentCulture
        try {
            [Globalization.CultureInfo]::CurrentCulture = 'de-DE'
            $file = Join-Path $TestDrive 'line.txt'
            [IO.File]::WriteAllText($file, 'a line')
            $sent = Get-Sent -Variable @{ one = @('x'); none = @(); number = 1.5; at = [datetime]::SpecifyKind('2026-03-02T01:02:03', 'Utc'); line = (Get-Content $file); nothing = $null }
        }
        finally { [Globalization.CultureInfo]::CurrentCulture = $old }
        foreach ($part in '"one":["x"]', '"none":[]', '"number":1.5', '"at":"2026-03-02T01:02:03.0000000Z"', '"line":"a line"', '"nothing":null') { $sent.Text | Should -BeLike "*$($part.Replace('[', '`[').Replace(']', '`]'))*" }
    }
    It 'bears the token, and its body is one of the arrays to be zeroed' {
        $sent = Get-Sent -Variable @{ pin = (Get-Secret 2468) } -Token (Get-Secret 'abc-_123')
        $sent.Header | Should -BeExactly 'Bearer abc-_123'
        (ConvertFrom-Json $sent.Text).variables.pin | Should -BeExactly '2468'
        $sent.After | Should -Match '^\0+$'
    }
    It 'leaves zeroes, also when nothing answers' {
        InModuleScope VenueControl {
            $written = [byte[]](1, 2, 3)
            Mock Write-VenueRequest { $Buffer.Add($written) }
            { Send-VenueRequest -Connection ([pscustomobject]@{ Uri = 'http://127.0.0.1:9'; Token = $null }) -Query '{ a }' } | Should -Throw "*can't be reached*"
            $written | Should -Be 0, 0, 0
        }
    }
}

Describe 'An answer' -Tag Quick {
    BeforeAll {
        function Get-Read([string]$Text, [string]$Query) {
            InModuleScope VenueControl -Parameters @{ Text = $Text; Query = $Query } {
                $bytes = [Text.Encoding]::UTF8.GetBytes($Text)
                $stream = New-Object IO.MemoryStream 4096
                $stream.Write($bytes, 0, $bytes.Length)
                @{ Answer = Read-VenueAnswer -Stream $stream -Query $Query; After = [Text.Encoding]::UTF8.GetString($stream.GetBuffer()) }
            }
        }
        function Get-Plain([securestring]$Secret) { [Net.NetworkCredential]::new('', $Secret).Password }
    }
    It 'has its tokens as SecureStrings, in their places, and blanked in the bytes' {
        $text = '{"data":{"note":"a \"token\": \"no\"","list":[{"inner":{"token":"first"},"token" : "second"},{"token":null}],"mine":"third","token":"fourth","name":"token"}}'
        $read = Get-Read -Text $text -Query 'mutation ($token: String) { note list { inner { token } token } mine: token token name }'
        $data = $read.Answer.data
        @($data.list[0].inner.token, $data.list[0].token, $data.mine, $data.token | ForEach-Object { Get-Plain $_ }) | Should -Be first, second, third, fourth
        $data.list[1].token | Should -BeNullOrEmpty
        $data.note | Should -Be 'a "token": "no"'
        $data.name | Should -Be 'token'
        $read.After | Should -Not -Match 'first|second|third|fourth'
    }
    It 'has them also where a comment is between name and field' {
        $read = Get-Read -Text '{"data":{"mine":"third"}}' -Query "{ mine: # my own`n token }"
        Get-Plain $read.Answer.data.mine | Should -Be third
        $read.After | Should -Not -Match third
    }
    It 'is left alone when no token was asked for' {
        (Get-Read -Text '{"data":{"token":"text"}}' -Query '{ apiTokens { name } }').Answer.data.token | Should -Be text
    }
    It 'that isn''t one is nothing' {
        foreach ($text in '<html>', '[]', '"x"', '{"a":1}', '', '{"data":{"token":"abc', ('{"data":{"token":"' + 'a' * 4076 + '\')) { (Get-Read -Text $text -Query '{ token }').Answer | Should -BeNullOrEmpty -Because $text }
    }
}

Describe 'Everything that PowerShell records' -Tag Nightly {
    BeforeAll {
        $server = Start-ServerUnderTest
        # Long enough to be found in a record by nothing but itself.
        $pin = '730461958271'
        $temporary = '506193827415'
        [void](Invoke-ServerCommand -Server $server -Argument clerk, set-pin, '1' -InputText "$temporary`n")
        $start = Get-PowerShellStart -Argument '-NonInteractive', '-File', (Join-Path $PSScriptRoot 'Trace-Secret.ps1'), '-Module', $folder, '-Uri', $server.Uri, '-CloudUri', $server.CloudUri, '-Folder', $TestDrive
        $found = ConvertFrom-Json @((Invoke-Child -Start $start -InputText "$pin`n918273645546`n$temporary`n").Trim() -split "`n")[-1]
    }
    AfterAll { if ($server) { Stop-ServerUnderTest -Server $server } }
    It 'has no PIN, no code and no token: traced, transcribed, verbose, debug and $Error' {
        $found.State | Should -Be SUCCEEDED
        foreach ($file in 'trace', 'second', 'transcript', 'error') {
            foreach ($secret in 'Pin', 'WrongPin', 'Temporary', 'Code', 'WrongCode', 'Token', 'ApiToken', 'TokenForm') { $found."$file $secret" | Should -Be 0 -Because "$file $secret" }
        }
    }
    It 'but has what is no secret' {
        foreach ($file in 'trace', 'second') { $found."$file CustomerNumber" | Should -BeGreaterThan 1 -Because $file }
        $found.'transcript Length' | Should -BeGreaterThan 1000
        $found.'error Length' | Should -BeGreaterThan 1000
    }
}
