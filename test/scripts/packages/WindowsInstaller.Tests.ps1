#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'What msiexec answers' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/VenueError.psm1') -Force
        . (Join-Path $PSScriptRoot '../../../scripts/services/WindowsInstaller.ps1')
        $env:VENUE_CONTROL_DATA = $TestDrive
        function Get-Outcome([int]$Code, [string]$Do = 'install') {
            $WarningPreference = 'SilentlyContinue'
            Mock Invoke-InstallerProgram { $Code }.GetNewClosure()
            try { "restart: $(Invoke-WindowsInstaller -Do $Do -Path 'C:\cloud sync\package.msi')" }
            catch { $_.FullyQualifiedErrorId.Split(',')[0] }
        }
    }
    BeforeEach { $script:BusySeconds = 0 }
    AfterAll { Get-Module VenueError | Remove-Module -Force }

    It '<Code> at an <Do>: <Outcome>' -ForEach @(
        @{ Code = 0; Do = 'install'; Outcome = 'restart: False' }
        @{ Code = 3010; Do = 'install'; Outcome = 'restart: True' }
        @{ Code = 1641; Do = 'install'; Outcome = 'restart: True' }
        @{ Code = 1618; Do = 'install'; Outcome = 'INSTALLER_BUSY' }
        @{ Code = 1603; Do = 'install'; Outcome = 'INSTALLER_FAILED' }
        @{ Code = 1605; Do = 'install'; Outcome = 'INSTALLER_FAILED' }
        @{ Code = 1460; Do = 'install'; Outcome = 'INSTALLER_FAILED' }
        @{ Code = 0; Do = 'uninstall'; Outcome = 'restart: False' }
        @{ Code = 1605; Do = 'uninstall'; Outcome = 'restart: False' }
        @{ Code = 3010; Do = 'uninstall'; Outcome = 'restart: True' }
        @{ Code = 1618; Do = 'uninstall'; Outcome = 'INSTALLER_BUSY' }
    ) {
        Get-Outcome -Code $Code -Do $Do | Should -Be $Outcome
    }
    It 'is asked without a window, without a restart, with a log, paths in quotes' {
        Mock Invoke-InstallerProgram { $script:line = $ArgumentLine; 0 }
        foreach ($do in @{ install = '/i'; uninstall = '/x' }.GetEnumerator()) {
            [void](Invoke-WindowsInstaller -Do $do.Key -Path 'C:\cloud sync\package.msi')
            $script:line | Should -BeLike "$($do.Value) `"C:\cloud sync\package.msi`" /qn /norestart /l``*v `"*msi-$($do.Key).log`""
        }
    }
    It 'is reported in words, with where the details are' {
        Mock Invoke-InstallerProgram { 1603 }
        { Invoke-WindowsInstaller -Do install -Path 'C:\package.msi' } | Should -Throw '*a fatal error (1603)*msi-install.log*'
        Mock Invoke-InstallerProgram { 1639 }
        { Invoke-WindowsInstaller -Do install -Path 'C:\package.msi' } | Should -Throw '*error 1639*"net helpmsg 1639"*'
    }
    It 'says with <Code> that <Said>' -ForEach @(
        @{ Code = 3010; Said = 'a restart is wanted'; Text = '*Windows requires a restart*' }
        @{ Code = 1641; Said = 'the restart has begun'; Text = '*is restarting this server*' }
    ) {
        Mock Invoke-InstallerProgram { $Code }.GetNewClosure()
        "$(Invoke-WindowsInstaller -Do install -Path 'C:\package.msi' 3>&1)" | Should -BeLike $Text
    }
    It 'has put nothing there where it cannot open its package (<_>), and nothing was seen of it' -ForEach 1619, 1620, 1625 {
        $code = $_
        Mock Invoke-InstallerProgram { $code }.GetNewClosure()
        Invoke-WindowsInstaller -Do uninstall -Path 'C:\package.msi' -Absent | Should -BeFalse
        foreach ($do in 'install', 'uninstall') { { Invoke-WindowsInstaller -Do $do -Path 'C:\package.msi' } | Should -Throw "*($code)*" }
        { Invoke-WindowsInstaller -Do install -Path 'C:\package.msi' -Absent } | Should -Throw "*($code)*"
    }
    It 'leaves the log of the try before beside the new one' {
        $logs = Join-Path $TestDrive logs
        Mock Invoke-InstallerProgram { $at = $ArgumentLine.Split('"')[3]; [IO.File]::WriteAllText($at, "$([IO.File]::Exists($at)) $(++$script:tries; $script:tries)"); 0 }
        $script:tries = 0
        Get-ChildItem $logs -ErrorAction SilentlyContinue | Remove-Item
        foreach ($try in 1, 2, 3) { [void](Invoke-WindowsInstaller -Do install -Path 'C:\package.msi') }
        Get-Content "$logs/msi-install.log", "$logs/msi-install-before.log" | Should -Be 'False 3', 'False 2'
    }
    It 'is asked again while another installation runs, which is reported' {
        $script:BusySeconds, $script:AskAgainSeconds = 60, 0.01
        $script:answers = [Collections.Generic.Queue[int]]@(1618, 1618, 1618, 3010)
        Mock Invoke-InstallerProgram { $script:answers.Dequeue() }
        $said = @(Invoke-WindowsInstaller -Do install -Path 'C:\package.msi' 3>&1 6>&1)
        $said[-1] | Should -BeTrue
        @($said -match 'busy with another installation').Count | Should -Be 1
        $script:BusySeconds = 0.2
        Mock Invoke-InstallerProgram { 1618 }
        { Invoke-WindowsInstaller -Do uninstall -Path 'C:\package.msi' } | Should -Throw '*another installation, or this one*'
    }
    It 'is waited for and reported now and then; what takes too long is left to itself, as Windows'' 1460' {
        $script:TellSeconds = 1
        $pwsh = (Get-Process -Id $PID).Path
        $start = @(if ([IO.Path]::GetFileNameWithoutExtension($pwsh) -eq 'dotnet') { [Environment]::GetCommandLineArgs()[0] })
        foreach ($case in @{ Limit = 60; Seconds = 4; Code = 5; Least = 2 }, @{ Limit = 1; Seconds = 20; Code = 1460; Least = 0 }) {
            $script:InstallerSeconds = $case.Limit
            $process = [Diagnostics.Process]::Start($pwsh, [string[]]($start + @('-NoProfile', '-Command', "Start-Sleep -Milliseconds $(1000 * $case.Seconds); exit 5")))
            try {
                $said = @(Wait-InstallerProgram -Process $process 6>&1)
                $said[-1] | Should -Be $case.Code
                $said.Count - 1 | Should -BeGreaterOrEqual $case.Least
                if ($case.Code -eq 1460) { $process.HasExited | Should -BeFalse }
                else { "$($said[0])" | Should -BeLike 'Windows Installer has been running for * min;*' }
            }
            finally { if (-not $process.HasExited) { $process.Kill() }; $process.Dispose() }
        }
    }
}
