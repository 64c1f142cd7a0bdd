<#
What the proof says of this server besides its suites: the ten things that most probably stop a first run, each read here or taken from doctor, as one file that a person can send.
#>

# Title, parts of doctor, and what is read here, with the variables of Get-FirstRunRow: a sentence, or more; one that begins with ! needs attention.
function Get-FirstRunCheck {
    @(
        @{
            Title = 'Certificates'; Parts = 'venue database', 'swiftpos Cloud'
            Read  = {
                $count = [int](& (Join-Path $Folder 'node/node.exe') --use-system-ca -p "require('tls').getCACertificates('system').length")
                if ($count -gt 0) { "Node reads $count certificates of Windows' store." } else { "!Node reads no certificate of Windows' store." }
            }
        }
        @{
            Title = 'Prompts over SSH'; Parts = @()
            Read  = {
                . (Join-Path $Folder 'scripts/VenueControl/Private/Test-VenueInteraction.ps1')
                $isSsh = [bool]($env:SSH_CONNECTION -or $env:SSH_TTY)
                # As someone types it: this process was started -NonInteractive.
                $asks = Test-VenueInteraction -Argument @('pwsh')
                "Over SSH: $isSsh. UserInteractive: $([Environment]::UserInteractive). Input redirected: $([Console]::IsInputRedirected). The module asks here: $asks."
                if ($isSsh -and -not [Console]::IsInputRedirected -and -not $asks) { '!The module does not ask, although there is a terminal.' }
            }
        }
        @{
            Title = 'SQL Server instance'; Parts = @('SQL Server instance')
            Read  = {
                $found = @(& (Join-Path $operations 'Find-SqlInstance.ps1'))
                if ($found.Count -eq 0) { 'No instance is on this machine.' }
                foreach ($one in $found) { "$($one.Instance): $($one.State), TCP $($one.TcpEnabled), port $($one.Port), dynamic port $($one.DynamicPort), Browser $($one.Browser)." }
            }
        }
        @{
            Title = 'Start after a boot'; Parts = @()
            Read  = {
                $boot = [datetime]::Now - [timespan]::FromMilliseconds([Environment]::TickCount64)
                $late = @(Read-WindowsEvent -Filter @{ LogName = 'System'; ProviderName = 'Service Control Manager'; Id = 7000, 7009; StartTime = [datetime]::Now.AddDays(-30) } -Most 1000 | Where-Object { 'Venue Control Plane', 'VenueControl' -contains (Get-EventSubject -Entry $_) })
                if ($late.Count -eq 0) { 'No start failed in 30 days.' } else { "!$($late.Count) events 7000 and 7009 of the service in 30 days, the last $($late[0].TimeCreated.ToString('u'))." }
                $first = @(Read-WindowsEvent -Filter @{ LogName = 'Application'; ProviderName = 'VenueControl'; Id = 1000; StartTime = $boot } -Most 100) | Select-Object -Last 1
                if (Test-ProofTask -Folder $Folder) { 'Windows accepts the task that repeats a late start, and its filter.' }
                if ($first) { 'Event 1000 came {0:n0} s after the boot.' -f ($first.TimeCreated - $boot).TotalSeconds } else { 'No event 1000 since the boot.' }
            }
        }
        @{
            Title = 'Recovery after a crash'; Parts = @()
            Read  = {
                $actions = Read-ProofRecovery
                if ($actions -eq '1,60000 1,60000 1,60000 0,0') { 'Windows has three restarts after 60 s each, then none.' } else { "!Windows has these actions instead of three restarts, then none: $actions." }
                $died = @(Read-WindowsEvent -Filter @{ LogName = 'System'; ProviderName = 'Service Control Manager'; Id = 7031, 7034; StartTime = [datetime]::Now.AddDays(-30) } -Most 1000 | Where-Object { 'Venue Control Plane', 'VenueControl' -contains (Get-EventSubject -Entry $_) })
                "$($died.Count) events 7031 and 7034 of the service in 30 days."
            }
        }
        @{
            Title = 'Antivirus and EDR'; Parts = 'program signature', 'PowerShell language', 'PowerShell scripts'
            Read  = {
                $one = & (Join-Path $operations 'Get-ProgramSignature.ps1') -Program $Program
                "$(if ($one.Unsigned + $one.Altered + $one.Untrusted -gt 0) { '!' })$($one.Scripts) scripts of the program: $($one.Unsigned) unsigned, $($one.Altered) altered, $($one.Untrusted) untrusted."
                "Defender: $((Get-MpComputerStatus -ErrorAction Stop).AMRunningMode)."
                $caught = @(Get-MpThreatDetection -ErrorAction Stop | Where-Object { "$($_.Resources)" -match 'venue-?control' })
                if ($caught.Count -gt 0) { "!Defender has $($caught.Count) detections in folders of the control plane." } else { 'Defender has no detection in folders of the control plane.' }
            }
        }
        @{
            Title = 'Loosened disks'; Parts = @('program folder')
            Read  = {
                $found = @(foreach ($path in $Place.Programs, $Place.Data) { Find-AccessAbove -Path $path -Early })
                if ($found.Count -eq 0) { 'No other account can move our folders away.' }
                foreach ($one in $found) { "!$($one.Path): $($one.Who) ($($one.Rights))." }
            }
        }
        @{ Title = 'Event logs and proxy'; Parts = 'event log', 'proxy'; Read = { } }
        @{ Title = 'Views of swiftpos'; Parts = 'venue database', 'views', 'clerk security'; Read = { } }
        @{
            Title = 'Windows, .NET and time zone'; Parts = 'Windows', '.NET', 'time zone'
            Read  = {
                $one = & (Join-Path $operations 'Get-VenueSystem.ps1')
                "$($one.Product), $($one.Edition), $($one.Type), build $($one.Build). $($one.DotNet); .NET Framework release $($one.FrameworkRelease). Time zone $([TimeZoneInfo]::Local.Id)."
            }
        }
    ) | ForEach-Object { [pscustomobject]$_ }
}

# As the installation makes it, under another name. What Windows refuses is thrown.
function Test-ProofTask([string]$Folder) {
    $task = @{ TaskName = 'Proof late start'; TaskPath = '\Venue Control Plane\' }
    try { [void](Get-WinEvent -LogName System -FilterXPath (Get-LateStartFilter) -MaxEvents 1 -ErrorAction Stop) }
    catch { if ($_.FullyQualifiedErrorId -notlike 'NoMatchingEventsFound*') { throw } }
    try {
        Register-SystemTask -Task $task -Script (Join-Path $Folder 'scripts/installation/Resume-ServerStart.ps1') -Trigger (New-EventTrigger -LogName System -XPath (Get-LateStartFilter) -Delay PT1M) -Description 'Made by the proof, which removes it.'
        $true
    }
    finally { Unregister-SystemTask -Task $task }
}

# As the installation sets it, of a service that only the report needs. Windows keeps the actions in the registry, behind five numbers.
function Read-ProofRecovery {
    $name = 'ProofRecovery'
    [void](New-NativeService -Name $name -DisplayName $name -CommandLine "$env:SystemRoot\System32\svchost.exe")
    try {
        [void](Set-NativeRecovery -Name $name -Times 3 -DelayMilliseconds 60000)
        $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey("SYSTEM\CurrentControlSet\Services\$name")
        try { $bytes = [byte[]]$key.GetValue('FailureActions') }
        finally { $key.Dispose() }
        ConvertFrom-FailureAction -Bytes $bytes
    }
    finally { [void](Remove-NativeService -Name $name) }
}

function ConvertFrom-FailureAction([byte[]]$Bytes) {
    if ($Bytes.Count -lt 20) { throw 'Windows keeps no recovery actions in the registry.' }
    @(for ($at = 20; $at + 8 -le $Bytes.Count; $at += 8) { '{0},{1}' -f [BitConverter]::ToInt32($Bytes, $at), [BitConverter]::ToInt32($Bytes, $at + 4) }) -join ' '
}

# One row a check, Title a pattern of its title: Title, State (ok, attention, unknown) and Text. Doctor: its findings; of those that are well nothing but the name goes into the text.
function Get-FirstRunRow([string]$Folder, [string]$Program, [hashtable]$Place, [object[]]$Doctor, [string]$Title = '*') {
    $operations = Join-Path $Folder 'scripts/operations'
    foreach ($check in (Get-FirstRunCheck | Where-Object { $_.Title -like $Title })) {
        $states = @()
        $texts = @()
        try {
            # One by one: what was read before something failed counts.
            & $check.Read | ForEach-Object {
                $states += if ("$_".StartsWith('!')) { 'attention' } else { 'ok' }
                $texts += "$_".TrimStart('!')
            }
        }
        catch {
            $states += 'unknown'
            $texts += "Not read: $($_.Exception.Message)"
        }
        foreach ($part in $check.Parts) {
            $found = @($Doctor | Where-Object { $_.part -eq $part })
            if ($found.Count -eq 0) {
                $states += 'unknown'
                $texts += "doctor has no `"$part`"."
            }
            foreach ($finding in $found) {
                $isWell = $finding.ok -and -not $finding.PSObject.Properties['warning']
                $states += if ($isWell) { 'ok' } else { 'attention' }
                $texts += if ($isWell) { "doctor: `"$part`" is ok." } else { "doctor: `"$part`": $($finding.detail)." }
            }
        }
        $state = 'attention', 'unknown', 'ok' | Where-Object { $states -contains $_ } | Select-Object -First 1
        [pscustomobject]@{ Title = $check.Title; State = $(if ($state) { $state } else { 'unknown' }); Text = $texts -join ' ' }
    }
}

# Names of this machine, its domain and its people are no one else's business; nothing secret is read.
function Protect-ReportText([string]$Text, [hashtable]$Name = @{ machine = $env:COMPUTERNAME; user = $env:USERNAME; domain = $env:USERDOMAIN; 'dns-domain' = $env:USERDNSDOMAIN }) {
    foreach ($what in $Name.Keys) {
        # Shorter ones are in other words too.
        if ("$($Name[$what])".Length -ge 3) { $Text = [regex]::Replace($Text, "(?i)(?<!\w)$([regex]::Escape($Name[$what]))(?!\w)", "<$what>") }
    }
    $Text = [regex]::Replace($Text, '(?i)(?<=[a-z]:\\Users\\)[^\\\s|]+', '<user>')
    [regex]::Replace($Text, '(?<![\d.])(?!127\.0\.0\.1)(\d{1,3}\.){3}\d{1,3}(?![\d.])', '<address>')
}

# As Markdown. Facts: At, Windows and PowerShell.
function ConvertTo-ProofReport([hashtable]$Fact, [object[]]$Row, [object[]]$Suite, [string[]]$Left) {
    $line = { param([object[]]$Cells) '| ' + (@($Cells | ForEach-Object { "$_" -replace '\s+', ' ' -replace '\|', '\|' }) -join ' | ') + ' |' }
    $number = 0
    $lines = @(
        '# Report of a first run', ''
        "$($Fact.At), $($Fact.Windows), PowerShell $($Fact.PowerShell). Names of the machine and of people are replaced.", ''
        '## The ten most probable failures', ''
        (& $line '', 'What', 'State', 'Found'), '|---|---|---|---|'
        foreach ($one in $Row) { $number++; & $line $number, $one.Title, $one.State, $one.Text }
        '', '## Test suites', ''
        (& $line 'Suite', 'Passed', 'Failed', 'Seconds', 'What failed'), '|---|---|---|---|---|'
        foreach ($one in $Suite) { & $line $one.Suite, $one.Passed, $one.Failed, $one.Seconds, (@($one.Wrong) -join '; ') }
        '', "Left on the machine: $(if ($Left) { $Left -join ', ' } else { 'nothing' })."
    )
    (Protect-ReportText -Text ($lines -join "`n")) + "`n"
}

# Doctor: the file of `doctor --json`; without it what only doctor knows is unknown.
function Write-ProofReport([string]$Folder, [string]$Program, [string]$Doctor, [object[]]$Suite, [string[]]$Left, [string]$To) {
    $findings = @(if ($Doctor) { Get-Content -LiteralPath $Doctor -Raw | ConvertFrom-Json })
    $place = @{ Programs = [IO.Path]::Combine("$env:ProgramFiles", 'VenueControl'); Data = [IO.Path]::Combine("$env:ProgramData", 'VenueControl') }
    $kept = $env:VENUE_CONTROL_VENUE, $env:VENUE_CONTROL_DATA
    try {
        $env:VENUE_CONTROL_VENUE = 'windows'
        $env:VENUE_CONTROL_DATA = $place.Data
        $rows = @(Get-FirstRunRow -Folder $Folder -Program $Program -Place $place -Doctor $findings)
    }
    finally { $env:VENUE_CONTROL_VENUE, $env:VENUE_CONTROL_DATA = $kept }
    $fact = @{ At = [datetime]::UtcNow.ToString('u'); Windows = [Environment]::OSVersion.VersionString; PowerShell = $PSVersionTable.PSVersion }
    [IO.File]::WriteAllText($To, (ConvertTo-ProofReport -Fact $fact -Row $rows -Suite $Suite -Left $Left))
}
