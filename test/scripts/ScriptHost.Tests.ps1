#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'A host''s desk' {
    BeforeAll {
        $folder = Join-Path $PSScriptRoot '../../scripts/host'
        foreach ($file in Get-ChildItem $folder -Filter *.ps1) { if ($file.Name -notmatch '^(Start-ScriptHost|Get-WarmUp|Get-LanguageMode)\.ps1$') { . $file.FullName } }
        $script = Join-Path $TestDrive 'Set-Mark.ps1'
        Set-Content -LiteralPath $script -Value "param([string]`$Path)`n[IO.File]::WriteAllText(`$Path, 'ran')"
        $mark = Join-Path $TestDrive 'mark.txt'
        $state = New-CallState
        $protocol = Import-PowerShellDataFile -Path (Join-Path $folder 'Protocol.psd1')
        $protocol.JsonOptions = @{ DateKind = 'String'; AsHashtable = $true }
        $protocol.FlatOptions = @{ EnumsAsStrings = $true }
        function New-Desk([string]$Text) {
            @{
                Wire = @{ Writer = [IO.StringWriter]::new(); Protocol = $protocol; Folder = "$TestDrive"; FastPath = $true }
                Reader = [IO.StringReader]::new($Text); Readers = 2; HostState = New-HostState -From $state; Threads = [Collections.Generic.List[powershell]]::new()
                Catalogue = @{ mark = @{ File = $script; Parameters = $null } }; CallState = $state; Free = [Collections.Generic.Queue[object]]::new()
                Closing = [Collections.Generic.List[object]]::new(); Live = [Collections.Generic.List[hashtable]]::new(); Changed = [Threading.AutoResetEvent]::new($false)
                Modules = @(); IsNew = $false; IsCalled = $true; IsTended = $false; IsShort = $false; IsOver = $false; Problem = $null
            }
        }
        function Get-CallLine([string]$Fresh = 'false') {
            '{"t":"call","id":"7","cmd":"mark","args":{"Path":' + (ConvertTo-Json $mark) + '},"secrets":{},"deadline":0,"fresh":' + $Fresh + '}'
        }
    }
    BeforeEach { Remove-Item -LiteralPath $mark -ErrorAction Ignore }

    It 'runs a call and reports its end once' {
        $desk = New-Desk (Get-CallLine)
        Receive-Frame -Desk $desk
        $desk.Problem | Should -BeNullOrEmpty
        "$($desk.Wire.Writer)".Trim() | Should -BeExactly '{"t":"done","id":"7","ok":true,"n":0,"exit":0}'
        $mark | Should -Exist
        $desk.Live.Count | Should -Be 0
        $desk.Free.Count | Should -Be 1
    }
    It 'reports CANCELLED, and runs nothing, when the stop comes before the pipeline' {
        $desk = New-Desk
        $call = New-ScriptCall -Desk $desk
        Initialize-ScriptCall -Desk $desk -Call $call -Frame (ConvertFrom-CallFrame -Line (Get-CallLine) -Protocol $protocol) | Should -BeTrue
        Stop-LiveCall -Call $call
        Wait-CallRunspace -Place $call.Place
        [void]$call.Shell.Invoke()
        Exit-LiveCall -Desk $desk -Call $call
        ("$($desk.Wire.Writer)" | ConvertFrom-Json).code | Should -BeExactly CANCELLED
        $mark | Should -Not -Exist
        $desk.Free.Count | Should -Be 0 -Because 'the runspace of a stopped call is not used again'
    }
    It 'ends with a frame that is not ours, and reads nothing behind it' {
        $desk = New-Desk "{`"t`":`"call`"}`n$(Get-CallLine)"
        Receive-Frame -Desk $desk
        $desk.IsOver | Should -BeTrue
        "$($desk.Problem)" | Should -BeLike '*is missing*'
        $desk.Reader.ReadLine() | Should -BeExactly (Get-CallLine)
        $mark | Should -Not -Exist
    }
    It 'gives a fresh call no runspace in which something ran' {
        $desk = New-Desk "$(Get-CallLine)"
        Receive-Frame -Desk $desk
        $used = $desk.Free.Peek().Runspace.InstanceId
        $call = New-ScriptCall -Desk $desk
        $call.Place.Runspace.InstanceId | Should -Be $used
        Initialize-ScriptCall -Desk $desk -Call $call -Frame (ConvertFrom-CallFrame -Line (Get-CallLine 'true') -Protocol $protocol) | Should -BeTrue
        $call.Place.Runspace.InstanceId | Should -Not -Be $used
    }
    It 'of a new host opens no runspace before the first call' {
        $desk = New-Desk ''
        $desk.IsCalled = $false
        (New-ScriptCall -Desk $desk).Place | Should -BeNullOrEmpty
    }
    It 'of a new host reads the modules, and makes a call, once it is idle; not while its first calls come: <IsCalled>' -ForEach @(
        @{ IsCalled = $false; Runspaces = 1; IsNew = $false }
        @{ IsCalled = $true; Runspaces = 0; IsNew = $true }
    ) {
        $module = Join-Path $TestDrive 'Warm.psm1'
        Set-Content -LiteralPath $module -Value "[IO.File]::WriteAllText('$mark', 'read')"
        $desk = New-Desk ''
        $desk.IsNew = $true
        $desk.IsCalled = $IsCalled
        $desk.Modules = [string[]]@($module)
        Watch-LiveCall -Desk $desk -Lifeline ([Threading.Tasks.Task]::Delay(500)) -WarmUp (Join-Path $folder 'Get-WarmUp.ps1')
        $desk.Problem | Should -BeNullOrEmpty
        Test-Path $mark | Should -Be (-not $IsCalled)
        $desk.Free.Count, $desk.IsNew | Should -Be $Runspaces, $IsNew
    }
}

Describe 'A frame, read <How>' -ForEach @(
    @{ How = 'as tables'; Options = @{ DateKind = 'String'; AsHashtable = $true } }
    @{ How = 'as Windows PowerShell reads it'; Options = @{} }
) {
    BeforeAll {
        $folder = Join-Path $PSScriptRoot '../../scripts/host'
        foreach ($part in 'ConvertFrom-CallFrame', 'ConvertTo-FrameTable', 'ConvertTo-ScriptArgument', 'Get-ScriptParameter', 'New-ScriptCall') { . (Join-Path $folder "$part.ps1") }
        $protocol = Import-PowerShellDataFile -Path (Join-Path $folder 'Protocol.psd1')
        $protocol.JsonOptions = $Options
        # What a property of a table would be taken for, were they read so.
        $script = Join-Path $TestDrive 'Get-Shadow.ps1'
        Set-Content -LiteralPath $script -Value 'param($Keys, $Count, [hashtable]$Values, [securestring]$Item)'
        function Get-Frame([string]$Arguments, [string]$Secrets = '{}') {
            ConvertFrom-CallFrame -Protocol $protocol -Line ('{"t":"call","id":"7","cmd":"shadow","args":' + $Arguments + ',"secrets":' + $Secrets + ',"deadline":0,"fresh":false}')
        }
        function Get-Argument([object]$Frame) {
            $writer = [IO.StringWriter]::new()
            $desk = @{ Catalogue = @{ shadow = @{ File = $script; Parameters = $null } }; Wire = @{ Writer = $writer } }
            $call = @{ Place = @{ Runspace = $null; Commands = @{} }; Shell = @{ Runspace = $null }; Clock = [Diagnostics.Stopwatch]::new(); Age = [Diagnostics.Stopwatch]::new() }
            if (Initialize-ScriptCall -Desk $desk -Call $call -Frame $Frame) { $call.Arguments } else { "$writer".Trim() }
        }
    }
    It 'is read whatever its parameters are called' {
        $frame = Get-Frame '{"Keys":"x","Count":5,"Values":{"Keys":["a"],"Count":{"b":null},"at":"2024-02-03T04:05:06Z"}}' '{"Item":3}'
        $frame.secrets['Item'] | Should -Be 3
        $frame.secrets['Item'] = ConvertTo-SecureString 'abc' -AsPlainText -Force
        $arguments = Get-Argument $frame
        $arguments.get_Count() | Should -Be 4
        $arguments['Keys'] | Should -BeExactly x
        $arguments['Count'] | Should -Be 5
        $arguments['Item'].Length | Should -Be 3
        , $arguments['Values'] | Should -BeOfType [hashtable]
        , $arguments['Values']['KEYS'] | Should -BeOfType [object[]]
        $arguments['Values']['count'].Contains('B') | Should -BeTrue
    }
    It 'keeps the order of its secrets, in which their texts follow it' {
        $names = 1..40 | ForEach-Object { 'Secret{0}' -f (($_ * 17) % 41) }
        $frame = Get-Frame '{}' ('{' + (($names | ForEach-Object { '"' + $_ + '":1' }) -join ',') + '}')
        @($frame.secrets.get_Keys()) | Should -BeExactly $names
    }
    It 'names no parameter but exactly: <_>' -ForEach @('{"keys":1}', '{"Key":1}', '{"OutVariable":"x"}', '{"SyncRoot":1}') {
        Get-Argument (Get-Frame $_) | Should -BeLike '*"code":"BAD_PARAMETER"*' -Because 'what it binds would be guessed'
    }
    It 'has secrets where its script takes them, and nowhere else: <Arguments> <Secrets>' -ForEach @(
        @{ Arguments = '{"Item":"x"}'; Secrets = '{}' }
        @{ Arguments = '{}'; Secrets = '{"Count":1}' }
        @{ Arguments = '{}'; Secrets = '{"Values":1}' }
    ) {
        Get-Argument (Get-Frame $Arguments $Secrets) | Should -BeLike '*"code":"BAD_PARAMETER"*'
    }
    It 'is refused where it isn''t one: <_>' -ForEach @(
        '[]', '[1]', '[{"t":"ping","id":"7"}]', '{"T":"ping","id":"7"}', '{"t":"ping","ID":"7"}', '"call"', '7', 'null', '{}', '{"t":"CANCEL","id":"7"}', '{"t":["cancel"],"id":"7"}', '{"t":"done","id":"7"}', '{"t":"cancel"}', '{"t":"cancel","id":""}'
        '{"t":"cancel","id":["7"]}', '{"t":"cancel","id":"7","Count":2}', '{"t":"cancel","id":"7","Keys":["t","id"]}', '{"t":"ping","id":"7","t2":1}'
        '{"t":"call","id":"7","cmd":"x","args":[],"secrets":{},"deadline":0,"fresh":false}', '{"t":"call","id":"7","cmd":"x","args":{},"secrets":{},"deadline":0,"fresh":0}'
    ) {
        { ConvertFrom-CallFrame -Line $_ -Protocol $protocol } | Should -Throw
    }
}

Describe 'A table that a script writes' {
    BeforeAll { . (Join-Path $PSScriptRoot '../../scripts/host/ConvertTo-SafeValue.ps1') }
    It 'loses no entry, whatever it is called' {
        $table = [Collections.Generic.Dictionary[string, object]]::new()
        foreach ($name in 'a', 'A', 'Keys', 'Count', 'Values', 'Item') { $table[$name] = @{ Keys = 1 } }
        $json = ConvertTo-Json -InputObject (ConvertTo-SafeValue -Value $table -Depth 4) -Compress
        $json | Should -BeExactly '{"a":{"Keys":1},"A":{"Keys":1},"Keys":{"Keys":1},"Count":{"Keys":1},"Values":{"Keys":1},"Item":{"Keys":1}}'
    }
}

Describe "A host's standard input" {
    It 'is left to it by PowerShell, which searches for its own variable of it in the file' {
        $file = Join-Path $PSScriptRoot '../../scripts/host/Start-ScriptHost.ps1'
        $tree = [Management.Automation.Language.Parser]::ParseFile($file, [ref]$null, [ref]$null)
        $named = $tree.FindAll({ param($node) $node -is [Management.Automation.Language.VariableExpressionAst] }, $true).VariablePath.UserPath
        $named | Should -Contain standardInput
        $named | Should -Not -Contain input
    }
}
