#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'Operations against the rehearsal cloud' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../shared/VenueUnderTest.psm1') -Force
        $folder = New-VenueUnderTest -WithCloud
        $number = '10482213'
        $company = 'Harbour View Hotel'
        $credentials = Join-Path $folder 'rehearsal/credentials'
        $codes = [Collections.Generic.List[string]]::new()
        [void](Invoke-Operation -Name Initialize-VenueHost)
        function Get-Secret([string]$Text) {
            $secret = [securestring]::new()
            foreach ($character in $Text.ToCharArray()) { $secret.AppendChar($character) }
            $secret
        }
        function Get-Code {
            [void](Invoke-Operation -Name Request-AuthenticationCode -With @{ CustomerNumber = $number })
            $code = Get-NewestCode
            $codes.Add($code)
            $code
        }
        function Invoke-Redeem([string]$Code, [string]$Id = [guid]::NewGuid()) {
            Invoke-Operation -Name Invoke-CodeRedemption -With @{ CustomerNumber = $number; RedemptionId = $Id; Code = (Get-Secret $Code) }
        }
        function Get-Ledger { Invoke-RestMethod -Uri "$env:VENUE_CONTROL_CLOUD_URL/ledger" }
        function Wait-Until([scriptblock]$Condition, [int]$Seconds = 15) {
            $end = [datetime]::UtcNow.AddSeconds($Seconds)
            while (-not (& $Condition)) {
                if ([datetime]::UtcNow -gt $end) { return $false }
                Start-Sleep -Milliseconds 200
            }
            $true
        }
    }
    AfterAll {
        Remove-VenueUnderTest | Should -Be 0
        Get-Module HostService.*, VenueHost.*, VenueFile.*, VenueCloud, CloudSyncPackage, VenueJson | Remove-Module -Force
    }
    AfterEach { Set-Fault -Fault @{} }

    It 'refuses a venue of another name and an unknown one' {
        (Invoke-Operation -Name Confirm-Venue -With @{ CustomerNumber = $number; CompanyName = $company }).CompanyName | Should -BeExactly $company
        Invoke-Operation -Name Confirm-Venue -With @{ CustomerNumber = $number; CompanyName = 'harbour view hotel' } | Should -Be VENUE_MISMATCH
        Invoke-Operation -Name Confirm-Venue -With @{ CustomerNumber = '00000000'; CompanyName = $company } | Should -Be VENUE_UNKNOWN
    }
    It 'says what a package would be refused for before a code is used up, and not where none is installed' {
        $venue = @{ CustomerNumber = $number; CompanyName = $company }
        (Invoke-Operation -Name Confirm-Venue -With ($venue + @{ PackageMegabytes = 1 })).CompanyName | Should -BeExactly $company
        Set-Fault -Fault @{ package = 'signature-wrong' }
        Invoke-Operation -Name Confirm-Venue -With ($venue + @{ PackageMegabytes = 1 }) | Should -Be PACKAGE_SIGNATURE_WRONG
        (Invoke-Operation -Name Confirm-Venue -With $venue).CompanyName | Should -BeExactly $company
    }
    It 'asks for no sync and no activation before there is a credential' {
        Invoke-Operation -Name Get-SyncJob -With @{ CustomerNumber = $number; JobId = [guid]::NewGuid().ToString() } | Should -Be CREDENTIAL_MISSING
        Invoke-Operation -Name Enable-CloudLocation -With @{ CustomerNumber = $number; LocationId = '1' } | Should -Be CREDENTIAL_MISSING
    }
    It 'sends a code to the masked mailbox' {
        $sent = Invoke-Operation -Name Request-AuthenticationCode -With @{ CustomerNumber = $number }
        $sent.SentTo | Should -Match '^m\*+r@harbourview\.example$'
        $sent.AttemptsLeft | Should -Be 5
        Get-NewestCode | Should -Match '^[0-9A-Z]{8}$'
    }
    It 'says why the cloud refuses a code: <Code>' -ForEach @(
        @{ Code = 'CODE_WRONG'; Text = 'ZZZZZZZZ'; Fault = @{} }
        @{ Code = 'CODE_MALFORMED'; Text = 'abc'; Fault = @{} }
        @{ Code = 'CODE_USED'; Text = 'ZZZZZZZZ'; Fault = @{ redeem = 'used' } }
        @{ Code = 'CODE_EXPIRED'; Text = 'ZZZZZZZZ'; Fault = @{ redeem = 'expired' } }
        @{ Code = 'REGISTRATION_EXPIRED'; Text = 'ZZZZZZZZ'; Fault = @{ registration = 'expired' } }
        @{ Code = 'CLOUD_NO_ANSWER'; Text = 'ZZZZZZZZ'; Fault = @{ cloud = 'error-500' } }
        @{ Code = 'CLOUD_NO_ANSWER'; Text = 'ZZZZZZZZ'; Fault = @{ cloud = 'malformed' } }
        @{ Code = 'CLOUD_NO_ANSWER'; Text = 'ZZZZZZZZ'; Fault = @{ cloud = 'reset' } }
        @{ Code = 'CLOUD_NO_ANSWER'; Text = 'ZZZZZZZZ'; Fault = @{ cloud = 'huge' } }
    ) {
        Set-Fault -Fault $Fault
        Invoke-Redeem -Code $Text | Should -Be $Code
        Join-Path $credentials 'gateway.pending.json' | Should -Not -Exist
    }
    It 'says that nothing was sent when the cloud cannot be reached' {
        $address = $env:VENUE_CONTROL_CLOUD_URL
        try {
            $env:VENUE_CONTROL_CLOUD_URL = 'http://127.0.0.1:9'
            Invoke-Redeem -Code 'ZZZZZZZZ' | Should -Be CLOUD_UNREACHABLE
        }
        finally { $env:VENUE_CONTROL_CLOUD_URL = $address }
    }
    It 'refuses a redemption that was closed before it was sent' {
        $id = [guid]::NewGuid().ToString()
        (Invoke-Operation -Name Close-CodeRedemption -With @{ CustomerNumber = $number; RedemptionId = $id }).Outcome | Should -Be closed
        Invoke-Redeem -Code (Get-Code) -Id $id | Should -Be REDEMPTION_CLOSED
    }
    It 'learns by closing that a code was redeemed though no answer came, once' {
        $id = [guid]::NewGuid().ToString()
        $code = Get-Code
        Set-Fault -Fault @{ redeem = 'timeout-after-commit' }
        Invoke-Redeem -Code $code -Id $id | Should -Be CLOUD_NO_ANSWER
        Set-Fault -Fault @{}
        (Invoke-Operation -Name Close-CodeRedemption -With @{ CustomerNumber = $number; RedemptionId = $id }).Outcome | Should -Be redeemed
        Invoke-Redeem -Code $code -Id $id | Should -Be REDEMPTION_REPEATED
        @((Get-Ledger).redemptions | Where-Object outcome -EQ redeemed).Count | Should -Be 1
        (Invoke-Operation -Name Get-RedemptionInUse).RedemptionId | Should -BeNullOrEmpty
        (Invoke-Operation -Name Save-GatewayCredential -With @{ RedemptionId = $id }).Previous | Should -Be none
        (Invoke-Operation -Name Get-RedemptionInUse).RedemptionId | Should -Be $id
        (Invoke-Operation -Name Restore-GatewayCredential -With @{ RedemptionId = $id }).Restored | Should -Be none
        (Invoke-Operation -Name Restore-GatewayCredential -With @{ RedemptionId = $id }).Restored | Should -Be none
    }
    It 'keeps the credential before the new one, private to this account, and restores it' {
        $first = [guid]::NewGuid().ToString()
        $second = [guid]::NewGuid().ToString()
        (Invoke-Redeem -Code (Get-Code) -Id $first).RedemptionId | Should -Be $first
        (Invoke-Operation -Name Save-GatewayCredential -With @{ RedemptionId = $first }).Previous | Should -Be none
        (Invoke-Redeem -Code (Get-Code) -Id $second).RedemptionId | Should -Be $second
        Invoke-Operation -Name Save-GatewayCredential -With @{ RedemptionId = [guid]::NewGuid().ToString() } | Should -Be CREDENTIAL_MISSING
        foreach ($time in 1, 2) { (Invoke-Operation -Name Save-GatewayCredential -With @{ RedemptionId = $second }).Previous | Should -Be kept }
        foreach ($name in 'gateway.json', 'gateway.previous.json') {
            [IO.File]::GetUnixFileMode((Join-Path $credentials $name)) | Should -Be ([IO.UnixFileMode]'UserRead, UserWrite')
        }
        [IO.File]::GetUnixFileMode($credentials) | Should -Be ([IO.UnixFileMode]'UserRead, UserWrite, UserExecute')
        foreach ($time in 1, 2) { (Invoke-Operation -Name Restore-GatewayCredential -With @{ RedemptionId = $second }).Restored | Should -Be previous }
        (Get-Content (Join-Path $credentials 'gateway.json') -Raw | ConvertFrom-Json).redemptionId | Should -Be $first
        (Get-Content (Join-Path $credentials 'gateway.pending.json') -Raw | ConvertFrom-Json).redemptionId | Should -Be $second
        (Invoke-Operation -Name Clear-PreviousCredential -With @{ RedemptionId = $first }).Cleared | Should -BeFalse
    }
    It 'keeps no package that is <Code>' -ForEach @(
        @{ Code = 'PACKAGE_CHECKSUM_WRONG'; Fault = 'checksum-wrong' }
        @{ Code = 'PACKAGE_SIGNATURE_WRONG'; Fault = 'signature-wrong' }
    ) {
        Set-Fault -Fault @{ package = $Fault }
        Invoke-Operation -Name Save-CloudSyncPackage | Should -Be $Code
        @(Get-ChildItem (Join-Path $folder 'rehearsal/packages') -ErrorAction SilentlyContinue).Count | Should -Be 0
        Invoke-Operation -Name Install-CloudSync -With @{ Version = '10.58.0' } | Should -Be PACKAGE_MISSING
    }
    It 'keeps what came of a package, installs nothing of it, and continues from there' {
        Set-Fault -Fault @{ package = 'truncated' }
        foreach ($time in 1, 2) { Invoke-Operation -Name Save-CloudSyncPackage | Should -Be PACKAGE_TRUNCATED }
        (Get-Item (Join-Path $folder 'rehearsal/packages/cloud-sync-10.58.0.pkg.part')).Length | Should -Be 131072
        Invoke-Operation -Name Install-CloudSync -With @{ Version = '10.58.0' } | Should -Be PACKAGE_MISSING
        Set-Fault -Fault @{ package = 'cut' }
        (Invoke-Operation -Name Save-CloudSyncPackage -With @{ MaximumMegabytes = 1 }) | Should -Be PACKAGE_TRUNCATED
        (Invoke-Operation -Name Save-CloudSyncPackage -With @{ MaximumMegabytes = 1 }).Version | Should -Be '10.58.0'
        (Invoke-Operation -Name Remove-CloudSyncPackage -With @{ Version = '10.58.0' }).Removed | Should -BeTrue
        @(Get-ChildItem (Join-Path $folder 'rehearsal/packages')).Count | Should -Be 0
    }
    It 'installs no package that was changed after it was downloaded' {
        $package = Invoke-Operation -Name Save-CloudSyncPackage
        $bytes = [IO.File]::ReadAllBytes($package.Path)
        $bytes[7] = $bytes[7] -bxor 1
        [IO.File]::WriteAllBytes($package.Path, $bytes)
        Invoke-Operation -Name Install-CloudSync -With @{ Version = $package.Version } | Should -Be PACKAGE_CHECKSUM_WRONG
        $said = "$($package.Path).json"
        [IO.File]::WriteAllText($said, ([IO.File]::ReadAllText($said) -replace 'cloud-sync\.bin', 'cloud-sync.exe'))
        Invoke-Operation -Name Install-CloudSync -With @{ Version = $package.Version } | Should -Be PACKAGE_SIGNATURE_WRONG
        [void](Invoke-Operation -Name Save-CloudSyncPackage)
    }
    It 'leaves the program that is there when a new one does not pass' {
        $package = Invoke-Operation -Name Save-CloudSyncPackage
        [void](Invoke-Operation -Name Install-CloudSync -With @{ Version = $package.Version })
        $program = Get-ChildItem $folder -Recurse -Filter program.bin
        $before = ($program | Get-FileHash).Hash, $program.LastWriteTimeUtc
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/CloudSyncPackage.psm1') -Force
        $seen = @{}
        { Expand-Package -Version $package.Version -Check { param($At) $seen.At = $At; $seen.Files = @(Get-ChildItem $At).Name; throw 'of someone else' } } | Should -Throw 'of someone else'
        $seen.Files | Should -Be program.bin
        $seen.At | Should -Not -Exist
        $after = Get-ChildItem $folder -Recurse -Filter program.bin
        ($after | Get-FileHash).Hash, $after.LastWriteTimeUtc | Should -Be $before
    }
    It 'leaves the same program as it lies there, which Windows Installer may have open, and no other' {
        $package = Invoke-Operation -Name Save-CloudSyncPackage
        $install = { [void](Invoke-Operation -Name Install-CloudSync -With @{ Version = $package.Version }) }
        & $install
        $program = (Get-ChildItem $folder -Recurse -Filter program.bin).FullName
        $before = [datetime]::new(2020, 1, 2, 0, 0, 0, [DateTimeKind]::Utc)
        [IO.File]::SetLastWriteTimeUtc($program, $before)
        & $install
        [IO.File]::GetLastWriteTimeUtc($program) | Should -Be $before
        $hash = (Get-FileHash $program).Hash
        [IO.File]::AppendAllText($program, 'x')
        & $install
        (Get-FileHash $program).Hash | Should -Be $hash
    }
    It 'withdraws a first sync that no Cloud Sync sends, and none that was open before' {
        [void](Invoke-Operation -Name Install-CloudSync -With @{ Version = (Invoke-Operation -Name Save-CloudSyncPackage).Version })
        Set-Fault -Fault @{ sync = 'stall' }
        $venue = @{ CustomerNumber = $number }
        [void](Invoke-Operation -Name Start-VenueHostService -With @{ Key = 'cloud-sync'; TimeoutSeconds = 10; StableSeconds = 1 })
        Wait-Until { (Invoke-Operation -Name Get-CloudVenue -With $venue).Sync.Job } | Should -BeTrue
        (Invoke-Operation -Name Remove-FirstSync -With $venue).Outcome | Should -Be Sent
        [void](Invoke-Operation -Name Stop-VenueHostService -With @{ Key = 'cloud-sync'; GraceSeconds = 10; PlannedUntil = 'Stopped' })
        $job = (Invoke-Operation -Name Get-CloudVenue -With $venue).Sync.Job
        $job.Kind | Should -Be FIRST
        (Invoke-Operation -Name Remove-FirstSync -With ($venue + @{ Before = $job.JobId })).Outcome | Should -Be None
        foreach ($outcome in 'Withdrawn', 'None') { (Invoke-Operation -Name Remove-FirstSync -With $venue).Outcome | Should -Be $outcome }
    }
    It 'connects, installs Cloud Sync, and the first sync runs to its end' {
        $package = Invoke-Operation -Name Save-CloudSyncPackage
        $package.Path | Should -Exist
        foreach ($time in 1, 2) { (Invoke-Operation -Name Install-CloudSync -With @{ Version = $package.Version }).Version | Should -Be 10.58.0 }
        $state = Invoke-Operation -Name Get-ServiceState -With @{ Key = @('cloud-sync') }
        $state.Installed, $state.State, $state.StartMode, $state.Version | Should -Be $true, 'Stopped', 'Manual', '10.58.0'
        foreach ($key in 'gateway-client', 'cloud-sync') {
            (Invoke-Operation -Name Start-VenueHostService -With @{ Key = $key; TimeoutSeconds = 10; StableSeconds = 1 }).Outcome | Should -Be Stable
        }
        Wait-Until { (Invoke-Operation -Name Get-CloudVenue -With @{ CustomerNumber = $number }).Connection.State -eq 'connected' } | Should -BeTrue
        Wait-Until { (Invoke-Operation -Name Get-CloudVenue -With @{ CustomerNumber = $number }).Sync.LastCompletedAt } | Should -BeTrue
        $job = (Invoke-Operation -Name Get-CloudVenue -With @{ CustomerNumber = $number }).Sync.Job
        $job.Kind, $job.State | Should -Be 'FIRST', 'COMPLETED'
        $job.RowsReceived | Should -BeGreaterThan 50000
    }
    It 'sends everything again when the cloud expects it, and withdraws what is not over' {
        $id = [guid]::NewGuid().ToString()
        $tables = @{ sale = 52000; terminal = 6 }
        Set-Fault -Fault @{ sync = 'stall' }
        # A table may be called what a property of a hashtable is called.
        $job = Invoke-Operation -Name Register-SyncJob -With @{ CustomerNumber = $number; JobId = $id; Kind = 'FULL'; TableCount = $tables + @{ keys = 4 } }
        $job.State, $job.RowsExpected | Should -Be 'EXPECTED', 52010
        Invoke-Operation -Name Register-SyncJob -With @{ CustomerNumber = $number; JobId = [guid]::NewGuid().ToString(); Kind = 'FULL'; TableCount = $tables } | Should -Be SYNC_JOB_ACTIVE
        (Invoke-Operation -Name Remove-SyncJob -With @{ CustomerNumber = $number; JobId = $id }).Withdrawn | Should -BeTrue
        Set-Fault -Fault @{}
        $id = [guid]::NewGuid().ToString()
        [void](Invoke-Operation -Name Register-SyncJob -With @{ CustomerNumber = $number; JobId = $id; Kind = 'FULL'; TableCount = $tables })
        Wait-Until { (Invoke-Operation -Name Get-SyncJob -With @{ CustomerNumber = $number; JobId = $id }).State -eq 'COMPLETED' } | Should -BeTrue
        (Invoke-Operation -Name Get-SyncJob -With @{ CustomerNumber = $number; JobId = $id }).RowsReceived | Should -Be 52006
        $over = Invoke-Operation -Name Remove-SyncJob -With @{ CustomerNumber = $number; JobId = $id }
        $over.Withdrawn, $over.Outcome | Should -Be $false, 'Over'
        (Invoke-Operation -Name Remove-SyncJob -With @{ CustomerNumber = $number; JobId = [guid]::NewGuid().ToString() }).Outcome | Should -Be Unknown
    }
    It 'activates a location once' {
        $ids = foreach ($time in 1, 2) { (Invoke-Operation -Name Enable-CloudLocation -With @{ CustomerNumber = $number; LocationId = '1' }).CloudClientId }
        $ids[0] | Should -Be $ids[1]
        Invoke-Operation -Name Enable-CloudLocation -With @{ CustomerNumber = $number; LocationId = '99' } | Should -Be LOCATION_UNKNOWN
    }
    It 'takes Cloud Sync away again, twice' {
        (Invoke-Operation -Name Uninstall-CloudSync).Uninstalled | Should -BeTrue
        (Invoke-Operation -Name Uninstall-CloudSync).Uninstalled | Should -BeFalse
        (Invoke-Operation -Name Get-ServiceState -With @{ Key = @('cloud-sync') }).State | Should -Be Missing
        (Invoke-Operation -Name Remove-CloudSyncPackage -With @{ Version = '10.58.0' }).Removed | Should -BeTrue
    }
    It 'leaves neither a code nor the credential in any file of the venue but the credential itself' {
        $credential = (Get-Content (Join-Path $credentials 'gateway.json') -Raw | ConvertFrom-Json).credential
        $files = Get-ChildItem $folder -Recurse -File -Force | Where-Object { $_.FullName -notmatch '/rehearsal/(cloud|credentials)/' }
        $files.Count | Should -BeGreaterThan 10
        foreach ($secret in @($codes) + $credential) {
            @($files | Select-String -SimpleMatch $secret -List).Count | Should -Be 0
            "$($Error | ForEach-Object { $_ | Out-String })" | Should -Not -Match ([regex]::Escape($secret))
        }
    }
}
