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
            $list = [pscustomobject]@{ Owner = $Owner; Rules = $Rules; Sddl = '' }
            $list | Add-Member ScriptMethod GetOwner { param($as) [void]$as; [pscustomobject]@{ Value = $this.Owner } }
            $list | Add-Member ScriptMethod GetAccessRules { param($explicit, $inherited, $as) [void]($explicit -and $inherited -and $as); $this.Rules }
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
    It 'the folder of credentials, kept by another account, may be closed to the one that looks; nothing else may' {
        $data = Join-Path $TestDrive 'closed'
        foreach ($name in 'credentials', 'keys') { [void][IO.Directory]::CreateDirectory((Join-Path $data $name)) }
        $list = New-List $system
        Mock Get-Acl { if ([IO.Path]::GetFileName($LiteralPath) -eq 'credentials') { throw ([UnauthorizedAccessException]::new('Access is denied.')) }; $list }
        @(Find-DataAccess -Data $data).Count | Should -Be 0
        Mock Get-Acl { if ([IO.Path]::GetFileName($LiteralPath) -eq 'keys') { throw ([UnauthorizedAccessException]::new('Access is denied.')) }; $list }
        { Find-DataAccess -Data $data } | Should -Throw '*Access is denied*'
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
        $script:set.Keys | Should -Not -Contain (Join-Path $data 'package-signing.json')
        [IO.File]::ReadAllText((Join-Path $data 'service-rights.json')) | Should -Be '{}' -Because 'the account would write one that says what it is given'
        # The key that packages are held against, and what an administrator gave.
        foreach ($name in 'package-signing.json', 'service-rights.json') { [IO.File]::WriteAllText((Join-Path $data $name), '{"kept":1}') }
        Set-DataAccess -Data $data -Account 'S-1-5-80-1'
        [IO.File]::ReadAllText((Join-Path $data 'service-rights.json')) | Should -Be '{"kept":1}'
        foreach ($name in 'package-signing.json', 'service-rights.json') { $script:set[(Join-Path $data $name)] | Should -Be 'O:BAG:SYD:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1200a9;;;S-1-5-80-1)' }
    }
}
