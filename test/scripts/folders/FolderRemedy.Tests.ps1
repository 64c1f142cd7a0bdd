#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'What is to be done about a folder that is refused' -Tag Quick {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/VenueError.psm1') -Force
        $installation = Join-Path $PSScriptRoot '../../../scripts/installation'
        . (Join-Path $installation 'FolderRemedy.ps1')
        function New-Found([string]$Path, [string]$Rights, [string]$Who = 'VENUE\bob (S-1-5-21-1-2-3-1001)') { [pscustomobject]@{ Path = $Path; Who = $Who; Rights = $Rights } }
        # As anyone who is refused reads it.
        function Get-Said([object[]]$Found, [string]$Program, [string]$Data) {
            try { Confirm-NoneFound -Found $Found -Program $Program -Data $Data } catch { $_.Exception.Message }
        }
        $protect = "powershell -NoProfile -ExecutionPolicy Bypass -File `"$(Join-Path (Resolve-Path $installation) 'Set-ServerService.ps1')`" -Action Protect"
    }

    It 'what is in our folders is moved away while the service is stopped, the folders are closed, and what is known is copied back' {
        $data = Join-Path $TestDrive 'my data'
        $said = Get-Said (New-Found $data 'owner') (Join-Path $TestDrive 'programs') $data
        $said | Should -BeLike "*Stop-Service VenueControl first, and start it only after everything is copied back. As Administrator move it away*restart Windows, and stop the service again. *"
        $said | Should -BeLike "*$protect -Program `"$(Join-Path $TestDrive 'programs')`" -Data `"$data`". After that, copy back*"
        $said | Should -BeLike "*: a folder as robocopy `"C:\Program Files\away\keys`" `"$(Join-Path $data 'keys')`" /e /xj /b /r:1 /w:1, a file as copy `"C:\Program Files\away\venue.json`" `"$(Join-Path $data 'venue.json')`". *"
        $said | Should -BeLike '*creates the data folder again before you do, name another one for the data (--data), for example C:\Program Files\VenueControlData.'
    }
    It 'of folders that are not known no command is said' {
        Get-AwayRemedy | Should -Match 'move it away.*Copy back'
        Get-AwayRemedy | Should -Not -Match '"|DATA|robocopy|powershell'
    }
    It "a drive's root is without quotes, which cmd would take its separator with" {
        $said = Get-Said (New-Found 'D:\' 'owner') 'E:\' 'D:\'
        $said | Should -BeLike "*$protect -Program E:\ -Data D:\. After that*"
        $said = Get-Said (New-Found 'D:\' 'owner'), (New-Found 'D:\' '0x40') 'C:\Program Files\VenueControl' 'D:\data'
        $said | Should -BeLike '*: takeown /f D:\ /a, as Administrator*: icacls D:\ /inheritance:d, then icacls D:\ /remove:g `*S-1-5-21-1-2-3-1001. Then restart Windows, because the previous owner may still have it open.'
        (Get-LinkRemedy -Link 'D:\' -Data 'D:\')[0] | Should -BeLike '*: cmd /c rmdir D:\.'
        Format-Argument -Path 'D:\a b' | Should -Be '"D:\a b"'
    }
    It 'of a folder above another one is said first, then three commands, each once' {
        $above = @(1, 1, 2, 3, 4 | ForEach-Object { New-Found "/srv/$_" 'owner' })
        $said = Get-Said $above '/srv/programs' '/srv/data'
        $said | Should -BeLike '*not to Administrators. Name another folder, such as one in C:\ProgramData or C:\Program Files. If it must be this folder: Make Administrators the owner of /srv/1, *'
        [regex]::Matches($said, 'takeown /f "(?<On>[^"]+)"') | ForEach-Object { $_.Groups['On'].Value } | Should -Be '/srv/1', '/srv/2', '/srv/3'
        Get-Said (New-Found '/srv' '0x40' 'someone') '' '/srv/data' | Should -BeLike '*Name another folder*Program Files.' -Because 'without a number there is no command'
    }
    It "in someone's own profile nothing is taken from them: <Path>" -ForEach @(
        @{ Path = 'C:\Users\Bob'; Rights = '0x40' }, @{ Path = 'C:\Users\Bob'; Rights = 'owner' }, @{ Path = 'C:\Users\Bob\x'; Rights = 'owner' }
    ) {
        Get-Said (New-Found $Path $Rights) '' 'C:\Users\Bob\x' | Should -Match '\. Name another folder, such as one in C:\\ProgramData or C:\\Program Files\.$'
        Get-Said (New-Found 'C:\UsersData' 'owner') '' 'C:\UsersData\x' | Should -BeLike '*takeown*'
    }
    It 'what only begins with the name of ours is not ours' {
        $end = [IO.Path]::DirectorySeparatorChar
        Get-Said (New-Found '/srv/data old' 'owner') '' '/srv/data' | Should -Not -BeLike '*move it away*'
        foreach ($folder in '/srv/data', "/srv/data$end") { Test-Within -Path "/srv/data$($end)keys" -Folder $folder | Should -BeTrue }
        Test-Within -Path '/srv/database' -Folder '/srv/data' | Should -BeFalse
        Test-Within -Path '/srv/data' -Folder '' | Should -BeFalse
    }
    It 'a link is deleted as what it is: del would empty the folder that a link leads to' {
        $there = [IO.Directory]::CreateDirectory((Join-Path $TestDrive 'there')).FullName
        $data = [IO.Directory]::CreateDirectory((Join-Path $TestDrive 'data')).FullName
        [IO.File]::WriteAllText((Join-Path $there 'x'), '')
        [void][IO.Directory]::CreateSymbolicLink((Join-Path $data 'logs'), $there)
        [void][IO.File]::CreateSymbolicLink((Join-Path $data 'venue.json'), (Join-Path $there 'x'))
        $found = 'logs', 'venue.json' | ForEach-Object { New-Found (Join-Path $data $_) 'link' }
        Get-Said $found '' $data | Should -BeLike "*: cmd /c rmdir `"$(Join-Path $data 'logs')`", cmd /c del `"$(Join-Path $data 'venue.json')`". Then protect the folders: *"
    }
    It 'a name that another user chose is in no command, of a link, of our folders or of one above: <Name>' -ForEach @(
        '$(x)', 'x&y', '%x%', "x$([char]0x201D)y", 'x`y', "x'y", 'x  y', 'x ', ' x', 'x.', "$([char]0x212A)eys", "x$([char]10)", 'x;y' | ForEach-Object { @{ Name = $_ } }
    ) {
        $order = '(cmd /c|powershell|robocopy|takeown|icacls|copy) [^:]*"'
        function Confirm-Nameless([string]$Said) { foreach ($one in [regex]::Matches($Said, $order)) { $one.Value.Contains($Name) | Should -BeFalse -Because $one.Value } }
        foreach ($path in "/srv/data/$Name", "D:\data\$Name") {
            Test-Plain -Path $path | Should -BeFalse
            $link = @(Get-LinkRemedy -Link $path -Data $path) -join ' '
            $link | Should -BeLike '*delete the link, and not its target*never paste it. Do not use Explorer*'
            $link | Should -Not -Match 'cmd /c (rmdir|del) '
            foreach ($rights in 'owner', '0x40') { Confirm-Nameless (Get-Said (New-Found $path $rights) '' $path); Confirm-Nameless (Get-Said (New-Found $path $rights) '/srv/a' '/srv/b') }
            Confirm-Nameless (Get-Said (New-Found '/srv/data' 'owner') $path '/srv/data')
            $typed = [WildcardPattern]::Escape("and never paste it: $path.")
            Get-Said (New-Found $path 'owner') $path $path | Should -BeLike "*-Program `"<folder for programs>`" -Data `"<data folder>`". In cmd, type this in place of <folder for programs>, $typed In cmd, type this in place of <data folder>, $typed *robocopy * `"<data folder>\keys`" /e /xj /b /r:1 /w:1, *"
        }
    }
    It 'a folder above with any other character is in the same orders, with a word in its place: <Path>' -ForEach @('D:\Gasthof Müller', 'D:\POS (alt)', "D:\O'Neill", 'C:\Program Files (x86)' | ForEach-Object { @{ Path = $_ } }) {
        $typed = "In cmd, type this in place of <that folder>, and never paste it: $Path."
        Get-Said (New-Found $Path 'owner') '' "$Path\data" | Should -BeLike "*: takeown /f `"<that folder>`" /a, as Administrator, and never with /r. *$typed"
        Get-Said (New-Found $Path '0x40') '' "$Path\data" | Should -BeLike "*: icacls `"<that folder>`" /inheritance:d, then icacls `"<that folder>`" /remove:g `*S-1-5-21-1-2-3-1001. Then restart Windows, because *$typed"
    }
    It 'a usual path is in a command: <Path>' -ForEach @('D:\', 'C:\Program Files\VenueControl\1.0.0-beta.1-0a1b2c3d', '/srv/my data/x_1.y', 'D:\a b c\.keys' | ForEach-Object { @{ Path = $_ } }) {
        Test-Plain -Path $Path | Should -BeTrue
    }
    It 'where a link of an administrator''s leads is noted, the link deleted, the folders closed, and only then is anything copied' {
        (Get-LinkRemedy -Link '/srv/keys/audit.key' -Program '/p' -Data '/srv') -join ' ' | Should -BeLike "If you created such a link, stop the service*. Note the target*. Delete a link *cmd /c *. Then protect the folders: $protect -Program `"/p`" -Data `"/srv`". Only then copy *, and never move it. Start the service after that."
        (Get-LinkRemedy -Link '/srv' -Data '/srv') -join ' ' | Should -Match '^Delete a link in [^.]*\. If you created the link' -Because 'nothing is copied into its place'
        Get-LinkRemedy -Link '/srv' -Data '/srv/data' | Should -Be 'If you created the link, name the folder that it leads to.'
    }
    It 'the order for links with a name for no prompt asks of each, and takes away the link alone' {
        $there = [IO.Directory]::CreateDirectory((Join-Path $TestDrive 'led to')).FullName
        $data = [IO.Directory]::CreateDirectory((Join-Path $TestDrive 'nameless')).FullName
        [IO.File]::WriteAllText((Join-Path $there 'x'), '')
        [IO.File]::WriteAllText((Join-Path $data 'own'), '')
        foreach ($name in 'a$(x)', 'kept', 'b.') { [void][IO.Directory]::CreateSymbolicLink((Join-Path $data $name), $there) }
        [void][IO.File]::CreateSymbolicLink((Join-Path $data "c'd"), (Join-Path $there 'x'))
        Mock Read-Host { if ($Prompt -notlike '*kept*') { 'y' } }
        $said = (Get-NamelessRemedy -Link (Join-Path $data 'a$(x)'))[0]
        $said | Should -Match '(Get-ChildItem .* })\.$'
        [void]($said -match '(Get-ChildItem .* })\.$')
        & ([scriptblock]::Create($Matches[1]))
        [IO.Directory]::GetFileSystemEntries($data) | ForEach-Object { [IO.Path]::GetFileName($_) } | Sort-Object | Should -Be 'b.', 'kept', 'own'
        [IO.File]::Exists((Join-Path $there 'x')) | Should -BeTrue
        Should -Invoke Read-Host -Times 3 -Exactly
        (Get-NamelessRemedy -Link '/srv/$a', '/srv/$b', '/srv/$c', '/other/$a')[0] | Should -BeLike '*"/srv"*"/other"*' -Because 'three in one folder are one order'
        (Get-NamelessRemedy -Link '/srv/$(x)/a') -join ' ' | Should -Match '^If no command above deletes a link[^$]*$'
    }
}
