<#
Services of a rehearsal: real processes whose state is in rehearsal/services/KEY.json. PowerShell reads that file and the process table
itself; what Windows' Service Control Manager would do (start, install, configure) is done by the rehearsal's own control program.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
Import-Module (Join-Path $PSScriptRoot 'VenueError.psm1')
. (Join-Path $PSScriptRoot 'HostService.ps1')

# Running needs the very process that was recorded: a reused id or a zombie is Stopped.
function Read-Service([string[]]$Name) {
    $records = Get-StateRecord -Name $Name
    foreach ($key in $Name) {
        $record = $records[$key]
        if ($null -eq $record -or -not $record.installed) {
            @{ Name = $key; DisplayName = $(if ($record) { $record.displayName } else { $key }); State = 'Missing' }
            continue
        }
        $isDead = $record.state -ne 'Stopped' -and -not (Test-SameProcess -Record $record)
        $state = if ($isDead) { 'Stopped' } else { $record.state }
        @{
            Name            = $key
            DisplayName     = $record.displayName
            State           = $state
            StartMode       = $record.startMode
            ProcessId       = $(if ($state -ne 'Stopped') { $record.pid } else { $null })
            StartedAt       = $(if ($state -ne 'Stopped') { $record.startedAt } else { $null })
            ExitCode        = $(if ($isDead) { 1067 } else { $record.exitCode })
            ServiceExitCode = 0
            Account         = 'rehearsal'
            DependsOn       = $record.dependsOn
            Version         = $record.version
        }
    }
}

# What runs is asked by a file that names its process.
function Request-ServiceControl([string]$Name, [string]$Control) {
    if ($Control -eq 'Start') { return (Invoke-ControlProgram -ArgumentList 'start', $Name).result }
    $seen = Read-Service -Name $Name
    if ($seen.State -eq 'Missing') { return 1060 }
    if (-not $seen['ProcessId']) { return 1062 }
    [IO.File]::WriteAllText((Join-Path (Get-ServiceFolder) "$Name.$($Control.ToLowerInvariant()).$($seen.ProcessId)"), "$Control-HostService`n")
    0
}

function Write-ServiceStartMode([string]$Name, [string]$StartMode) {
    (Invoke-ControlProgram -ArgumentList 'configure', $Name, $StartMode).result
}

function Write-ServiceRecovery([string]$Name) {
    Write-Verbose "A rehearsal leaves $Name to Services Monitor."
    0
}

# A rehearsal's program is data, whose package was signed.
function Confirm-Program([string]$Name, [string]$ProgramPath) {
    Write-Verbose "No other publisher signs the program of $Name in $ProgramPath."
}

function Register-Service([string]$Name, [string]$Version, [string]$ProgramPath) {
    Write-Verbose "The program in $ProgramPath is what the rehearsal runs anyway."
    (Invoke-ControlProgram -ArgumentList 'install', $Name, $Version).result
}

function Unregister-Service([string]$Name) {
    (Invoke-ControlProgram -ArgumentList 'uninstall', $Name).result
}

# Checks the last 512 KiB of the rehearsal's event log.
function Read-ServiceEvent([string[]]$Name, [datetime]$After) {
    foreach ($line in (Get-FileTail -Path (Join-Path $env:VENUE_CONTROL_DATA 'rehearsal/event-log.jsonl') -Length 524288)) {
        if ($line -notmatch '^\{.*\}$' -or $line.IndexOf('Service Control Manager') -lt 0) { continue }
        # A disk that was full took half a line, and the next one is behind it.
        try { $entry = ConvertFrom-JsonText -Text $line } catch { continue }
        if ($entry.source -ne 'Service Control Manager' -or $Name -notcontains $entry.service) { continue }
        $at = [datetime]::Parse($entry.at, [Globalization.CultureInfo]::InvariantCulture, [Globalization.DateTimeStyles]::RoundtripKind).ToUniversalTime()
        if ($at -ge $After) { @{ Id = [int]$entry.eventId; Name = $entry.service; At = $entry.at; Message = $entry.message } }
    }
}

function Start-BootService {
    (Invoke-ControlProgram -ArgumentList 'boot').started
}

function Find-ServiceName {
    foreach ($known in $script:Services) { @{ Key = $known.Key; Name = $known.Key; Exists = $true; Candidates = @(); Mistake = $null } }
}

function Get-RefusalHint([string]$Name, [int]$Code) {
    Write-Verbose "$Code for ${Name}: a rehearsal has nothing to add."
}

function Get-ServiceFolder {
    Join-Path $env:VENUE_CONTROL_DATA 'rehearsal/services'
}

# Key to state file's content, parsed in one go: seven calls of the parser cost more than everything else here.
function Get-StateRecord([string[]]$Name) {
    $folder = Get-ServiceFolder
    $records = @{}
    $texts = foreach ($key in $Name) {
        $path = [IO.Path]::Combine($folder, "$key.json")
        if ([IO.File]::Exists($path)) { [IO.File]::ReadAllText($path) }
    }
    foreach ($record in (ConvertFrom-JsonText -Text ('[' + (@($texts) -join ',') + ']'))) { $records[$record.key] = $record }
    $records
}

# Node knows it by a pipe on Windows (process-identity.ts); what holds the id now and was created after the service said that it runs is another.
function Test-SameProcess([object]$Record) {
    if ($null -eq $Record.pid) { return $false }
    if ("$($Record.startTicks)" -notmatch '^[0-9]+\z') {
        $process = Get-Process -Id $Record.pid -ErrorAction SilentlyContinue
        if ($null -eq $process) { return $false }
        # Windows refuses the time of a process of the system's: that is none of ours.
        try { return $process.StartTime.ToUniversalTime() -le ([datetime]$Record.startedAt).ToUniversalTime().AddSeconds(1) }
        catch { return $false }
    }
    try { $stat = [IO.File]::ReadAllText("/proc/$($Record.pid)/stat") }
    catch { return $false }
    # The second field is a name in brackets that may itself hold spaces and brackets.
    $fields = $stat.Substring($stat.LastIndexOf(')') + 2).Split(' ')
    $fields[0] -ne 'Z' -and $fields[0] -ne 'X' -and $fields[19] -eq $Record.startTicks
}

function Get-FileTail([string]$Path, [int]$Length) {
    if (-not [IO.File]::Exists($Path)) { return }
    $stream = [IO.File]::Open($Path, [IO.FileMode]::Open, [IO.FileAccess]::Read, [IO.FileShare]::ReadWrite)
    try {
        if ($stream.Length -gt $Length) { [void]$stream.Seek(-$Length, [IO.SeekOrigin]::End) }
        $reader = New-Object IO.StreamReader $stream
        $reader.ReadToEnd() -split "`n"
    }
    finally { $stream.Dispose() }
}

function Invoke-ControlProgram([string[]]$ArgumentList) {
    $node = $env:VENUE_CONTROL_NODE
    if (-not $node) { throw (New-VenueError -ErrorId NODE_UNKNOWN -Message 'VENUE_CONTROL_NODE is not set. It must be the absolute path of Node 24, for a rehearsal starts its services with it.') }
    $program = Join-Path $PSScriptRoot '../../dist/bundle/control-program.js'
    # A control that hangs would hang the caller: it reads no input, and its output is one line.
    $line = @($null | & $node $program @ArgumentList 2>&1)
    if ($LASTEXITCODE -ne 0) { throw (New-VenueError -ErrorId SERVICE_CONTROL_FAILED -Message "The rehearsal's service control failed: $($line -join ' ')" -Target $ArgumentList[0]) }
    ConvertFrom-JsonText -Text "$($line[-1])"
}
