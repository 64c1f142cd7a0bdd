#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'What an installation sets of the program and the data' -Tag Quick {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/VenueError.psm1') -Force
        . (Join-Path $PSScriptRoot '../../../scripts/services/FolderAccess.ps1')
        foreach ($part in 'FolderProtection', 'FolderMaker', 'FolderRemedy', 'ServiceAccount') { . (Join-Path $PSScriptRoot "../../../scripts/installation/$part.ps1") }
        . (Join-Path $PSScriptRoot '../shared/AccessList.ps1')
    }
    BeforeEach { Initialize-List }

    It 'setting the lists again reaches what has one of its own, and no link' {
        $top = New-Tree 'again' 'dist/main.js', 'dist/other.js'
        $data = New-Tree 'linked to' 'state.sqlite'
        [void][IO.Directory]::CreateSymbolicLink((Join-Path $top 'dist/plugins'), $data)
        Set-List @{ 'main.js' = New-List $system -Owner 'S-1-5-21-1-2-3-1001' } (New-List $system)
        $script:set = @{}
        Mock Set-Acl { $script:set[$LiteralPath] = $AclObject.Sddl }
        Set-ProgramAccess -Program $top
        $script:set.Keys | Sort-Object | Should -Be $top, (Join-Path $top 'dist/main.js')
        $script:set[(Join-Path $top 'dist/main.js')] | Should -Be 'O:BAG:SYD:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1200a9;;;BU)'
    }
    It 'back from an account of its own to LocalSystem nothing below the data is that account''s any more, and the start trusts it' {
        $data = New-Tree 'back' 'service-account.json', 'logs/deep/server.jsonl', 'programs/cloud-sync/sync.exe', 'packages/1.msi', 'keys/state.key', 'state.sqlite', 'credentials/gateway.json'
        $elsewhere = New-Tree 'back elsewhere' 'theirs.json'
        [void][IO.Directory]::CreateSymbolicLink((Join-Path $data 'logs/link'), $elsewhere)
        $theirs = New-List $system, $administrators -Owner $account
        $closed = New-List $system, $administrators -Owner $account
        $closed.AreAccessRulesProtected = $true
        $opened = New-List $system, $administrators, (New-Rule $users 0x1)
        $opened.Rules[2].IsInherited = $false
        $usual = New-List $system, $administrators
        Set-List @{ 'service-account.json' = $theirs; 'server.jsonl' = $theirs; 'theirs.json' = $theirs; 'sync.exe' = $theirs; 'gateway.json' = $theirs; credentials = $closed; 'state.key' = $opened } $usual
        @(Find-DataAccess -Data $data -Account 'S-1-5-18').Rights | Should -Contain owner
        $script:set = @{}
        Mock Set-Acl { $script:set[$LiteralPath.Substring($data.Length)] = $AclObject.Sddl; $script:lists[[IO.Path]::GetFileName($LiteralPath)] = $usual }
        Set-DataAccess -Data $data -Account 'S-1-5-18'
        @(Find-DataAccess -Data $data -Account 'S-1-5-18').Count | Should -Be 0
        $reset = @($script:set.Keys | Where-Object { $script:set[$_] -eq 'O:BAG:SYD:' } | Sort-Object)
        $reset | Should -Be '/credentials/gateway.json', '/keys/state.key', '/logs/deep/server.jsonl', '/programs/cloud-sync/sync.exe', '/service-account.json'
        $script:set['/credentials'] | Should -BeLike 'O:BAG:SYD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;*;;;S-1-5-18)*' -Because 'what is kept for going back stays closed'
        $script:set['/programs'], $script:set['/package-signing.json'] | Should -BeLike 'O:BAG:SYD:P(*'
    }
    It 'what goes while the lists are set again stops nothing, and a folder that became a link meanwhile leads nowhere' {
        $data = New-Tree 'lives' 'logs/1.jsonl', 'hosts/1.json.new', 'hosts/old/3.json', 'uploads/4.json', 'packages/5.msi'
        $elsewhere = New-Tree 'lives elsewhere' 'theirs.json'
        $script:set = @{}
        $script:isLinked = $false
        Mock Get-Acl {
            # Between the listing and this a file went, and a folder.
            if ($LiteralPath.EndsWith('.new')) { [IO.File]::Delete($LiteralPath); throw ([Management.Automation.ItemNotFoundException]::new("Cannot find path '$LiteralPath' because it does not exist.")) }
            if ($LiteralPath.EndsWith('old')) { [IO.Directory]::Delete($LiteralPath, $true) }
            # The first of these that is checked is in a folder of which the other has been listed, and not read.
            elseif (-not $script:isLinked -and [IO.Path]::GetFileName($LiteralPath) -in '1.jsonl', '4.json') {
                $script:isLinked = $true
                $other = Join-Path $data $(if ($LiteralPath.EndsWith('1.jsonl')) { 'uploads' } else { 'logs' })
                [IO.Directory]::Delete($other, $true)
                [void][IO.Directory]::CreateSymbolicLink($other, $elsewhere)
            }
            New-List $system -Owner 'S-1-5-80-1'
        }
        Mock Set-Acl { $script:set[$LiteralPath] = $AclObject.Sddl }
        Set-DataAccess -Data $data -Account 'S-1-5-18'
        $script:isLinked | Should -BeTrue
        @($script:set.Keys | Where-Object { $_ -like '*theirs.json' }).Count | Should -Be 0
        $script:set[(Join-Path $data 'packages/5.msi')] | Should -Be 'O:BAG:SYD:'
    }
    It 'what its owner has closed to administrators too is named, and how to take it over' {
        $data = New-Tree 'shut' 'logs/theirs.json'
        Set-List @{ 'theirs.json' = [UnauthorizedAccessException]::new('Access is denied.') } (New-List $system, $administrators)
        Mock Set-Acl { }
        { Set-DataAccess -Data $data -Account 'S-1-5-18' } | Should -Throw -ErrorId FILE_NOT_WRITTEN -ExpectedMessage '*theirs.json has closed it*move it away*'
        [void](New-Tree 'shut' 'credentials/gateway.json')
        $script:lists.credentials = $script:lists['theirs.json']
        { Set-DataAccess -Data $data -Account 'S-1-5-18' } | Should -Throw -ErrorId FILE_NOT_WRITTEN -ExpectedMessage '*credentials has closed it*move it away*'
    }
    It 'so is it in the program, and where administrators alone may change the data: <Closed>' -ForEach @(
        @{ Closed = 'programs'; Do = { Set-ProgramAccess -Program $top } }, @{ Closed = 'main.js'; Do = { Set-ProgramAccess -Program $top } }
        @{ Closed = 'package-signing.json'; Do = { Set-DataAccess -Data $top -Account 'S-1-5-18' } }
    ) {
        $top = New-Tree "shut $Closed/programs" 'dist/main.js', 'package-signing.json'
        Set-List @{} (New-List $system -Owner 'S-1-5-80-1')
        Mock Set-Acl { if ([IO.Path]::GetFileName($LiteralPath) -eq $Closed) { throw ([UnauthorizedAccessException]::new('Attempted to perform an unauthorized operation.')) } }
        $Do | Should -Throw -ErrorId FILE_NOT_WRITTEN -ExpectedMessage "*$Closed has closed it*move it away*"
    }
    It 'credentials are left as they are to anyone who kept them, and an empty folder of someone else is taken away' {
        $data = New-Tree 'kept' 'credentials/gateway.json'
        $closed = New-List $system, $administrators, (New-Rule $account 0x1f01ff) -Owner $account
        Set-List @{ credentials = $closed; 'gateway.json' = $closed } (New-List $system, $administrators)
        $script:set = @{}
        Mock Set-Acl { $script:set[$LiteralPath.Substring($data.Length)] = $AclObject.Sddl }
        Set-DataAccess -Data $data -Account $account
        $script:set.Keys | Should -Not -Contain '/credentials'
        $script:set.Keys | Should -Not -Contain '/credentials/gateway.json'
        [IO.File]::Delete((Join-Path $data 'credentials/gateway.json'))
        Set-DataAccess -Data $data -Account $account
        [IO.Directory]::Exists((Join-Path $data 'credentials')) | Should -BeTrue
        Set-DataAccess -Data $data -Account 'S-1-5-18'
        [IO.Directory]::Exists((Join-Path $data 'credentials')) | Should -BeFalse
    }
    It 'what someone else made where only administrators may change anything is named before it is closed: at most ten' {
        $data = New-Tree 'made' 'package-signing.json', 'service-rights.json', 'programs/cloud-sync/sync.exe', 'programs/cloud-sync/a.dll', 'packages/1.msi', 'state.sqlite'
        $theirs = New-List $system, $administrators -Owner 'S-1-5-80-1'
        Set-List @{ 'package-signing.json' = $theirs; 'cloud-sync' = $theirs; 'sync.exe' = $theirs; 'a.dll' = $theirs; '1.msi' = New-List $system -Owner 'S-1-5-21-7'; 'state.sqlite' = $theirs } (New-List $system, (New-Rule $users 0x1f01ff))
        # Once for all below a folder that is as it.
        @(Find-ForeignMaking -Data $data -Trusted 'S-1-5-21-7') | Should -Be @(
            "$(Join-Path $data 'package-signing.json') belongs to S-1-5-80-1, no administrator, and is kept as administrators' own from here on. Check it; where no administrator put it there, delete it."
            "$(Join-Path $data 'programs/cloud-sync') belongs to S-1-5-80-1, no administrator, and is kept as administrators' own from here on. Check it and what is in it; where no administrator put it there, delete it."
        )
        Set-List @{} (New-List $system)
        @(Find-ForeignMaking -Data $data).Count + @(Find-ForeignMaking -Data (Join-Path $data 'none')).Count | Should -Be 0
        $data = New-Tree 'made many' (@(1..14 | ForEach-Object { "packages/$_.msi" }) + 'package-signing.json')
        Mock Get-Acl { New-List $system -Owner "S-1-5-80-$([IO.Path]::GetFileNameWithoutExtension($LiteralPath))" }
        $said = @(Find-ForeignMaking -Data $data)
        # With the folder itself. Many files hide no key.
        $said.Count, $said[-1] | Should -Be 11, '6 more files or folders there belong to someone who is no administrator.'
        $said[0] | Should -BeLike '*package-signing.json belongs*'
    }
    It 'credentials that were closed while the service ran as <Ran> are open again to the account that it runs as' -ForEach @(@{ Ran = 'LocalSystem'; List = @() }, @{ Ran = 'another account'; List = @('S-1-5-80-2') }) {
        $data = New-Tree "closed by $Ran" 'credentials/gateway.json'
        $rules = @($system, $administrators) + @($List | ForEach-Object { New-Rule $_ 0x1301bf })
        Set-List @{ credentials = New-List $rules } (New-List $system, $administrators)
        $script:set = @{}
        Mock Set-Acl { $script:set[$LiteralPath.Substring($data.Length)] = $AclObject.Sddl }
        Set-DataAccess -Data $data -Account $account
        $script:set['/credentials'] | Should -Be 'O:BAG:SYD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;;0x1201bf;;;S-1-5-80-1)(A;OICIIO;0x1301bf;;;S-1-5-80-1)'
        # Denied is not let in.
        $script:lists.credentials = New-List $system, $administrators, (New-Rule $account 0x1301bf 'Deny')
        $script:set = @{}
        Set-DataAccess -Data $data -Account $account
        $script:set.Keys | Should -Contain '/credentials'
        $script:lists.credentials = New-List $system, $administrators
        $script:set = @{}
        Set-DataAccess -Data $data -Account 'S-1-5-18'
        $script:set.Keys | Should -Not -Contain '/credentials' -Because 'SYSTEM may already'
    }
    It 'what Windows keeps in the root of a volume that is mounted as the data folder is left as it is' {
        $data = New-Tree 'volume' 'System Volume Information/tracking.log', '$RECYCLE.BIN/S-1-5-21-1/x.json', 'logs/$RECYCLE.BIN/theirs.json'
        $theirs = New-List $system, (New-Rule $users 0x1f01ff) -Owner 'S-1-5-21-1'
        Set-List @{ 'System Volume Information' = [UnauthorizedAccessException]::new('Access is denied.'); '$RECYCLE.BIN' = $theirs; 'S-1-5-21-1' = $theirs; 'theirs.json' = $theirs } (New-List $system, $administrators)
        $script:set = @{}
        Mock Set-Acl { $script:set[$LiteralPath.Substring($data.Length)] = $AclObject.Sddl }
        @(Find-DataAccess -Data $data).Count | Should -Be 0
        Set-DataAccess -Data $data -Account 'S-1-5-18'
        $script:set.Keys | Where-Object { $_ -like '*System Volume*' -or $_ -like '/$RECYCLE.BIN*' } | Should -BeNullOrEmpty
        $script:set.Keys | Should -Contain '/logs/$RECYCLE.BIN/theirs.json'
    }
    It 'an installation makes both folders, and names what someone else made before it sets a list' {
        $data = New-Tree 'installed' 'package-signing.json'
        $program = Join-Path $TestDrive 'installed programs'
        $theirs = New-List $system, $administrators -Owner 'S-1-5-80-1'
        Set-List @{ 'package-signing.json' = $theirs } (New-List $system, $administrators)
        $script:set = @{}
        # Windows gives it to administrators with its list.
        Mock Set-Acl { $script:set[$LiteralPath] = $true; $script:lists[[IO.Path]::GetFileName($LiteralPath)] = ConvertFrom-Sddl $AclObject.Sddl }
        Set-InstallationAccess -Program $program -Data $data -Account $account | Should -BeLike "$data*package-signing.json belongs to S-1-5-80-1, no administrator, *"
        $program, $data, (Join-Path $data 'package-signing.json') | ForEach-Object { $script:set.Keys | Should -Contain $_ }
        Set-InstallationAccess -Program $program -Data $data -Account $account | Should -BeNullOrEmpty -Because 'it was said'
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
    It "what Windows runs or installs as SYSTEM the service's account may read and run, and not change: made at once, so that no one else makes it" {
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
        [IO.File]::ReadAllText((Join-Path $data 'package-signing.json')) | Should -Be '' -Because 'the account would make a key of its own'
        foreach ($name in 'package-signing.json', 'service-rights.json') { $script:set.Keys | Should -Contain (Join-Path $data $name) }
        [IO.File]::ReadAllText((Join-Path $data 'service-rights.json')) | Should -Be '{}' -Because 'the account would write one that says what it is given'
        # The key that packages are compared with, and what an administrator gave.
        foreach ($name in 'package-signing.json', 'service-rights.json') { [IO.File]::WriteAllText((Join-Path $data $name), '{"kept":1}') }
        Set-DataAccess -Data $data -Account 'S-1-5-80-1'
        [IO.File]::ReadAllText((Join-Path $data 'service-rights.json')) | Should -Be '{"kept":1}'
        foreach ($name in 'package-signing.json', 'service-rights.json') { $script:set[(Join-Path $data $name)] | Should -Be 'O:BAG:SYD:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1200a9;;;S-1-5-80-1)' }
    }
}
