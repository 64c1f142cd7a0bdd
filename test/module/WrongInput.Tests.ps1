#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'Initialize-ServerUnderTest.ps1')
    function Get-Tick([string]$Group = '4') { @((Get-VenueSecurityGroup $Group).Permissions | Where-Object Granted).Permission }
}
AfterAll { if ($server) { Stop-ServerUnderTest -Server $server } }

Describe 'Grants' {
    It 'to a group that isn''t there name those that are, and end nothing raw' {
        $fault = Get-Fault { Grant-VenuePermission 99 AUDIT_VIEW -Reason Test }
        $fault.FullyQualifiedErrorId | Should -Be 'NOT_FOUND,Grant-VenuePermission'
        $fault.ErrorDetails.RecommendedAction | Should -Be 'Use one of: 1 Administrators, 2 Supervisors, 3 Bar Staff, 4 Support.'
        Get-Id { Revoke-VenuePermission unknown AUDIT_VIEW -Reason Test -Confirm:$false } | Should -Be NOT_FOUND
    }
    It 'take a group''s name, a permission in any case, and wildcards' {
        [void](Grant-VenuePermission support services_control -Reason Test)
        Get-Tick | Should -Contain SERVICES_CONTROL
        $groups = Revoke-VenuePermission Supp* -Permission Services_C* -Reason Test -Confirm:$false
        $groups.Name | Should -Be Support
        Get-Tick | Should -Not -Contain SERVICES_CONTROL
    }
    It 'of a permission that isn''t one are refused, also with -WhatIf, and the others continue' {
        foreach ($whatIf in $true, $false) {
            $fault = Get-Fault { Grant-VenuePermission 4 NOPE, AUDIT_VIEW -Reason Test -WhatIf:$whatIf }
            $fault.FullyQualifiedErrorId | Should -Be 'BAD_USER_INPUT,Grant-VenuePermission'
            $fault.TargetObject | Should -Be NOPE
            $fault.ErrorDetails.RecommendedAction | Should -Match 'CLOUD_CONNECTIVITY_ONBOARD, .*API_TOKENS_MANAGE'
        }
    }
}

Describe 'Names' {
    It 'of services are understood in any case, as people call them, and by wildcards' {
        (Get-VenueService CONNECT, 'gateway client').Key | Should -Be connect, gateway-client
        (Get-VenueService c*, *-client).Key | Should -Be 'cloud-sync', 'connect', 'gateway-client'
        Get-VenueService zz* | Should -BeNullOrEmpty
        (Set-VenueService NET* -StartMode automatic_delayed).StartMode | Should -Be AUTOMATIC_DELAYED
        (Set-VenueService netpos -StartMode automatic).StartMode | Should -Be AUTOMATIC
        Get-Id { Stop-VenueService zz* -WhatIf } | Should -Be NOT_FOUND
    }
    It 'of groups too' {
        (Get-VenueSecurityGroup SUPERVISORS, bar*).Id | Should -Be 2, 3
        Get-Id { Get-VenueSecurityGroup 99 } | Should -Be NOT_FOUND
    }
}

Describe '-WhatIf' {
    It 'refuses what the server would refuse: <Name>' -ForEach @(
        @{ Name = 'a group that ranks as high'; Code = 'FORBIDDEN'; Script = { Grant-VenuePermission 1 AUDIT_VIEW -Reason Test -WhatIf } }
        @{ Name = 'an end that is past'; Code = 'BAD_USER_INPUT'; Script = { Grant-VenuePermission 4 AUDIT_VIEW -Reason Test -ExpiresAt (Get-Date).AddDays(-1) -WhatIf } }
        @{ Name = 'a service that isn''t installed'; Code = 'SERVICE_NOT_INSTALLED'; Script = { Start-VenueService cloud-sync -WhatIf } }
        @{ Name = 'a location that isn''t there'; Code = 'NOT_FOUND'; Script = { Enable-VenueLocation 99 -WhatIf } }
        @{ Name = 'another venue'; Code = 'VENUE_MISMATCH'; Script = { Request-VenueAuthenticationCode 10000001 -WhatIf } }
        @{ Name = 'another venue to onboard'; Code = 'VENUE_MISMATCH'; Script = { Register-Venue 10000001 -WhatIf } }
        @{ Name = 'an operation that isn''t there'; Code = 'NOT_FOUND'; Script = { Stop-VenueOperation nope -WhatIf } }
        @{ Name = 'a plan that isn''t ready'; Code = 'PLAN_NOT_READY'; Script = { Sync-Venue -WhatIf } }
        @{ Name = 'a mutation of one''s own'; Code = 'NOT_FOUND'; Script = { Invoke-VenueGraphQl 'mutation { stopService(key: "nope") { key } }' -WhatIf } }
    ) { Get-Id $Script | Should -Be $Code }
    It 'reports an override of a check that the plan does not have as without it: <Command>' -ForEach @(
        @{ Command = 'Sync-Venue'; With = @{ CompanyName = 'Harbour View Hotel' } }
        @{ Command = 'Register-Venue'; With = @{ AuthenticationCode = $null } }
    ) {
        if ($With.Contains('AuthenticationCode')) { $With.AuthenticationCode = Get-Secret ABCD2345 }
        foreach ($how in @{ WhatIf = $true }, @{ Confirm = $false }) {
            $fault = Get-Fault { & $Command $number -Override trading_hours, TRADING_HOUR -Reason Test @With @how }
            $fault.FullyQualifiedErrorId | Should -Be "BAD_USER_INPUT,$Command"
            "$fault" | Should -Be '-Override names a check that the plan does not have: TRADING_HOUR.'
            $fault.ErrorDetails.RecommendedAction | Should -Match '^Name any of: .*TRADING_HOURS'
        }
    }
    It 'is refused by the stop-everything switch too' {
        [void](Invoke-VenueGraphQl 'mutation { setMaintenance(on: true, reason: "Test") { on } }')
        try { Get-Id { Enable-VenueLocation 1 -WhatIf } | Should -Be MAINTENANCE }
        finally { [void](Invoke-VenueGraphQl 'mutation { setMaintenance(on: false, reason: "Test") { on } }') }
    }
    It 'holds Invoke-VenueGraphQl, and so does the caller''s $WhatIfPreference; what only asks is answered' {
        $change = 'mutation ($r: String! = "{") { setMaintenance(on: true, reason: $r) { on } }'
        Invoke-VenueGraphQl $change -WhatIf | Should -BeNullOrEmpty
        & { $WhatIfPreference = $true; Invoke-VenueGraphQl $change; Invoke-VenueGraphQl '{ maintenance { on } }' } | ForEach-Object { $_.maintenance.on } | Should -BeFalse
        (Invoke-VenueGraphQl '{ maintenance { on } }').maintenance.on | Should -BeFalse
    }
    It 'names what stops with a service' {
        $start = Get-PowerShellStart -Argument '-NonInteractive', '-Command', "Import-Module '$((Get-Module VenueControl).ModuleBase)'; `$pin = [securestring]::new(); foreach (`$digit in '2468'.ToCharArray()) { `$pin.AppendChar(`$digit) }
            `$null = Connect-VenueControl 1 `$pin -Uri $($server.Uri); Stop-VenueService connect -WhatIf; Restart-VenueService sales-processing -WhatIf"
        $text = Invoke-Child -Start $start
        $text | Should -Match 'What if: Stop Connect \(connect\), now RUNNING, process \d+\. Stops with it: NetPOS\.'
        $text | Should -Match 'Restarted with it: End of Day\.'
        (Get-VenueService netpos).Status | Should -Be RUNNING
    }
}

Describe 'One fault' {
    It 'is one record in -ErrorVariable, whatever it passes: <Name>' -ForEach @(
        @{ Name = 'an item'; Script = { Get-VenueService nope -ErrorVariable faults -ErrorAction SilentlyContinue; $faults } }
        @{ Name = 'the server''s refusal'; Script = { Get-VenueOperation nope -ErrorVariable faults -ErrorAction SilentlyContinue; $faults } }
        @{ Name = 'an addition'; Script = { $faults = @(); Get-VenueOperation nope -ErrorVariable +faults -ErrorAction SilentlyContinue; $faults } }
        @{ Name = 'the end of a command'; Script = { try { Stop-VenueOperation -ErrorVariable faults } catch { $null = $_ }; $faults } }
        @{ Name = 'no server answers'; Script = { try { Get-Venue -Connection ([pscustomobject]@{ Uri = 'http://127.0.0.1:9'; Token = $null }) -ErrorVariable faults } catch { $null = $_ }; $faults } }
    ) { @(& $Script).Count | Should -Be 1 }
    It 'shows the remedy of the server, and the correlation ID' {
        (Get-Fault { Get-VenueOperation nope }).ErrorDetails.RecommendedAction | Should -Match '^List the operations and use an ID from the list\.\s+Correlation ID: [0-9a-f-]{36}$'
    }
}

Describe 'Without a person' {
    BeforeAll {
        $before = Get-CodeCount
        $code = Get-Secret ABCD2345
    }
    It 'all that is missing is named, and nothing is asked: <Name>' -ForEach @(
        @{ Name = 'an onboarding'; Missing = 'CustomerNumber, AuthenticationCode, a confirmation'; Script = { Register-Venue } }
        @{ Name = 'an onboarding that requires no confirmation'; Missing = 'CustomerNumber, AuthenticationCode'; Script = { Register-Venue -Confirm:$false } }
        @{ Name = 'an onboarding where nothing is confirmed'; Missing = 'CustomerNumber, AuthenticationCode'; Script = { & { $ConfirmPreference = 'None'; Register-Venue } } }
        @{ Name = 'a code'; Missing = 'AuthenticationCode'; Script = { Register-Venue 10482213 -Confirm:$false } }
        @{ Name = 'a venue''s number'; Missing = 'CustomerNumber'; Script = { Register-Venue -AuthenticationCode $code -Confirm:$false } }
        @{ Name = 'a code that is empty'; Missing = 'AuthenticationCode'; Script = { Register-Venue 10482213 -AuthenticationCode ([securestring]::new()) -Confirm:$false } }
        @{ Name = 'a resync'; Missing = 'CustomerNumber, CompanyName'; Script = { Sync-Venue -Confirm:$false } }
        @{ Name = 'a company name'; Missing = 'CompanyName'; Script = { Sync-Venue 10482213 -Confirm:$false } }
        @{ Name = 'the stop-everything switch'; Missing = 'Status, Reason'; Script = { Set-VenueMaintenance } }
        @{ Name = 'a clerk to let in'; Missing = 'ClerkId, Reason'; Script = { Unlock-VenueClerk } }
        @{ Name = 'a token'; Missing = 'Name, Permission, ExpiresAt'; Script = { New-VenueApiToken } }
        @{ Name = 'a token to end'; Missing = 'Id, a confirmation'; Script = { Remove-VenueApiToken } }
        @{ Name = 'a yes'; Missing = 'Id, Reason, a confirmation'; Script = { Approve-VenueOperation } }
        @{ Name = 'a no'; Missing = 'Id, Reason'; Script = { Deny-VenueOperation } }
        @{ Name = 'a choice'; Missing = 'Id, Choice, Reason, a confirmation'; Script = { Resolve-VenueOperation } }
        @{ Name = 'a sign-in'; Missing = 'ClerkId, Pin'; Script = { Connect-VenueControl } }
        @{ Name = 'a PIN'; Missing = 'Pin'; Script = { Connect-VenueControl 1 } }
        @{ Name = 'a PIN to change'; Missing = 'CurrentPin, NewPin'; Script = { Set-VenuePin 1 } }
        @{ Name = 'a confirmation'; Missing = 'a confirmation'; Script = { Stop-VenueService connect } }
        @{ Name = 'a service'; Missing = 'Key, a confirmation'; Script = { Restart-VenueService } }
        @{ Name = 'a start mode'; Missing = 'Key, StartMode'; Script = { Set-VenueService } }
        @{ Name = 'a grant'; Missing = 'Permission, Reason'; Script = { Grant-VenuePermission 4 } }
        @{ Name = 'a revocation'; Missing = 'SecurityGroupId, Permission, Reason, a confirmation'; Script = { Revoke-VenuePermission } }
        @{ Name = 'an operation to end'; Missing = 'Id, Reason, a confirmation'; Script = { Stop-VenueOperation } }
        @{ Name = 'an operation to wait for'; Missing = 'Id'; Script = { Wait-VenueOperation } }
        @{ Name = 'a location'; Missing = 'Id'; Script = { Enable-VenueLocation } }
        @{ Name = 'a document'; Missing = 'Query'; Script = { Invoke-VenueGraphQl } }
        @{ Name = 'a confirmation that was asked for'; Missing = 'a confirmation'; Script = { Start-VenueService connect -Confirm } }
        @{ Name = 'what -WhatIf can''t do without'; Missing = 'Permission'; Script = { Grant-VenuePermission 4 -WhatIf } }
    ) {
        # This very process was started -NonInteractive.
        $fault = Get-Fault $Script
        $fault.FullyQualifiedErrorId | Should -Match '^INTERACTION_NEEDED,'
        "$fault" | Should -Be "This session can't prompt, and these values are missing: $Missing."
        $fault.ErrorDetails.RecommendedAction | Should -Match '^Give -'
        foreach ($word in $Missing -split ', ') { $fault.ErrorDetails.RecommendedAction | Should -Match $(if ($word -eq 'a confirmation') { '-Confirm:\$false' } else { "-$word" }) }
    }
    It 'has no code mailed by any of that' { Get-CodeCount | Should -Be $before }
    It 'a job ends, and so does what has a pipe for a keyboard: neither waits, neither ends without a word' {
        $program = "Import-Module '$((Get-Module VenueControl).ModuleBase)'; `$to = @{ Connection = [pscustomobject]@{ Uri = 'http://127.0.0.1:9'; Token = `$null } }; foreach (`$call in { Connect-VenueControl 1 }, { Stop-VenueService @to }, { Stop-VenueOperation @to }) { try { & `$call } catch { `$_.FullyQualifiedErrorId } }; 'after'"
        $job = Start-Job ([scriptblock]::Create($program))
        $child = (Invoke-Child -Start (Get-PowerShellStart -Argument '-Command', $program)).Trim() -split '\r?\n'
        try {
            (Wait-Job $job -Timeout 60).State | Should -Be Completed
            foreach ($said in @(Receive-Job $job), $child) { $said | Should -Be 'INTERACTION_NEEDED,Connect-VenueControl', 'INTERACTION_NEEDED,Stop-VenueService', 'INTERACTION_NEEDED,Stop-VenueOperation', 'after' }
        }
        finally { Remove-Job $job -Force }
    }
    It 'an old sign-in is named before the server needs a PIN' {
        $until = $admin.SteppedUpUntil
        $admin.SteppedUpUntil = [datetime]::Now.AddSeconds(-1)
        try {
            "$(Get-Fault { Grant-VenuePermission 4 AUDIT_VIEW })" | Should -Be 'This session can''t prompt, and these values are missing: Reason, a sign-in less than five minutes old.'
            $fault = Get-Fault { Register-Venue $number -AuthenticationCode $code -Confirm:$false }
            "$fault" | Should -Match 'missing: a sign-in less than five minutes old\.$'
            $fault.ErrorDetails.RecommendedAction | Should -Be 'Run Connect-VenueControl just before.'
        }
        finally { $admin.SteppedUpUntil = $until }
    }
    It 'someone at the keyboard is asked for what is missing' {
        $run = Invoke-WithPerson -Connection $admin -Script 'Grant-VenuePermission -Connection $args[0]' -Answer Support, audit_view, 'Because'
        "$($run.Error)" | Should -BeNullOrEmpty
        $run.Asked | Should -Be 'Clerk Security Group (ID or name):', 'Permission (e.g. SERVICES_VIEW):', 'Reason, for the audit log:'
        $run.Output[0].Name | Should -Be Support
    }
}

Describe 'Signing in' {
    It 'takes a credential: Clerk ID and PIN in one' {
        (Connect-VenueControl -Credential ([pscredential]::new('2', (Get-Secret 1357))) -Uri $server.Uri -PassThru).ClerkName | Should -Be 'Sam Okafor'
        "$(Get-Fault { Connect-VenueControl -Credential ([pscredential]::new('2', [securestring]::new())) -Uri $server.Uri -PassThru })" | Should -Match 'missing: Pin\.$'
    }
    It 'elsewhere is refused, by https too, and says why and what to do: <Uri>' -ForEach @(
        @{ Uri = 'https://till01:4280'; Says = 'only be reached on its own machine'; Do = 'Enter-PSSession till01' }
        @{ Uri = 'http://192.0.2.1:4280'; Says = 'only be reached on its own machine'; Do = 'ssh -L' }
        @{ Uri = 'https://127.0.0.1:4280'; Says = 'uses http'; Do = 'http://127.0.0.1:4280' }
        @{ Uri = 'localhost'; Says = 'not an address'; Do = 'http://127.0.0.1:4280' }
        @{ Uri = '127.0.0.1:4280'; Says = 'not an address'; Do = 'http://127.0.0.1:4280' }
        @{ Uri = 'ftp://127.0.0.1'; Says = 'not an address'; Do = 'http://127.0.0.1:4280' }
    ) {
        $fault = Get-Fault { Connect-VenueControl 1 (Get-Secret 2468) -Uri $Uri }
        $fault.FullyQualifiedErrorId | Should -Be 'BAD_USER_INPUT,Connect-VenueControl'
        "$fault" | Should -Match $Says
        $fault.ErrorDetails.RecommendedAction | Should -Match $Do
    }
}
