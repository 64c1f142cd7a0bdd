#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'Initialize-ServerUnderTest.ps1')
    # As if the sign-in were older than five minutes, to the server and to the connection.
    function Set-SignInOld {
        $program = 'const { DatabaseSync } = await import("node:sqlite"); const d = new DatabaseSync(process.argv[1], { timeout: 5000 });
            d.exec("UPDATE session SET stepped_up_until = \u00272020-01-01T00:00:00.000Z\u0027")'
        & $server.Node --no-warnings --input-type=module -e $program (Join-Path $server.Data 'state.sqlite')
        $admin.SteppedUpUntil = [datetime]'2020-01-01'
    }
    function Invoke-Person([string]$Script, [string[]]$Answer) { Invoke-WithPerson -Script $Script -Answer $Answer -Connection $admin -CloudUri $server.CloudUri }
}
AfterAll { if ($server) { Stop-ServerUnderTest -Server $server } }

Describe 'A task without a person' -Tag Nightly {
    BeforeAll {
        $wish = @{ name = 'Nightly'; permissions = @('SERVICES_VIEW', 'SERVICES_CONTROL'); expiresAt = [datetime]::UtcNow.AddDays(30) }
        $made = (Invoke-VenueGraphQl 'mutation ($i: CreateApiTokenInput!) { createApiToken(input: $i) { id token } }' -Variable @{ i = $wish }).createApiToken
        function Invoke-Nightly { Invoke-Recipe -Name Start-StoppedService -Secret $made.token -Folder $TestDrive -Server $server }
        $plain = [Net.NetworkCredential]::new('', $made.token).Password
    }
    It 'connects with a token, which names itself and its end; closing ends neither the token nor the caller''s own' {
        foreach ($time in 1, 2) {
            $one = Connect-VenueControl -Token $made.token -Uri $server.Uri -PassThru
            $one.ClerkName, $one.ApiToken, $one.SteppedUpUntil | Should -Be 'Morgan Reyes', 'Nightly', $null
            $one.ExpiresAt | Should -BeGreaterThan ([datetime]::Now.AddDays(29))
            ($one | Format-List * -Force | Out-String) | Should -Not -Match 'vct_'
            @(Get-VenueService -Connection $one).Count | Should -Be 7
            $one | Disconnect-VenueControl
        }
    }
    It 'is refused what the token does not name, and what needs a person, without being asked for a PIN' {
        $one = Connect-VenueControl -Token $made.token -Uri $server.Uri -PassThru
        (Get-Fault { Grant-VenuePermission 4 AUDIT_VIEW -Reason Test -Connection $one -Confirm:$false -ErrorAction Stop }).FullyQualifiedErrorId | Should -Be 'FORBIDDEN,Grant-VenuePermission'
        $caught = Get-Fault { Invoke-VenueGraphQl 'mutation { setMaintenance(on: true, reason: "x") { on } }' -Connection $one -ErrorAction Stop }
        $caught.FullyQualifiedErrorId | Should -Be 'PERSON_NEEDED,Invoke-VenueGraphQl'
        $caught.CategoryInfo.Category | Should -Be PermissionDenied
    }
    It 'starts at night what has stopped, with no one at the console, and its token is nowhere in what it says' {
        [void](Stop-VenueService netpos -Reason Test -Confirm:$false)
        $said = Invoke-Nightly
        $said | Should -Match 'netpos\s+RUNNING'
        $said | Should -Not -Match ([regex]::Escape($plain))
    }
    It 'ends with what to do when the token has ended' {
        (Invoke-VenueGraphQl 'mutation ($id: ID!) { revokeApiToken(id: $id) }' -Variable @{ id = $made.id }).revokeApiToken | Should -BeTrue
        $caught = Get-Fault { Invoke-Nightly }
        "$caught" | Should -Match '(?s)^It ended with 1.*not signed in'
    }
}

Describe 'With someone at the keyboard' -Tag Nightly {
    It 'a plan that isn''t ready ends the command before anything is asked or mailed' {
        $before = Get-CodeCount
        [void](Invoke-ServerCommand -Server $server -Argument rehearse, elevation=missing)
        Set-SignInOld
        try { $run = Invoke-Person 'Register-Venue -Connection $args[0]' y, $number, 'the code of the mail', 2468 }
        finally { [void](Invoke-ServerCommand -Server $server -Argument rehearse, none) }
        $run.Error.FullyQualifiedErrorId | Should -Be 'PLAN_NOT_READY,Register-Venue'
        "$($run.Error)" | Should -Match 'ELEVATION'
        $run.Error.ErrorDetails.RecommendedAction | Should -Be 'Start the control plane as Administrator.'
        $run.Asked | Should -BeNullOrEmpty
        Get-CodeCount | Should -Be $before
    }
    It 'a confirmation that is refused, or another venue''s number, has no code mailed' {
        $before = Get-CodeCount
        $run = Invoke-Person 'Register-Venue -Connection $args[0]' n
        $run.Asked | Should -Be 'Onboard the venue'
        $run.Output | Should -BeNullOrEmpty
        # A prompt fits a console; -WhatIf shows what each step runs, too.
        "$($run.Shown)" | Should -Match '2\. Redeem the authentication code\s+rollback: '
        "$($run.Shown)" | Should -Not -Match 'scripts/operations'
        "$((Invoke-Person 'Register-Venue -Connection $args[0] -WhatIf').Shown)" | Should -Match '2\. Redeem the authentication code\s+& "scripts/operations'
        (Invoke-Person 'Register-Venue -Connection $args[0]' y, 10000001).Error.FullyQualifiedErrorId | Should -Be 'VENUE_MISMATCH,Register-Venue'
        (Invoke-Person 'Register-Venue -Connection $args[0]' y).Error.FullyQualifiedErrorId | Should -Be 'INTERACTION_NEEDED,Register-Venue'
        Get-CodeCount | Should -Be $before
    }
    It 'gives up on Enter, and then is still signed in' {
        Set-SignInOld
        $run = Invoke-Person 'Grant-VenuePermission 4 AUDIT_VIEW -Reason Test -Connection $args[0]' 1111
        $run.Error.FullyQualifiedErrorId | Should -Be 'INTERACTION_NEEDED,Grant-VenuePermission'
        $run.Asked.Count | Should -Be 2
        (Get-Venue).CustomerNumber | Should -Be $number
    }
    It 'a document that needs a fresh PIN is sent again once it was given' {
        Set-SignInOld
        $run = Invoke-Person 'Invoke-VenueGraphQl ''mutation { setMaintenance(on: false, reason: "kept reason") { on } }'' -Connection $args[0]' 2468
        "$($run.Error)" | Should -BeNullOrEmpty
        $run.Asked.Count, $run.Output[0].setMaintenance.on | Should -Be 1, $false
        Set-SignInOld
    }
    It 'a wrong PIN is asked for again and keeps what was entered; -NoWait emits the operation at once' {
        $token = $admin.Token
        $run = Invoke-Person 'Register-Venue -Connection $args[0] -Reason Kept -NoWait' y, $number, 'the code of the mail', 1111, 2222, 2468
        "$($run.Error)" | Should -BeNullOrEmpty
        $run.Asked[0] | Should -Be 'Onboard the venue'
        $run.Asked[1] | Should -Match '^Customer Number of Harbour View Hotel'
        $run.Asked[2] | Should -Match '^Authentication code \(sent to m\*'
        @($run.Asked | Select-Object -Skip 3) | Should -Be (@('Enter your PIN again:') * 3)
        $run.Warned | Should -Be (@('That PIN is wrong. Your other input is kept.') * 2)
        $admin.Token | Should -Not -Be $token
        $admin.SteppedUpUntil | Should -BeGreaterThan ([datetime]::Now.AddMinutes(4))
        $operation = $run.Output[0]
        $operation.PSObject.TypeNames | Should -Contain 'VenueControl.Operation'
        $operation.State | Should -BeIn PENDING, RUNNING
        $operation.Steps.Count | Should -BeGreaterThan 5
        $ended = $operation | Wait-VenueOperation
        $ended.State | Should -Be SUCCEEDED
        $ended.Reason | Should -Be Kept
        @((Invoke-RestMethod -Uri "$($server.CloudUri)/ledger").redemptions | Where-Object outcome -eq redeemed).Count | Should -Be 1
    }
}

Describe 'Waiting' -Tag Nightly {
    BeforeAll {
        Wait-FirstSync
        $scheduled = Sync-Venue $number -CompanyName 'Harbour View Hotel' -StartAt (Get-Date).AddHours(20) -Override SYNC_IS_CAUSE, TRADING_HOURS, FREEZE -Reason Test -NoWait -Confirm:$false
    }
    It 'is not done by Sync-Venue -NoWait' { $scheduled.State | Should -Be SCHEDULED }
    It 'ends with Ctrl+C within a second or so, and the operation continues' {
        $script = "Import-Module '$((Get-Module VenueControl).ModuleBase)'; `$pin = [securestring]::new(); foreach (`$digit in '2468'.ToCharArray()) { `$pin.AppendChar(`$digit) }
            `$null = Connect-VenueControl 1 `$pin -Uri $($server.Uri); 'waiting'; Wait-VenueOperation $($scheduled.Id); 'ended'"
        $start = Get-PowerShellStart -Argument '-Command', $script
        $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $process = [Diagnostics.Process]::Start($start)
        try {
            $line = $process.StandardOutput.ReadLineAsync()
            $line.Wait(90000) | Should -BeTrue
            $line.Result | Should -Be waiting
            Start-Sleep -Milliseconds 500
            $process.HasExited | Should -BeFalse
            $watch = [Diagnostics.Stopwatch]::StartNew()
            & '/bin/kill' -INT $process.Id
            $process.WaitForExit(20000) | Should -BeTrue
            # 0.1 s on an idle machine; a wait that Ctrl+C can't interrupt takes as long as the request, or for ever.
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
        }
        finally { if (-not $process.HasExited) { $process.Kill() } }
        $rest = $process.StandardOutput.ReadToEnd()
        $rest | Should -Match "Operation $($scheduled.Id) continues; follow it with Wait-VenueOperation"
        $rest | Should -Not -Match '(?m)^ended'
        (Get-VenueOperation $scheduled.Id).State | Should -Be SCHEDULED
    }
    It 'ends with -TimeoutSeconds, and the operation continues' {
        $caught = Get-Fault { Wait-VenueOperation $scheduled.Id -TimeoutSeconds 0.2 }
        $caught.FullyQualifiedErrorId | Should -Be 'WAIT_TIMED_OUT,Wait-VenueOperation'
    }
    It 'outlives a server that is away for a while, with one warning and no error' {
        $moved = $admin.PSObject.Copy()
        $moved.Uri = 'http://127.0.0.1:9'
        $shell = [powershell]::Create()
        try {
            [void]$shell.AddScript('param($module, $connection, $id) Import-Module $module; (Wait-VenueOperation $id -Connection $connection).State; $Error.Count')
            [void]$shell.AddArgument((Get-Module VenueControl).ModuleBase).AddArgument($moved).AddArgument($scheduled.Id)
            $waiting = $shell.BeginInvoke()
            $watch = [Diagnostics.Stopwatch]::StartNew()
            while ($watch.Elapsed.TotalSeconds -lt 30 -and -not $shell.Streams.Warning.Count) { Start-Sleep -Milliseconds 100 }
            Start-Sleep -Milliseconds 700
            $moved.Uri = $server.Uri
            (Stop-VenueOperation $scheduled.Id -Reason Test -Confirm:$false).State | Should -BeIn CANCELLED, CANCELLING
            $waiting.AsyncWaitHandle.WaitOne(30000) | Should -BeTrue
            @($shell.EndInvoke($waiting)) | Should -Be 'CANCELLED', 0
            $shell.Streams.Warning.Message | Should -Match '^The control plane does not respond'
        }
        finally { $shell.Dispose() }
    }
}

# Last: it locks the clerk.
Describe 'Too many tries' -Tag Nightly {
    It 'end the prompt and the command with the remedy when the clerk is locked' {
        Set-SignInOld
        $run = Invoke-Person 'Grant-VenuePermission 4 AUDIT_VIEW, SERVICES_VIEW -Reason Test -Connection $args[0] -ErrorAction Continue' (@('1111') * 9)
        $run.Error.FullyQualifiedErrorId | Should -Be 'SIGN_IN_LOCKED,Grant-VenuePermission'
        $run.Error.ErrorDetails.RecommendedAction | Should -Match 'try again in 15 minutes'
        $run.Asked.Count | Should -BeLessOrEqual 6
        # Step-ups are counted apart.
        (Connect-VenueControl 1 (Get-Secret 2468) -Uri $server.Uri -PassThru).Token | Should -Not -BeNullOrEmpty
    }
    It 'end the command with the remedy when a sign-in is locked, and when this program tries too often, which still lets in who has the PIN' {
        foreach ($try in 1..31) {
            $caught = Get-Fault { Connect-VenueControl 3 (Get-Secret $(if ($try -le 5) { '0000' } else { '8642' })) -Uri $server.Uri -PassThru }
            if ($try -eq 6) { "$($caught.FullyQualifiedErrorId) $($caught.CategoryInfo.Category)" | Should -Be 'SIGN_IN_LOCKED,Connect-VenueControl AuthenticationError' }
            if ($caught.FullyQualifiedErrorId -like 'TOO_MANY_REQUESTS*') { break }
        }
        $caught.FullyQualifiedErrorId | Should -Be 'TOO_MANY_REQUESTS,Connect-VenueControl'
        $caught.ErrorDetails.RecommendedAction | Should -Match '^Try again in 15 minutes'
        $caught.CategoryInfo.Category | Should -Be LimitsExceeded
        (Connect-VenueControl 2 (Get-Secret 1357) -Uri $server.Uri -PassThru).Token | Should -Not -BeNullOrEmpty
    }
    It 'say how many are left and how long to wait when the server does' {
        $fault = InModuleScope VenueControl { ConvertTo-VenueFault -Fault ([pscustomobject]@{ message = 'No.'; extensions = [pscustomobject]@{ code = 'TOO_MANY_REQUESTS'; remedy = 'Wait.'; retryAfterSeconds = 12 } }) }
        $fault.ErrorDetails.RecommendedAction | Should -Be 'Wait. Try again after 12 s.'
        $warning = InModuleScope VenueControl {
            Mock Read-VenueInput { [securestring]::new() }
            Mock Send-VenueRequest { [pscustomobject]@{ errors = @([pscustomobject]@{ message = 'No.'; extensions = [pscustomobject]@{ code = $script:Codes.Dequeue(); attemptsLeft = 3 } }) } }
            $script:Codes = [Collections.Queue]@('SIGN_IN_FAILED', 'SIGN_IN_LOCKED')
            try { Confirm-VenuePresence -Connection ([pscustomobject]@{ Uri = 'x'; Token = $null }) 3>&1 } catch { "$_" }
        }
        $warning.Count | Should -Be 2
        "$($warning[0])" | Should -Be 'That PIN is wrong. Tries left: 3. Your other input is kept.'
        "$($warning[-1])" | Should -Be 'No.'
    }
}
