#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'The account of the service' -Tag Quick {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/VenueError.psm1') -Force
        . (Join-Path $PSScriptRoot '../../../scripts/installation/ServiceAccount.ps1')
        $system, $own = 'S-1-5-18', (ConvertTo-ServiceSid -Service VenueControl)
        function Add-Secret([string]$Content = '{}', [string]$Name = 'gateway.json') {
            [void][IO.Directory]::CreateDirectory("$TestDrive/credentials")
            [IO.File]::WriteAllText("$TestDrive/credentials/$Name", $Content)
        }
    }
    BeforeEach {
        [IO.File]::Delete("$TestDrive/service-account.json")
        if ([IO.Directory]::Exists("$TestDrive/credentials")) { [IO.Directory]::Delete("$TestDrive/credentials", $true) }
    }

    It "a service's SID is made of its name as Windows makes it, in any case" {
        # Microsoft's own, which every Windows has in its lists.
        foreach ($name in 'TrustedInstaller', 'TRUSTEDINSTALLER') { ConvertTo-ServiceSid -Service $name | Should -Be 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464' }
    }
    It 'is <Account>' -ForEach @(
        @{ Account = 'LocalSystem'; Sid = 'S-1-5-18' }, @{ Account = 'NT SERVICE\TrustedInstaller'; Sid = 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464' }
    ) {
        Get-ServiceAccountSid -Account $Account | Should -Be $Sid
    }
    It 'is none that would need a password: <Account>' -ForEach @(
        @{ Account = 'VENUE\bob' }, @{ Account = '.\Administrator' }, @{ Account = 'bob' }, @{ Account = 'NT SERVICE\a b' }, @{ Account = '' }, @{ Account = 'VENUE\x$ -Data C:\' }
    ) {
        { Get-ServiceAccountSid -Account $Account } | Should -Throw -ErrorId BAD_USER_INPUT -ExpectedMessage '*without a password*'
    }
    It 'one that someone set by hand is taken as it is where the service is registered so: <Account>' -ForEach @(
        @{ Account = 'VENUE\svc' }, @{ Account = 'NT AUTHORITY\NetworkService' }, @{ Account = '.\svc' }, @{ Account = 'svc@venue.example' }
    ) {
        Mock ConvertTo-AccountSid { "S of $Name" }
        Get-ServiceAccountSid -Account $Account -Registered $Account | Should -Be "S of $Account"
        { Get-ServiceAccountSid -Account $Account -Registered 'NT SERVICE\VenueControl' } | Should -Throw -ErrorId BAD_USER_INPUT
        { Get-ServiceAccountSid -Account $Account } | Should -Throw -ErrorId BAD_USER_INPUT
    }
    It 'secrets are of anyone who ran when there were none' {
        Update-AccountRecord -Data $TestDrive -Sid $system -Name SYSTEM | Should -BeNullOrEmpty
        Update-AccountRecord -Data $TestDrive -Sid $own -Name Own | Should -BeNullOrEmpty
        (Get-AccountRecord -Data $TestDrive).secretsOf.sid | Should -Be $own
    }
    It 'another account that starts is reported, and who can read them stays on record however often it starts' {
        [void](Update-AccountRecord -Data $TestDrive -Sid $system -Name SYSTEM)
        Add-Secret
        foreach ($turn in 1..2) { Update-AccountRecord -Data $TestDrive -Sid $own -Name Own | Should -BeLike 'The service runs as Own,*only SYSTEM can decrypt*onboard again*' }
        $record = Get-AccountRecord -Data $TestDrive
        $record.secretsOf.sid, $record.runsAs.sid | Should -Be $system, $own
        Update-AccountRecord -Data $TestDrive -Sid $system -Name SYSTEM | Should -BeNullOrEmpty
    }
    It 'an installation as another account is refused while it keeps secrets, before anything is done' {
        [void](Update-AccountRecord -Data $TestDrive -Sid $system -Name SYSTEM)
        Confirm-AccountSecret -Data $TestDrive -Account 'NT SERVICE\VenueControl'
        Add-Secret
        { Confirm-AccountSecret -Data $TestDrive -Account 'NT SERVICE\VenueControl' } | Should -Throw -ErrorId BAD_USER_INPUT -ExpectedMessage '*only SYSTEM can decrypt*Nothing was changed*'
        Confirm-AccountSecret -Data $TestDrive -Account LocalSystem
    }
    It 'what was kept before anyone wrote down whose it is, is of LocalSystem: nothing else was registered then' {
        Add-Secret
        { Confirm-AccountSecret -Data $TestDrive -Account 'NT SERVICE\VenueControl' } | Should -Throw -ErrorId BAD_USER_INPUT -ExpectedMessage '*only LocalSystem can decrypt*'
        Confirm-AccountSecret -Data $TestDrive -Account LocalSystem
        Update-AccountRecord -Data $TestDrive -Sid $own -Name Own | Should -BeLike '*only LocalSystem can decrypt*'
        (Get-AccountRecord -Data $TestDrive).secretsOf.sid | Should -Be $system
    }
    It 'a credential that says who kept it is that one''s, whatever the record says: an onboarding clears the warning' {
        Add-Secret
        [void](Update-AccountRecord -Data $TestDrive -Sid $own -Name Own)
        Add-Secret "{`"keptBy`":{`"sid`":`"$own`",`"name`":`"Own`"}}"
        Update-AccountRecord -Data $TestDrive -Sid $own -Name Own | Should -BeNullOrEmpty
        (Get-AccountRecord -Data $TestDrive).secretsOf.sid | Should -Be $own
        # One that waits for its turn counts where none is in use.
        Add-Secret '{}'
        Add-Secret "{`"keptBy`":{`"sid`":`"S-1-5-80-9`",`"name`":`"Third`"}}" 'gateway.pending.json'
        Update-AccountRecord -Data $TestDrive -Sid $own -Name Own | Should -BeNullOrEmpty
        [IO.File]::Delete("$TestDrive/credentials/gateway.json")
        Update-AccountRecord -Data $TestDrive -Sid $own -Name Own | Should -BeLike '*only Third can decrypt*'
    }
    It 'a folder that the account may not look into is kept by someone else, and reported: it fails no start' {
        Mock Find-KeptSecret { throw ([UnauthorizedAccessException]::new('Access is denied.')) }
        Update-AccountRecord -Data $TestDrive -Sid $own -Name Own | Should -BeLike '*only LocalSystem can decrypt*'
        # Nor is an account taken for the keeper that wrote the record when there were none.
        [IO.File]::WriteAllText("$TestDrive/service-account.json", (ConvertTo-Json @{ secretsOf = @{ sid = $own; name = 'Own' }; runsAs = @{ sid = $own; name = 'Own' } }))
        Update-AccountRecord -Data $TestDrive -Sid $own -Name Own | Should -BeLike '*only LocalSystem can decrypt*'
    }
    It 'a record that is half written counts as none, and a whole one takes its place: <Text>' -ForEach @(@{ Text = '{"secretsOf":{"si' }, @{ Text = '' }, @{ Text = '[]' }, @{ Text = '{"secretsOf":1}' }) {
        [IO.File]::WriteAllText("$TestDrive/service-account.json", $Text)
        Update-AccountRecord -Data $TestDrive -Sid $own -Name Own | Should -BeNullOrEmpty
        (Get-AccountRecord -Data $TestDrive).runsAs.sid | Should -Be $own
        [IO.File]::Exists("$TestDrive/service-account.json.new") | Should -BeFalse
    }
    It 'a record that can''t be written fails no start, and hides no warning' {
        Add-Secret
        [void][IO.Directory]::CreateDirectory("$TestDrive/service-account.json.new")
        try { Update-AccountRecord -Data $TestDrive -Sid $own -Name Own | Should -BeLike '*only LocalSystem can decrypt*' }
        finally { [IO.Directory]::Delete("$TestDrive/service-account.json.new") }
    }
}
