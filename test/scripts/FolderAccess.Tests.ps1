#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Access lists as Windows documents them, by stand-ins: Get-Acl and Set-Acl are Windows' alone, and Wine ignores access lists.
Describe 'Who else may change the program or read the data' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../../scripts/services/FolderAccess.ps1')
        function Get-Acl { [CmdletBinding()] param([string]$LiteralPath) throw "stub: Get-Acl $LiteralPath needs a Mock" }
        function Set-Acl { [CmdletBinding()] param([string]$LiteralPath, [object]$AclObject) throw "stub: Set-Acl $LiteralPath $AclObject needs a Mock" }
        # Propagation 2: only for what lies below.
        function New-Rule([string]$Sid, [int]$Rights, [string]$Type = 'Allow', [int]$Propagation = 0) {
            [pscustomobject]@{ IdentityReference = [pscustomobject]@{ Value = $Sid }; FileSystemRights = $Rights; AccessControlType = $Type; PropagationFlags = $Propagation }
        }
        function New-List([object[]]$Rules, [string]$Owner = 'S-1-5-32-544') {
            $said = @($Rules | Where-Object { $_ } | ForEach-Object { '({0};{1};{2};{3})' -f $_.AccessControlType, $_.PropagationFlags, $_.FileSystemRights, $_.IdentityReference.Value })
            $list = [pscustomobject]@{ Owner = $Owner; Rules = $Rules; Sddl = "O:$Owner D:$($said -join '')" }
            $list | Add-Member ScriptMethod GetOwner { param($as) [void]$as; [pscustomobject]@{ Value = $this.Owner } }
            $list | Add-Member ScriptMethod GetAccessRules { param($explicit, $inherited, $as) [void]($explicit -and $inherited -and $as); $this.Rules }
            $list | Add-Member ScriptMethod GetSecurityDescriptorSddlForm { param($sections) [void]$sections; $this.Sddl }
            $list | Add-Member ScriptMethod SetSecurityDescriptorSddlForm { param($text) $this.Sddl = $text }
            $list
        }
        $users = 'S-1-5-32-545'
        $system = New-Rule 'S-1-5-18' 0x1f01ff
        $administrators = New-Rule 'S-1-5-32-544' 0x1f01ff
    }

    It '<What>: <Found>' -ForEach @(
        @{ What = 'users read and run the program'; Rule = @('S-1-5-32-545', 0x1200a9, 'Allow'); Found = 'nothing' }
        @{ What = 'users may write a file'; Rule = @('S-1-5-32-545', 0x2, 'Allow'); Found = 'S-1-5-32-545 0x2' }
        @{ What = 'everybody may put files there'; Rule = @('S-1-1-0', 0x1201bf, 'Allow'); Found = 'S-1-1-0 0x16' }
        @{ What = 'signed-in users may delete'; Rule = @('S-1-5-11', 0x10000, 'Allow'); Found = 'S-1-5-11 0x10000' }
        @{ What = 'users may change the list itself'; Rule = @('S-1-5-32-545', 0x40000, 'Allow'); Found = 'S-1-5-32-545 0x40000' }
        @{ What = 'users may become its owner'; Rule = @('S-1-5-32-545', 0x80000, 'Allow'); Found = 'S-1-5-32-545 0x80000' }
        @{ What = 'generic write'; Rule = @('S-1-5-32-545', 0x40000000, 'Allow'); Found = 'S-1-5-32-545 0x40000000' }
        @{ What = 'what is denied'; Rule = @('S-1-5-32-545', 0x1f01ff, 'Deny'); Found = 'nothing' }
        @{ What = 'who owns what is made'; Rule = @('S-1-3-0', 0x1f01ff, 'Allow'); Found = 'nothing' }
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
    It 'the data are nobody else to read, but the account that the service runs as' {
        $list = New-List $system, (New-Rule 'S-1-5-21-1-2-3-1001' 0x1301bf), (New-Rule $users 0x1200a9)
        Mock Get-Acl { $list }.GetNewClosure()
        [IO.File]::WriteAllText((Join-Path $TestDrive 'state.sqlite'), '')
        $seen = @(Find-DataAccess -Data $TestDrive -Account 'S-1-5-21-1-2-3-1001')
        @($seen.Who | Select-Object -Unique), @($seen.Path).Count | Should -Be $users, 2
    }
    It 'that account may be one that somebody set by hand, of this machine: <Name>' -ForEach @(
        @{ Name = '.\svc'; Sid = 'S of .\svc' }, @{ Name = 'VENUE\svc'; Sid = 'S of VENUE\svc' }, @{ Name = 'LocalSystem'; Sid = $null }, @{ Name = ''; Sid = $null }
    ) {
        Mock Read-RegisteredAccount { $Name }.GetNewClosure()
        Mock Get-OwnSid { 'S-1-5-21-1' }
        Mock ConvertTo-AccountSid { "S of $Name" }
        @(Get-OwnAccount) | Should -Be (@('S-1-5-21-1') + @($Sid | Where-Object { $_ }))
        Mock ConvertTo-AccountSid { throw 'No mapping between account names and security IDs was done.' }
        Get-OwnAccount | Should -Be 'S-1-5-21-1' -Because 'one whom nobody knows stops no start'
    }
    It 'the folder of credentials, kept by another account, may be closed to the one that looks; nothing else may' {
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
        BeforeAll {
            function New-Tree([string]$Name, [string[]]$File) {
                $top = Join-Path $TestDrive $Name
                foreach ($one in $File) {
                    $path = Join-Path $top $one
                    [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($path))
                    [IO.File]::WriteAllText($path, '')
                }
                $top
            }
            # What isn't named is as it should be; a name is the last part of a path.
            function Set-List([hashtable]$Of, [object]$Else) { $script:lists = $Of; $script:else = $Else }
            $account = 'S-1-5-80-1'
            $kept = New-List $system, $administrators, (New-Rule $users 0x1200a9)
        }
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
        It 'what is as its folder is told once, of the folder, and of each file where that is asked for' {
            $top = New-Tree 'once' 'dist/a.js', 'dist/b/c.js', 'dist/b/own.js'
            $open = New-List $system, (New-Rule $users 0x2)
            Set-List @{ dist = $open; 'a.js' = $open; b = $open; 'c.js' = $open; 'own.js' = New-List $system, (New-Rule 'S-1-1-0' 0x4) } $kept
            @(Find-ProgramAccess -Program $top).Path | Sort-Object | Should -Be (Join-Path $top 'dist'), (Join-Path $top 'dist/b/own.js')
            @(Find-ForeignAccessBelow -Path $top -Mask $script:Change -Each).Count | Should -Be 5
        }
        It 'a link is told, and not followed' {
            $elsewhere = New-Tree 'elsewhere' 'theirs.js'
            $top = New-Tree 'linked' 'dist/main.js'
            [void][IO.Directory]::CreateSymbolicLink((Join-Path $top 'dist/plugins'), $elsewhere)
            Set-List @{ 'theirs.js' = New-List (New-Rule $users 0x2) } $kept
            Find-ProgramAccess -Program $top | ForEach-Object { $_.Path, $_.Who, $_.Rights } | Should -Be (Join-Path $top 'dist/plugins'), 'whoever may change what it leads to', 'link'
        }
        It 'what nobody lets us look at is told' {
            $top = New-Tree 'closed' 'dist/main.js'
            Set-List @{ 'main.js' = [UnauthorizedAccessException]::new('Access is denied.') } $kept
            Find-ProgramAccess -Program $top | ForEach-Object { $_.Path, $_.Rights } | Should -Be (Join-Path $top 'dist/main.js'), 'closed'
        }
        It 'programs and packages in the data are not to change for the account that the service runs as, its keys are' {
            $data = New-Tree 'data' 'programs/cloud-sync/sync.exe', 'packages/1.msi', 'keys/state.key', 'package-signing.json', 'state.sqlite'
            $own = New-List $system, $administrators, (New-Rule $account 0x1301bf)
            $reads = New-List $system, $administrators, (New-Rule $account 0x1200a9)
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
        It 'setting the lists anew reaches what has one of its own, and no link' {
            $top = New-Tree 'anew' 'dist/main.js', 'dist/other.js'
            $data = New-Tree 'anew data' 'programs/sync.exe', 'keys/state.key', 'credentials/gateway.json'
            [void][IO.Directory]::CreateSymbolicLink((Join-Path $top 'dist/plugins'), $data)
            $foreign = New-List $system -Owner 'S-1-5-21-1-2-3-1001'
            Set-List @{ 'main.js' = $foreign; 'sync.exe' = $foreign; 'state.key' = $foreign; credentials = $foreign } (New-List $system)
            $script:set = @{}
            Mock Set-Acl { $script:set[$LiteralPath] = $AclObject.Sddl }
            Set-ProgramAccess -Program $top
            $script:set.Keys | Sort-Object | Should -Be $top, (Join-Path $top 'dist/main.js')
            $script:set[(Join-Path $top 'dist/main.js')] | Should -Be 'O:BAG:SYD:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1200a9;;;BU)'
            $script:set = @{}
            Set-DataAccess -Data $data -Account $account
            $script:set[(Join-Path $data 'programs/sync.exe')] | Should -Be "O:BAG:SYD:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1200a9;;;$account)"
            $script:set[(Join-Path $data 'keys/state.key')] | Should -Be "O:BAG:SYD:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1301bf;;;$account)"
            $script:set.Keys | Should -Not -Contain (Join-Path $data 'credentials')
        }
    }
    It 'above the program, making other folders is nobody harm, and moving it away is' {
        $program = Join-Path $TestDrive 'programs'
        [void][IO.Directory]::CreateDirectory($program)
        $make, $move = (New-List $system, (New-Rule $users 0x4)), (New-List $system, (New-Rule $users 0x40))
        $kept = New-List $system
        Mock Get-Acl { if ($LiteralPath -eq $program) { $kept } else { $make } }
        @(Find-ProgramAccess -Program $program).Count | Should -Be 0
        Mock Get-Acl { if ($LiteralPath -eq $program) { $kept } else { $move } }
        @(Find-ProgramAccess -Program $program)[0].Path | Should -Be $TestDrive
    }
    It "Windows' own C:\ and Program Files, as they come, are nobody's to move the program away in" {
        $program = Join-Path $TestDrive 'programs'
        [void][IO.Directory]::CreateDirectory($program)
        $installer = 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464'
        $drive = New-List -Owner $installer -Rules $system, $administrators, (New-Rule $users 0x1200a9), (New-Rule 'S-1-5-11' 0x4), (New-Rule 'S-1-5-11' 0x1301bf Allow 2), (New-Rule 'S-1-3-0' 0x10000000 Allow 2)
        Mock Get-Acl { $drive }
        @(Find-ForeignAccess -Path $TestDrive -Mask $script:Move -Itself).Count | Should -Be 0
        # The same entry on the program's own folder gives them what lies in it.
        @(Find-ForeignAccess -Path $TestDrive -Mask $script:Change | Where-Object { $_.Who -eq 'S-1-5-11' }).Count | Should -Be 2
    }
    It 'a drive of its own may give everybody the right to delete its root, which nobody can, and no other' {
        $root = [IO.Path]::GetPathRoot($TestDrive)
        $modify = New-List $system, $administrators, (New-Rule 'S-1-5-11' 0x1301bf)
        $kept = New-List $system
        $first = $TestDrive.Substring($root.Length).Split([IO.Path]::DirectorySeparatorChar)[0]
        Mock Get-Acl { if ($LiteralPath -eq $root) { $modify } else { $kept } }
        @(Find-ProgramAccess -Program $TestDrive).Count | Should -Be 0
        Mock Get-Acl { if ($LiteralPath -eq (Join-Path $root $first)) { $modify } else { $kept } }
        @(Find-ProgramAccess -Program $TestDrive).Path | Should -Be (Join-Path $root $first)
    }
    It 'sets one list for <Kind>, that inherits nothing from above' -ForEach @(
        @{ Kind = 'the program'; Account = ''; Sddl = 'O:BAG:SYD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)' }
        # The folder itself may not be deleted, or moved: another would be in its place.
        @{ Kind = 'the data'; Account = 'S-1-5-80-1'; Sddl = 'O:BAG:SYD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;;0x1201bf;;;S-1-5-80-1)(A;OICIIO;0x1301bf;;;S-1-5-80-1)' }
    ) {
        $list = New-List
        Mock Get-Acl { $list }.GetNewClosure()
        Mock Set-Acl { }
        Set-KeptAccess -Path $TestDrive -Account $Account
        Should -Invoke Set-Acl -Times 1 -Exactly -ParameterFilter { $AclObject.Sddl -eq $Sddl -and $LiteralPath -eq $TestDrive }
    }
    It "what Windows runs or installs as SYSTEM the service's account may read and run, and not change: made at once, so that nobody else makes it" {
        Mock Get-Acl { New-List }
        $script:set = @{}
        Mock Set-Acl { $script:set[$LiteralPath] = $AclObject.Sddl }
        $data = Join-Path $TestDrive 'data'
        [void][IO.Directory]::CreateDirectory($data)
        Set-DataAccess -Data $data -Account 'S-1-5-80-1'
        $folder = 'O:BAG:SYD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;S-1-5-80-1)'
        foreach ($name in 'programs', 'packages') {
            [IO.Directory]::Exists((Join-Path $data $name)) | Should -BeTrue
            $script:set[(Join-Path $data $name)] | Should -Be $folder
        }
        $script:set[$data] | Should -BeLike '*0x1301bf*'
        [IO.File]::ReadAllText((Join-Path $data 'package-signing.json')) | Should -Be '' -Because 'the account would make a key of its own'
        foreach ($name in 'package-signing.json', 'service-rights.json') { $script:set.Keys | Should -Contain (Join-Path $data $name) }
        [IO.File]::ReadAllText((Join-Path $data 'service-rights.json')) | Should -Be '{}' -Because 'the account would write one that says what it is given'
        # The key that packages are held against, and what an administrator gave.
        foreach ($name in 'package-signing.json', 'service-rights.json') { [IO.File]::WriteAllText((Join-Path $data $name), '{"kept":1}') }
        Set-DataAccess -Data $data -Account 'S-1-5-80-1'
        [IO.File]::ReadAllText((Join-Path $data 'service-rights.json')) | Should -Be '{"kept":1}'
        foreach ($name in 'package-signing.json', 'service-rights.json') { $script:set[(Join-Path $data $name)] | Should -Be 'O:BAG:SYD:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1200a9;;;S-1-5-80-1)' }
    }
}
