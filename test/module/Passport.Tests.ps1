#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'Initialize-ServerUnderTest.ps1')
    # What is in the drive of a test is gone after its Describe.
    $folder = Join-Path ([IO.Path]::GetTempPath()) "venue-control-passport-$PID"
    [void][IO.Directory]::CreateDirectory($folder)
    $file = Join-Path $folder moving.passport
    $secret = Get-Secret 'seven gulls over the marina'
    function Get-Passport([psobject]$Connection) { (Test-VenueOnboarding -Connection $Connection).Passport }
}
AfterAll {
    if ($server) { Stop-ServerUnderTest -Server $server }
    [IO.Directory]::Delete($folder, $true)
}

Describe 'Export-VenuePassport' -Tag Nightly {
    It 'writes nothing with -WhatIf, and then asks for no passphrase' {
        Export-VenuePassport $file -WhatIf
        Test-Path $file | Should -BeFalse
    }
    It 'refuses what the server refuses, also with -WhatIf: a short passphrase, and who may not' {
        Get-Id { Export-VenuePassport $file -Passphrase (Get-Secret short) -WhatIf } | Should -Be BAD_USER_INPUT
        "$(Get-Fault { Export-VenuePassport $file -Passphrase (Get-Secret short) })" | Should -Match '^The value of -Passphrase must be 12 to 200 characters'
        $sam = Connect-VenueControl 2 (Get-Secret 1357) -Uri $server.Uri -PassThru
        Get-Id { Export-VenuePassport $file -Passphrase $secret -WhatIf -Connection $sam } | Should -Be FORBIDDEN
        Test-Path $file | Should -BeFalse
    }
    It 'has someone at the keyboard type the passphrase twice, and writes nothing when they differ' {
        $run = Invoke-WithPerson -Connection $admin -Script "Export-VenuePassport '$file' -Connection `$args[0]" -Answer 'seven gulls over the marina', 'seven gulls over the maryna'
        $run.Asked | Should -Be 'Passphrase of the migration file (12 characters or more):', 'Confirm passphrase:'
        "$($run.Error)" | Should -Be 'The passphrases do not match.'
        Test-Path $file | Should -BeFalse
    }
    It 'seals a passport in a file, and never over another one' {
        $run = Invoke-WithPerson -Connection $admin -Script "Export-VenuePassport '$file' -Connection `$args[0]" -Answer 'seven gulls over the marina', 'seven gulls over the marina'
        $run.Error | Should -BeNullOrEmpty
        (Get-Item $file).Length | Should -BeGreaterThan 500
        Get-Id { Export-VenuePassport $file -Passphrase $secret } | Should -Be BAD_USER_INPUT
        Get-Id { Export-VenuePassport (Join-Path $folder 'no/such/folder') -Passphrase $secret } | Should -Be FILE_NOT_WRITTEN
        @(Get-VenueAuditLog -Action exportPassport).Outcome | Should -Contain SUCCEEDED
    }
}

Describe 'Import-VenuePassport' -Tag Nightly {
    BeforeAll {
        $moved = Start-ServerUnderTest -Beside $server
        $there = Connect-VenueControl 1 (Get-Secret 2468) -Uri $moved.Uri -PassThru
    }
    AfterAll { if ($moved) { Stop-ServerUnderTest -Server $moved } }
    It 'refuses <Name>, also with -WhatIf, and changes nothing' -ForEach @(
        @{ Name = 'a wrong passphrase'; Code = 'PASSPHRASE_WRONG'; Given = @{ Path = 'moving.passport'; Passphrase = 'seven gulls over the harbour' } }
        @{ Name = 'a file that is none'; Code = 'PASSPORT_DAMAGED'; Given = @{ Path = 'none'; Passphrase = 'seven gulls over the marina' } }
        @{ Name = 'a file that is far too large'; Code = 'PASSPORT_DAMAGED'; Given = @{ Path = 'large'; Passphrase = 'seven gulls over the marina' } }
        @{ Name = 'a file that is not there'; Code = 'FILE_NOT_WRITTEN'; Given = @{ Path = 'nowhere'; Passphrase = 'seven gulls over the marina' } }
    ) {
        [IO.File]::WriteAllText((Join-Path $folder none), 'Dear Morgan')
        [IO.File]::WriteAllBytes((Join-Path $folder large), [byte[]]::new(40000))
        foreach ($whatIf in $true, $false) {
            Get-Id { Import-VenuePassport (Join-Path $folder $Given.Path) -Passphrase (Get-Secret $Given.Passphrase) -Connection $there -WhatIf:$whatIf } | Should -Be $Code
        }
        Get-Passport $there | Should -BeNullOrEmpty
    }
    It 'refuses the server that made it' { Get-Id { Import-VenuePassport $file -Passphrase $secret } | Should -Be PASSPORT_OF_THIS_SERVER }
    It 'says what onboarding will be, which the plan says from then on, and takes no passport twice' {
        Import-VenuePassport $file -Passphrase $secret -Connection $there -WhatIf
        Get-Passport $there | Should -BeNullOrEmpty
        $done = Import-VenuePassport $file -Passphrase $secret -Connection $there
        $done.Case, $done.Passport.OldServer | Should -Be FIRST_TIME, NEVER_CONNECTED
        $done.Passport.MadeAt | Should -BeOfType datetime
        # What the sites of these two servers have decided is the same.
        @($done.TakenOver).Count + @($done.Left).Count | Should -Be 0
        # Where a line is broken is the culture's to say, in the middle of a word also.
        $shown = (Test-VenueOnboarding -Connection $there | Out-String -Width 80) -replace '\s'
        $shown | Should -Match 'Passport:Exported.+,imported.+byMorganReyes\.Oldserver:NEVER_CONNECTED'
        $fault = Get-Fault { Import-VenuePassport $file -Passphrase $secret -Connection $there }
        $fault.FullyQualifiedErrorId | Should -Be 'PASSPORT_IMPORTED_BEFORE,Import-VenuePassport'
        $fault.ErrorDetails.RecommendedAction | Should -Match 'Make the onboarding plan.*Nothing was changed\.'
    }
}
