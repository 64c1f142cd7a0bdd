#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeAll {
    . (Join-Path $PSScriptRoot '../../../scripts/services/NativeMethod.ps1')
    $folder = Join-Path $PSScriptRoot '../../../scripts/host'
    $said = [VenueControl.HostProgram]::ReadProtocol((Join-Path $folder 'Protocol.psd1'))
    # So long a busy machine stops no test.
    $said['RestMilliseconds'] = 60000
    $protocol = [VenueControl.Protocol]::new($said)
    $state = [VenueControl.HostDesk]::MakeCallState((Join-Path $folder 'Invoke-CatalogueScript.ps1'))
    # What no one outside the assembly may call.
    function Invoke-Inner([object]$Object, [string]$Name, [object[]]$Arguments = @()) { , $Object.GetType().GetMethod($Name, [Reflection.BindingFlags]'NonPublic, Public, Instance').Invoke($Object, $Arguments) }
    function Set-Inner([object]$Object, [string]$Name, [object]$Value) { $Object.GetType().GetField($Name, [Reflection.BindingFlags]'NonPublic, Instance').SetValue($Object, $Value) }
    function New-Desk([object]$Reader, [string]$Script) {
        $writer = [IO.StringWriter]::new()
        $desk = [VenueControl.HostDesk]::new($Reader, $writer, $protocol, $state, "$TestDrive")
        $desk.AddScript('script', $Script)
        @{ Desk = $desk; Writer = $writer }
    }
    function New-Call([VenueControl.HostDesk]$Desk) {
        [Activator]::CreateInstance([VenueControl.ScriptCall], [Reflection.BindingFlags]'NonPublic, Instance', $null, [object[]]@($Desk), $null)
    }
    function Get-CallLine([string]$Arguments, [string]$Secrets = '{}', [string]$Fresh = 'false') {
        '{"t":"call","id":"7","cmd":"script","args":' + $Arguments + ',"secrets":' + $Secrets + ',"deadline":0,"fresh":' + $Fresh + '}'
    }
}

Describe 'A host''s desk' {
    BeforeAll {
        $script = Join-Path $TestDrive 'Set-Mark.ps1'
        Set-Content -LiteralPath $script -Value "param([string]`$Path)`n[IO.File]::WriteAllText(`$Path, 'ran')"
        $mark = Join-Path $TestDrive 'mark.txt'
        $line = Get-CallLine ('{"Path":' + (ConvertTo-Json $mark) + '}')
    }
    BeforeEach { Remove-Item -LiteralPath $mark -ErrorAction Ignore }

    It 'runs a call and reports its end once' {
        $it = New-Desk ([IO.StringReader]::new($line)) $script
        $it.Desk.Read()
        $it.Desk.Problem | Should -BeNullOrEmpty
        "$($it.Writer)".Trim() | Should -BeExactly '{"t":"done","id":"7","ok":true,"n":0,"exit":0}'
        $mark | Should -Exist
        $it.Desk.FreeCount | Should -Be 1
    }
    It 'reports CANCELLED, and runs nothing, when the stop comes before the pipeline' {
        $it = New-Desk ([IO.StringReader]::new('')) $script
        $call = New-Call $it.Desk
        Invoke-Inner $it.Desk Accept $call, $protocol.ReadFrame($line) | Should -BeTrue
        Invoke-Inner $call Stop
        Invoke-Inner $call Run
        Invoke-Inner $it.Desk Exit (, $call)
        ("$($it.Writer)" | ConvertFrom-Json).code | Should -BeExactly CANCELLED
        $mark | Should -Not -Exist
        $it.Desk.FreeCount | Should -Be 0 -Because 'the runspace of a stopped call is not used again'
    }
    It 'ends with a frame that is not ours, and reads nothing behind it' {
        $reader = [IO.StringReader]::new("{`"t`":`"call`"}`n$line")
        $it = New-Desk $reader $script
        $it.Desk.Read()
        $it.Desk.IsOver | Should -BeTrue
        $it.Desk.Problem.Message | Should -BeLike '*is missing*'
        $reader.ReadLine() | Should -BeExactly $line
        $mark | Should -Not -Exist
    }
    It 'gives a fresh call no runspace in which something ran' {
        $it = New-Desk ([IO.StringReader]::new($line)) $script
        $it.Desk.Read()
        $call = New-Call $it.Desk
        Invoke-Inner $it.Desk Accept $call, $protocol.ReadFrame((Get-CallLine '{}' '{}' 'true')) | Should -BeTrue
        $call.Place.IsUsed | Should -BeFalse
    }
    It 'of a new host reads the modules, and makes a call, once it is idle; not while its first calls come: <IsCalled>' -ForEach @(
        @{ IsCalled = $false; Runspaces = 1; IsNew = $false }
        @{ IsCalled = $true; Runspaces = 0; IsNew = $true }
    ) {
        $module = Join-Path $TestDrive 'Warm.psm1'
        Set-Content -LiteralPath $module -Value "[IO.File]::WriteAllText('$mark', 'read')"
        # One that waits.
        $pipe = [IO.Pipes.AnonymousPipeServerStream]::new([IO.Pipes.PipeDirection]::In)
        $it = New-Desk ([IO.StreamReader]::new($pipe)) $script
        Set-Inner $it.Desk isCalled $IsCalled
        $it.Desk.Serve([Threading.Tasks.Task]::Delay(500), [string[]]@($module), (Join-Path $folder 'Get-WarmUp.ps1'))
        Test-Path $mark | Should -Be (-not $IsCalled)
        $it.Desk.FreeCount, $it.Desk.IsNew | Should -Be $Runspaces, $IsNew
    }
}

Describe 'A frame' {
    BeforeAll {
        # What a property of a table would be taken for, were they read so.
        $script = Join-Path $TestDrive 'Get-Shadow.ps1'
        Set-Content -LiteralPath $script -Value 'param($Keys, $Count, [hashtable]$Values, [securestring]$Item)'
        function Get-Argument([string]$Line, [string]$Behind = '') {
            $it = New-Desk ([IO.StringReader]::new("$Line`n$Behind")) $script
            $call = New-Call $it.Desk
            if (Invoke-Inner $it.Desk ReadCall (, $call)) { $call.Arguments } else { "$($it.Writer)".Trim() }
        }
    }
    It 'is read whatever its parameters are called' {
        $arguments = Get-Argument (Get-CallLine '{"Keys":"x","Count":5,"Values":{"Keys":["a"],"Count":{"b":null},"at":"2024-02-03T04:05:06Z"}}' '{"Item":3}') abc
        $arguments.get_Count() | Should -Be 4
        $arguments['Keys'] | Should -BeExactly x
        $arguments['Count'] | Should -Be 5
        $arguments['Item'].Length | Should -Be 3
        , $arguments['Values'] | Should -BeOfType [hashtable]
        , $arguments['Values']['KEYS'] | Should -BeOfType [object[]]
        $arguments['Values']['count'].Contains('B') | Should -BeTrue
        $arguments['Values']['at'] | Should -BeExactly '2024-02-03T04:05:06Z'
    }
    It 'keeps the order of its secrets, in which their texts follow it' {
        $names = 1..40 | ForEach-Object { 'Secret{0}' -f (($_ * 17) % 41) }
        $frame = $protocol.ReadFrame((Get-CallLine '{}' ('{' + (($names | ForEach-Object { '"' + $_ + '":1' }) -join ',') + '}')))
        @($frame['secrets'].get_Keys()) | Should -BeExactly $names
    }
    It 'names no parameter but exactly: <_>' -ForEach @('{"keys":1}', '{"Key":1}', '{"OutVariable":"x"}', '{"SyncRoot":1}') {
        Get-Argument (Get-CallLine $_) | Should -BeLike '*"code":"BAD_PARAMETER"*' -Because 'what it binds would be guessed'
    }
    It 'has secrets where its script takes them, and nowhere else: <Arguments> <Secrets>' -ForEach @(
        @{ Arguments = '{"Item":"x"}'; Secrets = '{}'; Behind = '' }
        @{ Arguments = '{}'; Secrets = '{"Count":1}'; Behind = 'x' }
        @{ Arguments = '{}'; Secrets = '{"Values":1}'; Behind = 'x' }
    ) {
        Get-Argument (Get-CallLine $Arguments $Secrets) $Behind | Should -BeLike '*"code":"BAD_PARAMETER"*'
    }
    It 'is refused where it isn''t one: <_>' -ForEach @(
        '[]', '[1]', '[{"t":"ping","id":"7"}]', '{"T":"ping","id":"7"}', '{"t":"ping","ID":"7"}', '"call"', '7', 'null', '{}', '{"t":"CANCEL","id":"7"}', '{"t":["cancel"],"id":"7"}', '{"t":"done","id":"7"}', '{"t":"cancel"}', '{"t":"cancel","id":""}'
        '{"t":"cancel","id":["7"]}', '{"t":"cancel","id":"7","Count":2}', '{"t":"cancel","id":"7","Keys":["t","id"]}', '{"t":"ping","id":"7","t2":1}'
        '{"t":"call","id":"7","cmd":"x","args":[],"secrets":{},"deadline":0,"fresh":false}', '{"t":"call","id":"7","cmd":"x","args":{},"secrets":{},"deadline":0,"fresh":0}'
        '', '{', '{"t":"ping","id":"7"', '{"t":"ping","id":"7"}}', '{"t":"ping","id":"7",}', '{"t":"ping","id":"\x"}', '{"t":"ping","id":"\u12"}', "{`"t`":`"ping`",`"id`":`"a`tb`"}", '{"t":"ping","id":"7","id":"8"}', '{"t":"ping" "id":"7"}', "{'t':'ping','id':'7'}"
    ) {
        { $protocol.ReadFrame($_) } | Should -Throw
    }
}

Describe 'JSON' {
    BeforeAll {
        function Get-Json([object]$Value, [int]$Depth = 4) {
            $json = [Text.StringBuilder]::new()
            [VenueControl.JsonText]::Write($json, $Value, $Depth)
            "$json"
        }
    }
    It 'is read as PowerShell reads it: <_>' -ForEach @(
        '[1,-7,9007199254740993,12345678901234567890,1.5,-1e3,1E-2]', '[true,false,null,"",[],[[]]]', '" \" \\ \/ \b\f\n\r\t \u00fc \ud83d\ude00"'
    ) {
        ConvertTo-Json ([VenueControl.JsonText]::Read(" $_ ")) -Compress | Should -BeExactly (ConvertTo-Json (ConvertFrom-Json $_ -NoEnumerate) -Compress)
    }
    It 'loses no entry of a table, whatever it is called' {
        $table = [Collections.Generic.Dictionary[string, object]]::new()
        foreach ($name in 'a', 'A', 'Keys', 'Count', 'Values', 'Item') { $table[$name] = @{ Keys = 1 } }
        Get-Json $table | Should -BeExactly '{"a":{"Keys":1},"A":{"Keys":1},"Keys":{"Keys":1},"Count":{"Keys":1},"Values":{"Keys":1},"Item":{"Keys":1}}'
    }
    It 'carries a text truthfully, without what hangs on it' {
        $text = "a`"\`n`u{1}`u{1F600}"
        [VenueControl.JsonText]::Read((Get-Json ($text | Add-Member -NotePropertyName P -NotePropertyValue 1 -PassThru))) | Should -BeExactly $text
    }
    It 'opens as many levels as it is given, and null is what a property of a script fails to compute' {
        Get-Json @{ a = @{ b = 1 } } 1 | Should -BeExactly '{"a":"System.Collections.Hashtable"}'
        Get-Json ([pscustomobject]@{ A = 1 } | Add-Member -MemberType ScriptProperty -Name Bad -Value { throw 'no' } -PassThru) | Should -BeExactly '{"A":1,"Bad":null}'
    }
}

Describe "A host's standard input" {
    It 'is left to it by PowerShell, which searches for its own variable of it in the file' {
        $file = Join-Path $PSScriptRoot '../../../scripts/host/Start-ScriptHost.ps1'
        $tree = [Management.Automation.Language.Parser]::ParseFile($file, [ref]$null, [ref]$null)
        $named = $tree.FindAll({ param($node) $node -is [Management.Automation.Language.VariableExpressionAst] }, $true).VariablePath.UserPath
        $named | Should -Contain program
        $named | Should -Not -Contain input
    }
}
