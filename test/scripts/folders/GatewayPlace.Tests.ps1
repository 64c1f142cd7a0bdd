#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Handing Gateway Client its credential at a real venue. DPAPI and rights on files are Windows' alone: stand-ins here.
Describe "Gateway Client's place for its credential" {
    BeforeAll {
        $env:VENUE_CONTROL_DATA = $TestDrive
        foreach ($module in 'VenueError', 'VenueFile.Windows') { Import-Module (Join-Path $PSScriptRoot "../../../scripts/services/$module.psm1") -Force -Global }
        Mock ConvertTo-StoredSecret -ModuleName VenueFile.Windows { 'stored ' + [Net.NetworkCredential]::new('', $Secret).Password }
        Mock ConvertFrom-StoredSecret -ModuleName VenueFile.Windows { ConvertTo-SecureString ($Text -replace '^stored ') -AsPlainText -Force }
        Mock Get-SecretOwner -ModuleName VenueFile.Windows { @{ sid = 'S-1-5-80-1'; name = 'NT SERVICE\VenueControl' } }
        # What someone else could read of a new file before its rights are said.
        $global:early = @()
        Mock Protect-PlaceDraft -ModuleName VenueFile.Windows {
            try { [IO.File]::OpenRead($Path).Dispose(); $global:early += 'read' }
            catch [IO.IOException] { $global:early += 'closed' }
        }
        Mock Add-PrivateFolder -ModuleName VenueFile.Windows { [void][IO.Directory]::CreateDirectory($Folder) }
        # Windows' alone; no one but administrators is let in where a case says no other list.
        . (Join-Path $PSScriptRoot '../shared/AccessList.ps1')
        function global:Get-Acl { [CmdletBinding()] param([string]$LiteralPath) throw "stub: Get-Acl $LiteralPath needs a Mock" }
        Mock Get-Acl -ModuleName VenueFile.Windows { $global:lists[[IO.Path]::GetFileName($LiteralPath)] }
        Mock Get-PlaceAccount -ModuleName VenueFile.Windows { 'S-1-5-80-1' }
        $folder = Join-Path $TestDrive 'gateway'
        $file = Join-Path $folder 'client.json'
        function Set-Place([object]$Place) { [IO.File]::WriteAllText("$TestDrive/venue.json", (ConvertTo-Json @{ services = @{}; gatewayCredential = $Place })) }
        function Get-ErrorId([scriptblock]$Work) {
            try { & $Work; 'none' }
            catch { $_.FullyQualifiedErrorId.Split(',')[0] }
        }
        function Add-Redemption([string]$Text) {
            $id = [guid]::NewGuid().ToString()
            Set-PendingCredential -CustomerNumber 10482213 -RedemptionId $id -Credential (ConvertTo-SecureString $Text -AsPlainText -Force)
            $id
        }
    }
    AfterAll {
        Get-Module VenueFile.*, HostService.*, VenueHost.*, EventLog.*, VenueError, VenueJson | Remove-Module -Force
        Remove-Variable -Scope Global -Name early, lists
        Remove-Item function:global:Get-Acl
    }
    BeforeEach {
        foreach ($one in $folder, (Join-Path $TestDrive 'credentials')) { if (Test-Path $one) { Remove-Item $one -Recurse -Force } }
        [void][IO.Directory]::CreateDirectory($folder)
        $global:lists = @{ gateway = New-List $system, $administrators, (New-Rule $users 0x1200a9); 'client.json' = New-List $system, (New-Rule $users 0x1200a9) }
        # As someone wrote it: a comment, an order, a date, a name twice on other levels.
        $before = "{`r`n  // ours`r`n  `"token`": `"not this`", `"cloud`": { `"at`": `"2026-01-01T00:00:00Z`", `"list`": [ { `"token`": `"nor this`" } ], `"token`": `"old \`"one\`"`" }`r`n}`r`n"
        [IO.File]::WriteAllText($file, $before)
        Set-Place @{ file = $file; form = 'json'; field = 'cloud.token' }
    }

    It 'that no one has said is refused before anything is done' {
        Set-Place $null
        Get-ErrorId { Confirm-GatewayPlace } | Should -Be GATEWAY_PLACE_UNKNOWN
        $id = Add-Redemption 'K7Q2M9XW'
        Get-ErrorId { Switch-GatewayCredential -RedemptionId $id } | Should -Be GATEWAY_PLACE_UNKNOWN
        # Only where that is so.
        { Confirm-GatewayPlace } | Should -Throw '*No code was used.'
        $said = try { Switch-GatewayCredential -RedemptionId $id } catch { $_.Exception.Message }
        $said | Should -Not -Match 'No code was used'
    }
    It 'is kept with anyone who alone can read it' {
        $id = Add-Redemption 'K7Q2M9XW'
        (ConvertFrom-Json ([IO.File]::ReadAllText("$TestDrive/credentials/gateway.pending.json"))).keptBy | ForEach-Object { $_.sid, $_.name } | Should -Be 'S-1-5-80-1', 'NT SERVICE\VenueControl'
        [void](Switch-GatewayCredential -RedemptionId $id)
        (ConvertFrom-Json ([IO.File]::ReadAllText("$TestDrive/credentials/gateway.json"))).keptBy.sid | Should -Be 'S-1-5-80-1'
    }
    It 'in JSON is one field, and the rest of the file stays as it was written' {
        Confirm-GatewayPlace
        $id = Add-Redemption 'K7Q2M9XW'
        foreach ($time in 1, 2) { [void](Switch-GatewayCredential -RedemptionId $id) }
        [IO.File]::ReadAllText($file) | Should -BeExactly $before.Replace('"old \"one\""', '"K7Q2M9XW"')
    }
    It 'that held null is filled too' {
        [IO.File]::WriteAllText($file, '{"cloud":{"token":null}}')
        [void](Switch-GatewayCredential -RedemptionId (Add-Redemption 'K7Q2M9XW'))
        [IO.File]::ReadAllText($file) | Should -BeExactly '{"cloud":{"token":"K7Q2M9XW"}}'
    }
    It 'gets back what was there, byte for byte, also after it was written twice' {
        $id = Add-Redemption 'K7Q2M9XW'
        foreach ($time in 1, 2) { [void](Switch-GatewayCredential -RedemptionId $id) }
        foreach ($time in 1, 2) { Undo-GatewayCredential -RedemptionId $id | Should -Be none }
        [IO.File]::ReadAllText($file) | Should -BeExactly $before
        (Get-ChildItem (Join-Path $TestDrive 'credentials')).Name | Should -Be gateway.pending.json
    }
    It 'keeps what others changed in its file meanwhile when one field goes back' {
        $id = Add-Redemption 'K7Q2M9XW'
        [void](Switch-GatewayCredential -RedemptionId $id)
        $changed = [IO.File]::ReadAllText($file).Replace('2026-01-01T00:00:00Z', '2026-02-02T00:00:00Z').Replace('// ours', '// ours and longer')
        [IO.File]::WriteAllText($file, $changed)
        [void](Undo-GatewayCredential -RedemptionId $id)
        [IO.File]::ReadAllText($file) | Should -BeExactly $changed.Replace('"K7Q2M9XW"', '"old \"one\""')
    }
    It 'whose field is gone by then is left as it is, and said' {
        $id = Add-Redemption 'K7Q2M9XW'
        [void](Switch-GatewayCredential -RedemptionId $id)
        [IO.File]::WriteAllText($file, '{ "cloud": {} }')
        Get-ErrorId { Undo-GatewayCredential -RedemptionId $id } | Should -Be GATEWAY_PLACE_UNUSABLE
        # Gateway Client may connect with it still.
        Get-RedemptionInUse | Should -Be $id
        [IO.File]::ReadAllText($file) | Should -BeExactly '{ "cloud": {} }'
    }
    It 'as text holds the credential alone, and is taken away where there was none' {
        $alone = Join-Path $folder 'token.txt'
        Set-Place @{ file = $alone; form = 'text' }
        Confirm-GatewayPlace
        $id = Add-Redemption 'K7Q2M9XW'
        [void](Switch-GatewayCredential -RedemptionId $id)
        [IO.File]::ReadAllText($alone) | Should -BeExactly 'K7Q2M9XW'
        [void](Undo-GatewayCredential -RedemptionId $id)
        [IO.File]::Exists($alone) | Should -BeFalse
    }
    It 'gets back what was there in the file that was written, whatever venue.json says by then' {
        $other = Join-Path $folder 'other.txt'
        [IO.File]::WriteAllText($other, 'of someone else')
        $id = Add-Redemption 'K7Q2M9XW'
        [void](Switch-GatewayCredential -RedemptionId $id)
        Set-Place @{ file = $other; form = 'text' }
        [void](Undo-GatewayCredential -RedemptionId $id)
        [IO.File]::ReadAllText($file) | Should -BeExactly $before
        [IO.File]::ReadAllText($other) | Should -BeExactly 'of someone else'
    }
    It 'that was new is taken away, and no file that venue.json names since' {
        $alone = Join-Path $folder 'token.txt'
        Set-Place @{ file = $alone; form = 'text' }
        $id = Add-Redemption 'K7Q2M9XW'
        [void](Switch-GatewayCredential -RedemptionId $id)
        Set-Place @{ file = $file; form = 'json'; field = 'cloud.token' }
        [void](Undo-GatewayCredential -RedemptionId $id)
        [IO.File]::Exists($alone) | Should -BeFalse
        [IO.File]::ReadAllText($file) | Should -BeExactly $before
    }
    It 'that became another between two writes of one redemption gets back what was in both' {
        $other = Join-Path $folder 'other.txt'
        [IO.File]::WriteAllText($other, 'of someone else')
        $id = Add-Redemption 'K7Q2M9XW'
        [void](Switch-GatewayCredential -RedemptionId $id)
        Set-Place @{ file = $other; form = 'text' }
        foreach ($time in 1, 2) { [void](Switch-GatewayCredential -RedemptionId $id) }
        [IO.File]::ReadAllText($other) | Should -BeExactly 'K7Q2M9XW'
        Set-Place $null
        [void](Undo-GatewayCredential -RedemptionId $id)
        [IO.File]::ReadAllText($file) | Should -BeExactly $before
        [IO.File]::ReadAllText($other) | Should -BeExactly 'of someone else'
        (Get-ChildItem (Join-Path $TestDrive 'credentials')).Name | Should -Be gateway.pending.json
    }
    It 'is open to no one before its rights are said' {
        $global:early = @()
        [void](Switch-GatewayCredential -RedemptionId (Add-Redemption 'K7Q2M9XW'))
        $early | Should -Be closed
    }
    It 'is no field in a comment' {
        $text = "{ // `"cloud`": { `"token`": `"no`r`n  /* `"cloud`": { `"token`": null */ `"web`": `"http://x/*`", `"cloud`": { // `"token`": `"old`"`n`"token`" /* : */ : /* null */ `"real`" } } // `"`n"
        [IO.File]::WriteAllText($file, $text)
        Confirm-GatewayPlace
        [void](Switch-GatewayCredential -RedemptionId (Add-Redemption 'K7Q2M9XW'))
        [IO.File]::ReadAllText($file) | Should -BeExactly $text.Replace('"real"', '"K7Q2M9XW"')
    }
    It 'is no JSON where a comment has no end or none begins: <Text>' -ForEach @(@{ Text = '{ /* "a": "b" }' }, @{ Text = '{ / "a" }' }, @{ Text = '{ "a" /' }, @{ Text = '// "a": "b"' }) {
        [IO.File]::WriteAllText($file, $Text)
        Set-Place @{ file = $file; form = 'json'; field = 'a' }
        Get-ErrorId { Confirm-GatewayPlace } | Should -Be GATEWAY_PLACE_UNUSABLE
    }
    It 'that <Why> is refused before a code is used, and nothing is left beside it' -ForEach @(
        @{ Why = 'another process holds'; Form = 'json' }
        @{ Why = 'another process holds'; Form = 'text' }
        @{ Why = 'is a folder'; Form = 'text' }
        @{ Why = 'is read-only'; Form = 'json' }
        @{ Why = 'is read-only'; Form = 'text' }
    ) {
        $held = $null
        if ($Form -eq 'text') { Set-Place @{ file = $file; form = 'text' } }
        if ($Why -eq 'is a folder') {
            [IO.File]::Delete($file)
            [void][IO.Directory]::CreateDirectory($file)
        }
        elseif ($Why -eq 'is read-only') { (New-Object IO.FileInfo $file).IsReadOnly = $true }
        else { $held = New-Object IO.FileStream $file, ([IO.FileMode]::Open), ([IO.FileAccess]::Read), ([IO.FileShare]::None) }
        try {
            Get-ErrorId { Confirm-GatewayPlace } | Should -Be GATEWAY_PLACE_UNUSABLE
            if ($held) {
                Get-ErrorId { Switch-GatewayCredential -RedemptionId (Add-Redemption 'K7Q2M9XW') } | Should -Be GATEWAY_PLACE_UNUSABLE
                @(Get-ChildItem (Join-Path $TestDrive 'credentials') -Filter *.tmp).Count | Should -Be 0
            }
        }
        finally {
            if ($held) { $held.Dispose() }
            if ([IO.File]::Exists($file)) { (New-Object IO.FileInfo $file).IsReadOnly = $false }
        }
        @(Get-ChildItem $folder).Count | Should -Be 1
    }
    It 'where someone may have made it is refused before a code is used, and said by whom: <What>' -ForEach @(
        @{ What = 'a file that is not there, in a folder of anyone'; There = $false; Of = 'gateway'; List = { New-List $system, (New-Rule $users 0x1301bf) }; Said = 'gateway by S-1-5-32-545 (0x10016)' }
        @{ What = 'a file that someone made first'; There = $true; Of = 'client.json'; List = { New-List $system -Owner 'S-1-5-21-1-2-3-1001' }; Said = 'client.json by S-1-5-21-1-2-3-1001 (owner)' }
    ) {
        Set-Place @{ file = $file; form = 'text' }
        if (-not $There) { [IO.File]::Delete($file) }
        $global:lists[$Of] = & $List
        { Confirm-GatewayPlace } | Should -Throw -ErrorId GATEWAY_PLACE_UNUSABLE -ExpectedMessage "*other accounts can change Gateway Client's credential file*$Said*"
        [IO.File]::Exists($file) | Should -Be $There
        # Gateway Client's account and the control plane's own may.
        $global:lists[$Of] = New-List $system, (New-Rule 'S-1-5-80-1' 0x1301bf) -Owner 'S-1-5-80-1'
        { Confirm-GatewayPlace -WarningAction Stop } | Should -Not -Throw
    }
    It 'that others may change as swiftpos left it is warned of, and used: <What>' -ForEach @(
        @{ What = 'its folder'; Form = 'text'; Of = 'gateway'; List = { New-List $system, (New-Rule $users 0x2) }; Said = 'gateway by S-1-5-32-545 (0x2)' }
        @{ What = 'a file with more in it'; Form = 'json'; Of = 'client.json'; List = { New-List $system, (New-Rule $users 0x2) }; Said = 'client.json by S-1-5-32-545 (0x2)' }
        @{ What = "a file with more in it, of a till's user"; Form = 'json'; Of = 'client.json'; List = { New-List $system -Owner 'S-1-5-21-1-2-3-1001' }; Said = 'client.json by S-1-5-21-1-2-3-1001 (owner)' }
    ) {
        Set-Place $(if ($Form -eq 'text') { @{ file = $file; form = 'text' } } else { @{ file = $file; form = 'json'; field = 'cloud.token' } })
        $global:lists[$Of] = & $List
        $warned = Confirm-GatewayPlace 3>&1
        "$warned" | Should -BeLike "*$Said*"
    }
    It 'is checked by doctor in the same way' {
        $script = Join-Path $PSScriptRoot '../../../scripts/operations/Test-GatewayPlace.ps1'
        $env:VENUE_CONTROL_VENUE = 'windows'
        try {
            (& $script).Why | Should -BeNullOrEmpty
            $global:lists.gateway = New-List $system, (New-Rule $users 0x2)
            (& $script).Why | Should -BeLike '*gateway by S-1-5-32-545 (0x2)*'
        }
        finally { Remove-Item env:VENUE_CONTROL_VENUE }
    }
    It 'that is a link is refused: its maker leads it elsewhere' {
        [IO.File]::Move($file, "$file.there")
        [void][IO.File]::CreateSymbolicLink($file, "$file.there")
        { Confirm-GatewayPlace } | Should -Throw -ErrorId GATEWAY_PLACE_UNUSABLE -ExpectedMessage '*client.json is a link*'
    }
    It 'that no one lets us check is refused' {
        Mock Get-Acl -ModuleName VenueFile.Windows { throw ([UnauthorizedAccessException]::new('Access is denied.')) }
        { Confirm-GatewayPlace } | Should -Throw -ErrorId GATEWAY_PLACE_UNUSABLE -ExpectedMessage "*can't be read*"
    }
    It 'of a redemption that holds keeps no copy of what was before' {
        $id = Add-Redemption 'K7Q2M9XW'
        [void](Switch-GatewayCredential -RedemptionId $id)
        Clear-KeptCredential -RedemptionId $id | Should -BeFalse
        @(Get-ChildItem (Join-Path $TestDrive 'credentials') -Filter *.before).Count | Should -Be 0
        [IO.File]::ReadAllText($file) | Should -Match K7Q2M9XW
    }
    It 'that cannot be used is refused before a code is: <Why>' -ForEach @(
        @{ Why = 'no folder'; Place = @{ file = '/nowhere/at/all.txt'; form = 'text' } }
        @{ Why = 'no file'; Place = @{ file = 'client2.json'; form = 'json'; field = 'a' } }
        @{ Why = 'no field'; Place = @{ file = 'client.json'; form = 'json'; field = 'cloud.other' } }
        @{ Why = 'a field in a list'; Place = @{ file = 'client.json'; form = 'json'; field = 'cloud.list.token' } }
        @{ Why = 'a field that holds an object'; Place = @{ file = 'client.json'; form = 'json'; field = 'cloud' } }
    ) {
        if (-not $Place.file.StartsWith('/')) { $Place.file = Join-Path $folder $Place.file }
        Set-Place $Place
        Get-ErrorId { Confirm-GatewayPlace } | Should -Be GATEWAY_PLACE_UNUSABLE
        [IO.File]::ReadAllText($file) | Should -BeExactly $before
    }
}
