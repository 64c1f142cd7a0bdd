#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# One venue whose cloud doesn't say what became of the code, until a person has it asked again: by jobs, Tab and Resolve-VenueOperation; then the recipes of examples on it.
BeforeAll {
    # The cloud is asked when a person chooses so, and not automatically.
    $site = @{ attentionMs = 3600000; cloudPatienceMs = 1000; stallMs = 60000 }
    . (Join-Path $PSScriptRoot 'Initialize-ServerUnderTest.ps1')
    function Get-Offer([string]$Line) { @((TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches) }
    function Get-Redeemed { (Invoke-RestMethod "$($server.CloudUri)/ledger").redemptions | Where-Object { $_.outcome -eq 'redeemed' } }
    function Set-Fault([string[]]$Fault) { [void](Invoke-ServerCommand -Server $server -Argument (@('rehearse') + $Fault)) }
}
AfterAll { if ($server) { Stop-ServerUnderTest -Server $server } }

Describe 'An onboarding of which it is unknown whether its code was redeemed' -Tag Nightly {
    BeforeAll {
        [void](Request-VenueAuthenticationCode)
        $code = Get-MailedCode -Server $server
        Set-Fault redeem=timeout-after-commit
        $job = Register-Venue $number -AuthenticationCode $code -AsJob -Confirm:$false
        $id = (Get-VenueOperation -First 1).Id
        Wait-Until { @(Get-Redeemed).Count -eq 1 }
        Set-Fault redeem=timeout-after-commit, cloud=down
        Wait-Until { (Get-VenueOperation $id).State -eq 'NEEDS_ATTENTION' }
    }
    AfterAll { Get-Job | Remove-Job -Force }
    It 'ends the job of Register-Venue -AsJob with the error that the command would have written' {
        $job | Should -BeOfType [Management.Automation.Job]
        [void](Wait-Job $job -Timeout 30)
        $fault = Get-Fault { Receive-Job $job }
        @($fault).Count | Should -Be 1
        $fault.FullyQualifiedErrorId | Should -Match '^REDEMPTION_OUTCOME_UNKNOWN'
        $fault.TargetObject.Id | Should -Be $id
    }
    It 'is offered by Tab to who resolves, with its choices, each with what follows' {
        (Get-Offer 'Resolve-VenueOperation ')[0].CompletionText | Should -Be $id
        $choices = Get-Offer "Resolve-VenueOperation $id -Choice "
        $choices.CompletionText | Should -Be ask-again, give-up
        $choices[0].ToolTip | Should -Match 'The code is never resent'
        (Get-Offer "Resolve-VenueOperation $id -Choice gi").CompletionText | Should -Be give-up
        Get-Offer "Resolve-VenueOperation nope -Choice " | ForEach-Object ToolTip | Should -Not -Match 'The code is never resent'
    }
    It 'names its choices to who gives another, and -WhatIf changes nothing' {
        $fault = Get-Fault { Resolve-VenueOperation $id -Choice redeem-again -Reason Test -Confirm:$false }
        $fault.FullyQualifiedErrorId | Should -Be 'CHOICE_UNKNOWN,Resolve-VenueOperation'
        $fault.ErrorDetails.RecommendedAction | Should -Match 'Give -Choice one of: ask-again \(.+\), give-up \(.+\)\.'
        Resolve-VenueOperation $id -Choice GIVE-UP -Reason Test -WhatIf
        (Get-VenueOperation $id).State | Should -Be NEEDS_ATTENTION
    }
    It 'continues when the cloud is back and asked again, and its code was sent once' {
        Set-Fault none
        Start-Sleep -Milliseconds 1200
        $resolved = Resolve-VenueOperation $id -Choice Ask-Again -Reason 'The cloud is back' -Confirm:$false
        $resolved.Id | Should -Be $id
        Wait-Until { (Get-VenueOperation $id).State -ne 'NEEDS_ATTENTION' }
        ($id | Wait-VenueOperation).State | Should -Be SUCCEEDED
        @(Get-Redeemed).Count | Should -Be 1
        @(Get-VenueAuditLog -Action resolveOperation).Outcome | Should -Contain SUCCEEDED
    }
}

Describe 'Sync-Venue -AsJob' -Tag Nightly {
    AfterAll { Get-Job | Remove-Job -Force }
    It 'waits in a job whose result is the operation that has sent everything' {
        Wait-FirstSync
        $job = Sync-Venue $number -CompanyName 'Harbour View Hotel' -Override SYNC_IS_CAUSE, TRADING_HOURS -Reason Test -AsJob -Confirm:$false
        $job | Should -BeOfType [Management.Automation.Job]
        [void](Wait-Job $job -Timeout 90)
        $sent = Receive-Job $job
        $sent.Kind, $sent.State | Should -Be RESYNC, SUCCEEDED
    }
}

Describe 'The IDs of tokens' -Tag Nightly {
    It 'are offered by Tab, by ID and by name, with what each may and for whom' {
        $made = New-VenueApiToken Nightly SERVICES_VIEW -ExpiresAt (Get-Date).AddDays(9)
        (Get-Offer 'Remove-VenueApiToken Nig')[0].CompletionText | Should -Be Nightly
        $offer = (Get-Offer "Get-VenueApiToken $($made.Id.Substring(0, 6))")[0]
        $offer.CompletionText | Should -Be $made.Id
        $offer.ToolTip | Should -Match 'Nightly.*SERVICES_VIEW'
        $offer.ToolTip | Should -Match 'Morgan Reyes'
    }
}

Describe 'A recipe, with no one at the console' -Tag Nightly {
    BeforeAll {
        function Invoke-Alone([string]$Name, [object]$Secret, [string[]]$Argument) { Invoke-Recipe -Name $Name -Secret $Secret -Argument $Argument -Folder $TestDrive -Server $server }
        $clerk = [pscredential]::new('1', (Get-Secret 2468))
    }
    It 'exports the audit of the day, whole, after it was found intact' {
        $audit = New-VenueApiToken Audit AUDIT_VIEW -ExpiresAt (Get-Date).AddDays(89)
        $said = Invoke-Alone Export-Audit $audit.Token -Argument '-Folder', $TestDrive
        $file = Get-ChildItem $TestDrive -Filter audit-*.jsonl*
        $file.Name | Should -Match '^audit-\d{4}-\d\d-\d\d\.jsonl$'
        $said | Should -Match 'audit-\d{4}-'
        $rows = Get-Content $file.FullName | ConvertFrom-Json
        $rows.Count | Should -BeGreaterThan 8
        $rows[0].Sequence - $rows[-1].Sequence | Should -Be ($rows.Count - 1)
        $rows.Action | Should -Contain createApiToken
    }
}
