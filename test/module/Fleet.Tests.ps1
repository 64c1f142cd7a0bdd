#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Many venues from one prompt, over PowerShell remoting as it is: a real sshd on loopback.
Describe 'Remoting over SSH' -Tag Nightly {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'SshServer.psm1') -Force
        $ssh = Start-SshServer -Folder (Join-Path $TestDrive ssh)
        $to = @{ HostName = '127.0.0.1'; Port = $ssh.Port; UserName = $ssh.UserName; KeyFilePath = $ssh.KeyFilePath; Options = $ssh.Options }
    }
    AfterAll { if ($ssh) { Stop-SshServer -Server $ssh } }

    It 'opens a session in a process of its own, with the module' {
        $session = New-PSSession @to
        try {
            Invoke-Command -Session $session { $PID } | Should -Not -Be $PID
            Invoke-Command -Session $session { (Get-Command Get-VenueStatus).ModuleName } | Should -Be VenueControl
        }
        finally { Remove-PSSession $session }
    }
    It 'opens a restricted session in which only commands of the module can be run' {
        $session = New-PSSession @to -Subsystem restricted
        try {
            (Invoke-Command -Session $session { Get-Command Get-VenueStatus }).Name | Should -Be Get-VenueStatus
            { Invoke-Command -Session $session { $x = 1; $x } -ErrorAction Stop } | Should -Throw '*no-language*'
            foreach ($command in { Get-ChildItem }, { sh -c id }, { Restart-VenueService netpos }) { { Invoke-Command -Session $session $command -ErrorAction Stop } | Should -Throw '*not recognized*' }
        }
        finally { Remove-PSSession $session }
    }
}
