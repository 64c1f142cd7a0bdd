#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'What somebody else made becomes neither the data nor the programs' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../scripts/services/VenueError.psm1') -Force
        . (Join-Path $PSScriptRoot '../../scripts/services/FolderAccess.ps1')
        foreach ($part in 'FolderProtection', 'FolderMaker', 'ServiceAccount') { . (Join-Path $PSScriptRoot "../../scripts/installation/$part.ps1") }
        . (Join-Path $PSScriptRoot 'AccessList.ps1')
        $stranger = 'S-1-5-21-1-2-3-1001'
        $admin = 'S-1-5-21-1-2-3-1002'
        function Protect-Tree([string]$Top) { Set-InstallationAccess -Program (Join-Path $Top 'programs') -Data (Join-Path $Top 'data') -Account $account -Trusted $admin }
    }
    BeforeEach {
        Mock Get-Acl {
            $name = [IO.Path]::GetFileName($LiteralPath)
            if ($script:lists.ContainsKey($name)) { if ($script:lists[$name] -is [Exception]) { throw $script:lists[$name] }; $script:lists[$name] } else { $script:else }
        }
        Mock Set-Acl { }
    }

    It '<What> is refused before any list is set' -ForEach @(
        @{ What = 'a data folder of a stranger'; Of = 'data' }, @{ What = 'a folder for programs of a stranger'; Of = 'programs' }
        @{ What = 'a folder in the data'; Of = 'keys' }, @{ What = 'a file deep in the data'; Of = '1.jsonl' }, @{ What = 'a file beside it'; Of = 'config.json' }
        @{ What = 'a folder above'; Of = 'refused' }
    ) {
        $top = New-Tree 'refused' 'data/config.json', 'data/keys/sql-password', 'data/logs/deep/1.jsonl', 'programs/x'
        Set-List @{ $Of = New-List $system, $administrators -Owner $stranger } (New-List $system, $administrators)
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "*$Of belongs to $stranger, not to Administrators. Move *setowner*restart Windows*"
        Should -Invoke Set-Acl -Times 0 -Exactly
    }
    It 'so is what nobody may look at, and a folder above from which it could be moved away' {
        $top = New-Tree 'closed' 'data/logs/1.jsonl'
        Set-List @{ '1.jsonl' = [UnauthorizedAccessException]::new('Access is denied.') } (New-List $system)
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "*1.jsonl can't be looked at. Move *"
        # As an ordinary folder of a second drive inherits it.
        Set-List @{ closed = New-List $system, (New-Rule 'S-1-5-11' 0x1301bf) } (New-List $system)
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage '*closed may be changed or moved away by S-1-5-11 (0x10000)*Take that right away*'
        Should -Invoke Set-Acl -Times 0 -Exactly
    }
    It 'a folder above of an administrator in their own name is refused here and by each start alike, and said before anything is stopped' {
        $top = New-Tree 'bobs' 'data/config.json', 'programs/x'
        Set-List @{ bobs = New-List $system, (New-Rule $admin 0x1f01ff) -Owner $admin } (New-List $system)
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage '*bobs belongs to*never of a folder above*'
        Should -Invoke Set-Acl -Times 0 -Exactly
        @(Find-DataAccess -Data (Join-Path $top 'data') -Account $account).Path | Select-Object -Unique | Should -Be $top
        @(Find-DataPlace -Data (Join-Path $top 'data')).Path | Select-Object -Unique | Should -Be $top
        @(Find-DataPlace -Data (Join-Path $top 'not yet/data')).Path | Select-Object -Unique | Should -Be $top
    }
    It '<Name>, a link, is refused before any list is set, and by each start' -ForEach @(@{ Name = 'data' }, @{ Name = 'data/logs' }, @{ Name = 'data/credentials' }, @{ Name = 'data/programs' }, @{ Name = '../led above' }) {
        $there = New-Tree "there $($Name -replace '\W')" 'data/config.json', 'programs/x'
        $top = Join-Path $TestDrive "led $($Name -replace '\W')/top"
        $link = [IO.Path]::GetFullPath((Join-Path $top $Name))
        if ($Name -eq '../led above') { [void](New-Tree "led $($Name -replace '\W')" 'x'); $top = Join-Path $link 'top'; [void][IO.Directory]::CreateDirectory((Join-Path $there 'top/data')) }
        else { [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($link)) }
        [void][IO.Directory]::CreateSymbolicLink($link, $there)
        Set-List @{} (New-List $system)
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "*$link is a link*Delete the link*"
        Should -Invoke Set-Acl -Times 0 -Exactly
        @(Find-DataAccess -Data "$(Join-Path $top 'data')$([IO.Path]::DirectorySeparatorChar)" -Account $account | Where-Object { $_.Rights -eq 'link' }).Path | Should -Be $link
        @(Find-DataPlace -Data (Join-Path $top 'data')).Path | Should -Be $link
    }
    It 'what <Who> made is taken' -ForEach @(
        @{ Who = 'Administrators'; Owner = 'S-1-5-32-544' }, @{ Who = 'SYSTEM'; Owner = 'S-1-5-18' }, @{ Who = "the service's account"; Owner = 'S-1-5-80-1' }
        @{ Who = 'an administrator in their own name'; Owner = 'S-1-5-21-1-2-3-1002' }, @{ Who = 'NT SERVICE\VenueControl, which it ran as'; Owner = 'service' }
    ) {
        $top = New-Tree "taken $($Who -replace '\W')" 'data/keys/state.key', 'data/$RECYCLE.BIN/theirs', 'programs/x'
        if ($Owner -eq 'service') { $Owner = ConvertTo-ServiceSid -Service VenueControl }
        $made = New-List $system, $administrators -Owner $Owner
        Set-List @{ data = $made; keys = $made; 'state.key' = $made; '$RECYCLE.BIN' = New-List $system -Owner $stranger } (New-List $system, $administrators)
        Protect-Tree $top | Should -BeNullOrEmpty
        Should -Invoke Set-Acl -ParameterFilter { $LiteralPath -eq (Join-Path $top 'data') }
    }
    It 'an account before this one, which the list that administrators set lets in, may have made it; nobody whom another list lets in' {
        $top = New-Tree 'earlier' 'data/state.sqlite', 'programs/x'
        $list = New-List $system, $administrators, (New-Rule $stranger 0x1201bf)
        Set-List @{ data = $list; 'state.sqlite' = New-List $system -Owner $stranger } (New-List $system)
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -Because 'it is inherited'
        $list.AreAccessRulesProtected = $true
        { Protect-Tree $top } | Should -Not -Throw
        $list.Owner = $stranger
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -Because 'it is the list of a stranger'
    }
    It 'what is put there between the look and the list is refused too' {
        $top = New-Tree 'between' 'data/config.json', 'programs/x'
        Set-List @{ packages = New-List $system -Owner $stranger } (New-List $system)
        Mock Set-Acl { [void][IO.Directory]::CreateDirectory((Join-Path $top 'data/packages')) }
        { Protect-Tree $top } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage '*packages belongs to*'
        Should -Invoke Set-Acl -Times 1 -Exactly
    }
    It 'the data alone are closed where no program is named' {
        $top = New-Tree 'alone' 'data/config.json'
        Set-List @{} (New-List $system)
        Set-InstallationAccess -Program '' -Data (Join-Path $top 'data') -Account $account
        Should -Invoke Set-Acl -ParameterFilter { $LiteralPath -eq (Join-Path $top 'data') }
        @([IO.Directory]::GetDirectories($top)).Count | Should -Be 1
    }
}
