#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'What someone else made becomes neither the data nor the programs' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/VenueError.psm1') -Force
        . (Join-Path $PSScriptRoot '../../../scripts/services/FolderAccess.ps1')
        foreach ($part in 'FolderProtection', 'FolderMaker', 'FolderRemedy', 'ServiceAccount') { . (Join-Path $PSScriptRoot "../../../scripts/installation/$part.ps1") }
        . (Join-Path $PSScriptRoot '../shared/AccessList.ps1')
        $otherUser = 'S-1-5-21-1-2-3-1001'
        $admin = 'S-1-5-21-1-2-3-1002'
        function Protect-Tree([string]$Top) { Set-InstallationAccess -Program (Join-Path $Top 'programs') -Data (Join-Path $Top 'data') -Account $account -Trusted $admin }
    }
    BeforeEach { Initialize-List }

    It '<What> is refused before any list is set' -ForEach @(
        @{ What = 'a data folder of another user'; Of = 'data'; Expected = 'move it away*-Action Protect*robocopy' }
        @{ What = 'a folder for programs of another user'; Of = 'programs'; Expected = 'move it away' }
        @{ What = 'a folder in the data'; Of = 'keys'; Expected = 'move it away' }, @{ What = 'a file deep in the data'; Of = '1.jsonl'; Expected = 'move it away' }
        @{ What = 'a file beside it'; Of = 'config.json'; Expected = 'move it away' }
        @{ What = 'a program that is laid there'; Of = '1.0.0-0a1b2c3d'; Expected = 'move it away' }, @{ What = 'a file in it'; Of = 'x'; Expected = 'move it away' }
        @{ What = 'a folder above'; Of = 'refused'; Expected = 'takeown /f' }
    ) {
        $top = New-Tree 'refused' 'data/config.json', 'data/keys/sql-password', 'data/logs/deep/1.jsonl', 'programs/1.0.0-0a1b2c3d/x'
        Set-List @{ $Of = New-List $system, $administrators -Owner $otherUser } (New-List $system, $administrators)
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "*$Of belongs to $otherUser, not to Administrators.*$Expected*"
        Should -Invoke Set-Acl -Times 0 -Exactly
    }
    It 'so is what no one may check, and a folder above from which it could be moved away' {
        $top = New-Tree 'closed' 'data/logs/1.jsonl'
        Set-List @{ '1.jsonl' = [UnauthorizedAccessException]::new('Access is denied.') } (New-List $system)
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "*1.jsonl can't be checked.*move it away*"
        # As an ordinary folder of a second drive inherits it.
        Set-List @{ closed = New-List $system, (New-Rule 'S-1-5-11' 0x1301bf) } (New-List $system)
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "*S-1-5-11 can change or move *closed (0x10000)*icacls ""$top"" /inheritance:d, then icacls ""$top"" /remove:g `*S-1-5-11.*"
        Should -Invoke Set-Acl -Times 0 -Exactly
    }
    It 'a folder above of an administrator in their own name is refused here and by each start alike, and said before anything is stopped' {
        $top = New-Tree 'bobs' 'data/config.json', 'programs/1.0.0-0a1b2c3d/x'
        Set-List @{ bobs = New-List $system, (New-Rule $admin 0x1f01ff) -Owner $admin } (New-List $system)
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage '*bobs belongs to*never with /r*'
        Should -Invoke Set-Acl -Times 0 -Exactly
        @(Find-DataAccess -Data (Join-Path $top 'data') -Account $account).Path | Select-Object -Unique | Should -Be $top
        @(Find-ForeignFolder -Path (Join-Path $top 'data')).Path | Select-Object -Unique | Should -Be $top
        @(Find-ForeignFolder -Path (Join-Path $top 'not yet/data') -Early).Path | Select-Object -Unique | Should -Be $top
    }
    It '<Name>, a link, is refused before any list is set, and by each start' -ForEach @(
        @{ Name = 'data'; Todo = 'Delete a link*cmd /c rmdir "*"*If you created the link*' }, @{ Name = 'data/logs'; Todo = 'If you created such a link, *. Delete a link*' }, @{ Name = 'data/credentials'; Todo = 'If you created such a link, *. Delete a link*' }
        @{ Name = 'data/programs'; Todo = 'If you created such a link, *. Delete a link*' }, @{ Name = '../led above'; Todo = 'If you created the link*' }
    ) {
        $there = New-Tree "there $($Name -replace '\W')" 'data/config.json', 'programs/1.0.0-0a1b2c3d/x'
        $top = Join-Path $TestDrive "led $($Name -replace '\W')/top"
        $link = [IO.Path]::GetFullPath((Join-Path $top $Name))
        if ($Name -eq '../led above') { [void](New-Tree "led $($Name -replace '\W')" 'x'); $top = Join-Path $link 'top'; [void][IO.Directory]::CreateDirectory((Join-Path $there 'top/data')) }
        else { [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($link)) }
        [void][IO.Directory]::CreateSymbolicLink($link, $there)
        Set-List @{} (New-List $system)
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "$link is a link. $Todo"
        Should -Invoke Set-Acl -Times 0 -Exactly
        @(Find-DataAccess -Data "$(Join-Path $top 'data')$([IO.Path]::DirectorySeparatorChar)" -Account $account | Where-Object { $_.Rights -eq 'link' }).Path | Should -Be $link
        @(Find-ForeignFolder -Path (Join-Path $top 'data')).Path | Should -Be $link
    }
    It '<Name>, a link, is refused before any list is set' -ForEach @(@{ Name = 'programs'; Todo = 'If you created the link*' }, @{ Name = 'programs/1.0.0-0a1b2c3d'; Todo = 'If you created such a link, *. Delete a link*' }) {
        $top = New-Tree "program link $($Name.Length)" 'x', 'there/x', 'data/config.json'
        $link = Join-Path $top $Name
        [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($link))
        [void][IO.Directory]::CreateSymbolicLink($link, (Join-Path $top 'there'))
        Set-List @{} (New-List $system)
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "$link is a link. $Todo"
        Should -Invoke Set-Acl -Times 0 -Exactly
    }
    It 'what <Who> made is taken' -ForEach @(
        @{ Who = 'Administrators'; Owner = 'S-1-5-32-544' }, @{ Who = 'SYSTEM'; Owner = 'S-1-5-18' }, @{ Who = "the service's account"; Owner = 'S-1-5-80-1' }
        @{ Who = 'an administrator in their own name'; Owner = 'S-1-5-21-1-2-3-1002' }, @{ Who = 'NT SERVICE\VenueControl, which it ran as'; Owner = 'service' }
    ) {
        $top = New-Tree "taken $($Who -replace '\W')" 'data/keys/state.key', 'data/$RECYCLE.BIN/theirs', 'programs/1.0.0-0a1b2c3d/x'
        if ($Owner -eq 'service') { $Owner = ConvertTo-ServiceSid -Service VenueControl }
        $made = New-List $system, $administrators -Owner $Owner
        Set-List @{ data = $made; keys = $made; 'state.key' = $made; '$RECYCLE.BIN' = New-List $system -Owner $otherUser } (New-List $system, $administrators)
        Protect-Tree $top | Should -BeNullOrEmpty
        Should -Invoke Set-Acl -ParameterFilter { $LiteralPath -eq (Join-Path $top 'data') }
    }
    It 'an account before this one, which the list that administrators set lets in, may have made it; no one whom another list lets in' {
        $top = New-Tree 'earlier' 'data/state.sqlite', 'programs/1.0.0-0a1b2c3d/x'
        $list = New-List (@($system, $administrators) + (New-Given $otherUser))
        Set-List @{ data = $list; 'state.sqlite' = New-List $system -Owner $otherUser } (New-List $system)
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -Because 'it is inherited'
        $list.AreAccessRulesProtected = $true
        { Protect-Tree $top } | Should -Not -Throw
        $list.Owner = $otherUser
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -Because 'it is the list of another user'
    }
    It 'whom a list lets in that was kept as it was inherited, or an administrator let in, is no account before this one: <Because>' -ForEach @(
        @{ Because = 'to change is not what we give of the folder itself'; Rights = 0x1301bf }, @{ Because = 'nor is to read'; Rights = 0x1200a9 }, @{ Because = 'nor to read and be named'; Rights = 0x81 }
        @{ Because = 'who signed in is no account'; Who = 'S-1-5-11'; Given = $true }, @{ Because = 'nor are users'; Who = 'S-1-5-32-545'; Rights = 0x80 }, @{ Because = 'nor everyone'; Who = 'S-1-1-0'; Given = $true }
        @{ Because = 'below it is to read, run and write'; Rights = 0x1201bf; Inheritance = 3 }, @{ Because = 'named is anyone who is so in this folder alone'; Rights = 0x80; Inheritance = 3 }
        @{ Because = 'icacls /grant bob:(RX,W) gives nothing below'; Rights = 0x1201bf }
        @{ Because = 'what is below is someone else''s'; Rights = 0x1201bf; Below = @('S-1-5-21-1-2-3-1009', 0x1301bf, 'Allow', 2, 3) }
        @{ Because = 'it is for the folder too'; Rights = 0x1201bf; Below = @('S-1-5-21-1-2-3-1001', 0x1301bf, 'Allow', 0, 3) }
        @{ Because = 'it is less below'; Rights = 0x1201bf; Below = @('S-1-5-21-1-2-3-1001', 0x1200a9, 'Allow', 2, 3) }
        @{ Because = 'it is denied below'; Rights = 0x1201bf; Below = @('S-1-5-21-1-2-3-1001', 0x1301bf, 'Deny', 2, 3) }
    ) {
        $case = $_
        $who = if ($case['Who']) { $case.Who } else { $otherUser }
        $let = @(if ($case['Given']) { New-Given $who } else { New-Rule $who $case.Rights Allow 0 ([int]$case['Inheritance']) })
        if ($case['Below']) { $more = $case.Below; $let += New-Rule @more }
        $list = New-List (@($system, $administrators) + $let + (New-Rule $account 0x80))
        $list.AreAccessRulesProtected = $true
        Mock Get-Acl { $list }.GetNewClosure()
        Get-EarlierMaker -Data $TestDrive | Should -Be $account
    }
    It 'what the account before this one was given, and what names it meanwhile, says who that was' {
        $otherUser, 'S-1-5-80-1-2' | ForEach-Object {
            Mock Get-Acl { if ($script:given) { $script:given } else { New-List } }
            Mock Set-Acl { $script:given = ConvertFrom-Sddl $AclObject.Sddl }
            $script:given = $null
            Set-KeptAccess -Path $TestDrive -Account $_
            Get-EarlierMaker -Data $TestDrive | Should -Be $_
            Set-KeptAccess -Path $TestDrive -Account $account -Earlier $_
            Get-EarlierMaker -Data $TestDrive | Sort-Object | Should -Be @($_, $account | Sort-Object)
        }
    }
    It 'what is put there between the look and the list is refused too' {
        $top = New-Tree 'between' 'data/config.json', 'programs/1.0.0-0a1b2c3d/x'
        Set-List @{ packages = New-List $system -Owner $otherUser } (New-List $system)
        Mock Set-Acl { [void][IO.Directory]::CreateDirectory((Join-Path $top 'data/packages')) } -ParameterFilter { $LiteralPath -eq (Join-Path $top 'data') }
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage '*packages belongs to*'
        Should -Invoke Set-Acl -Times 2 -Exactly
        Should -Invoke Set-Acl -Times 2 -Exactly -ParameterFilter { [IO.Path]::GetFileName($LiteralPath) -in 'data', 'programs' }
    }
    It 'a program that is laid there between the look and the list is refused too' {
        $top = New-Tree 'laid' 'data/config.json', 'programs/1.0.0-0a1b2c3d/x'
        Set-List @{ 'version.dll' = New-List $system -Owner $otherUser } (New-List $system)
        Mock Set-Acl { [IO.File]::WriteAllText((Join-Path $top 'programs/1.0.0-0a1b2c3d/version.dll'), '') } -ParameterFilter { $LiteralPath -eq (Join-Path $top 'programs') }
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage '*version.dll belongs to*'
    }
    It 'anyone who may change a list, or become its owner, is refused as its maker is: <Where>' -ForEach @(@{ Where = 'data' }, @{ Where = 'state.key' }, @{ Where = 'programs' }, @{ Where = 'x' }) {
        $top = New-Tree 'own' 'data/keys/state.key', 'programs/1.0.0-0a1b2c3d/x'
        foreach ($rights in 0x40000, 0x80000, 0x1f01ff, 0x10000000) {
            Set-List @{ $Where = New-List $system, $administrators, (New-Rule $otherUser $rights) } (New-List $system)
            { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "*$otherUser can change or move *$Where (*move it away*" -Because $rights
        }
        Should -Invoke Set-Acl -Times 0 -Exactly
    }
    It "Windows' own lists are not, nor what Protect sets, nor what the account then makes" {
        $top = New-Tree 'usual' 'data/credentials/gateway.json', 'data/backups/1/state.sqlite', 'programs/1.0.0-0a1b2c3d/x'
        $installer = 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464'
        $everyone = @((New-Rule $users 0x1200a9), (New-Rule $users 0x116), (New-Rule 'S-1-5-11' 0x1301bf Allow 2), (New-Rule 'S-1-3-0' 0x10000000 Allow 2), (New-Rule $installer 0x1f01ff), (New-Rule $installer 0x10000000 Allow 2))
        $new = New-List (@($system, $administrators) + $everyone)
        $closed = New-List $system, $administrators, (New-Rule $account 0x1f01ff) -Owner $account
        $backup = New-List $system, $administrators, (New-Rule 'S-1-3-4' 0x1f01ff) -Owner $account
        Set-List @{ data = $new; programs = $new; credentials = $closed; 'gateway.json' = $closed; backups = $backup; 'state.sqlite' = New-List $system, $administrators, (New-Rule $account 0x1301bf) -Owner $account } (New-List $system, $administrators)
        foreach ($name in 'usual', '1.0.0-0a1b2c3d', 'x') { $script:lists[$name] = New-List $system, $administrators, (New-Rule $users 0x1200a9) -Owner $installer }
        Mock Set-Acl { $script:lists[[IO.Path]::GetFileName($LiteralPath)] = ConvertFrom-Sddl $AclObject.Sddl }
        foreach ($time in 1, 2) { Protect-Tree $top | Should -BeNullOrEmpty -Because $time }
        Confirm-Place -Program (Join-Path $top 'programs') -Data (Join-Path $top 'data') -Account $account
    }
    It 'where the lists are set half way the account before this one is known to the next try, and no longer once they are set' {
        $top = New-Tree 'half' 'data/state.sqlite', 'programs/1.0.0-0a1b2c3d/x'
        $before = New-List (@($system, $administrators) + (New-Given $otherUser))
        $before.AreAccessRulesProtected = $true
        Set-List @{ data = $before; 'state.sqlite' = New-List $system -Owner $otherUser } (New-List $system)
        $script:isStopped = $true
        Mock Set-Acl {
            if ($script:isStopped -and [IO.Path]::GetFileName($LiteralPath) -eq 'state.sqlite') { throw 'The disk is full.' }
            $script:lists[[IO.Path]::GetFileName($LiteralPath)] = ConvertFrom-Sddl $AclObject.Sddl
        }
        { Protect-Tree $top } | Should -Throw 'The disk is full.'
        @(Find-DataAccess -Data (Join-Path $top 'data') -Account $account | Where-Object { $_.Path -notlike '*state.sqlite' }).Count | Should -Be 0 -Because 'being named is no right'
        $script:isStopped = $false
        { Protect-Tree $top } | Should -Not -Throw
        $script:lists.data.Rules.IdentityReference.Value | Should -Not -Contain $otherUser
        $script:lists['state.sqlite'].Owner | Should -Be 'S-1-5-32-544'
    }
    It 'what is in the place of the data folder, and no folder that can be read, is named with what to do: <What>' -ForEach @(
        @{ What = 'a link that leads nowhere'; Make = { [void][IO.Directory]::CreateSymbolicLink($data, "$data nowhere") }; Says = 'is a link. Delete a link*' }
        @{ What = 'a file'; Make = { [IO.File]::WriteAllText($data, '') }; Says = 'is a file, not a folder.*move it away*' }
        @{ What = 'one that was closed'; Make = { [void][IO.Directory]::CreateDirectory($data); $script:lists.data = [UnauthorizedAccessException]::new('Access is denied.') }; Says = "can't be checked.*move it away*" }
    ) {
        $top = New-Tree "blocked $($What.Length)" 'x'
        $data = Join-Path $top 'data'
        Set-List @{} (New-List $system)
        & $Make
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "$data $Says"
        { Confirm-Place -Data $data -Account $account } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "$data $Says"
        Should -Invoke Set-Acl -Times 0 -Exactly
    }
    It 'a folder above that is a link which leads nowhere, or is closed, is named; and of what is closed only that folder is taken' {
        $top = New-Tree 'nowhere' 'x'
        $above = Join-Path $top 'above'
        [void][IO.Directory]::CreateSymbolicLink($above, "$above nowhere")
        Set-List @{} (New-List $system)
        { Protect-Tree $above } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "$above is a link. If you created the link*"
        $script:lists.nowhere = [UnauthorizedAccessException]::new('Access is denied.')
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "$top can't be checked. Name another folder, *Make Administrators the owner of $top, but not of its contents: takeown /f `"$top`" /a*"
    }
    It 'a folder for programs with <Other> in it is left as it is' -ForEach @(@{ Other = 'Common Files/x' }, @{ Other = '1.0.0/x' }, @{ Other = '1.0.0-0a1b2c3d.txt' }, @{ Other = '1.0.0-0a1b2c3d' }, @{ Other = 'desktop.ini/x' }) {
        $top = New-Tree "others $($Other -replace '\W')" "programs/$Other", 'programs/2.0.0-beta.1-00ff00ff/x', 'programs/2.0.0-00ff00ff.new/x', 'programs/System Volume Information/x'
        Set-List @{} (New-List $system)
        { Protect-Tree $top } | Should -Throw -ErrorId BAD_USER_INPUT -ExpectedMessage "*has something else in it: $($Other.Split('/')[0]).*"
        Should -Invoke Set-Acl -Times 0 -Exactly
        [IO.Directory]::Exists((Join-Path $top 'data')) | Should -BeFalse
        [IO.Directory]::Delete((Join-Path $top 'programs'), $true)
        [void](New-Tree "others $($Other -replace '\W')" 'programs/2.0.0-beta.1-00ff00ff/x', 'programs/2.0.0-00ff00ff.new/x', 'programs/System Volume Information/x', 'programs/Desktop.ini')
        { Protect-Tree $top } | Should -Not -Throw
    }
    It 'an archive that was unpacked into it is unpacked beside it: <Sums>' -ForEach @(@{ Sums = 'SHA256SUMS' }, @{ Sums = 'venue-control-1.0.0-win-x64/SHA256SUMS' }) {
        $programs = Join-Path (New-Tree "unpacked $($Sums.Length)" "programs/$Sums", 'programs/a/x', 'programs/2.0.0-00ff00ff/SHA256SUMS') 'programs'
        { Confirm-ProgramsOnly -Program $programs } | Should -Throw -ErrorId BAD_USER_INPUT -ExpectedMessage '*Unpack the archive beside it into a new folder*'
        [IO.File]::Delete((Join-Path $programs $Sums))
        { Confirm-ProgramsOnly -Program $programs } | Should -Throw -ErrorId BAD_USER_INPUT -ExpectedMessage '*Move it away. For a first install *'
    }
    It "Windows' own folders of a volume are no one's to refuse, also before anything is stopped" {
        $top = New-Tree 'volume' 'data/System Volume Information/x', 'data/$RECYCLE.BIN/x'
        Set-List @{ 'System Volume Information' = [UnauthorizedAccessException]::new('Access is denied.'); '$RECYCLE.BIN' = New-List $system -Owner $otherUser } (New-List $system)
        { Confirm-Place -Data (Join-Path $top 'data') -Account $account } | Should -Not -Throw
        [IO.Directory]::GetDirectories((Join-Path $top 'data')).Count | Should -Be 2 -Because 'a look makes nothing'
    }
    It 'the data alone are closed where no program is named' {
        $top = New-Tree 'alone' 'data/config.json'
        Set-List @{} (New-List $system)
        Set-InstallationAccess -Program '' -Data (Join-Path $top 'data') -Account $account
        Should -Invoke Set-Acl -ParameterFilter { $LiteralPath -eq (Join-Path $top 'data') }
        @([IO.Directory]::GetDirectories($top)).Count | Should -Be 1
    }
}
