#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Windows' own part is a stand-in here; under Wine it is called for real, and a child is gone with its host (prove -- windows).
Describe 'A job for a host' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../../../scripts/services/NativeMethod.ps1')
        . (Join-Path $PSScriptRoot '../../../scripts/host/Enter-HostJob.ps1')
        class JobApi {
            static [hashtable] $Answers = @{}
            static [Collections.Generic.List[object]] $Calls = [Collections.Generic.List[object]]::new()
            static [int] Note([string]$Name, [object[]]$Given) { [JobApi]::Calls.Add(@{ Name = $Name; Given = $Given }); return [int][JobApi]::Answers[$Name] }
            static [int] CreateJobObjectW([IntPtr]$Access, [IntPtr]$Name, [ref]$Job) { $Job.Value = [IntPtr]::new(77); return [JobApi]::Note('CreateJobObjectW', @($Access, $Name)) }
            static [int] SetInformationJobObject([IntPtr]$Job, [int]$Class, [byte[]]$Limits, [int]$Length) { return [JobApi]::Note('SetInformationJobObject', @($Job, $Class, $Limits, $Length)) }
            static [int] AssignProcessToJobObject([IntPtr]$Job, [IntPtr]$Process) { return [JobApi]::Note('AssignProcessToJobObject', @($Job, $Process)) }
        }
    }
    BeforeEach {
        [JobApi]::Answers = @{}
        [JobApi]::Calls.Clear()
    }

    It 'is made, asked to end with its last handle, and entered, in that order, and its handle stays open' {
        Mock Get-JobApi { [JobApi] }
        Enter-HostJob | Should -BeNullOrEmpty
        $made, $result, $entered = [JobApi]::Calls
        [JobApi]::Calls.Name | Should -Be 'CreateJobObjectW', 'SetInformationJobObject', 'AssignProcessToJobObject'
        $made.Given | Should -Be ([IntPtr]::Zero), ([IntPtr]::Zero) -Because 'a child that inherits the handle would keep the job'
        $result.Given[0, 1, 3] | Should -Be ([IntPtr]::new(77)), 9, 144
        # JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE alone: no child may break away.
        [BitConverter]::ToInt32($result.Given[2], 16) | Should -Be 0x2000
        @($result.Given[2] | Where-Object { $_ -ne 0 }).Count | Should -Be 1
        $entered.Given | Should -Be ([IntPtr]::new(77)), ([IntPtr]::new(-1))
    }
    It 'that Windows refuses at <Name> is reported by its error, and nothing more is tried' -ForEach @(
        @{ Name = 'CreateJobObjectW'; Said = 'CreateJobObject: error 5'; Calls = 1 }
        @{ Name = 'SetInformationJobObject'; Said = 'SetInformationJobObject: error 5'; Calls = 2 }
        @{ Name = 'AssignProcessToJobObject'; Said = 'AssignProcessToJobObject: error 5'; Calls = 3 }
    ) {
        Mock Get-JobApi { [JobApi] }
        [JobApi]::Answers = @{ $Name = 5 }
        Enter-HostJob | Should -BeExactly $Said
        [JobApi]::Calls.Count | Should -Be $Calls
    }
    It 'where the assembly is not there, that is reported' {
        Mock Get-JobApi { throw 'An assembly that no policy knows.' }
        Enter-HostJob | Should -BeExactly 'An assembly that no policy knows.'
    }
    It 'its functions are real methods, which this system does not have' {
        Enter-HostJob | Should -BeLike '*"CreateJobObjectW"*'
    }
}

Describe 'A host that starts' {
    BeforeAll {
        # It is asked to begin, and its server is gone at once: it checks that after all of what is asked here.
        function Get-HostWarning([string]$Venue) {
            $words = [Environment]::GetCommandLineArgs()[0]
            $start = [Diagnostics.ProcessStartInfo]::new([Environment]::ProcessPath)
            if ($words.EndsWith('.dll')) { $start.ArgumentList.Add($words) }
            foreach ($word in '-NoProfile', '-NonInteractive', '-File', (Join-Path $PSScriptRoot '../../../scripts/host/Start-ScriptHost.ps1')) { $start.ArgumentList.Add($word) }
            $start.RedirectStandardInput = $start.RedirectStandardError = $start.RedirectStandardOutput = $true
            foreach ($variable in @{ SystemRoot = "$TestDrive"; VENUE_CONTROL_VENUE = $Venue; NO_COLOR = '1' }.GetEnumerator()) { $start.Environment[$variable.Key] = $variable.Value }
            $process = [Diagnostics.Process]::Start($start)
            $process.StandardInput.WriteLine('{"scripts":[],"modules":[]}')
            $process.StandardInput.Close()
            $said = $process.StandardError.ReadToEnd()
            [void]$process.WaitForExit(20000)
            $said.Trim()
        }
    }

    It 'warns where Windows gives it no job, and continues' {
        Get-HostWarning windows | Should -BeLike 'Windows gives this host no job of its own (*): what a script has started, such as msiexec, may live on when the server or this host is killed.'
    }
    It 'asks for none in a rehearsal, whose services are such children' {
        Get-HostWarning rehearsal | Should -BeNullOrEmpty
    }
}
