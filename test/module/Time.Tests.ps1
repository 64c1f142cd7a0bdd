#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Times that are text, for the parameters that take a time.
BeforeAll {
    Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
    . (Join-Path $PSScriptRoot 'Initialize-MadeAnswer.ps1')
    $old = [Globalization.CultureInfo]::CurrentCulture
}
Describe 'A time' -Tag Quick {
    AfterEach { [Globalization.CultureInfo]::CurrentCulture = $old }
    It 'is <Value> in <Culture>: <Is>' -ForEach @(
        @{ Culture = 'en-AU'; Value = '29/11/2026'; Is = '2026-11-29T00:00' }
        @{ Culture = 'en-AU'; Value = '3/2/2026'; Is = '2026-02-03T00:00' }
        @{ Culture = 'en-US'; Value = '3/2/2026'; Is = '2026-03-02T00:00' }
        @{ Culture = 'de-DE'; Value = '29.11.2026 14:30'; Is = '2026-11-29T14:30' }
        @{ Culture = 'de-DE'; Value = '2026-02-03'; Is = '2026-02-03T00:00' }
        @{ Culture = 'th-TH'; Value = '2026-02-03 14:30'; Is = '2026-02-03T14:30' }
        @{ Culture = 'en-AU'; Value = '2026-02-03T14:30:05.5'; Is = '2026-02-03T14:30' }
    ) {
        [Globalization.CultureInfo]::CurrentCulture = $Culture
        $at = InModuleScope VenueControl -Parameters @{ Value = $Value } { ConvertTo-VenueTime -Name Since -Value $Value }
        $at.ToString('yyyy-MM-ddTHH:mm', [Globalization.CultureInfo]::InvariantCulture) | Should -Be $Is
        $at.Kind | Should -Be Local
    }
    It 'with an offset is the same instant, in local time' {
        foreach ($text in '2026-02-03T14:30:00Z', '2026-02-04T01:30:00+11:00') {
            (InModuleScope VenueControl -Parameters @{ Value = $text } { ConvertTo-VenueTime -Name Since -Value $Value }).ToUniversalTime().ToString('s') | Should -Be '2026-02-03T14:30:00'
        }
    }
    It 'that is none is refused in plain words, with both forms: <Value>' -ForEach @{ Value = '29/31/2026' }, @{ Value = 'yesterday-ish' }, @{ Value = 8 }, @{ Value = 20261129 } {
        [Globalization.CultureInfo]::CurrentCulture = 'en-AU'
        $fault = try { InModuleScope VenueControl -Parameters @{ Value = $Value } { ConvertTo-VenueTime -Name Since -Value $Value } } catch { $_ }
        "$fault" | Should -Be "The value of -Since, '$Value', is not a time."
        $fault.ErrorDetails.RecommendedAction | Should -BeLike 'Give -Since as 2026-11-29 14:30, as 29/11/2026 2:30* in the form of this session, or as (Get-Date).AddHours(-8).'
    }
}

Describe 'Each parameter that takes a time' -Tag Quick {
    AfterEach { [Globalization.CultureInfo]::CurrentCulture = $old }
    It 'leaves its text to the module, and says so of itself alone: <Command> -<Name>' -ForEach @(
        @{ Command = 'Get-VenueEventLog'; Name = 'Since'; With = @{} }
        @{ Command = 'Get-VenueAuditLog'; Name = 'Since'; With = @{} }
        @{ Command = 'Get-VenueAuditLog'; Name = 'Until'; With = @{} }
        @{ Command = 'Get-VenueTimeline'; Name = 'Since'; With = @{} }
        @{ Command = 'Get-VenueTimeline'; Name = 'Until'; With = @{} }
        @{ Command = 'Export-VenueSupportBundle'; Name = 'Since'; With = @{ WhatIf = $true } }
        @{ Command = 'Confirm-VenueAlert'; Name = 'Until'; With = @{ Id = 'DISK_LOW'; Reason = 'Test'; WhatIf = $true } }
        @{ Command = 'Sync-Venue'; Name = 'StartAt'; With = @{ WhatIf = $true } }
        @{ Command = 'Grant-VenuePermission'; Name = 'ExpiresAt'; With = @{ SecurityGroupId = '4'; Permission = 'AUDIT_VIEW'; Reason = 'Test' } }
        @{ Command = 'New-VenueApiToken'; Name = 'ExpiresAt'; With = @{ Name = 'Test'; Permission = 'AUDIT_VIEW' } }
    ) {
        Set-Answer @{}
        $more = @{ $Name = '31/31/2026' }
        $fault = Get-Fault { & $Command -Connection $made @With @more }
        $fault.FullyQualifiedErrorId | Should -Be "BAD_USER_INPUT,$Command"
        "$fault" | Should -Be "The value of -$Name, '31/31/2026', is not a time."
        InModuleScope VenueControl { $script:Sent.Count } | Should -Be 0
    }
    It 'is one of these' {
        @((Get-Module VenueControl).ExportedCommands.Values | ForEach-Object { $_.Parameters.Values } | Where-Object { $_.ParameterType -in [datetime], [Nullable[datetime]] }) | Should -BeNullOrEmpty
    }
    It 'sends what the culture means, also of a row of a file' {
        [Globalization.CultureInfo]::CurrentCulture = 'en-AU'
        Set-Answer @{ eventLog = '{"data":{"page":{"edges":[],"pageInfo":{"hasNextPage":false,"endCursor":null}}}}'; securityGroups = '{"data":{"securityGroups":[{"id":"4","name":"Support","rank":4,"permissions":[],"clerks":[]}]}}'; grantPermission = '{"data":{"result":{"id":"4","name":"Support","permissions":[]}}}' }
        Get-VenueEventLog -Since 29/11/2026 -Connection $made
        @(Get-Sent eventLog)[0].Variable.since | Should -Be ([datetime]::new(2026, 11, 29))
        [void](ConvertFrom-Csv "SecurityGroupId,Permission,Reason,ExpiresAt`n4,AUDIT_VIEW,Weekend,29/11/2031`n4,SERVICES_VIEW,Always," | Grant-VenuePermission -Connection $made)
        @(@(Get-Sent grantPermission) | ForEach-Object { $_.Variable.input } | ForEach-Object { "$($_['permission']) $($_['expiresAt'])" }) | Should -Be "AUDIT_VIEW $([datetime]::new(2031, 11, 29))", 'SERVICES_VIEW '
    }
}
