#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeAll {
    $site = @{ secondPerson = $true }
    . (Join-Path $PSScriptRoot 'Initialize-ServerUnderTest.ps1')
}
AfterAll { if ($server) { Stop-ServerUnderTest -Server $server } }

Describe 'The stop-everything switch' {
    It 'is read, switched in any case, and says who and why' {
        Set-VenueMaintenance On -Reason Test -WhatIf
        (Get-VenueMaintenance).On | Should -BeFalse
        (Set-VenueMaintenance on -Reason 'A storm').On | Should -BeTrue
        $now = Get-VenueMaintenance
        $now.ByName, $now.Reason | Should -Be 'Morgan Reyes', 'A storm'
        (Start-VenueService netpos).Status | Should -Be RUNNING -Because 'who turned it on may work on the services'
        $fault = Get-Fault { Enable-VenueLocation 1 }
        $fault.FullyQualifiedErrorId | Should -Be 'MAINTENANCE,Enable-VenueLocation'
        $fault.ErrorDetails.RecommendedAction | Should -Match '^Wait until maintenance mode is off'
        (Set-VenueMaintenance OFF -Reason 'It is over').On | Should -BeFalse
    }
    It 'ends after four hours or at -Until, which is a time within seven days' {
        $isNear = { param($At, $Hours) [Math]::Abs(($At - (Get-Date).AddHours($Hours)).TotalMinutes) -lt 5 }
        (& $isNear (Set-VenueMaintenance On -Reason Test).Until 4) | Should -BeTrue
        (& $isNear (Set-VenueMaintenance On -Reason Test -Until (Get-Date).AddHours(12)).Until 12) | Should -BeTrue
        (& $isNear (Get-VenueMaintenance).Until 12) | Should -BeTrue
        foreach ($hours in -1, 200) {
            $fault = Get-Fault { Set-VenueMaintenance On -Reason Test -Until (Get-Date).AddHours($hours) }
            $fault.FullyQualifiedErrorId | Should -Be 'BAD_USER_INPUT,Set-VenueMaintenance'
            $fault.ErrorDetails.RecommendedAction | Should -Match '^Choose a time within the next seven days'
        }
        Get-Id { Set-VenueMaintenance Off -Reason Test -Until (Get-Date).AddHours(1) } | Should -Be BAD_USER_INPUT
        Get-Id { Set-VenueMaintenance On -Reason Test -Until soon } | Should -Be BAD_USER_INPUT
        (Set-VenueMaintenance Off -Reason 'It is over').Until | Should -BeNullOrEmpty
    }
}

Describe 'A change of services with a key' {
    It 'acts once, each service on its own, and refuses another change with the same key' {
        $first = Restart-VenueService connect, netpos -IdempotencyKey k1 -Confirm:$false
        @((Restart-VenueService connect, netpos -IdempotencyKey k1 -Confirm:$false).ProcessId) | Should -Be @($first.ProcessId)
        Get-Id { Stop-VenueService netpos -IdempotencyKey k1 -Confirm:$false } | Should -Be IDEMPOTENCY_CONFLICT
        [void](Set-VenueService netpos -StartMode MANUAL -IdempotencyKey k2)
        [void](Set-VenueService netpos -StartMode AUTOMATIC)
        (Set-VenueService netpos -StartMode MANUAL -IdempotencyKey k2).StartMode | Should -Be AUTOMATIC
    }
}

Describe 'Clerks' {
    It 'are read with their groups, by ID, name and wildcards' {
        @(Get-VenueClerk).Id | Should -Be 1, 2, 3, 4, 5
        (Get-VenueClerk 'sam*', 3).Name | Should -Be 'Sam Okafor', 'Ana Silva'
        (Get-VenueClerk 2).SecurityGroup.Name | Should -Be Supervisors
        Get-Id { Get-VenueClerk 77 } | Should -Be NOT_FOUND
    }
    It 'who are locked out are let in again by anyone who ranks above them' {
        foreach ($try in 1..5) { [void](Get-Fault { Connect-VenueControl 3 (Get-Secret 0000) -Uri $server.Uri -PassThru }) }
        (Get-VenueClerk 3).Locked | Should -BeTrue
        (Get-VenueClerk | Where-Object Locked | Unlock-VenueClerk -Reason Test).Locked | Should -BeFalse
        (Connect-VenueControl 3 (Get-Secret 8642) -Uri $server.Uri -PassThru).ClerkName | Should -Be 'Ana Silva'
    }
    It 'who rank as high, or aren''t there, are not, also with -WhatIf' {
        Get-Id { Unlock-VenueClerk 1 -Reason Test -WhatIf } | Should -Be FORBIDDEN
        Get-Id { Unlock-VenueClerk 77 -WhatIf } | Should -Be NOT_FOUND
    }
}

Describe 'API tokens' {
    It 'are made with a secret that is a SecureString, listed without it, and ended' {
        $made = New-VenueApiToken Nightly services_* -ExpiresAt (Get-Date).AddDays(9)
        $made.Token | Should -BeOfType securestring
        $made.Permissions | Should -Be SERVICES_VIEW, SERVICES_CONTROL
        (Connect-VenueControl -Token $made.Token -Uri $server.Uri -PassThru).ApiToken | Should -Be Nightly
        $listed = Get-VenueApiToken night*
        $listed.Id | Should -Be $made.Id
        $listed.PSObject.Properties.Name | Should -Not -Contain Token
        Remove-VenueApiToken Nightly -WhatIf
        @(Get-VenueApiToken).Count | Should -Be 1
        $listed | Remove-VenueApiToken -Confirm:$false
        Get-VenueApiToken | Should -BeNullOrEmpty
        $fault = Get-Fault { Connect-VenueControl -Token $made.Token -Uri $server.Uri -PassThru }
        $fault.FullyQualifiedErrorId | Should -Be 'UNAUTHENTICATED,Connect-VenueControl'
        $fault.ErrorDetails.RecommendedAction | Should -Match 'Create one with New-VenueApiToken'
    }
    It 'are renewed by themselves, once, and continue' {
        $made = New-VenueApiToken Nightly services_view -ExpiresAt (Get-Date).AddDays(9)
        $task = Connect-VenueControl -Token $made.Token -Uri $server.Uri -PassThru
        Update-VenueApiToken -Connection $task -WhatIf
        $renewed = Update-VenueApiToken -Connection $task
        $renewed.Token | Should -BeOfType securestring
        $renewed.Id, $renewed.Permissions | Should -Be $made.Id, 'SERVICES_VIEW'
        @(Get-VenueService -Connection $task).Count | Should -Be 7
        Get-Id { Connect-VenueControl -Token $made.Token -Uri $server.Uri -PassThru } | Should -Be UNAUTHENTICATED
        (Connect-VenueControl -Token $renewed.Token -Uri $server.Uri -PassThru).ApiToken | Should -Be Nightly
        Get-Id { Update-VenueApiToken } | Should -Be BAD_USER_INPUT
        Remove-VenueApiToken Nightly -Confirm:$false
    }
    It 'refuse what they may not be, also with -WhatIf' {
        Get-Id { New-VenueApiToken Bad NOPE -ExpiresAt (Get-Date).AddDays(9) -WhatIf } | Should -Be BAD_USER_INPUT
        $fault = Get-Fault { New-VenueApiToken Bad AUDIT_VIEW -ExpiresAt (Get-Date).AddDays(900) -WhatIf }
        "$fault" | Should -Be 'The expiry time is too far ahead.'
        $fault.ErrorDetails.RecommendedAction | Should -Match '^Choose a time within 90 days\.'
        Get-Id { Remove-VenueApiToken nope -Confirm:$false } | Should -Be NOT_FOUND
    }
    It 'are made by someone at the keyboard, who is asked for what is missing' {
        $run = Invoke-WithPerson -Connection $admin -Script 'New-VenueApiToken -Connection $args[0] -WhatIf:$false' -Answer Asked, audit_view, 'tomorrow-ish'
        $run.Asked | Should -Be 'Name (its purpose):', 'Permission (e.g. SERVICES_VIEW):', 'Until when:'
        "$($run.Error)" | Should -Be "The value of -ExpiresAt, 'tomorrow-ish', is not a time."
    }
}

Describe 'Records' {
    It 'of the event log come newest first, page by page, and by level' {
        $lines = @(Get-VenueEventLog -First 5)
        $lines.Count | Should -Be 5
        $lines[0].At | Should -BeOfType datetime
        @(Get-VenueEventLog -MinimumLevel error -First 3 | Where-Object Level -ne ERROR) | Should -BeNullOrEmpty
        Get-VenueEventLog -Since (Get-Date).AddDays(1) | Should -BeNullOrEmpty
    }
    It 'of the timeline say since when the server runs, and what was done' {
        $server = Get-VenueTimeline -Lane server -First 1
        $server.State, $server.Until | Should -Be RUNNING, $null
        $server.Text | Should -Match '^The server runs version '
        (Get-VenueTimeline -Lane audit, setting -First 500 | Where-Object Code -eq setMaintenance | Select-Object -First 1).Text | Should -Match '^Morgan Reyes turned maintenance mode (on|off)\.'
        Get-Id { Get-VenueTimeline -Since (Get-Date).AddDays(1) } | Should -Be BAD_USER_INPUT
    }
    It 'of an operation are its events; of what needs a person its alerts' {
        (Get-VenueOperation -First 1 | Get-VenueOperationEvent).Sequence | Select-Object -First 1 | Should -Be 1
        Get-Id { Get-VenueAlert -IncludeCleared; Confirm-VenueAlert 999999 -Reason 'There is none' } | Should -Be NOT_FOUND
    }
    It 'are exported as one file for support, which is recorded' -Tag Nightly {
        $file = Join-Path $TestDrive support.zip
        $bundle = Export-VenueSupportBundle $file -WarningAction SilentlyContinue
        $bundle.Path, $bundle.Size | Should -Be $file, (Get-Item -LiteralPath $file).Length
        Add-Type -AssemblyName System.IO.Compression.FileSystem
        $zip = [IO.Compression.ZipFile]::OpenRead($file)
        try { $zip.Entries.Name | Should -Contain manifest.json } finally { $zip.Dispose() }
        Get-Id { Export-VenueSupportBundle $file } | Should -Be BAD_USER_INPUT
        (Get-VenueAuditLog -Action createSupportBundle -First 1).Outcome | Should -Be SUCCEEDED
    }
    It 'of the audit say who, what and why, and continue past the first page' {
        $row = Get-VenueAuditLog -Action setMaintenance -First 1
        $row.ClerkName, $row.Client, $row.Outcome, $row.Reason | Should -Be 'Morgan Reyes', 'PowerShell module', SUCCEEDED, 'It is over'
        (Get-VenueAuditLog -Outcome denied -ClerkId 1 -First 1).Action | Should -Be unlockClerk
        $pages = InModuleScope VenueControl -Parameters @{ Connection = $admin } {
            # Two rows a page, whatever is asked for.
            $query = 'query ($first: Int, $after: String) { page: auditLog(first: 2, after: $after) { edges { node { sequence } } pageInfo { hasNextPage endCursor } } eventLog(first: $first) { pageInfo { hasNextPage } } }'
            @(Get-VenuePage -Connection $Connection -Query $query -First 6).sequence
        }
        $pages | Should -Be @($pages[0]..($pages[0] - 5))
    }
    It 'of the audit are intact, or not' {
        (Test-VenueAudit).Intact | Should -BeTrue
        Test-VenueAudit -Quiet | Should -BeTrue
        $sam = Connect-VenueControl 2 (Get-Secret 1357) -Uri $server.Uri -PassThru
        Get-Id { Test-VenueAudit -Quiet -Connection $sam } | Should -Be FORBIDDEN
        Get-Id { Get-VenueAuditLog -Connection $sam } | Should -Be FORBIDDEN
    }
    It 'of the status are the same for every clerk, with what to do about each finding' {
        $status = Get-VenueStatus
        $status.PSObject.TypeNames[0] | Should -Be 'VenueControl.Status'
        $status.State | Should -BeIn OK, ATTENTION, DOWN, UNKNOWN
        $status.Since | Should -BeOfType [datetime]
        foreach ($finding in $status.Findings) { $finding.Remedy | Should -Not -BeNullOrEmpty }
        $status.CauseCodes | Should -Be (@($status.Findings | ForEach-Object CauseCode | Where-Object { $_ } | Select-Object -Unique) -join ', ')
        $status | Out-String | Should -Match $status.State
        $sam = Connect-VenueControl 2 (Get-Secret 1357) -Uri $server.Uri -PassThru
        (Get-VenueStatus -Connection $sam).PSObject.Properties.Name | Should -Be $status.PSObject.Properties.Name
    }
    It 'of health need no sign-in, and are false where nothing answers' {
        (Test-VenueHealth).Parts.Count | Should -BeGreaterThan 2
        Test-VenueHealth -Uri $server.Uri -Quiet | Should -BeTrue
        Test-VenueHealth -Uri http://127.0.0.1:9 -Quiet | Should -BeFalse
        Get-Id { Test-VenueHealth -Uri http://127.0.0.1:9 } | Should -Be UNREACHABLE
        Get-Id { Test-VenueHealth -Uri http://192.0.2.1 -Quiet } | Should -Be BAD_USER_INPUT
    }
}

Describe '-AsJob' {
    It 'waits in a job: its result is the operation, or the error with its code' {
        $before = Get-Date
        $job = Enable-VenueLocation 1, 2 -AsJob
        $job | Should -BeOfType [Management.Automation.Job]
        ((Get-Date) - $before).TotalSeconds | Should -BeLessThan 20
        [void](Wait-Job $job -Timeout 60)
        $fault = Get-Fault { Receive-Job $job }
        # Nothing was onboarded here.
        $fault.FullyQualifiedErrorId | Should -Match '^CREDENTIAL_MISSING'
        $fault.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $job = Get-VenueOperation -Kind ACTIVATE_LOCATIONS -First 1 | Wait-VenueOperation -AsJob
        [void](Wait-Job $job -Timeout 60)
        (Receive-Job $job).State | Should -Be FAILED
        Get-Job | Remove-Job -Force
    }
}

Describe 'Decisions on operations' {
    BeforeAll {
        [void](Restart-VenueService netpos -Reason Test -Confirm:$false)
        $over = (Get-VenueOperation -First 1).Id
        # A second person is asked for a resync in trading hours, and that needs a venue whose first sync is done.
        [void](Request-VenueAuthenticationCode)
        [void](Register-Venue $number -AuthenticationCode (Get-MailedCode -Server $server) -Confirm:$false)
        Wait-FirstSync
        $send = @{ CustomerNumber = $number; CompanyName = 'Harbour View Hotel'; StartAt = Get-TradingEvening; Override = 'SYNC_IS_CAUSE', 'TRADING_HOURS'; Reason = 'Test' }
        $asked = Sync-Venue @send -NoWait -Confirm:$false
        $sam = Connect-VenueControl 2 (Get-Secret 1357) -Uri $server.Uri -PassThru
    }
    It 'are refused where nothing waits for one: <Name>' -ForEach @(
        @{ Name = 'a yes'; Code = 'NOT_AWAITING_APPROVAL'; Call = { Approve-VenueOperation $over -Reason Test -WhatIf } }
        @{ Name = 'a no'; Code = 'NOT_AWAITING_APPROVAL'; Call = { Deny-VenueOperation $over -Reason Test } }
        @{ Name = 'a choice'; Code = 'CHOICE_UNKNOWN'; Call = { Resolve-VenueOperation $over -Choice wait -Reason Test -WhatIf } }
        @{ Name = 'an end'; Code = 'OPERATION_OVER'; Call = { Stop-VenueOperation $over -Reason Test -WhatIf } }
        @{ Name = 'by the requester'; Code = 'SECOND_PERSON_NEEDED'; Call = { Approve-VenueOperation $asked.Id -Reason Test -WhatIf } }
        @{ Name = 'by who lacks the permission'; Code = 'FORBIDDEN'; Call = { Deny-VenueOperation $asked.Id -Reason Test -Connection $sam -WhatIf } }
    ) { Get-Id $Call | Should -Be $Code }
    It 'are made by another: no, with a reason that is kept' {
        $asked.State | Should -Be AWAITING_APPROVAL
        # Sam lends the permission from Morgan for the test.
        [void](Grant-VenuePermission Supervisors CLOUD_CONNECTIVITY_ONBOARD -Reason Test)
        Approve-VenueOperation $asked.Id -Reason Test -Connection $sam -WhatIf
        $denied = Get-VenueOperation -State awaiting_approval -Connection $sam | Deny-VenueOperation -Reason 'Not tonight' -Connection $sam
        $denied.State | Should -Be CANCELLED
        $denied.Failure.Message | Should -Match 'Not tonight'
    }
    It 'are made by another: yes, and it begins in its time' {
        $again = Sync-Venue @send -NoWait -Confirm:$false
        $yes = Approve-VenueOperation $again.Id -Reason Agreed -Connection $sam -Confirm:$false
        $yes.ApprovedByName, $yes.State | Should -Be 'Sam Okafor', SCHEDULED
        ($again | Stop-VenueOperation -Reason Test -Confirm:$false).State | Should -BeIn CANCELLING, CANCELLED
        ($again | Wait-VenueOperation).State | Should -Be CANCELLED
    }
    It 'on what an operation asks name its choices, and are made by name' {
        InModuleScope VenueControl {
            Mock Get-VenueOperationById {
                $choice = [pscustomobject]@{ Name = 'wait'; Title = 'Wait'; Consequence = 'It is asked again.' }
                [pscustomobject]@{ Kind = 'ONBOARD'; State = 'NEEDS_ATTENTION'; RequestedByName = 'Morgan'; Summary = 's'; Failure = [pscustomobject]@{ Choices = @($choice) } }
            }
            $fault = try { Resolve-VenueOperation x -Choice nope -Reason Test -WhatIf 2>&1 } catch { $_ }
            $fault.ErrorDetails.RecommendedAction | Should -Be 'Give -Choice one of: wait (Wait).'
        }
    }
}

Describe 'Tab' {
    It 'completes <Line> with <Text>, and says more than that' -ForEach @(
        @{ Line = 'Stop-VenueService gat'; Text = 'gateway-client'; Tip = 'Gateway Client: RUNNING' }
        @{ Line = 'Grant-VenuePermission Supp'; Text = 'Support'; Tip = 'rank 4: .*Clerks: Support Desk' }
        @{ Line = 'Grant-VenuePermission 4 AUD'; Text = 'AUDIT_VIEW'; Tip = 'Audit > View\. You: ' }
        @{ Line = 'Unlock-VenueClerk an'; Text = "'Ana Silva'"; Tip = 'Bar Staff' }
        @{ Line = 'Enable-VenueLocation Bis'; Text = 'Bistro'; Tip = 'Hotel.*not activated' }
        @{ Line = 'Get-VenueSecurityGroup 2'; Text = '2'; Tip = 'Supervisors' }
    ) {
        $match = (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches[0]
        $match.CompletionText | Should -Be $Text
        $match.ToolTip | Should -Match $Tip
    }
    It 'completes operations that the command can do something with' {
        $id = (Get-VenueOperation -First 1).Id
        foreach ($pair in @{ Line = 'Get-VenueOperation '; Match = $true }, @{ Line = 'Approve-VenueOperation '; Match = $false }) {
            $found = (TabExpansion2 -inputScript $pair.Line -cursorColumn $pair.Line.Length).CompletionMatches
            ($id -in $found.CompletionText) | Should -Be $pair.Match
        }
    }
}
