#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'A folder that an install makes is closed from its first moment' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../scripts/services/VenueError.psm1') -Force
        . (Join-Path $PSScriptRoot '../../scripts/services/FolderAccess.ps1')
        foreach ($part in 'FolderProtection', 'FolderMaker', 'FolderRemedy', 'ServiceAccount') { . (Join-Path $PSScriptRoot "../../scripts/installation/$part.ps1") }
        . (Join-Path $PSScriptRoot 'AccessList.ps1')
        $stranger = 'S-1-5-21-1-2-3-1001'
        function Protect-Tree([string]$Top) { Set-InstallationAccess -Program (Join-Path $Top 'programs') -Data (Join-Path $Top 'data') -Account $account }
    }
    BeforeEach { Initialize-List }

    It 'a data folder that was emptied meanwhile has something in it before the second look: nobody who has it open makes a link of it after that' {
        $top = New-Tree 'empty' 'data/config.json'
        Set-List @{} (New-List $system)
        $data = Join-Path $top 'data'
        $script:looks = @()
        Mock Find-ForeignFolder { $script:looks += [IO.Directory]::GetFileSystemEntries($data).Count; [IO.File]::Delete((Join-Path $data 'config.json')) } -ParameterFilter { $Path -eq $data }
        Set-InstallationAccess -Data $data -Account $account
        $script:looks | Should -Be 1, 2
    }
    It '<Name>: not there, it is made closed, and so it is anew where it is empty, before anything is looked at: whoever has it open has another' -ForEach @(@{ Name = 'data' }, @{ Name = 'programs' }) {
        $top = New-Tree "made-$Name" 'x'
        Set-List @{} (New-List $system)
        $wanted = Join-Path $top $Name
        $script:made = @()
        Mock Add-ClosedFolder { if ($Path -eq $wanted) { $script:made += "$([IO.Directory]::Exists($Path))" }; [void][IO.Directory]::CreateDirectory($Path) }
        Mock Confirm-Place { $script:made += 'look' }
        Mock Set-Acl { $script:made += 'list' }
        Protect-Tree $top
        $script:made[0..2] | Should -Be 'False', 'look', 'list'
        if ($Name -eq 'data') { [IO.Directory]::Delete($wanted, $true) }
        [void][IO.Directory]::CreateDirectory($wanted)
        $script:made = @()
        Protect-Tree $top
        $script:made[0..2] | Should -Be 'False', 'look', 'list' -Because 'what was there before is gone'
        [void](New-Tree "made-$Name" "$Name/1.0.0-0a1b2c3d/x")
        $script:made = @()
        Protect-Tree $top
        $script:made[0..1] | Should -Be 'look', 'list'
    }
    It 'whoever makes it in the moment between is refused as anybody is, before any list is set' {
        $top = New-Tree 'first' 'programs/1.0.0-0a1b2c3d/x'
        [void][IO.Directory]::CreateDirectory((Join-Path $top 'data'))
        Set-List @{} (New-List $system)
        Mock Add-ClosedFolder { [void][IO.Directory]::CreateDirectory($Path); $script:lists['data'] = New-List $system, $administrators -Owner $stranger }
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "*data belongs to $stranger*"
        Should -Invoke Set-Acl -Times 0 -Exactly
    }
    It 'what is missing above is closed as well, and everybody may look into it; a prompt that is in an empty one is told' {
        $top = New-Tree 'missing' 'x'
        Set-List @{} (New-List $system)
        $data = Join-Path $top 'one/two/data'
        $script:made = @()
        Mock Add-ClosedFolder { $script:made += "$Path $Reader"; [void][IO.Directory]::CreateDirectory($Path) }
        Set-InstallationAccess -Data $data -Account $account
        $script:made | Should -Be "$([IO.Path]::GetDirectoryName($data)) (A;OICI;0x1200a9;;;BU)", "$data " -Because 'nobody else moves it away, and everybody finds the way'
        Mock Add-ClosedFolder { throw [IO.IOException]::new('It is being used by another process.') }
        { Set-InstallationAccess -Data (Join-Path $top 'other') -Account $account } | Should -Throw -ErrorId FILE_NOT_WRITTEN -ExpectedMessage "*other can't be made*used by another process. *restart Windows*"
    }
    It 'a drive''s root is never made anew' {
        Test-New -Path ([IO.Path]::GetPathRoot($TestDrive)) | Should -BeFalse
    }
    It 'the list that a folder is made with lets SYSTEM and Administrators in' {
        $text = [IO.File]::ReadAllText((Join-Path $PSScriptRoot '../../scripts/installation/FolderProtection.ps1'))
        $text | Should -BeLike "*SetSecurityDescriptorSddlForm(`"D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)`$Reader`")*" -Because 'it runs on Windows only'
    }
}
