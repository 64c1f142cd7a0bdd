#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'Who else may change the program or read the data' -Tag Quick {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/VenueError.psm1') -Force
        . (Join-Path $PSScriptRoot '../../../scripts/services/FolderAccess.ps1')
        . (Join-Path $PSScriptRoot '../shared/AccessList.ps1')
    }

    It '<What>: <Found>' -ForEach @(
        @{ What = 'users read and run the program'; Rule = @('S-1-5-32-545', 0x1200a9, 'Allow'); Found = 'nothing' }
        @{ What = 'users may write a file'; Rule = @('S-1-5-32-545', 0x2, 'Allow'); Found = 'S-1-5-32-545 0x2' }
        @{ What = 'everyone may put files there'; Rule = @('S-1-1-0', 0x1201bf, 'Allow'); Found = 'S-1-1-0 0x16' }
        @{ What = 'signed-in users may delete'; Rule = @('S-1-5-11', 0x10000, 'Allow'); Found = 'S-1-5-11 0x10000' }
        @{ What = 'users may change the list itself'; Rule = @('S-1-5-32-545', 0x40000, 'Allow'); Found = 'S-1-5-32-545 0x40000' }
        @{ What = 'users may become its owner'; Rule = @('S-1-5-32-545', 0x80000, 'Allow'); Found = 'S-1-5-32-545 0x80000' }
        @{ What = 'generic write'; Rule = @('S-1-5-32-545', 0x40000000, 'Allow'); Found = 'S-1-5-32-545 0x40000000' }
        @{ What = 'what is denied'; Rule = @('S-1-5-32-545', 0x1f01ff, 'Deny'); Found = 'nothing' }
        @{ What = 'who owns what is made'; Rule = @('S-1-3-0', 0x1f01ff, 'Allow'); Found = 'nothing' }
        @{ What = 'Domain Admins'; Rule = @('S-1-5-21-1-2-3-512', 0x1f01ff, 'Allow'); Found = 'nothing' }
        @{ What = 'a number like theirs'; Rule = @('S-1-5-21-1-2-3-1512', 0x2, 'Allow'); Found = 'S-1-5-21-1-2-3-1512 0x2' }
        @{ What = 'Windows own installer'; Rule = @('S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464', 0x1f01ff, 'Allow'); Found = 'nothing' }
    ) {
        $list = New-List $system, $administrators, (New-Rule @Rule)
        Mock Get-Acl { $list }.GetNewClosure()
        $seen = @(Find-ForeignAccess -Path $TestDrive -Mask $script:Change)
        $(if ($seen.Count -eq 0) { 'nothing' } else { "$($seen.Who) $($seen.Rights)" }) | Should -Be $Found
    }
    It 'an owner who is no administrator could give themselves every right' {
        $list = New-List $system -Owner 'S-1-5-21-1-2-3-1001'
        Mock Get-Acl { $list }.GetNewClosure()
        (Find-ForeignAccess -Path $TestDrive -Mask $script:Change).Rights | Should -Be owner
    }
    It 'the data are no one else to read, but the account that the service runs as' {
        $list = New-List $system, (New-Rule 'S-1-5-21-1-2-3-1001' 0x1301bf), (New-Rule $users 0x1200a9)
        Mock Get-Acl { $list }.GetNewClosure()
        Mock Find-AccessAbove { }
        [IO.File]::WriteAllText((Join-Path $TestDrive 'state.sqlite'), '')
        $seen = @(Find-DataAccess -Data $TestDrive -Account 'S-1-5-21-1-2-3-1001')
        @($seen.Who | Select-Object -Unique), @($seen.Path).Count | Should -Be $users, 2
    }
    It 'that account may be one that someone set by hand, of this machine: <Name>' -ForEach @(
        @{ Name = '.\svc'; Sid = 'S of .\svc' }, @{ Name = 'VENUE\svc'; Sid = 'S of VENUE\svc' }, @{ Name = 'LocalSystem'; Sid = $null }, @{ Name = ''; Sid = $null }
    ) {
        Mock Read-RegisteredAccount { $Name }.GetNewClosure()
        Mock Get-OwnSid { 'S-1-5-21-1' }
        Mock ConvertTo-AccountSid { "S of $Name" }
        @(Get-OwnAccount) | Should -Be (@('S-1-5-21-1') + @($Sid | Where-Object { $_ }))
        Mock ConvertTo-AccountSid { throw 'No mapping between account names and security IDs was done.' }
        Get-OwnAccount | Should -Be 'S-1-5-21-1' -Because 'an unknown one stops no start'
    }
    It 'the folder of credentials, kept by another account, may be closed to the one that checks; nothing else may' {
        $data = Join-Path $TestDrive 'closed'
        foreach ($name in 'credentials', 'keys') { [void][IO.Directory]::CreateDirectory((Join-Path $data $name)) }
        $list = New-List $system
        Mock Get-Acl { if ([IO.Path]::GetFileName($LiteralPath) -eq 'credentials') { throw ([UnauthorizedAccessException]::new('Access is denied.')) }; $list }
        @(Find-DataAccess -Data $data).Count | Should -Be 0
        Mock Get-Acl { if ([IO.Path]::GetFileName($LiteralPath) -eq 'other') { throw ([UnauthorizedAccessException]::new('Access is denied.')) }; $list }
        [void][IO.Directory]::CreateDirectory((Join-Path $data 'other'))
        { Find-DataAccess -Data $data } | Should -Throw '*Access is denied*'
    }
    Context 'deep inside' {
        BeforeEach {
            Mock Get-Acl {
                $name = [IO.Path]::GetFileName($LiteralPath)
                if ($script:lists.ContainsKey($name)) { if ($script:lists[$name] -is [Exception]) { throw $script:lists[$name] }; $script:lists[$name] } else { $script:else }
            }
        }

        It 'a file of the program with <What> is found, and named' -ForEach @(
            @{ What = 'an entry of its own'; Rights = 0x2; Owner = 'S-1-5-32-544'; Found = 'S-1-5-32-545 0x2' }
            @{ What = 'an owner who is no administrator'; Rights = 0; Owner = 'S-1-5-21-1-2-3-1001'; Found = 'S-1-5-21-1-2-3-1001 owner' }
        ) {
            $top = New-Tree $What 'scripts/operations/deep/Get-It.ps1', 'scripts/operations/deep/other.ps1', 'node/node.exe'
            Set-List @{ 'Get-It.ps1' = New-List $system, $administrators, (New-Rule $users $Rights) -Owner $Owner } $kept
            $seen = @(Find-ProgramAccess -Program $top)
            $seen | ForEach-Object { $_.Path, "$($_.Who) $($_.Rights)" } | Should -Be (Join-Path $top 'scripts/operations/deep/Get-It.ps1'), $Found
        }
        It 'what is as its folder is reported once, of the folder, and of each file where that is asked for' {
            $top = New-Tree 'once' 'dist/a.js', 'dist/b/c.js', 'dist/b/own.js'
            $open = New-List $system, (New-Rule $users 0x2)
            Set-List @{ dist = $open; 'a.js' = $open; b = $open; 'c.js' = $open; 'own.js' = New-List $system, (New-Rule 'S-1-1-0' 0x4) } $kept
            @(Find-ProgramAccess -Program $top).Path | Sort-Object | Should -Be (Join-Path $top 'dist'), (Join-Path $top 'dist/b/own.js')
            @(Find-ForeignAccessBelow -Path $top -Mask $script:Change -Each).Count | Should -Be 5
        }
        It 'a link is reported, and not followed' {
            $elsewhere = New-Tree 'elsewhere' 'theirs.js'
            $top = New-Tree 'linked' 'dist/main.js'
            [void][IO.Directory]::CreateSymbolicLink((Join-Path $top 'dist/plugins'), $elsewhere)
            Set-List @{ 'theirs.js' = New-List (New-Rule $users 0x2) } $kept
            Find-ProgramAccess -Program $top | ForEach-Object { $_.Path, $_.Who, $_.Rights } | Should -Be (Join-Path $top 'dist/plugins'), 'any user who may change its target', 'link'
        }
        It 'what no one lets us check is reported' {
            $top = New-Tree 'closed' 'dist/main.js'
            Set-List @{ 'main.js' = [UnauthorizedAccessException]::new('Access is denied.') } $kept
            Find-ProgramAccess -Program $top | ForEach-Object { $_.Path, $_.Rights } | Should -Be (Join-Path $top 'dist/main.js'), 'closed'
        }
        It 'programs and packages in the data are not to change for the account that the service runs as, its keys are' {
            $data = New-Tree 'data' 'programs/cloud-sync/sync.exe', 'packages/1.msi', 'keys/state.key', 'package-signing.json', 'state.sqlite'
            $own = New-List $system, $administrators, (New-Rule $account 0x1301bf)
            $reads = New-List $system, $administrators, (New-Rule $account 0x1200a9)
            Mock Find-AccessAbove { }
            Set-List @{ programs = $reads; 'cloud-sync' = $reads; 'sync.exe' = $reads; packages = $reads; '1.msi' = $reads; 'package-signing.json' = $reads } $own
            @(Find-DataAccess -Data $data -Account $account).Count | Should -Be 0
            foreach ($name in 'programs', 'sync.exe', '1.msi', 'package-signing.json') {
                $before = $script:lists[$name]
                $script:lists[$name] = $own
                @(Find-DataAccess -Data $data -Account $account | ForEach-Object { "$([IO.Path]::GetFileName($_.Path)) $($_.Who)" }) | Should -Be "$name $account" -Because $name
                @(Find-DataAccess -Data $data -Account $account -Administrator $account).Count | Should -Be 0 -Because 'an administrator may'
                $script:lists[$name] = $before
            }
            $script:lists['state.key'] = New-List $system, (New-Rule $users 0x1)
            (Find-DataAccess -Data $data -Account $account).Path | Should -Be (Join-Path $data 'keys/state.key')
        }
    }
    It 'above the program, making other folders is no one harm, and moving it away is' {
        $program = Join-Path $TestDrive 'programs'
        [void][IO.Directory]::CreateDirectory($program)
        $make, $move = (New-List $system, (New-Rule $users 0x4)), (New-List $system, (New-Rule $users 0x40))
        $kept = New-List $system
        Mock Get-Acl { if ($LiteralPath -eq $program) { $kept } else { $make } }
        @(Find-ProgramAccess -Program $program).Count | Should -Be 0
        Mock Get-Acl { if ($LiteralPath -eq $program) { $kept } else { $move } }
        @(Find-ProgramAccess -Program $program)[0].Path | Should -Be $TestDrive
    }
    It 'so it is above the data: no one may, neither the account that the service runs as nor an administrator in their own name' {
        $data = (New-Tree 'above' 'd/data/config.json') + '/d/data'
        foreach ($who in $users, $account) {
            Mock Get-Acl { if ([IO.Path]::GetFileName($LiteralPath) -eq 'd') { New-List $system, (New-Rule $who 0x10000) } else { New-List $system } }
            @(Find-DataAccess -Data $data -Account $account).Path | Should -Be ([IO.Path]::GetDirectoryName($data))
            @(Find-DataAccess -Data $data -Account $account -Administrator $who).Path | Should -Be ([IO.Path]::GetDirectoryName($data))
        }
        # One that administrators closed keeps no account from its start: they checked it when they set the lists.
        Mock Get-Acl { if ([IO.Path]::GetFileName($LiteralPath) -eq 'd') { throw [UnauthorizedAccessException]::new('Access is denied.') } else { New-List $system } }
        @(Find-DataAccess -Data $data -Account $account).Count | Should -Be 0
        @(Find-DataAccess -Data $data -Account $account -Administrator $users).Rights | Should -Be closed
        # C:\ProgramData as it comes: everyone may make something there.
        Mock Get-Acl { if ([IO.Path]::GetFileName($LiteralPath) -eq 'd') { New-List $system, $administrators, (New-Rule $users 0x1200a9), (New-Rule $users 0x116), (New-Rule 'S-1-3-0' 0x10000000 Allow 2) -Owner 'S-1-5-18' } else { New-List $system } }
        @(Find-DataAccess -Data $data -Account $account).Count | Should -Be 0
    }
    It 'a folder above the program that administrators closed keeps no account from its start either, and is reported to an administrator' {
        $program = (New-Tree 'above programs' 'd/programs/1/main.js') + '/d/programs/1'
        Mock Get-Acl { if ([IO.Path]::GetFileName($LiteralPath) -eq 'd') { throw [UnauthorizedAccessException]::new('Access is denied.') } else { New-List $system } }
        @(Find-ProgramAccess -Program $program -Lenient).Count | Should -Be 0
        @(Find-ProgramAccess -Program $program).Rights | Should -Be closed
        # As a start asks, and as an administrator does.
        $script = [IO.File]::ReadAllText((Join-Path $PSScriptRoot '../../../scripts/operations/Get-FolderAccess.ps1'))
        $body = [scriptblock]::Create($script.Substring($script.IndexOf('$administrator')))
        Mock Get-OwnAccount { }
        Mock Find-DataAccess { }
        $data = $TestDrive
        Mock Get-AdministratorAccount { }
        @(& $body).Count | Should -Be 0
        Mock Get-AdministratorAccount { 'S-1-5-21-1-2-3-500' }
        @(& $body).Rights | Should -Be closed
        Should -Invoke Find-DataAccess -ParameterFilter { $Data -eq $TestDrive }
    }
    It "Windows' own C:\ and Program Files, as they come, are no one's to move the program away in" {
        $program = Join-Path $TestDrive 'programs'
        [void][IO.Directory]::CreateDirectory($program)
        $installer = 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464'
        $drive = New-List -Owner $installer -Rules $system, $administrators, (New-Rule $users 0x1200a9), (New-Rule 'S-1-5-11' 0x4), (New-Rule 'S-1-5-11' 0x1301bf Allow 2), (New-Rule 'S-1-3-0' 0x10000000 Allow 2)
        Mock Get-Acl { $drive }
        @(Find-ForeignAccess -Path $TestDrive -Mask $script:Move -Itself).Count | Should -Be 0
        # The same entry on the program's own folder gives them what lies in it.
        @(Find-ForeignAccess -Path $TestDrive -Mask $script:Change | Where-Object { $_.Who -eq 'S-1-5-11' }).Count | Should -Be 2
    }
    It 'a drive of its own may give everyone the right to delete its root, which no one can, and no other' {
        $root = [IO.Path]::GetPathRoot($TestDrive)
        $modify = New-List $system, $administrators, (New-Rule 'S-1-5-11' 0x1301bf)
        $kept = New-List $system
        $first = $TestDrive.Substring($root.Length).Split([IO.Path]::DirectorySeparatorChar)[0]
        Mock Get-Acl { if ($LiteralPath -eq $root) { $modify } else { $kept } }
        @(Find-ProgramAccess -Program $TestDrive).Count | Should -Be 0
        Mock Get-Acl { if ($LiteralPath -eq (Join-Path $root $first)) { $modify } else { $kept } }
        @(Find-ProgramAccess -Program $TestDrive).Path | Should -Be (Join-Path $root $first)
    }
}
