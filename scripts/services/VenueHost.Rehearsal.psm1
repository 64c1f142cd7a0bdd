<#
The venue's server in a rehearsal: who it is, whether we are elevated, which orders Services Monitor has. Only Rehearsal files know faults.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
Import-Module (Join-Path $PSScriptRoot 'VenueError.psm1')
. (Join-Path $PSScriptRoot 'VenueHost.ps1')

$script:FaultRestartAfterMinutes = 2
$script:TimeZones = 'Australia/Sydney', 'AUS Eastern Standard Time'

function Read-VenueHost {
    $machine = Get-JsonFile -Path (Join-Path (Get-RehearsalFolder) 'machine.json')
    if ($null -eq $machine) { throw (New-VenueError -ErrorId MACHINE_UNKNOWN -Message 'rehearsal/machine.json is missing. Start the server once, it makes a new rehearsal.') }
    $fault = Get-Fault -Name swiftpos
    @{
        MachineId       = $(if ($fault -eq 'migrated') { "$($machine.machineId)-new" } else { $machine.machineId })
        Elevated        = (Get-Fault -Name elevation) -ne 'missing'
        SwiftposVersion = $(if ($fault -eq 'too-old') { '10.36.0' } else { $machine.swiftposVersion })
        WebServer       = $(if ($fault -eq 'web-server-down') { 'Stopped' } else { 'Running' })
        DailyRestartAt  = Get-DailyRestartTime
    }
}

function Get-MonitorOrder {
    Read-MonitorOrder -Path (Get-OrderPath)
}

function Edit-MonitorOrder([scriptblock]$Change) {
    [void][IO.Directory]::CreateDirectory((Get-RehearsalFolder))
    $lock = Lock-MonitorOrder -Path (Get-OrderPath)
    try {
        $order = Get-MonitorOrder
        & $Change $order
        Update-PlannedStop -Order $order
        Set-JsonFile -Path (Get-OrderPath) -Value $order
        $order
    }
    finally { $lock.Dispose() }
}

function Test-DailyRestartHeld([hashtable]$Order) {
    $until = $Order.dailyRestartHeldUntil
    if (-not $until) { return $false }
    [datetime]::Parse($until, [Globalization.CultureInfo]::InvariantCulture, [Globalization.DateTimeStyles]::RoundtripKind).ToUniversalTime() -gt [datetime]::UtcNow
}

function Restart-HeldMonitor([int]$PatienceSeconds) {
    Write-Verbose "Its monitor keeps running, and needs no one after $PatienceSeconds s."
    'nothing'
}

# The account that runs the rehearsal.
function Read-ConnectionOwner([int[]]$Port) {
    foreach ($one in $Port) { @{ Address = '127.0.0.1'; Port = $one; Account = [Environment]::UserName } }
}

# As a machine that suits, whatever this one is.
function Read-SystemSetup {
    @{ Product = 'Rehearsal'; Edition = ''; Type = 'Server'; Build = 20348; Is64Bit = $true; DotNet = ".NET $([Environment]::Version)"; FrameworkRelease = $null }
}

# Its venue is in SQLite.
function Read-SqlInstance { }

function Get-RehearsalFolder {
    Join-Path $env:VENUE_CONTROL_DATA 'rehearsal'
}

function Get-OrderPath {
    Join-Path (Get-RehearsalFolder) 'monitor.json'
}

function Get-Fault([string]$Name) {
    $faults = Get-JsonFile -Path (Join-Path (Get-RehearsalFolder) 'faults.json')
    if ($null -ne $faults -and $faults.PSObject.Properties[$Name]) { $faults.$Name }
}

function Get-DailyRestartTime {
    if ((Get-Fault -Name monitor) -ne 'daily-restart-in-window') {
        $stored = Get-MonitorOrder
        if ($stored.ContainsKey('dailyRestartAt')) { return $(if ($stored.dailyRestartAt) { $stored.dailyRestartAt } else { 'none' }) }
        return '05:00'
    }
    # The minute that begins at least two minutes after the fault was set, as Services Monitor counts it.
    $due = [IO.File]::GetLastWriteTimeUtc((Join-Path (Get-RehearsalFolder) 'faults.json')).AddMinutes($script:FaultRestartAfterMinutes)
    $minute = New-Object datetime ([long]([Math]::Ceiling($due.Ticks / 600000000.0) * 600000000)), ([DateTimeKind]::Utc)
    [TimeZoneInfo]::ConvertTimeFromUtc($minute, (Get-VenueTimeZone)).ToString('HH:mm')
}

function Get-VenueTimeZone {
    foreach ($name in $script:TimeZones) {
        try { return [TimeZoneInfo]::FindSystemTimeZoneById($name) }
        catch [TimeZoneNotFoundException] { Write-Verbose "No time zone $name on this system." }
    }
    [TimeZoneInfo]::Local
}
