#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'The folder that a program is installed from' -Tag Quick {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/VenueError.psm1') -Force
        . (Join-Path $PSScriptRoot '../../../scripts/services/FolderAccess.ps1')
        . (Join-Path $PSScriptRoot '../../../scripts/installation/ProgramSource.ps1')
        . (Join-Path $PSScriptRoot '../shared/AccessList.ps1')
        $me = 'S-1-5-21-1-2-3-500'
        $folder = New-Tree -Name 'unpacked' -File 'node/node.exe', 'scripts/a.ps1', 'scripts/b.ps1'
    }

    It 'is taken where administrators alone may change it, and anyone who runs this, in whose name it was unpacked' {
        $list = New-List $system, $administrators, (New-Rule $me 0x1f01ff), (New-Rule $users 0x1200a9) -Owner $me
        $outside = New-List $system, $administrators, (New-Rule 'S-1-5-21-1-2-3-512' 0x1f01ff)
        Mock Get-Acl { if ($LiteralPath.StartsWith($folder)) { $list } else { $outside } }
        { Confirm-ProgramSource -Program $folder -Administrator $me } | Should -Not -Throw
        { Confirm-ProgramSource -Program $folder } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED
    }
    It 'is refused where others may put files into it, as Windows lets them below C:\, and says where and who' {
        $list = New-List $system, $administrators, (New-Rule 'S-1-5-11' 0x1301bf)
        Mock Get-Acl { $list }.GetNewClosure()
        { Confirm-ProgramSource -Program $folder -Administrator $me } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "*$folder may be changed by S-1-5-11*Nothing was done.*"
    }
    It 'is refused in a folder of anyone who runs this, such as Downloads, which what runs as they without elevation could change' {
        $list = New-List $system, $administrators
        $own = New-List $system, $administrators, (New-Rule $me 0x1f01ff) -Owner $me
        $outside = [IO.Path]::GetDirectoryName($folder)
        Mock Get-Acl { if ($LiteralPath -eq $outside) { $own } else { $list } }
        { Confirm-ProgramSource -Program $folder -Administrator $me } | Should -Throw -ErrorId PROGRAM_NOT_TRUSTED -ExpectedMessage "*$outside may be changed by $me (owner)*Your own folders*"
    }
    It 'names three places and how many more; and a folder above that others may move' {
        Mock Get-Acl { if ([IO.Path]::GetExtension($LiteralPath)) { New-List $administrators, (New-Rule "S-1-1-$([IO.Path]::GetFileName($LiteralPath).Length)" 0x2) } else { New-List $administrators } }
        Mock Find-AccessAbove { [pscustomobject]@{ Path = 'C:\install'; Who = $users; Rights = '0x10000' } }
        { Confirm-ProgramSource -Program $folder } | Should -Throw -ExpectedMessage '*; and 1 more.*'
    }
}
