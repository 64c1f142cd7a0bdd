#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'A folder that an install makes is closed from its first moment' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/VenueError.psm1') -Force
        . (Join-Path $PSScriptRoot '../../../scripts/services/FolderAccess.ps1')
        foreach ($part in 'FolderProtection', 'FolderMaker', 'FolderRemedy', 'ServiceAccount') { . (Join-Path $PSScriptRoot "../../../scripts/installation/$part.ps1") }
        . (Join-Path $PSScriptRoot '../shared/AccessList.ps1')
        $otherUser = 'S-1-5-21-1-2-3-1001'
        function Protect-Tree([string]$Top) { Set-InstallationAccess -Program (Join-Path $Top 'programs') -Data (Join-Path $Top 'data') -Account $account }
    }
    BeforeEach { Initialize-List }

    It 'a data folder that was emptied meanwhile has something in it before the second look: no one who has it open makes a link of it after that' {
        $top = New-Tree 'empty' 'data/config.json'
        Set-List @{} (New-List $system)
        $data = Join-Path $top 'data'
        $script:reads = @()
        Mock Find-ForeignFolder { $script:reads += [IO.Directory]::GetFileSystemEntries($data).Count; [IO.File]::Delete((Join-Path $data 'config.json')) } -ParameterFilter { $Path -eq $data }
        Set-InstallationAccess -Data $data -Account $account
        $script:reads | Should -Be 1, 2
    }
    It '<Name>: not there, it is made closed, and so it is again where it is empty, before the look that counts: anyone who has it open has another' -ForEach @(@{ Name = 'data' }, @{ Name = 'programs' }) {
        $top = New-Tree "made-$Name" 'x'
        Set-List @{} (New-List $system)
        $wanted = Join-Path $top $Name
        $script:made = @()
        Mock Add-ClosedFolder { if ($Path -eq $wanted) { $script:made += "$([IO.Directory]::Exists($Path))" }; [void][IO.Directory]::CreateDirectory($Path) }
        Mock Confirm-Place { $script:made += 'look' }
        Mock Set-Acl { $script:made += 'list' }
        Protect-Tree $top
        $script:made[0..3] | Should -Be 'look', 'False', 'look', 'list'
        if ($Name -eq 'data') { [IO.Directory]::Delete($wanted, $true) }
        [void][IO.Directory]::CreateDirectory($wanted)
        $script:made = @()
        Protect-Tree $top
        $script:made[0..3] | Should -Be 'look', 'False', 'look', 'list' -Because 'what was there before is gone'
        [void](New-Tree "made-$Name" 'data/config.json', 'programs/1.0.0-0a1b2c3d/x')
        $script:made = @()
        Protect-Tree $top
        $script:made[0..1] | Should -Be 'look', 'list'
    }
    It 'anyone who makes it in the moment between is refused as anyone is, before any list is set' {
        $top = New-Tree 'first' 'programs/1.0.0-0a1b2c3d/x'
        [void][IO.Directory]::CreateDirectory((Join-Path $top 'data'))
        Set-List @{} (New-List $system)
        Mock Add-ClosedFolder { [void][IO.Directory]::CreateDirectory($Path); $script:lists['data'] = New-List $system, $administrators -Owner $otherUser }
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "*data belongs to $otherUser*"
        Should -Invoke Set-Acl -Times 0 -Exactly
    }
    It 'one that is not there when it was made is refused, no matter who has moved it away, before any list is set: <Gone>' -ForEach @(
        @{ Gone = 'data'; Data = 'data' }, @{ Gone = 'programs'; Data = 'data' }, @{ Gone = 'above'; Data = 'above/data' }
    ) {
        $top = New-Tree "gone $Gone" 'x'
        Set-List @{} (New-List $system)
        $script:gone = "[\\/]$Gone([\\/]|$)"
        Mock Add-ClosedFolder { if ($Path -notmatch $script:gone) { [void][IO.Directory]::CreateDirectory($Path) } }
        { Set-InstallationAccess -Program (Join-Path $top 'programs') -Data (Join-Path $top $Data) -Account $account } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "*$Gone has disappeared: another program moved it*Name another folder, such as one in C:\ProgramData or C:\Program Files."
        Should -Invoke Set-Acl -Times 0 -Exactly
        Test-Path (Join-Path $top $Data) | Should -Be ($Gone -eq 'programs')
    }
    It 'so is one that goes after the look that counts: <Gone>' -ForEach @(@{ Gone = 'data' }, @{ Gone = 'programs' }) {
        $top = New-Tree "goes $Gone" 'data/config.json', 'programs/1.0.0-0a1b2c3d/x'
        Set-List @{} (New-List $system)
        $wanted = Join-Path $top $Gone
        Mock Set-Acl { [IO.Directory]::Move($wanted, "$wanted away") } -ParameterFilter { $LiteralPath -eq $wanted }
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "$wanted has disappeared: *"
        [IO.Directory]::Exists($wanted) | Should -BeFalse -Because 'made again it would have no list'
        { Set-DataAccess -Data $wanted -Account $account } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "$wanted has disappeared: *"
        [IO.Directory]::Exists($wanted) | Should -BeFalse
    }
    It "someone's own in the place of the data, since the look that counts, is refused and stays theirs: <When>" -ForEach @(
        @{ When = 'before anything in it is set'; At = 'look'; Sets = 1 }
        @{ When = 'while what is in it is set'; At = 'service-rights.json'; Sets = 1 }
        @{ When = 'as the last list is set'; At = 'last'; Sets = 2 }
        @{ When = "administrators' that another user may write into"; At = 'look'; Owner = 'S-1-5-32-544'; Rights = 0x2; Sets = 1 }
        @{ When = "the account's own, which it may always open again"; At = 'look'; Owner = 'S-1-5-80-1'; Sets = 1 }
        @{ When = 'a link'; At = 'look'; IsLink = $true; Sets = 1 }
    ) {
        $top = New-Tree "swapped $($When.Length)" 'data/config.json', 'programs/1.0.0-0a1b2c3d/x'
        $script:data = Join-Path $top 'data'
        $script:case = @{ Owner = $otherUser; Rights = 0; IsLink = $false }
        foreach ($key in $_.Keys) { $script:case[$key] = $_[$key] }
        $script:theirs = New-List $system, $administrators, (New-Rule $otherUser $script:case.Rights) -Owner $script:case.Owner
        $script:theirs.AreAccessRulesProtected = $true
        Set-List @{} (New-List $system, $administrators)
        $script:sets = 0
        $script:swap = {
            if (-not $script:case.IsLink) { $script:lists.data = $script:theirs; return }
            [IO.Directory]::Move($script:data, "$script:data away")
            [void][IO.Directory]::CreateSymbolicLink($script:data, "$script:data away")
        }
        Mock Find-ForeignMaking { if ($script:case.At -eq 'look') { & $script:swap } }
        Mock Set-Acl { if ($script:case.At -eq 'service-rights.json') { & $script:swap } } -ParameterFilter { [IO.Path]::GetFileName($LiteralPath) -eq 'service-rights.json' }
        Mock Set-Acl {
            $script:sets++
            $maker = if ($script:case.At -eq 'last' -and $script:sets -eq 2) { $otherUser } else { 'S-1-5-32-544' }
            $script:lists.data = ConvertFrom-Sddl $AclObject.Sddl -Maker $maker
        } -ParameterFilter { $LiteralPath -eq $script:data }
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "$script:data has disappeared: another program moved it. Name another folder*"
        $script:sets | Should -Be $Sets
        if ($At -eq 'look') { Should -Invoke Set-Acl -Times 0 -Exactly -ParameterFilter { $LiteralPath -like "$script:data[\/]*" } }
    }
    It 'what is above is checked again directly before each is made' {
        $top = New-Tree 'again' 'x'
        [void][IO.Directory]::CreateDirectory((Join-Path $top 'above'))
        Set-List @{} (New-List $system)
        $script:made = @()
        # The program's is made, and meanwhile someone has what is above the data.
        Mock Add-ClosedFolder { $script:made += [IO.Path]::GetFileName($Path); $script:lists['above'] = New-List $system -Owner $otherUser; [void][IO.Directory]::CreateDirectory($Path) }
        { Set-InstallationAccess -Program (Join-Path $top 'programs') -Data (Join-Path $top 'above/data') -Account $account } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage '*above belongs to*'
        $script:made | Should -Be 'programs'
    }
    It 'an empty one of another user is made again, and not refused' {
        $top = New-Tree 'theirs' 'programs/1.0.0-0a1b2c3d/x'
        [void][IO.Directory]::CreateDirectory((Join-Path $top 'data'))
        Set-List @{ data = New-List $system -Owner $otherUser } (New-List $system)
        Mock Add-ClosedFolder { [void][IO.Directory]::CreateDirectory($Path); $script:lists['data'] = ConvertFrom-Sddl $Sddl }
        { Protect-Tree $top } | Should -Not -Throw
        $script:lists['data'].Owner | Should -Be 'S-1-5-32-544'
    }
    It 'what is missing above is closed as well, and everyone may look into it; a prompt that is in an empty one is reported' {
        $top = New-Tree 'missing' 'x'
        Set-List @{} (New-List $system)
        $data = Join-Path $top 'one/two/data'
        $script:made = @{}
        Mock Add-ClosedFolder { $script:made[$Path] = $Sddl; [void][IO.Directory]::CreateDirectory($Path) }
        Set-InstallationAccess -Data $data -Account $account
        $closed = 'O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)'
        $script:made[[IO.Path]::GetDirectoryName($data)] | Should -Be "$closed(A;OICI;0x1200a9;;;BU)" -Because 'no one else moves it away, and everyone finds the way'
        $script:made[$data] | Should -Be $closed
        $script:made.Count | Should -Be 2
        Mock Add-ClosedFolder { throw [IO.IOException]::new('It is being used by another process.') }
        { Set-InstallationAccess -Data (Join-Path $top 'other') -Account $account } | Should -Throw -ErrorId FILE_NOT_WRITTEN -ExpectedMessage "*other could not be created*used by another process. *restart Windows*"
    }
    It 'a drive''s root is never made again' {
        Test-New -Path ([IO.Path]::GetPathRoot($TestDrive)) | Should -BeFalse
    }
    It "is Administrators' own, as are those above it, also where a policy gives an administrator what they make" {
        $top = New-Tree 'policy' 'x'
        Set-List @{} (New-List $system)
        Mock Add-ClosedFolder {
            for ($missing = $Path; -not [IO.Directory]::Exists($missing); $missing = [IO.Path]::GetDirectoryName($missing)) { $script:lists[[IO.Path]::GetFileName($missing)] = ConvertFrom-Sddl $Sddl 'S-1-5-21-1-2-3-1002' }
            [void][IO.Directory]::CreateDirectory($Path)
        }
        { Set-InstallationAccess -Program (Join-Path $top 'one/programs') -Data (Join-Path $top 'two/three/data') -Account $account } | Should -Not -Throw
        'one', 'programs', 'two', 'three', 'data' | ForEach-Object { $script:lists[$_].Owner | Should -Be 'S-1-5-32-544' -Because $_ }
    }
    It 'a sentence is said of each folder above that was made, once, and of none that was there' {
        $top = New-Tree 'said' 'there/x'
        Set-List @{} (New-List $system)
        $both = @{ Program = Join-Path $top 'there/one/programs'; Data = Join-Path $top 'there/one/two/data'; Account = $account }
        $said = @(Set-InstallationAccess @both)
        $said.Count | Should -Be 2
        foreach ($at in 0, 1) { $said[$at] | Should -BeLike "$(Join-Path $top ('there/one', 'there/one/two')[$at]) did not exist and was created. Only administrators may write into it*create a folder for it inside*" }
        Set-InstallationAccess @both | Should -BeNullOrEmpty
        Set-InstallationAccess -Data (Join-Path $top 'there/data') -Account $account | Should -BeNullOrEmpty
    }
    It 'what was made above is said also where the folder itself then cannot be made' {
        $top = New-Tree 'said early' 'x'
        Set-List @{} (New-List $system)
        Mock Add-ClosedFolder { if ($Path -like '*data') { throw [IO.IOException]::new('The disk is full.') }; [void][IO.Directory]::CreateDirectory($Path) }
        $said = [Collections.Generic.List[string]]::new()
        { Set-InstallationAccess -Data (Join-Path $top 'one/data') -Account $account | ForEach-Object { $said.Add($_) } } | Should -Throw -ErrorId FILE_NOT_WRITTEN
        $said | Should -BeLike "$(Join-Path $top 'one') did not exist and was created. *"
    }
    It 'folders that are in each other are refused before anything is checked or made: <Program>, <Data>' -ForEach @(
        @{ Program = 'VC'; Data = 'VC/data' }, @{ Program = 'VC/programs'; Data = 'VC' }, @{ Program = 'VC'; Data = 'vc' }
    ) {
        $top = New-Tree 'nested' 'x'
        Set-List @{} (New-List $system -Owner $otherUser)
        $both = @{ Program = Join-Path $top $Program; Data = Join-Path $top $Data; Account = $account }
        { Set-InstallationAccess @both } | Should -Throw -ErrorId BAD_USER_INPUT -ExpectedMessage '*must not contain each other*already installed, uninstall it, which leaves the data, and install it with another --to. Nothing was changed.'
        { Confirm-Place @both -Early } | Should -Throw -ErrorId BAD_USER_INPUT -ExpectedMessage '*must not contain each other*'
        [IO.Directory]::GetDirectories($top).Count | Should -Be 0
    }
    It 'what is refused of either folder is so before anything is made: <Of>' -ForEach @(@{ Of = 'data'; Missing = 'above/programs' }, @{ Of = 'programs'; Missing = 'above/data' }) {
        $top = New-Tree "early $Of" "$Of/1.0.0-0a1b2c3d/x"
        Set-List @{ $Of = New-List $system -Owner $otherUser } (New-List $system)
        $both = @{ Program = Join-Path $top 'programs'; Data = Join-Path $top 'data' }
        $both[$(if ($Of -eq 'data') { 'Program' } else { 'Data' })] = Join-Path $top $Missing
        { Set-InstallationAccess @both -Account $account } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "*$Of belongs to*"
        [IO.Directory]::Exists((Join-Path $top 'above')) | Should -BeFalse
        Should -Invoke Set-Acl -Times 0 -Exactly
        [void](New-Tree "early $Of" 'above/x')
        Set-List @{ above = New-List $system -Owner $otherUser } (New-List $system)
        { Set-InstallationAccess @both -Account $account } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage '*above belongs to*'
        [IO.Directory]::GetDirectories((Join-Path $top 'above')).Count | Should -Be 0
    }
    It 'the list that a folder is made with is given to Windows with it' {
        $text = [IO.File]::ReadAllText((Join-Path $PSScriptRoot '../../../scripts/installation/FolderProtection.ps1'))
        foreach ($call in 'SetSecurityDescriptorSddlForm($Sddl)', 'CreateDirectory($list, $Path)', 'CreateDirectory($Path, $list)') { $text.Contains($call) | Should -BeTrue -Because "$call runs on Windows only" }
    }
}
