#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeAll { . (Join-Path $PSScriptRoot 'Initialize-ServerUnderTest.ps1') }
AfterAll { if ($server) { Stop-ServerUnderTest -Server $server } }

Describe 'Set-VenuePin' {
    It 'refuses a wrong PIN and a new one that is easily guessed, and changes nothing' {
        Get-Id { Set-VenuePin 3 -CurrentPin (Get-Secret 8642) -NewPin (Get-Secret 123456) -Uri $server.Uri } | Should -Be BAD_USER_INPUT
        Get-Id { Set-VenuePin 3 -CurrentPin (Get-Secret 8643) -NewPin (Get-Secret 830617) -Uri $server.Uri } | Should -Be SIGN_IN_FAILED
        Get-Id { Set-VenuePin -CurrentPin (Get-Secret 2469) -NewPin (Get-Secret 830617) -Connection $admin } | Should -Be SIGN_IN_FAILED
        Set-VenuePin 3 -WhatIf -Uri $server.Uri
        (Connect-VenueControl 3 (Get-Secret 8642) -Uri $server.Uri -PassThru).ClerkName | Should -Be 'Ana Silva'
    }
    It 'changes the PIN of anyone who is connected, who stays so; their other connections end' {
        $ana = Connect-VenueControl 3 (Get-Secret 8642) -Uri $server.Uri -PassThru
        $other = Connect-VenueControl 3 (Get-Secret 8642) -Uri $server.Uri -PassThru
        Set-VenuePin -CurrentPin (Get-Secret 8642) -NewPin (Get-Secret 830617) -Connection $ana | Should -BeNullOrEmpty
        (Get-Venue -Connection $ana).CompanyName | Should -Not -BeNullOrEmpty
        Get-Id { Get-Venue -Connection $other } | Should -Be UNAUTHENTICATED
        Get-Id { Connect-VenueControl 3 (Get-Secret 8642) -Uri $server.Uri -PassThru } | Should -Be SIGN_IN_FAILED
    }
    It 'changes a temporary PIN, with which no one connects' {
        [void](Invoke-ServerCommand -Server $server -Argument clerk, set-pin, '3' -InputText "506193`n")
        $fault = Get-Fault { Connect-VenueControl 3 (Get-Secret 506193) -Uri $server.Uri -PassThru }
        $fault.FullyQualifiedErrorId | Should -Be 'PIN_TEMPORARY,Connect-VenueControl'
        $fault.ErrorDetails.RecommendedAction | Should -Match '^Run Set-VenuePin -ClerkId 3, then connect with the new PIN\.'
        Set-VenuePin 3 -CurrentPin (Get-Secret 506193) -NewPin (Get-Secret 740963) -Uri $server.Uri
        (Connect-VenueControl 3 (Get-Secret 740963) -Uri $server.Uri -PassThru).ClerkName | Should -Be 'Ana Silva'
        Get-Id { Set-VenuePin 3 -CurrentPin (Get-Secret 506193) -NewPin (Get-Secret 830617) -Uri $server.Uri } | Should -Be SIGN_IN_FAILED
    }
    It 'has someone at the keyboard type the new PIN twice, and changes nothing when they differ' {
        $run = Invoke-WithPerson -Connection $admin -Script 'Set-VenuePin -Connection $args[0]' -Answer 2468, 830617, 830618
        $run.Asked | Should -Be 'Current or temporary PIN:', 'New PIN:', 'Confirm new PIN:'
        "$($run.Error)" | Should -Be 'The new PINs do not match.'
        $run.Warned | Should -BeNullOrEmpty
        $run = Invoke-WithPerson -Connection $admin -Script 'Set-VenuePin -Connection $args[0]' -Answer 2468, 830617, 830617
        $run.Error | Should -BeNullOrEmpty
        "$($run.Warned)" | Should -Be 'API tokens that you created still work. Run Remove-VenueApiToken to revoke one.'
        (Connect-VenueControl 1 (Get-Secret 830617) -Uri $server.Uri -PassThru).ClerkName | Should -Be 'Morgan Reyes'
    }
    It 'asks for the clerk where only the server is given, and never changes the PIN of another connection' {
        $script = "Set-VenuePin -Uri '$($server.Uri)'"
        Get-Id { Set-VenuePin -Uri $server.Uri -CurrentPin (Get-Secret 1357) -NewPin (Get-Secret 492716) } | Should -Be INTERACTION_NEEDED
        $run = Invoke-WithPerson -Script $script -Answer 2, 1357, 492716, 492716
        $run.Error | Should -BeNullOrEmpty
        $run.Asked | Should -Be 'Clerk ID:', 'Current or temporary PIN:', 'New PIN:', 'Confirm new PIN:'
        (Connect-VenueControl 2 (Get-Secret 492716) -Uri $server.Uri -PassThru).ClerkId | Should -Be 2
    }
    It 'is nothing for an API token' {
        $made = New-VenueApiToken Nightly SERVICES_VIEW -ExpiresAt (Get-Date).AddDays(1)
        $token = Connect-VenueControl -Token $made.Token -Uri $server.Uri -PassThru
        Get-Id { Set-VenuePin -CurrentPin (Get-Secret 830617) -NewPin (Get-Secret 740963) -Connection $token } | Should -Be PERSON_NEEDED
    }
}
