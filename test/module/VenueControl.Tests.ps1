#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'Initialize-ServerUnderTest.ps1')
    function Get-Error([scriptblock]$Script) {
        try { $found = $null; [void](& $Script -ErrorVariable found) } catch { return $_ }
    }
    # What -WhatIf must leave as it was: the cloud's ledger (heartbeats continue by themselves) and the services.
    function Get-Footprint {
        $ledger = Invoke-RestMethod -Uri "$($server.CloudUri)/ledger"
        $services = Get-VenueService | Select-Object Key, Status, StartMode, ProcessId, StartedAt
        $groups = Get-VenueSecurityGroup | ForEach-Object { $_.Permissions } | Select-Object Permission, Granted
        $operations = @(Get-VenueOperation).Count
        ConvertTo-Json -Depth 5 -InputObject @($ledger.codeRequests, $ledger.redemptions, $ledger.syncJobs, $ledger.activations, $services, $groups, $operations)
    }
}
AfterAll { if ($server) { Stop-ServerUnderTest -Server $server } }

Describe 'Before onboarding' {
    It 'signs in and says who and where; shows neither PIN nor token' {
        $admin.PSObject.TypeNames | Should -Contain 'VenueControl.Connection'
        $admin.ClerkName | Should -Be 'Morgan Reyes'
        $admin.Rehearsal | Should -BeTrue
        $admin.Token | Should -BeOfType securestring
        ($admin | Format-List * | Out-String) | Should -Not -Match 'Token\s*:\s*[A-Za-z0-9_-]{20}'
    }
    It 'refuses a wrong PIN, and ends the command' {
        $caught = Get-Error { Connect-VenueControl -ClerkId 2 -Pin (Get-Secret 9999) -Uri $server.Uri -PassThru -ErrorAction Stop }
        $caught.FullyQualifiedErrorId | Should -Be 'SIGN_IN_FAILED,Connect-VenueControl'
        $caught.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        ($caught | Format-List * -Force | Out-String) | Should -Not -Match '9999'
    }
    It 'ends the command when nothing listens' {
        (Get-Error { Get-Venue -Connection ([pscustomobject]@{ Uri = 'http://127.0.0.1:9'; Token = $null }) }).FullyQualifiedErrorId | Should -Be 'UNREACHABLE,Get-Venue'
    }
    It 'reads venue, services, groups, locations, diagnosis' {
        (Get-Venue).CustomerNumber | Should -Be $number
        @(Get-VenueService).Count | Should -Be 7
        ('connect', 'netpos' | Get-VenueService).DisplayName | Should -Be 'Connect', 'NetPOS'
        (Get-VenueSecurityGroup Supervisors).Rank | Should -Be 2
        @(Get-VenueLocation).Count | Should -Be 4
        @(Get-VenueClerkGroup).Count | Should -Be 3
        (Test-VenueSync).ResyncJustified | Should -BeFalse
        (Get-VenueService connect | Out-String) | Should -Match 'connect\s+RUNNING\s+AUTOMATIC'
    }
    It 'reads the settings with the defaults that are in effect, and the view profile' {
        (Get-VenueSetting config.json.downloadMs, venue).Value | Should -Be rehearsal, 43200000
        $shown = Get-VenueSetting viewprofile.*
        $shown.Name, $shown.Value | Should -Match '^viewProfile\.checksum$|^[0-9a-f]{16}$'
    }
    It 'plans' {
        $plan = Test-VenueOnboarding
        $plan.Case | Should -Be FIRST_TIME
        $plan.Ready | Should -BeTrue
        $plan.Checks[0].PSObject.TypeNames | Should -Contain 'VenueControl.Check'
        $plan.ExpiresAt | Should -BeOfType datetime
    }
    It 'names an item that is not there, and continues with the next' {
        $services = 'nope', 'connect' | Get-VenueService -ErrorVariable faults -ErrorAction SilentlyContinue
        $services.Key | Should -Be connect
        $faults[-1].FullyQualifiedErrorId | Should -Be 'NOT_FOUND,Get-VenueService'
        $faults[-1].TargetObject | Should -Be nope
    }
    It 'changes nothing with -WhatIf, nor under the caller''s $WhatIfPreference' {
        $before = Get-Footprint
        Register-Venue -WhatIf
        Register-Venue -CustomerNumber $number -AuthenticationCode (Get-Secret ABCD2345) -WhatIf
        Request-VenueAuthenticationCode -WhatIf
        'connect', 'netpos' | Stop-VenueService -WhatIf
        Restart-VenueService connect -WhatIf
        Start-VenueService gateway-client -WhatIf
        Set-VenueService netpos -StartMode MANUAL -WhatIf
        Grant-VenuePermission 4 SERVICES_CONTROL -Reason Test -WhatIf
        Get-VenueSecurityGroup Supervisors | Revoke-VenuePermission -Permission SERVICES_VIEW -Reason Test -WhatIf
        Enable-VenueLocation 1 -WhatIf
        # Its plan isn't ready, and it says so.
        Sync-Venue -WhatIf -ErrorAction SilentlyContinue
        & { $WhatIfPreference = $true; Restart-VenueService connect; Register-Venue -CustomerNumber $number }
        Get-Footprint | Should -Be $before
    }
    It 'shows a refused clerk who can grant it' {
        $sam = Connect-VenueControl -ClerkId 2 -Pin (Get-Secret 1357) -Uri $server.Uri -PassThru
        Test-VenueOnboarding -Connection $sam -ErrorVariable faults -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $faults[-1].FullyQualifiedErrorId | Should -Be 'FORBIDDEN,Test-VenueOnboarding'
        $global:Error[0].FullyQualifiedErrorId | Should -Be 'FORBIDDEN,Test-VenueOnboarding'
        $faults[-1].CategoryInfo.Category | Should -Be PermissionDenied
        $faults[-1].ErrorDetails.RecommendedAction | Should -Match '^Ask a clerk of Administrators to run: Grant-VenuePermission 2 '
        Register-Venue -Connection $sam -WhatIf -ErrorVariable faults -ErrorAction SilentlyContinue
        $faults[-1].Exception.Data['grantableBy'] | Should -Contain Administrators
        Disconnect-VenueControl -Connection $sam
    }
    It 'leaves guarded fields empty without a fuss' {
        $support = Connect-VenueControl -ClerkId 5 -Pin (Get-Secret 1122) -Uri $server.Uri -PassThru
        $service = Get-VenueService connect -Connection $support -ErrorAction Stop
        $service.Status | Should -Be RUNNING
        $service.ProcessId | Should -BeNullOrEmpty
    }
    It 'sends any document, and emits data beside errors' {
        (Invoke-VenueGraphQl '{ health { status } }').health.status | Should -Be OK
        (Invoke-VenueGraphQl 'query ($id: ID!) { clerk(id: $id) { name } }' -Variable @{ id = '2' }).clerk.name | Should -Be 'Sam Okafor'
        (Get-Error { Invoke-VenueGraphQl '{ nope }' -ErrorAction Stop }).FullyQualifiedErrorId | Should -BeLike 'GRAPHQL_VALIDATION_FAILED*'
    }
}

Describe 'The caller' {
    It 'may have strict mode, German culture, defaults and separators of their own' {
        $run = Invoke-WithPerson -Connection $admin -Script 'Set-StrictMode -Version Latest
            $global:PSDefaultParameterValues = @{ "ConvertFrom-Json:AsHashtable" = $true; "ConvertTo-Json:Depth" = 1; "Get-Command:Module" = "none"; "New-Object:Strict" = $true; "*-Venue*:Connection" = $args[0] }
            $global:OFS = "|"
            (Get-VenueService connect, netpos).Key
            & (Get-Module VenueControl) { "$(1, 2)" }
            (Invoke-VenueGraphQl "query (`$id: ID!) { clerk(id: `$id) { name } }" @{ id = "2" }).clerk.name
            (Get-VenueSecurityGroup Support).Permissions.Count -gt 5
            (Get-VenueLocation | Select-Object -First 1).Name.Length -gt 0
            Get-Venue | Register-Venue -WhatIf
            Get-Venue | Sync-Venue -NoWait -WhatIf -ErrorAction SilentlyContinue
            (Get-Venue | Out-String) -match "Registration"'
        "$($run.Error)" | Should -BeNullOrEmpty
        $run.Output | Should -Be 'connect', 'netpos', '1 2', 'Sam Okafor', $true, $true, $true
    }
    It 'has one error for one fault, and none with -ErrorAction Ignore' {
        # $Error holds no more than $MaximumErrorCount: full, it grows no further.
        $global:Error.Clear()
        $before = $global:Error.Count
        Get-VenueService nope -ErrorAction SilentlyContinue
        $global:Error.Count | Should -Be ($before + 1)
        Get-VenueService nope -ErrorAction Ignore
        $global:Error.Count | Should -Be ($before + 1)
    }
    It 'never means all, or another connection, by an empty variable' {
        foreach ($call in { Get-VenueService $null }, { $null | Get-VenueService }, { Get-VenueOperation -Id $null }, { Get-VenueSecurityGroup '' }, { Get-Venue -Connection $null }, { Stop-VenueService $null -WhatIf }) {
            $caught = Get-Error { $ErrorActionPreference = 'Stop'; & $call }
            $caught.FullyQualifiedErrorId | Should -Match 'ParameterArgumentValidationError|ParameterArgumentValidationErrorEmptyStringNotAllowed' -Because $call
        }
        (Get-Error { Get-Venue -Connection text -ErrorAction Stop }).FullyQualifiedErrorId | Should -Be 'BAD_USER_INPUT,Get-Venue'
        (Get-Error { Get-Venue text }).FullyQualifiedErrorId | Should -Be 'PositionalParameterNotFound,Get-Venue'
    }
    It 'is not disturbed by Tab when no one is connected, or nothing answers' {
        $run = Invoke-WithPerson -Script '$module = Get-Module VenueControl
            foreach ($connection in $null, [pscustomobject]@{ Uri = "http://127.0.0.1:9"; Token = $null }) {
                & $module { param($given) $script:DefaultConnection = $given; $script:Completion = @{} } $connection
                foreach ($line in "Stop-VenueService gate", "Grant-VenuePermission ", "Grant-VenuePermission 4 AUD") { (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches[0].CompletionText }
            }
            $Error.Count'
        @($run.Output)[0, 2, 3, 5, 6] | Should -Be 'gateway-client', 'AUDIT_VIEW', 'gateway-client', 'AUDIT_VIEW', 0
        $run.Warned | Should -BeNullOrEmpty
    }
}

Describe 'The main job' {
    It 'is an error that names what was restored and what was not, when it fails' {
        $sent = Request-VenueAuthenticationCode
        $sent.SentTo | Should -Match '\*'
        Register-Venue -CustomerNumber $number -AuthenticationCode (Get-Secret WRNG2345) -Confirm:$false -ErrorVariable faults -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $faults[-1].FullyQualifiedErrorId | Should -Be 'CODE_WRONG,Register-Venue'
        "$($faults[-1])" | Should -Be 'FAILED: The cloud does not know that code. No changes remain.'
        $faults[-1].TargetObject.State | Should -Be FAILED
        ($faults | Format-List * -Force | Out-String) | Should -Not -Match 'WRNG2345'
    }
    It 'onboards in one command, says no secret, and the cloud saw one redemption' {
        $admin | Should -Not -BeNullOrEmpty
        $null = Request-VenueAuthenticationCode $number
        $code = Get-MailedCode -Server $server
        $all = Register-Venue -CustomerNumber $number -AuthenticationCode $code -Reason Test -Confirm:$false -Verbose 4>&1
        $operation = @($all | Where-Object { $_ -isnot [Management.Automation.VerboseRecord] })[0]
        $operation.State | Should -Be SUCCEEDED
        $operation.PSObject.TypeNames | Should -Contain 'VenueControl.Operation'
        ($all | Out-String) | Should -Not -Match ([Net.NetworkCredential]::new('', $code).Password)
        @((Invoke-RestMethod -Uri "$($server.CloudUri)/ledger").redemptions | Where-Object outcome -eq redeemed).Count | Should -Be 1
        (Get-VenueService gateway-client, cloud-sync).Status | Should -Be RUNNING, RUNNING
    }
    It 'reads and waits for operations by the pipeline' {
        (Get-VenueOperation -First 1 -Kind ONBOARD | Wait-VenueOperation).State | Should -Be SUCCEEDED
        (Get-VenueOperation -State FAILED).Failure.Code | Should -Be CODE_WRONG
        (Get-Error { Wait-VenueOperation ([guid]::NewGuid()) -ErrorAction Stop }).FullyQualifiedErrorId | Should -BeLike 'NOT_FOUND*'
    }
    It 'restarts, stops and starts a service' {
        $before = (Get-VenueService netpos).ProcessId
        $after = Get-VenueService netpos | Restart-VenueService -Confirm:$false -Reason Test
        $after.Status | Should -Be RUNNING
        $after.ProcessId | Should -Not -Be $before
        (Stop-VenueService end-of-day -Confirm:$false).Status | Should -Be STOPPED
        (Start-VenueService end-of-day).Status | Should -Be RUNNING
        (Set-VenueService netpos -StartMode AUTOMATIC_DELAYED).StartMode | Should -Be AUTOMATIC_DELAYED
    }
    It 'activates a location' {
        (Enable-VenueLocation 1 -Confirm:$false).State | Should -Be SUCCEEDED
        (Get-VenueLocation | Where-Object Id -eq 1).Activated | Should -BeTrue
    }
    It 'signs out' {
        Disconnect-VenueControl
        (Get-Error { Get-Venue }).FullyQualifiedErrorId | Should -Be 'UNAUTHENTICATED,Get-Venue'
    }
}
