#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# What an administrator meets every day, against answers that are made up: no server.
BeforeAll {
    Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
    Import-Module (Join-Path $PSScriptRoot 'ServerUnderTest.psm1') -Force
    Import-Module (Join-Path $PSScriptRoot 'ScriptedHost.psm1') -Force
    . (Join-Path $PSScriptRoot 'Initialize-MadeAnswer.ps1')
    $groups = '{"data":{"securityGroups":[{"id":"4","name":"Support","rank":4,"permissions":[{"permission":"AUDIT_VIEW","path":"Audit > View","granted":true,"expiresAt":null},{"permission":"SERVICES_VIEW","granted":false}],"clerks":[{"id":"5","name":"Support Desk"},{"id":"6","name":"Kim"}]}]}}'
    $locations = '{"data":{"venue":{"locationGroups":[{"id":"1","name":"Hotel","locations":[{"id":"1","name":"Main Bar","activated":true},{"id":"2","name":"Bistro","activated":false},{"id":"3","name":"Bistro Garden","activated":false}]}]}}}'
}

Describe 'What is no Customer Number' -Tag Quick {
    It 'is refused before the server is asked: <Command>' -ForEach @(
        @{ Command = 'Register-Venue' }
        @{ Command = 'Sync-Venue' }
        @{ Command = 'Request-VenueAuthenticationCode' }
    ) {
        Set-Answer @{}
        foreach ($number in '1048221x', '1048221', '104822130', ' ') {
            $fault = Get-Fault { [pscustomobject]@{ CustomerNumber = $number } | & $Command -Connection $made -WhatIf }
            $fault.FullyQualifiedErrorId | Should -Be "BAD_USER_INPUT,$Command"
            "$fault" | Should -Be "'$number' is not a Customer Number: it has eight digits."
            $fault.TargetObject | Should -Be $number
        }
        InModuleScope VenueControl { $script:Sent.Count } | Should -Be 0
    }
}

Describe 'A server that does not answer' -Tag Quick {
    It 'is started as on a till: by its service' {
        $fault = Get-Fault { Get-Venue -Connection $made }
        $fault.FullyQualifiedErrorId | Should -Be 'UNREACHABLE,Get-Venue'
        $fault.Exception.Message | Should -BeLike "http://127.0.0.1:9 can't be reached: *" -Because 'the address is there once'
        $fault.Exception.Message | Should -Not -BeLike '*(127.0.0.1:9)*'
        $fault.ErrorDetails.RecommendedAction | Should -Match '^Run Start-Service VenueControl on the server, as Administrator\.'
        $fault.ErrorDetails.RecommendedAction | Should -Not -Match npm
    }
    It 'is not started again where another program listens' {
        $listener = New-Object Net.HttpListener
        do { $port = Get-Random -Minimum 20000 -Maximum 30000; $listener.Prefixes.Clear(); $listener.Prefixes.Add("http://127.0.0.1:$port/"); try { $listener.Start() } catch { Write-Debug "$_" } } until ($listener.IsListening)
        $respond = [powershell]::Create().AddScript('param($Listener) $Listener.GetContext().Response.Close()').AddArgument($listener)
        try {
            $null = $respond.BeginInvoke()
            $fault = Get-Fault { Get-Venue -Connection ([pscustomobject]@{ Uri = "http://127.0.0.1:$port"; Token = $null }) }
        }
        finally { $listener.Close(); $respond.Dispose() }
        $fault.Exception.Message | Should -BeLike '* is not a response of a control plane.'
        $fault.ErrorDetails.RecommendedAction | Should -Match '^Give the address of the control plane to Connect-VenueControl -Uri'
    }
}

Describe 'Without a connection' -Tag Quick {
    It 'nothing is asked for' {
        $run = Invoke-WithPerson -Answer 'a', 'b', 'c', 'd' -Script 'foreach ($call in { Set-VenueService }, { Grant-VenuePermission }, { Revoke-VenuePermission }, { Stop-VenueService }, { Unlock-VenueClerk }, { New-VenueApiToken }, { Confirm-VenueAlert }, { Get-VenueOperationEvent }, { Remove-VenueApiToken }, { Enable-VenueLocation }, { Stop-VenueOperation },
            { Set-VenueMaintenance }, { Wait-VenueOperation }, { Invoke-VenueGraphQl }, { Register-Venue }, { Sync-Venue }, { Set-VenuePin }, { Request-VenueAuthenticationCode }) { try { & $call } catch { "$call".Trim() + ": " + $_.Exception.Data["code"] } }'
        $run.Asked | Should -BeNullOrEmpty
        @($run.Output | Where-Object { $_ -notlike '*: UNAUTHENTICATED' }) | Should -BeNullOrEmpty
        $run.Output.Count | Should -Be 18
    }
}

Describe 'Someone over SSH' -Tag Quick {
    BeforeAll { $old = $env:SSH_TTY, $env:SSH_CONNECTION }
    AfterAll { $env:SSH_TTY, $env:SSH_CONNECTION = $old }
    It 'can be asked where there is a terminal, and nowhere else: <Name>' -ForEach @(
        @{ Name = 'a terminal'; Tty = 'windows-pty'; From = $null; Redirected = $false; Argument = 'pwsh'; Is = $true }
        @{ Name = 'a connection'; Tty = $null; From = '192.0.2.1 50000 192.0.2.2 22'; Redirected = $false; Argument = 'pwsh'; Is = $true }
        @{ Name = 'a command whose input is a pipe'; Tty = $null; From = '192.0.2.1 50000 192.0.2.2 22'; Redirected = $true; Argument = 'pwsh'; Is = $false }
        @{ Name = 'a script without prompts'; Tty = 'windows-pty'; From = $null; Redirected = $false; Argument = 'pwsh', '-NonInteractive'; Is = $false }
        @{ Name = 'a service or task'; Tty = $null; From = $null; Redirected = $false; Argument = 'pwsh'; Is = $false }
    ) {
        $env:SSH_TTY, $env:SSH_CONNECTION = $Tty, $From
        InModuleScope VenueControl -Parameters @{ Redirected = $Redirected; Argument = $Argument } { Test-VenueInteraction -IsInteractive $false -IsRedirected $Redirected -Argument $Argument } | Should -Be $Is
    }
}

Describe 'Stopping a service' -Tag Quick {
    BeforeEach {
        $up = '{"key":"connect","displayName":"Connect","status":"#C","processId":null,"stopsWith":[#W],"serves":[]},{"key":"netpos","displayName":"NetPOS","status":"#N","processId":null,"stopsWith":[],"serves":[]},{"key":"end-of-day","displayName":"End of Day","status":"STOPPED","processId":null,"stopsWith":[],"serves":[]}'
        $now = @{ is = 'RUNNING' }
        $read = { $up.Replace('#C', $now.is).Replace('#N', $now.is).Replace('#W', $(if ($now.is -eq 'RUNNING') { '"netpos"' })) }.GetNewClosure()
        Set-Answer @{
            services = { '{"data":{"services":[' + (& $read) + ']}}' }.GetNewClosure()
            stopService = { $now.is = 'STOPPED'; '{"data":{"result":{"key":"connect","displayName":"Connect","status":"STOPPED","stopsWith":[],"serves":[]}}}' }.GetNewClosure()
            startService = { $now.is = 'RUNNING'; '{"data":{"result":{"key":"connect","displayName":"Connect","status":"RUNNING","stopsWith":["netpos"],"serves":[]}}}' }.GetNewClosure()
        }
    }
    It 'stops no other one without consent' {
        $fault = Get-Fault { Stop-VenueService connect -Confirm:$false -Connection $made }
        $fault.FullyQualifiedErrorId | Should -Be 'SERVICE_DEPENDENTS_RUNNING,Stop-VenueService'
        "$fault" | Should -Be "Connect can't be stopped alone: NetPOS would stop with it."
        $fault.ErrorDetails.RecommendedAction | Should -Be 'Give -IncludeDependent to stop them too.'
        Get-Sent stopService | Should -BeNullOrEmpty
    }
    It 'emits all that it stopped, and starting it all that it started' {
        (Stop-VenueService connect -IncludeDependent -Confirm:$false -Connection $made).Key | Should -Be connect, netpos
        (Start-VenueService -Name connect -Connection $made).Key | Should -Be connect, netpos
    }
}

Describe 'Locations' -Tag Quick {
    BeforeEach { Set-Answer @{ venue = $locations } }
    It 'are read by ID, name and wildcards' {
        (Get-VenueLocation 'bistro' -Connection $made).Id | Should -Be 2
        (Get-VenueLocation -Name Bis*, 1 -Connection $made).Id | Should -Be 2, 3, 1
        Get-VenueLocation zz* -Connection $made | Should -BeNullOrEmpty
        $fault = Get-Fault { Get-VenueLocation nope -Connection $made }
        $fault.FullyQualifiedErrorId | Should -Be 'NOT_FOUND,Get-VenueLocation'
        $fault.ErrorDetails.RecommendedAction | Should -Be 'Use one of: 1 Main Bar, 2 Bistro, 3 Bistro Garden.'
    }
    It 'are activated by name and wildcards' {
        Set-Answer @{ venue = $locations; activateLocations = '{"data":{"result":{"id":"o","state":"PENDING"}}}'; operation = '{"data":{"operation":{"id":"o","kind":"ACTIVATE_LOCATIONS","state":"SUCCEEDED","percent":100,"summary":"s","events":[]}}}' }
        (Enable-VenueLocation Bis* -Connection $made).Count | Should -Be 2
        (Get-Sent activateLocations).Variable.ids | Should -Be 2, 3
        Get-Fault { Enable-VenueLocation nope -Connection $made } | ForEach-Object FullyQualifiedErrorId | Should -Be 'NOT_FOUND,Enable-VenueLocation'
    }
}

Describe 'Rows of a file' -Tag Quick {
    BeforeAll { function Get-Binding([string]$Command, [string]$Parameter) { (Get-Command $Command).Parameters[$Parameter].Attributes | Where-Object { $_ -is [Parameter] } } }
    It 'grant and revoke by the names of their columns' {
        Set-Answer @{ securityGroups = $groups; grantPermission = '{"data":{"result":{"id":"4","name":"Support","permissions":[],"clerks":[]}}}'; revokePermission = '{"data":{"result":{"id":"4","name":"Support","permissions":[],"clerks":[]}}}' }
        $rows = ConvertFrom-Csv "SecurityGroupId,Permission,Reason,ExpiresAt`n4,AUDIT_VIEW,Weekend,2031-12-04`nSupport,SERVICES_VIEW,Always,"
        ($rows | Grant-VenuePermission -Connection $made).Name | Should -Be Support, Support
        $sent = (Get-Sent grantPermission).Variable.input
        $sent.permission | Should -Be AUDIT_VIEW, SERVICES_VIEW
        $sent.reason | Should -Be Weekend, Always
        $sent[0].expiresAt.Year | Should -Be 2031
        $sent[1].ContainsKey('expiresAt') | Should -BeFalse
        [void]($rows | Revoke-VenuePermission -Confirm:$false -Connection $made)
        (Get-Sent revokePermission).Variable.input.reason | Should -Be Weekend, Always
    }
    It 'are bound by every command that changes things: <Command> <Parameter>' -ForEach @(
        foreach ($pair in 'Set-VenueService StartMode', 'Set-VenueService Reason', 'Start-VenueService Reason', 'Stop-VenueService Reason', 'Restart-VenueService Reason', 'Unlock-VenueClerk Reason',
            'New-VenueApiToken Name', 'New-VenueApiToken Permission', 'New-VenueApiToken ExpiresAt', 'Grant-VenuePermission ExpiresAt', 'Resolve-VenueOperation Choice') { @{ Command = ($pair -split ' ')[0]; Parameter = ($pair -split ' ')[1] } }
    ) { (Get-Binding $Command $Parameter).ValueFromPipelineByPropertyName | Should -BeTrue }
    It 'never give an operation''s own reason for what is done to it' {
        foreach ($command in 'Approve', 'Deny', 'Resolve', 'Stop') { (Get-Binding "$command-VenueOperation" Reason).ValueFromPipelineByPropertyName | Should -BeFalse }
    }
}

Describe 'States, kinds, modes and levels' -Tag Quick {
    BeforeEach { Set-Answer @{ operations = '{"data":{"operations":{"edges":[]}}}'; services = '{"data":{"services":[{"key":"netpos","displayName":"NetPOS","status":"RUNNING","startMode":"AUTOMATIC","stopsWith":[],"serves":[]}]}}'; setServiceStartMode = '{"data":{"result":{"key":"netpos","startMode":"MANUAL"}}}' } }
    It 'are understood by wildcards' {
        Get-VenueOperation -State C*, failed -Kind *SYNC -Connection $made
        $sent = (Get-Sent operations).Variable
        $sent.states | Should -Be CANCELLING, CANCELLED, FAILED
        $sent.kinds | Should -Be RESYNC
        (Set-VenueService netpos -StartupType m* -Connection $made).StartMode | Should -Be MANUAL
        (Get-Sent setServiceStartMode).Variable.mode | Should -Be MANUAL
    }
    It 'choose lanes of the timeline, and what is missing there is a warning' {
        Set-Answer @{ venueTimeline = '{"data":{"page":{"edges":[{"node":{"lane":"SERVER","state":"OFF","from":"2026-11-26T05:00:00.000Z","until":null,"text":"Off."}}],"pageInfo":{"hasNextPage":false,"endCursor":"x"},"missing":[{"lane":"EVENT_LOG","reason":"It hangs."}]}}}' }
        $warned, $entry = Get-VenueTimeline -Lane s*, event_log -Text 'server off' -Since '2026-11-26' -Until '2026-11-27' -Connection $made 3>&1
        $entry.Lane, $entry.Until, $entry.From.GetType().Name | Should -Be SERVER, $null, DateTime
        "$warned" | Should -Be 'EVENT_LOG is not included. It hangs.'
        (Get-Sent venueTimeline).Variable.text | Should -Be 'server off'
        (Get-Sent venueTimeline).Variable.lanes | Should -Be STATUS, SERVICE, SERVER, SETTING, EVENT_LOG
        $null = Get-VenueTimeline -Until '2026-11-20' -Connection $made 3>&1
        @(Get-Sent venueTimeline)[-1].Variable.from | Should -Be ([datetime]'2026-11-19') -Because 'it is the day before -Until'
        foreach ($read in { Get-VenueTimeline @between }, { Get-VenueAuditLog @between }) {
            $between = @{ Since = '2026-11-27'; Until = '2026-11-26'; Connection = $made }
            (Get-Fault $read).Exception.Message | Should -Be '-Until must be later than -Since.'
        }
    }
    It 'that match nothing known, or too much, are an error: <Name>' -ForEach @(
        @{ Name = 'a state'; Says = "State 'zz*' does not exist."; Do = '^Use one of: AWAITING_APPROVAL, .*NEEDS_ATTENTION\.$'; Script = { Get-VenueOperation -State zz* -Connection $made } }
        @{ Name = 'a kind'; Says = "Kind 'zz' does not exist."; Do = 'ACTIVATE_LOCATIONS'; Script = { Get-VenueOperation -Kind zz -Connection $made } }
        @{ Name = 'a start mode'; Says = "StartMode 'auto*' means several: AUTOMATIC, AUTOMATIC_DELAYED."; Do = 'MANUAL'; Script = { Set-VenueService netpos -StartMode auto* -Connection $made } }
        @{ Name = 'an outcome'; Says = "Outcome 'x' does not exist."; Do = 'DENIED'; Script = { Get-VenueAuditLog -Outcome x -Connection $made } }
        @{ Name = 'an action'; Says = "Action 'nope' does not exist."; Do = '^Use one of: .*grantPermission'; Script = { Get-VenueAuditLog -Action nope -Connection $made } }
        @{ Name = 'a level'; Says = "MinimumLevel 'x' does not exist."; Do = 'WARNING'; Script = { Get-VenueEventLog -MinimumLevel x -Connection $made } }
    ) {
        $fault = Get-Fault $Script
        "$fault" | Should -Be $Says
        $fault.FullyQualifiedErrorId | Should -BeLike 'BAD_USER_INPUT,*'
        $fault.ErrorDetails.RecommendedAction | Should -Match $Do
    }
    It 'are offered by Tab, also without a connection: <Line>' -ForEach @(
        @{ Line = 'Get-VenueOperation -State AW'; Text = 'AWAITING_APPROVAL' }
        @{ Line = 'Get-VenueOperation -Kind RE'; Text = 'RESYNC' }
        @{ Line = 'Set-VenueService netpos -StartMode M'; Text = 'MANUAL' }
        @{ Line = 'Get-VenueAuditLog -Outcome D'; Text = 'DENIED' }
        @{ Line = 'Get-VenueAuditLog -Action gr'; Text = 'grantPermission' }
        @{ Line = 'Get-VenueEventLog -MinimumLevel W'; Text = 'WARNING' }
        @{ Line = 'Get-VenueTimeline -Lane EV'; Text = 'EVENT_LOG' }
    ) { (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText | Should -Be $Text }
}

Describe 'Tab' -Tag Quick {
    AfterAll { InModuleScope VenueControl { $script:DefaultConnection = $null; $script:Completion = @{} } }
    It 'offers what the venue knows: <Line>' -ForEach @(
        @{ Line = 'Sync-Venue -Override TR'; Text = 'TRADING_HOURS'; Tip = 'FAIL Trading: Open\.' }
        @{ Line = 'Register-Venue -Override '; Text = 'OLD_SERVER'; Tip = 'Old server' }
        @{ Line = 'Confirm-VenueAlert SER'; Text = 'SERVICE_DOWN'; Tip = 'It is stopped\.' }
        @{ Line = 'Sync-Venue -CompanyName Har'; Text = "'Harbour View Hotel'"; Tip = '10482213' }
    ) {
        InModuleScope VenueControl -Parameters @{ Made = $made } { $script:DefaultConnection = $Made }
        Set-Answer @{
            resyncPlan = '{"data":{"operations":{"found":[{"code":"TRADING_HOURS","title":"Trading","detail":"Open.","outcome":"FAIL","overridable":true},{"code":"TRUST","title":"t","detail":"d","outcome":"PASS","overridable":false}]}}}'
            onboardingPlan = '{"data":{"operations":{"found":[{"code":"OLD_SERVER","title":"Old server","detail":"d","outcome":"FAIL","overridable":true}]}}}'
            alerts = '{"data":{"operations":{"found":[{"node":{"id":"7","code":"SERVICE_DOWN","message":"It is stopped."}}]}}}'
            venue = '{"data":{"found":{"companyName":"Harbour View Hotel","customerNumber":"10482213"}}}'
        }
        $found = @((TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches)
        $found.CompletionText | Should -Be $Text
        $found[0].ToolTip | Should -Match $Tip
    }
    It 'offers no file where it knows no value: <Line>' -ForEach @(
        @{ Line = 'Unlock-VenueClerk '; Text = ' ' }
        @{ Line = 'Stop-VenueService pack'; Text = 'pack' }
        @{ Line = 'Sync-Venue -Override pack'; Text = 'pack' }
        @{ Line = 'Invoke-VenueFleet -Name pack'; Text = 'pack' }
    ) {
        InModuleScope VenueControl { $script:DefaultConnection = $null; $script:Completion = @{} }
        'package.json' | Should -Exist
        $found = @((TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches)
        $found.CompletionText | Should -Be $Text
        $found[0].ToolTip | Should -Match '^No value to offer'
    }
}

Describe 'A file of comma-separated values' -Tag Quick {
    It 'has names where an object has a list: <Name>' -ForEach @(
        @{ Name = 'groups'; Script = { Get-VenueSecurityGroup -Connection $made }; Column = @{ PermissionNames = 'AUDIT_VIEW'; ClerkNames = 'Support Desk, Kim' } }
        @{ Name = 'services'; Script = { Get-VenueService -Connection $made }; Column = @{ ServesNames = 'Ordering, Reports'; StopsWithNames = 'netpos' } }
        @{ Name = 'clerks'; Script = { Get-VenueClerk -Connection $made }; Column = @{ PermissionNames = 'AUDIT_VIEW, SERVICES_VIEW'; SecurityGroupName = 'Support'; ClerkGroupName = 'Managers' } }
    ) {
        Set-Answer @{
            securityGroups = $groups
            services = '{"data":{"services":[{"key":"connect","displayName":"Connect","status":"RUNNING","serves":["Ordering","Reports"],"stopsWith":["netpos"]}]}}'
            clerkGroups = '{"data":{"clerkGroups":[{"clerks":[{"id":"5","name":"Kim","permissions":["AUDIT_VIEW","SERVICES_VIEW"],"securityGroup":{"name":"Support"},"clerkGroup":{"name":"Managers"}}]}]}}'
        }
        $row = & $Script | ConvertTo-Csv | ConvertFrom-Csv
        foreach ($name in $Column.Keys) { $row.$name | Should -Be $Column[$name] }
    }
    It 'has the titles of an operation''s steps, not their names' {
        $operation = InModuleScope VenueControl { ConvertTo-VenueObject -TypeName Operation -InputObject (ConvertFrom-Json '{"steps":[{"name":"start-connect","title":"Start Connect"},{"name":"start-netpos","title":"Start NetPOS"}]}') }
        $operation.StepTitles | Should -Be 'Start Connect, Start NetPOS'
    }
}
