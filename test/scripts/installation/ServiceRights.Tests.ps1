#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Windows' lists are kept by stand-ins, as text; Wine's functions take and keep nothing.
Describe 'Rights of an account on single services' -Tag Quick {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/VenueError.psm1') -Force
        . (Join-Path $PSScriptRoot '../../../scripts/services/NativeMethod.ps1')
        . (Join-Path $PSScriptRoot '../../../scripts/installation/ServiceRights.ps1')
        # As Windows makes a service's.
        $usual = 'D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;BA)(A;;CCLCSWLOCRRC;;;IU)(A;;CCLCSWLOCRRC;;;SU)'
        $sid = 'S-1-5-80-1-2-3-4-5'
        $closed = 'a record that is gone the account would make again, and an upgrade would believe it'
        $entry = "(A;;CCLCSWRPWPLORC;;;$sid)"
    }
    BeforeEach {
        $script:lists = @{ NetPOS = $usual; Connect = "$usual`S:(AU;FA;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;WD)" }
        foreach ($file in 'service-rights.json', 'service-rights.json.new') { [IO.File]::Delete("$TestDrive/$file") }
        Mock Read-ServiceSddl { $script:lists[$Name] }
        Mock Set-ServiceSddl { $script:lists[$Name] = $Sddl }
    }

    It 'lets it look, start and stop, and never change what Windows runs, delete or take over: <Right>' -ForEach @(
        @{ Right = 'DC' }, @{ Right = 'SD' }, @{ Right = 'WD' }, @{ Right = 'WO' }, @{ Right = 'GA' }
    ) {
        $given = ($script:ServiceRights -split '(..)' | Where-Object { $_ })
        $given | Should -Be 'CC', 'LC', 'SW', 'RP', 'WP', 'LO', 'RC'
        $given | Should -Not -Contain $Right
    }
    It 'gives each service that is there the right, once, and leaves what audits it' {
        Grant-ServiceRight -Service NetPOS, Connect, Gone -Sid $sid -Data $TestDrive | Should -Be NetPOS, Connect
        $script:lists.NetPOS | Should -Be "$usual$entry"
        $script:lists.Connect | Should -Be "$usual$entry`S:(AU;FA;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;WD)"
        $script:lists.ContainsKey('Gone') | Should -BeFalse
        Find-AbsentService -Service NetPOS, Gone, Connect | Should -Be Gone
        Grant-ServiceRight -Service NetPOS, Connect -Sid $sid -Data $TestDrive | Should -BeNullOrEmpty
        Should -Invoke Set-ServiceSddl -Times 2 -Exactly
    }
    It 'a list that lets everyone do everything is refused, and left: <List>' -ForEach @(@{ List = 'D:NO_ACCESS_CONTROL' }, @{ List = 'D:PNO_ACCESS_CONTROL' }, @{ List = 'D:NO_ACCESS_CONTROLS:(AU;FA;CC;;;WD)' }, @{ List = '' }) {
        $script:lists.NetPOS = $List
        { Grant-ServiceRight -Service NetPOS -Sid $sid -Data $TestDrive } | Should -Throw -ErrorId SERVICE_CONFIGURE_REFUSED
        Should -Invoke Set-ServiceSddl -Times 0 -Exactly
    }
    It 'what was before is on the disk before anything is changed' {
        Mock Set-ServiceSddl { throw 'the power goes' }
        { Grant-ServiceRight -Service NetPOS -Sid $sid -Data $TestDrive } | Should -Throw 'the power goes'
        (Read-KeptRight -Data $TestDrive).NetPOS.before | Should -Be $usual
    }
    It 'puts every list back as it was, and keeps an empty record' {
        [void](Grant-ServiceRight -Service NetPOS, Connect -Sid $sid -Data $TestDrive)
        [void](Grant-ServiceRight -Service NetPOS -Sid 'S-1-5-80-9-9-9-9-9' -Data $TestDrive)
        Undo-ServiceRight -Data $TestDrive
        $script:lists.NetPOS | Should -Be $usual
        $script:lists.Connect | Should -BeLike "$usual`S:*"
        [IO.File]::ReadAllText("$TestDrive/service-rights.json") | Should -Be '{}' -Because $closed
        Undo-ServiceRight -Data $TestDrive
    }
    It 'takes only what it gave from a list that someone else has changed since, and nothing from a service that went' {
        [void](Grant-ServiceRight -Service NetPOS, Connect -Sid $sid -Data $TestDrive)
        $script:lists.NetPOS += '(A;;RP;;;S-1-5-21-1-2-3-1001)'
        $script:lists.Remove('Connect')
        Undo-ServiceRight -Data $TestDrive
        $script:lists.NetPOS | Should -Be "$usual(A;;RP;;;S-1-5-21-1-2-3-1001)"
        $script:lists.ContainsKey('Connect') | Should -BeFalse
        [IO.File]::ReadAllText("$TestDrive/service-rights.json") | Should -Be '{}' -Because $closed
    }
    It 'the calls of Windows are as Microsoft documents them' {
        $api = Get-RightsApi
        $of = { param($name) ($api.GetMethod($name, [Reflection.BindingFlags]'NonPublic, Static').GetParameters().ParameterType.Name) -join ' ' }
        & $of nativeQueryServiceObjectSecurity | Should -Be 'IntPtr Int32 Byte[] Int32 Int32&'
        & $of nativeSetServiceObjectSecurity | Should -Be 'IntPtr Int32 Byte[]'
    }
}
