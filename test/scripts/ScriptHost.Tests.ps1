#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'A host''s desk' {
    BeforeAll {
        $folder = Join-Path $PSScriptRoot '../../scripts/host'
        foreach ($file in Get-ChildItem $folder -Filter *.ps1) { if ($file.Name -notmatch '^(Start-ScriptHost|Get-WarmUp)\.ps1$') { . $file.FullName } }
        $script = Join-Path $TestDrive 'Set-Mark.ps1'
        Set-Content -LiteralPath $script -Value "param([string]`$Path)`n[IO.File]::WriteAllText(`$Path, 'ran')"
        $mark = Join-Path $TestDrive 'mark.txt'
        $state = New-CallState
        $protocol = Import-PowerShellDataFile -Path (Join-Path $folder 'Protocol.psd1')
        $protocol.JsonOptions = @{ DateKind = 'String' }
        $protocol.FlatOptions = @{ EnumsAsStrings = $true }
        function New-Desk([string]$Text) {
            @{
                Wire = @{ Writer = [IO.StringWriter]::new(); Protocol = $protocol; Folder = "$TestDrive"; FastPath = $true }
                Reader = [IO.StringReader]::new($Text); Readers = 2; HostState = New-HostState -From $state; Threads = [Collections.Generic.List[powershell]]::new()
                Catalogue = @{ mark = @{ File = $script; Parameters = $null } }; CallState = $state; Free = [Collections.Generic.Queue[object]]::new()
                Closing = [Collections.Generic.List[object]]::new(); Live = [Collections.Generic.List[hashtable]]::new(); Changed = [Threading.AutoResetEvent]::new($false)
                IsNew = $false; IsTended = $false; IsShort = $false; IsOver = $false; Problem = $null
            }
        }
        function Get-CallLine([string]$Fresh = 'false') {
            '{"t":"call","id":"7","cmd":"mark","args":{"Path":' + (ConvertTo-Json $mark) + '},"secrets":{},"deadline":0,"fresh":' + $Fresh + '}'
        }
    }
    BeforeEach { Remove-Item -LiteralPath $mark -ErrorAction Ignore }

    It 'runs a call and tells its end once' {
        $desk = New-Desk (Get-CallLine)
        Receive-Frame -Desk $desk
        $desk.Problem | Should -BeNullOrEmpty
        "$($desk.Wire.Writer)".Trim() | Should -BeExactly '{"t":"done","id":"7","ok":true,"n":0,"exit":0}'
        $mark | Should -Exist
        $desk.Live.Count | Should -Be 0
        $desk.Free.Count | Should -Be 1
    }
    It 'tells CANCELLED, and runs nothing, when the stop comes before the pipeline' {
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
        "$($desk.Problem)" | Should -BeLike '*lacks a field*'
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
}
