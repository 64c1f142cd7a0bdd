#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# What `venue-control module jea` writes, read by PowerShell itself as a session of Windows would be; remoting is Windows' alone.
Describe 'An endpoint with the commands of the venue and nothing else' {
    BeforeAll {
        $project = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../..'))
        $folder = Join-Path $TestDrive 'jea'
        $program = Join-Path $project 'bin/venue-control.mjs'
        $node = @(Get-ChildItem (Join-Path $project 'node_modules/node-*/bin/node*') | Where-Object { $_.BaseName -eq 'node' })[0].FullName
        $env:VENUE_CONTROL_DATA = Join-Path $TestDrive 'data'
        $said = & $node $program module jea --to $folder --readers 'VENUE\Managers' --operators 'VENUE\Support' --transcripts (Join-Path $TestDrive 't')
        if ($LASTEXITCODE -ne 0) { throw "module jea: $said" }
        $modules = $env:PSModulePath
        $env:PSModulePath = $folder, (Join-Path $project 'scripts'), $modules -join [IO.Path]::PathSeparator
        # Policies of execution are Windows' alone: with one, no session opens elsewhere.
        $written = [IO.File]::ReadAllText((Join-Path $folder 'VenueControl.pssc'))
        $session = Join-Path $TestDrive 'VenueControl.pssc'
        [IO.File]::WriteAllText($session, ($written -replace "(?m)^\s*ExecutionPolicy = 'RemoteSigned'\r?\n", ''))
        function Open-Session([string]$Group) {
            $state = [Management.Automation.Runspaces.InitialSessionState]::CreateFromSessionConfigurationFile($session, [Func[string, bool]] { param($one) $one -eq $Group }.GetNewClosure())
            $runspace = [Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($state)
            $runspace.Open()
            $runspace
        }
        function Invoke-In([object]$Runspace, [string]$Command) {
            $shell = [powershell]::Create()
            $shell.Runspace = $Runspace
            try { $shell.AddCommand($Command).Invoke() } finally { $shell.Dispose() }
        }
        function Get-Visible([object]$Runspace) { @(Invoke-In $Runspace 'Get-Command' | ForEach-Object Name | Where-Object { $_ -like '*-Venue*' } | Sort-Object) }
        $all = @((Import-PowerShellDataFile (Join-Path $project 'scripts/VenueControl/VenueControl.psd1')).FunctionsToExport)
    }
    AfterAll {
        # What PowerShell hides in a restricted session it hides in each session that this process opens afterwards.
        $builtIn = [Management.Automation.Runspaces.InitialSessionState].GetField('BuiltInFunctions', [Reflection.BindingFlags]'NonPublic, Static')
        foreach ($command in $builtIn.GetValue($null)) { $command.Visibility = 'Public' }
        $env:PSModulePath = $modules
        Remove-Item Env:VENUE_CONTROL_DATA
    }

    It 'its manifest and its roles are what PowerShell reads' {
        $written.Length - [IO.File]::ReadAllText($session).Length | Should -Be 38
        Test-ModuleManifest (Join-Path $folder 'VenueControlJea/VenueControlJea.psd1') | Should -Not -BeNullOrEmpty
        foreach ($role in 'Reader', 'Operator') {
            $data = Import-PowerShellDataFile (Join-Path $folder "VenueControlJea/RoleCapabilities/VenueControl$role.psrc")
            @($data.VisibleFunctions | Select-Object -Unique).Count | Should -Be @($data.VisibleFunctions).Count
        }
    }
    It 'a reader only reads: no command that changes anything is there but their own PIN' {
        $opened = Open-Session 'VENUE\Managers'
        try {
            $visible = Get-Visible $opened
            $visible | Should -Contain 'Get-VenueService'
            $visible | Where-Object { $_ -notmatch '^(Get|Test|Wait|Connect|Disconnect)-' } | Should -Be 'Set-VenuePin'
        }
        finally { $opened.Dispose() }
    }
    It 'an operator acts: all but what is no one''s here' {
        $opened = Open-Session 'VENUE\Support'
        try {
            $visible = Get-Visible $opened
            $visible | Should -Contain 'Restart-VenueService'
            @($all | Where-Object { $visible -notcontains $_ }).Count | Should -Be 11
            $visible | Should -Not -Contain 'Invoke-VenueGraphQl'
        }
        finally { $opened.Dispose() }
    }
    It 'there is no language, no program, no file system and no other cmdlet' {
        $opened = Open-Session 'VENUE\Support'
        try {
            $opened.SessionStateProxy.LanguageMode | Should -Be NoLanguage
            foreach ($text in '$x = 1', '1 + 1', '& { 1 }') {
                $shell = [powershell]::Create()
                $shell.Runspace = $opened
                { $shell.AddScript($text).Invoke() } | Should -Throw '*language*'
                $shell.Dispose()
            }
            foreach ($command in 'Get-ChildItem', 'Get-Content', 'Invoke-Expression', 'Start-Process', 'Set-Location', 'sh', 'cmd.exe', 'Import-Module') {
                { Invoke-In $opened $command } | Should -Throw '*not recognized*'
            }
        }
        finally { $opened.Dispose() }
    }
    It 'a command works there, and says in its own words that no one answers' {
        $opened = Open-Session 'VENUE\Managers'
        try {
            $shell = [powershell]::Create()
            $shell.Runspace = $opened
            [void]$shell.AddCommand('Test-VenueHealth').AddParameter('Uri', 'http://127.0.0.1:9')
            $said = try { $shell.Invoke() } catch { $_ }
            "$said $($shell.Streams.Error)" | Should -Match 'answers|reach'
            $shell = [powershell]::Create()
            $shell.Runspace = $opened
            $pin = ConvertTo-SecureString 740963 -AsPlainText -Force
            [void]$shell.AddCommand('Set-VenuePin').AddParameters(@{ ClerkId = '3'; CurrentPin = $pin; NewPin = $pin; Uri = 'http://127.0.0.1:9' })
            $said = try { $shell.Invoke() } catch { $_ }
            "$said $($shell.Streams.Error)" | Should -Match 'answers|reach'
        }
        finally { $opened.Dispose() }
    }
}
