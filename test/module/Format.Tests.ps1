#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeDiscovery {
    $file = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl/Format.ps1xml'))
    $views = foreach ($view in ([xml](Get-Content $file -Raw)).Configuration.ViewDefinitions.View) {
        @{ Type = $view.ViewSelectedBy.TypeName; View = $view.Name; Labels = @($view.SelectNodes('.//Label') | ForEach-Object InnerText); Table = [bool]$view.SelectSingleNode('TableControl') }
    }
}

BeforeAll {
    Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
    # What the server answers, as the longest values are.
    $check = '{"code":"DATABASE_OPERATION","title":"Running database operations","outcome":"UNKNOWN","detail":"It was not asked.","remedy":"Plan again.","overridable":false}'
    $step = '{"title":"Start Gateway Client","state":"SUCCEEDED"}'
    $tick = '{"permission":"CLOUD_CONNECTIVITY_LOCATIONS","path":"Cloud Connectivity > Locations","granted":true,"expiresAt":"2026-11-26T05:00:00.000Z"}'
    $evidence = '{"code":"GATEWAY_CLIENT","title":"Gateway Client","value":"it runs","supports":["LINK_DOWN","SERVICE_DOWN"]}'
    $consumer = '{"name":"Cloud BackOffice Analytics","servedBy":"s","available":true,"detail":"Ready."}'
    $plan = '"ready":true,"expiresAt":"2026-11-25T05:00:00.000Z","window":{"verdict":"It fits."},"checks":[' + $check + '],"steps":[' + $step + ']'
    $passport = '"passport":{"id":"p","madeAt":"2026-11-26T05:00:00.000Z","importedAt":"2026-11-27T05:00:00.000Z","machineId":"m","everConnected":true,"oldServer":"CONNECTED"}'
    $answers = @{
        Service = '{"key":"services-monitor","displayName":"Services Monitor","status":"START_PENDING","startMode":"AUTOMATIC_DELAYED","processId":1234567,"health":"DEGRADED","nextAction":"Wait."}'
        Check = $check; Step = $step; PermissionTick = $tick; Evidence = $evidence; Consumer = $consumer
        SecurityGroup = '{"id":"1","name":"Administrators","rank":1,"permissions":[' + $tick + '],"clerks":[]}'
        ClerkGroup = '{"id":"1","name":"Everyone","locationGroups":[{"id":"1","name":"Bars"}],"clerks":[]}'
        Location = '{"id":"1","name":"Main Bar","activated":true,"LocationGroup":"Bars"}'
        Operation = '{"id":"183b7f4e-e128-4d9b-8518-bd96bf820e10","kind":"ACTIVATE_LOCATIONS","state":"NEEDS_ATTENTION","summary":"The venue is connected to swiftpos Cloud.","requestedByName":"Morgan","approvedByName":"Sam","reason":"r","scheduledFor":"2026-11-26T05:00:00.000Z","createdAt":"2026-11-26T05:00:00.000Z","startedAt":"2026-11-26T05:00:00.000Z","finishedAt":"2026-11-26T05:00:00.000Z","percent":1,"steps":[' + $step + ',' + $step + '],"failure":{"code":"CODE_WRONG","message":"No.","remedy":"Ask.","restored":["a","b"],"notRestored":["c"],"choices":[{"name":"wait","title":"Wait.","consequence":"It continues."}]}}'
        Connection = '{"clerkName":"Morgan Reyes","securityGroup":"Administrators","companyName":"Harbour View Hotel","uri":"http://127.0.0.1:4280"}'
        Venue = '{"companyName":"Harbour View Hotel","customerNumber":"10482213","rehearsal":true,"onboarding":{"state":"CONNECTED","detail":"Seen."},"registrationState":"CURRENT","registrationExpiresOn":"2027-11-25","swiftposVersion":"10.58.0","licences":["CLOUD_SYNC","GATEWAY"],"region":"AU","registeredEmail":"m@example","timeZone":"Australia/Sydney"}'
        OnboardingPlan = '{"case":"FIRST_TIME",' + $passport + ',' + $plan + '}'
        SupportBundle = '{"path":"D:/support.zip","createdAt":"2026-11-26T05:00:00.000Z","size":4096,"file":"D:/bundles/support.zip","missing":[{"file":"venue.json","reason":"It does not respond."}]}'
        ResyncPlan = '{' + $plan + '}'
        Clerk = '{"id":"1","name":"Morgan Reyes","securityGroup":{"name":"Administrators"},"clerkGroup":{"name":"Managers"},"locked":false}'
        AuthenticationCodeRequest = '{"sentTo":"m*****r@harbourview.example","sentAt":"2026-11-26T05:00:00.000Z","expiresAt":"2026-11-26T05:00:00.000Z","attemptsLeft":5}'
        Maintenance = '{"on":true,"since":"2026-11-26T05:00:00.000Z","until":"2026-11-26T09:00:00.000Z","byName":"Morgan Reyes","reason":"Storm."}'
        EventLogEntry = '{"at":"2026-11-26T05:00:00.000Z","level":"INFORMATION","source":"Services Monitor","eventId":4,"message":"It runs."}'
        AuditEntry = '{"sequence":12345678,"at":"2026-11-26T05:00:00.000Z","outcome":"SUCCEEDED","clerkName":"Morgan Reyes","action":"grantPermission","target":"Support: AUDIT_VIEW","reason":null}'
        TimelineEntry = '{"lane":"OPERATION","subject":"SERVICE_CONTROL","state":"SUCCEEDED","from":"2026-11-26T05:00:00.000Z","until":"2026-11-26T06:00:00.000Z","code":"SERVICE_CONTROL","text":"Restart Connect, requested by Morgan Reyes: succeeded.","operationId":"op-1"}'
        AuditVerification = '{"intact":true,"entries":4,"firstBadSequence":3,"anchoredAt":"2026-11-26T05:00:00.000Z","detail":"All rows are intact."}'
        Alert = '{"id":"7","code":"SERVICE_DOWN","severity":"CRITICAL","state":"CLEARED","message":"Gateway Client was stopped.","remedy":"Start it.","openedAt":"2026-11-26T05:00:00.000Z","acknowledgedByName":null}'
        OperationEvent = '{"operationId":"op-1","sequence":3,"at":"2026-11-26T05:00:00.000Z","step":"clear-cloud-data","level":"INFORMATION","message":"It begins."}'
        Health = '{"status":"OK","version":"0.1.0","startedAt":"2026-11-26T05:00:00.000Z","parts":[{"name":"PowerShell","status":"DEGRADED","detail":"It starts."}]}'
        ApiToken = '{"id":"0123456789abcdef","name":"Nightly","expiresAt":"2026-11-26T05:00:00.000Z","permissions":["SERVICES_VIEW"]}'
        NewApiToken = '{"id":"0123456789abcdef","name":"Nightly","token":"vct_hidden","expiresAt":"2026-11-26T05:00:00.000Z","permissions":["SERVICES_VIEW"]}'
        Status = '{"state":"ATTENTION","since":"2026-11-26T05:00:00.000Z","planned":true,"plannedUntil":"2026-11-26T06:00:00.000Z","headline":"Gateway Client is stopped.","causeCodes":"OTHER_SERVER","checkedAt":"2026-11-26T05:00:00.000Z","findings":[{"code":"SERVICE_DOWN","severity":"CRITICAL","message":"Gateway Client is stopped.","remedy":"Start it."}]}'
        FleetStatus = '{"venue":"harbour-view-hotel","state":"NO_STATUS","since":"2026-11-26T05:00:00.000Z","code":"UNREACHABLE","causeCodes":"OTHER_SERVER","headline":"No."}'
        VenueDifference = '{"property":"Service netpos StartMode","value":"AUTOMATIC","count":198,"venueNames":"harbour, bistro"}'
        RolloutVenue = '{"venue":"harbour-view-hotel","wave":12,"state":"NOT_WORKING","code":"NOT_WORKING","message":"No."}'
        StatusFinding = '{"code":"SERVICE_DOWN","severity":"CRITICAL","since":"2026-11-26T05:00:00.000Z","message":"Gateway Client is stopped.","remedy":"Start it."}'
        SyncDiagnosis = '{"cause":"LINK_DOWN","candidates":["LINK_DOWN"],"recommendation":"Start it.","resyncJustified":false,"evidence":[' + $evidence + ']}'
    }
    function Get-Shown([string]$Name, [string]$Json = $answers[$Name], [int]$Width = 120, [switch]$AsList) {
        $object = InModuleScope VenueControl -Parameters @{ Json = $Json; Name = $Name } { ConvertTo-VenueObject -InputObject (ConvertFrom-Json $Json) -TypeName $Name }
        # As a strict and German caller sees it.
        Set-StrictMode -Version Latest
        $old = [Globalization.CultureInfo]::CurrentCulture
        try {
            [Globalization.CultureInfo]::CurrentCulture = 'de-DE'
            if ($AsList) { $object = $object | Format-List }
            ($object | Out-String -Width $Width) -replace "`e\[[\d;]*m"
        }
        finally { [Globalization.CultureInfo]::CurrentCulture = $old }
    }
}

Describe 'View <View> of <Type>' -ForEach $views {
    It 'shows each of its columns, and its values whole, at 120 columns' {
        $name = $Type -replace '^VenueControl\.'
        $answers.Keys | Should -Contain $name
        $shown = Get-Shown -Name $name -AsList:($View -like '*List')
        $shown | Should -Not -Match '#ERR|\u2026'
        $lines = @($shown -split '\r?\n' | Where-Object { $_.Trim() })
        if ($Table) {
            @($lines[0].Trim() -split '\s+') | Should -Be $Labels
            # Heading, rule, one row: nothing is wrapped. An operation's ID is below its summary.
            $lines.Count | Should -Be $(if ($name -eq 'Operation') { 4 } else { 3 })
            $values = @($lines[2].Trim() -split '\s+')
            $values.Count | Should -BeGreaterOrEqual ([Math]::Min(2, $Labels.Count))
        }
        else { foreach ($label in $Labels) { $shown | Should -Match "(?m)^$label\s+: \S" } }
    }
}

Describe 'Views' {
    It 'are there for each sample, and the other way round' { @($answers.Keys | Sort-Object) | Should -Be @(([xml](Get-Content ((Get-Module VenueControl).ModuleBase + '/Format.ps1xml') -Raw)).Configuration.ViewDefinitions.View.ViewSelectedBy.TypeName -replace '^VenueControl\.' | Sort-Object -Unique) }
    It 'show an operation with its summary on one line, its time, and an ID that can be copied, at 80 columns too' {
        foreach ($width in 80, 120) {
            (Get-Shown -Name Operation -Width $width) | Should -Match '(?m)^NEEDS_ATTENTION\s+ACTIVATE_LOCATIONS\s+The venue is connected to swiftpos Cloud\.\s*$'
            (Get-Shown -Name Operation -Width $width) | Should -Match '(?m)^\s+2\d\.11\.2026 \d\d:00\s+183b7f4e-e128-4d9b-8518-bd96bf820e10\s*$'
        }
    }
    It 'show of a scheduled operation when it starts' {
        Get-Shown -Name Operation -Width 80 -Json '{"id":"183b7f4e","kind":"RESYNC","state":"SCHEDULED","summary":"The resync is scheduled.","scheduledFor":"2026-11-26T05:00:00.000Z","createdAt":"2026-11-25T05:00:00.000Z"}' | Should -Match '(?m)\sStarts at 2\d\.11\.2026 \d\d:00\s*$' -Because 'the row says only when it was created'
    }
    It 'show steps and failure of an operation in a list, line by line' {
        $shown = Get-Shown -Name Operation -AsList
        $shown | Should -Match '(?m)^Steps\s+: SUCCEEDED\s+Start Gateway Client\r?\n\s+SUCCEEDED\s+Start Gateway Client'
        $shown | Should -Match '(?m)^Failure\s+: CODE_WRONG: No\.'
        $shown | Should -Match '(?m)^Restored\s+: a\r?\n\s+b'
        $shown | Should -Match '(?m)^Choices\s+: wait: Wait\. It continues\.'
    }
    It 'show the step that a cancel cut short as cancelled, and one that failed as failed' {
        $json = $answers['Operation'] -replace 'SUCCEEDED', 'FAILED'
        Get-Shown -Name Operation -AsList -Json $json | Should -Match '(?m)^Steps\s+: FAILED\s+Start'
        Get-Shown -Name Operation -AsList -Json ($json -replace 'CODE_WRONG', 'OPERATION_CANCELLED') | Should -Match '(?m)^Steps\s+: CANCELLED\s+Start'
    }
    It 'break neither the step nor a code of an event in a narrow console' {
        $json = '{"operationId":"op-1","sequence":3,"at":"2026-11-26T05:00:00.000Z","step":"download-cloud-sync","level":"INFORMATION","message":"REDEMPTION_OUTCOME_UNKNOWN: wait."}'
        Get-Shown -Name OperationEvent -Width 80 -Json $json | Should -Match 'INFORMATION download-cloud-sync REDEMPTION_OUTCOME_UNKNOWN'
    }
    It 'show of an alert what to do as long as it is so, and who acknowledged it' {
        $shown = Get-Shown -Name Alert -Width 80 -Json '{"severity":"CRITICAL","state":"ACKNOWLEDGED","message":"Gateway Client is stopped.","remedy":"Start it.","openedAt":"2026-11-26T05:00:00.000Z","acknowledgedByName":"Morgan Reyes","acknowledgedReason":"On the way"}'
        $shown | Should -Match '(?s)ACKNOWLEDGED Gateway Client is stopped\.\s+Start it\.\s+Morgan Reyes: On the way'
        Get-Shown -Name Alert | Should -Not -Match 'Start it'
    }
    It 'leave what is long a third of a narrow console, and cut nothing' {
        foreach ($name in $answers.Keys) { Get-Shown -Name $name -Width 80 | Should -Not -Match '\u2026' -Because $name }
        Get-Shown -Name PermissionTick -Width 80 | Should -Match '(?m)^CLOUD_CONNECTIVITY_LOCATIONS\s+True\s+Cloud Connectivity'
        Get-Shown -Name Service -Width 80 | Should -Match '(?m)^services-monitor START_PENDING AUTOMATIC_DELAYED DEGRADED: Wait\.'
    }
    It 'leave what to do about a service more than a third of a narrow console, and its process to the list' {
        $down = '{"key":"services-monitor","status":"STOPPED","startMode":"AUTOMATIC_DELAYED","processId":1234567,"health":"DOWN","nextAction":"Start it again when the work is done."}'
        @((Get-Shown -Name Service -Json $down -Width 80) -split '\r?\n' | Where-Object { $_.Trim() }).Count | Should -Be 4
        Get-Shown -Name Service -Json $down -AsList | Should -Match '(?m)^ProcessId\s+: 1234567'
    }
    It 'show computed columns' {
        Get-Shown -Name SecurityGroup | Should -Match 'CLOUD_CONNECTIVITY_LOCATIONS until 2\d\.11\.2026 \d\d:00'
        Get-Shown -Name ClerkGroup | Should -Match 'Everyone\s+Bars'
        Get-Shown -Name Evidence | Should -Match 'LINK_DOWN, SERVICE_DOWN'
        Get-Shown -Name Location | Should -Match 'Bars\s+True'
        Get-Shown -Name Venue | Should -Match 'CURRENT, until 2027-11-25'
        Get-Shown -Name OnboardingPlan | Should -Match 'UNKNOWN Running database operations: It was not asked\. \(DATABASE_OPERATION\) Plan again\.'
        Get-Shown -Name SyncDiagnosis | Should -Match '(?m)^Evidence\s+: Gateway Client: it runs'
        Get-Shown -Name OnboardingPlan | Should -Match 'imported .+\. Old server: CONNECTED'
    }
    It 'leave out of a list what is empty' {
        Get-Shown -Name Operation -AsList -Json '{"id":"183b7f4e","kind":"ONBOARD","state":"PENDING","summary":"s","requestedByName":"Morgan","approvedByName":null,"reason":"r","scheduledFor":null,"createdAt":"2026-11-26T05:00:00.000Z","startedAt":null,"finishedAt":null,"percent":0,"steps":[],"failure":null}' | Should -Not -Match 'ApprovedByName|ScheduledFor|StartedAt|FinishedAt|Failure|Remedy|Restored|Choices'
        Get-Shown -Name Operation -AsList -Json '{"id":"183b7f4e","kind":"ONBOARD","state":"FAILED","summary":"s","createdAt":"2026-11-26T05:00:00.000Z","percent":0,"steps":[],"failure":{"code":"C","message":"No.","remedy":null,"restored":[],"notRestored":[],"choices":[]}}' | Should -Not -Match 'Remedy|Restored|Choices'
        Get-Shown -Name Status -Json '{"state":"OK","since":"2026-11-26T05:00:00.000Z","planned":false,"plannedUntil":null,"headline":"Ordering works.","findings":[],"checkedAt":"2026-11-26T05:00:00.000Z"}' | Should -Not -Match 'PlannedUntil|Findings'
        Get-Shown -Name Maintenance -Json '{"on":false,"since":null,"until":null,"byName":null,"reason":null}' | Should -Not -Match 'Since|Until|ByName|Reason'
        Get-Shown -Name OnboardingPlan -Json '{"case":"ALREADY_CONNECTED","passport":null,"ready":false,"expiresAt":"2026-11-25T05:00:00.000Z","window":null,"checks":[],"steps":[]}' | Should -Not -Match 'Window|Steps'
        Get-Shown -Name AuditVerification -Json '{"intact":true,"entries":4,"firstBadSequence":null,"anchoredAt":null,"detail":"d"}' | Should -Not -Match 'First|Anchored'
        Get-Shown -Name SyncDiagnosis -Json '{"cause":"NONE","candidates":[],"recommendation":"r","resyncJustified":false,"evidence":[]}' | Should -Not -Match Candidates
    }
    It 'state that a new token shows its secret to no one, where it is, and what to do where it is lost' {
        foreach ($width in 80, 120) {
            $shown = (Get-Shown -Name NewApiToken -Width $width) -replace '\s+', ' '
            $shown | Should -Not -Match 'vct_hidden|SecureString :|System\.Security'
            $shown | Should -Match 'Token : Only this object has the secret, as a SecureString\. .*\$made\.Token'
            $shown | Should -Match 'Remove-VenueApiToken 0123456789abcdef'
        }
    }
    It 'show the event ID of an event, to search for' {
        Get-Shown -Name EventLogEntry | Should -Match 'INFORMATION\s+4\s+Services Monitor\s+It runs\.'
    }
    It 'show the zone of each time in a list, and that a window is in the time of the venue' {
        foreach ($name in $answers.Keys) { Get-Shown -Name $name -AsList:($name -eq 'Operation') | Should -Not -Match ' : \d\d\.\d\d\.\d{4} [\d:]+\s*$' -Because $name }
        Get-Shown -Name Status | Should -Match '(?m)^Since\s+: 2\d\.11\.2026 \d\d:\d\d:00 [+-]\d\d:\d\d\s*$'
        Get-Shown -Name OnboardingPlan | Should -Match '(?m)^Window\s+: It fits\. \(time of the venue\)'
    }
    It 'show what is only half known' {
        Get-Shown -Name Venue -Json '{"companyName":"H","customerNumber":"1","rehearsal":true,"onboarding":null,"registrationState":null,"registrationExpiresOn":null,"swiftposVersion":null,"licences":[],"region":null,"registeredEmail":null,"timeZone":null}' | Should -Match 'CompanyName\s+: H'
        Get-Shown -Name OnboardingPlan -Json ('{"case":"FIRST_TIME","passport":null,' + $plan + '}') | Should -Not -Match Passport
        Get-Shown -Name SecurityGroup -Json '{"id":"1","name":"Support","rank":4,"permissions":null}' | Should -Match 'Support\s+4'
        Get-Shown -Name Operation -Json '{"id":"183b7f4e","kind":"ONBOARD","state":"PENDING","summary":null}' | Should -Match 'PENDING\s+ONBOARD\s+183b7f4e'
    }
}

Describe 'A plan that checks block' {
    BeforeAll {
        function Get-Refusal([object[]]$Check) {
            InModuleScope VenueControl -Parameters @{ Plan = [pscustomobject]@{ Checks = $Check } } { try { Confirm-VenuePlanReady -Plan $Plan } catch { $_ } }
        }
        $one = [pscustomobject]@{ Code = 'ELEVATION'; Outcome = 'FAIL'; Detail = 'It is missing.'; Remedy = 'Start it as Administrator.'; Overridable = $false }
        $other = [pscustomobject]@{ Code = 'TRADING_HOURS'; Outcome = 'FAIL'; Detail = 'It is open.'; Remedy = 'Choose a later start.'; Overridable = $true }
    }
    It 'states each of several checks, and its remedy, on a line of its own' {
        $refusal = Get-Refusal $one, $other
        "$refusal" | Should -Be 'The plan is not ready: ELEVATION, TRADING_HOURS.'
        $refusal.InvocationInfo.ScriptName | Should -Not -BeNullOrEmpty -Because 'there, ConciseView makes one line of a message'
        $refusal.ErrorDetails.RecommendedAction | Should -Be "ELEVATION: It is missing. Start it as Administrator.`n  TRADING_HOURS: It is open. Choose a later start."
        $shown = ($refusal | Out-String) -replace '\x1B\[[\d;]*m'
        foreach ($line in 'ELEVATION: It is missing.', 'TRADING_HOURS: It is open.') { $shown | Should -Match "(?m)^\W*(Recommendation: )?$([regex]::Escape($line))" }
    }
    It 'states a single one in a sentence' {
        $refusal = Get-Refusal $other
        "$refusal" | Should -Be 'The plan is not ready. TRADING_HOURS: It is open.'
        $refusal.ErrorDetails.RecommendedAction | Should -Be "Choose a later start. You may override it: -Override TRADING_HOURS -Reason '...'."
    }
}
