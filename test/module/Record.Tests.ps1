#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# What an administrator reads of the past, against answers that are made up: no server.
BeforeAll {
    Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
    . (Join-Path $PSScriptRoot 'Initialize-MadeAnswer.ps1')
}

Describe 'A path' -Tag Quick {
    It 'that no file can have is refused in plain words: <Path>' -ForEach @(@{ Path = 'nodrive:\x.zip' }, @{ Path = 'Env:\x.zip' }) {
        $fault = Get-Fault { Export-VenueSupportBundle -Path $Path -Connection $made -WhatIf }
        $fault.FullyQualifiedErrorId | Should -Be 'BAD_USER_INPUT,Export-VenueSupportBundle'
        "$fault" | Should -Match "^The path '$([regex]::Escape($Path))' can't be used\. (Cannot find drive|It is no file\.)"
        $fault.ErrorDetails.RecommendedAction | Should -Be 'Give -Path with a drive and a folder that exist.'
    }
}

Describe 'A support bundle' -Tag Quick {
    It 'is written into the current folder, whatever the server calls it' {
        $inside = New-Item -ItemType Directory (Join-Path $TestDrive inside)
        Set-Answer @{ createSupportBundle = '{"data":{"result":{"name":"../support.zip","createdAt":"2031-05-05T12:00:00Z","size":2,"file":null,"content":"UEs=","missing":[]}}}' }
        Push-Location $inside
        try { $bundle = Export-VenueSupportBundle -Connection $made -Confirm:$false } finally { Pop-Location }
        $bundle.Path | Should -Be (Join-Path $inside support.zip)
        Join-Path $TestDrive support.zip | Should -Not -Exist
    }
}

Describe 'Alerts' -Tag Quick {
    BeforeAll {
        function Get-AlertPage([string[]]$Alert) { '{"data":{"page":{"edges":[' + (@($Alert | ForEach-Object { '{"node":' + $_ + '}' }) -join ',') + '],"pageInfo":{"hasNextPage":false,"endCursor":null}}}}' }
        $open = '{"id":"7","code":"SERVICE_DOWN","message":"It is stopped.","state":"OPEN","openedAt":"2026-11-26T05:00:00.000Z"}'
        $seen = '{"id":"8","code":"LINK_LOST","message":"The link is lost.","state":"ACKNOWLEDGED","openedAt":"2026-11-26T06:00:00.000Z"}'
        $over = '{"id":"6","code":"ORDERING_DOWN","state":"CLEARED","openedAt":"2026-11-25T06:00:00.000Z","beganAt":"2026-11-25T05:58:00.000Z","overSince":"2026-11-25T06:10:00.000Z"}'
    }
    It 'are those of now, newest first, and the others on request' {
        Set-Answer @{ alerts = { param($variable) switch ($variable.state) { OPEN { Get-AlertPage $open } ACKNOWLEDGED { Get-AlertPage $seen } default { Get-AlertPage $seen, $open, $over } } } }
        (Get-VenueAlert -Connection $made).Code | Should -Be LINK_LOST, SERVICE_DOWN
        (Get-VenueAlert -First 1 -Connection $made).Code | Should -Be LINK_LOST
        (Get-VenueAlert -IncludeCleared -Connection $made).Code | Should -Be LINK_LOST, SERVICE_DOWN, ORDERING_DOWN
    }
    It 'have the time when their cause began, and when it was over' {
        Set-Answer @{ alerts = { Get-AlertPage $over } }
        $alert = Get-VenueAlert -IncludeCleared -Connection $made
        ($alert.OverSince - $alert.BeganAt).TotalMinutes | Should -Be 12
        (Get-Sent alerts).Query | Should -Match 'beganAt .*overSince'
    }
    It 'are acknowledged from the pipeline, with a reason and until a time' {
        Set-Answer @{ alerts = { param($variable) if ($variable.state -eq 'OPEN') { Get-AlertPage $open } else { Get-AlertPage $seen } }; acknowledgeAlert = '{"data":{"result":' + $seen + '}}' }
        $until = [datetime]'2026-11-27'
        (Get-VenueAlert -Connection $made | Where-Object State -eq OPEN | Confirm-VenueAlert -Reason 'On the way' -Until $until -Connection $made -Confirm:$false).State | Should -Be ACKNOWLEDGED
        $sent = (Get-Sent acknowledgeAlert).Variable
        $sent.id, $sent.reason, $sent.until | Should -Be '7', 'On the way', $until
    }
    It 'are read once for all that come from the pipeline' {
        Set-Answer @{ alerts = { param($variable) if ($variable.state -eq 'OPEN') { Get-AlertPage $open } else { Get-AlertPage $seen } }; acknowledgeAlert = '{"data":{"result":' + $seen + '}}' }
        @('7', '8' | Confirm-VenueAlert -Reason r -Connection $made -Confirm:$false).Count | Should -Be 2
        @(Get-Sent alerts).Count | Should -Be 2 -Because 'one for each state'
    }
    It 'are not acknowledged by -WhatIf' {
        Set-Answer @{ alerts = { param($variable) Get-AlertPage @($open | Where-Object { $variable.state -eq 'OPEN' }) }; acknowledgeAlert = '{"data":{"result":null}}' }
        Confirm-VenueAlert service_* -Connection $made -WhatIf
        Get-Sent acknowledgeAlert | Should -BeNullOrEmpty
        InModuleScope VenueControl { @($script:Sent | Where-Object { $_.Query -match '@whatIf' }).Variable.id } | Should -Be '7'
    }
    It 'that are over, or never were, are an error' {
        Set-Answer @{ alerts = { Get-AlertPage $seen } }
        Get-Fault { Confirm-VenueAlert 7 -Reason r -Connection $made } | ForEach-Object FullyQualifiedErrorId | Should -Be 'NOT_FOUND,Confirm-VenueAlert'
    }
}

Describe 'Text that resembles a time' -Tag Quick {
    It 'is no error, and stays as it is: <_>' -ForEach '2026-11-26T05:00:00.123 [ERROR] It died.', '2026-11-26T05:00:00+10:00 It died.', '2026-99-99T99:99:99Z' {
        Set-Answer @{ eventLog = '{"data":{"page":{"edges":[{"node":{"at":"2026-11-26T05:00:00.000Z","message":"' + $_ + '"}},{"node":{"at":"2026-11-26T05:00:00+10:00","message":"m"}}],"pageInfo":{"hasNextPage":false,"endCursor":null}}}}' }
        $rows = @(Get-VenueEventLog -Connection $made)
        $rows.Message | Should -Be $_, m
        $rows[0].At | Should -Be ([datetime]'2026-11-26T05:00:00Z')
        $rows[1].At | Should -Be ([datetime]'2026-11-26T05:00:00+10:00')
    }
}

Describe 'Times within a sentence of the server' -Tag Quick {
    It 'are local ones, and what is none stays' {
        Set-Answer @{ venueTimeline = '{"data":{"page":{"edges":[{"node":{"text":"It has been so since 2026-11-29T22:45:27.762Z, not 2026-99-29T22:45:27Z."}}],"pageInfo":{"hasNextPage":false,"endCursor":null}}}}' }
        (Get-VenueTimeline -Connection $made).Text | Should -Be "It has been so since $(([datetime]'2026-11-29T22:45:27.762Z').ToString('g')), not 2026-99-29T22:45:27Z."
    }
}

Describe 'Events of an operation' -Tag Quick {
    It 'come page by page, oldest first' {
        Set-Answer @{ operation = { param($variable) '{"data":{"operation":{"events":[' + $(if ($variable.after -lt 2) { '{"operationId":"op-1","sequence":' + ($variable.after + 1) + ',"message":"m"}' }) + ']}}}' } }
        (Get-VenueOperationEvent op-1 -Connection $made).Sequence | Should -Be 1, 2
        (Get-VenueOperationEvent op-1 -After 1 -Connection $made).Sequence | Should -Be 2
    }
    It 'end with an error where a server sends the same ones again, and not never' {
        Set-Answer @{ operation = '{"data":{"operation":{"events":[{"operationId":"op-1","sequence":1,"message":"m"}]}}}' }
        $shown = @()
        $fault = try { Get-VenueOperationEvent op-1 -Connection $made -ErrorAction Stop | ForEach-Object { $shown += $_; if ($shown.Count -gt 3) { throw 'again and again' } } } catch { $_ }
        $shown.Sequence | Should -Be 1
        $fault.FullyQualifiedErrorId | Should -Be 'INTERNAL_SERVER_ERROR,Get-VenueOperationEvent'
        $fault.ErrorDetails.RecommendedAction | Should -Match 'support'
    }
    It 'of one that does not exist are an error' {
        Set-Answer @{ operation = '{"data":{"operation":null}}' }
        Get-Fault { Get-VenueOperationEvent op-9 -Connection $made } | ForEach-Object FullyQualifiedErrorId | Should -Be 'NOT_FOUND,Get-VenueOperationEvent'
    }
}

Describe 'The audit of a clerk' -Tag Quick {
    BeforeAll {
        $none = '{"data":{"page":{"edges":[],"pageInfo":{"hasNextPage":false,"endCursor":null}}}}'
        $clerks = '{"data":{"clerkGroups":[{"clerks":[{"id":"1","name":"Morgan Reyes"}]}]}}'
    }
    It 'who does not exist is an error, and of one without entries is empty' {
        Set-Answer @{ auditLog = $none; clerkGroups = $clerks }
        Get-Fault { Get-VenueAuditLog -ClerkId nosuch -Connection $made } | ForEach-Object FullyQualifiedErrorId | Should -Be 'NOT_FOUND,Get-VenueAuditLog'
        Get-Fault { Get-VenueAuditLog -ClerkId 1 -Connection $made } | Should -BeNullOrEmpty
    }
    It 'is a warning to who may not read the clerks' {
        Set-Answer @{ auditLog = $none; clerkGroups = '{"data":{"clerkGroups":null},"errors":[{"message":"No.","path":["clerkGroups"],"extensions":{"code":"FORBIDDEN"}}]}' }
        $said = Get-VenueAuditLog -ClerkId nosuch -Connection $made 3>&1
        "$said" | Should -Match "No audit entry of clerk 'nosuch' was found"
    }
}
