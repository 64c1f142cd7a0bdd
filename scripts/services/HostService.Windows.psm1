<#
Services of a Windows server: their state from the Service Control Manager, how they are set up from the registry, their names from venue.json.
Run against Wine's Service Control Manager (npm run prove -- windows), not yet on Windows itself.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueError.psm1')
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
. (Join-Path $PSScriptRoot 'WindowsOnly.ps1')
. (Join-Path $PSScriptRoot 'ServiceManager.ps1')
. (Join-Path $PSScriptRoot 'ServiceRegistry.ps1')
. (Join-Path $PSScriptRoot 'ServiceCluster.ps1')
. (Join-Path $PSScriptRoot 'VenueServiceName.ps1')
. (Join-Path $PSScriptRoot 'WindowsEvent.ps1')
. (Join-Path $PSScriptRoot 'ProgramPublisher.ps1')
. (Join-Path $PSScriptRoot 'WindowsInstaller.ps1')
. (Join-Path $PSScriptRoot 'HostService.ps1')

$script:NotInstalled = 1060
# How long Windows may take until a service that was uninstalled is gone.
$script:GoneSeconds = 15
# More events than this since a moment that lies seconds back would be a storm, whose newest end says enough.
$script:MostEvents = 1000

# One connection to the Service Control Manager for all.
function Read-Service([string[]]$Name) {
    $names = Get-VenueServiceName
    $wanted = @(foreach ($key in $Name) { if ($names[$key]) { $names[$key] } })
    $statuses = @{}
    if ($wanted.Count -gt 0) { $statuses = Read-ServiceStatus -Name $wanted }
    $clustered = Read-ClusterResource
    foreach ($key in $Name) {
        $status = if ($names[$key]) { $statuses[$names[$key]] } else { @{ Error = $script:NotInstalled } }
        $setup = if ($status.Error -ne $script:NotInstalled) { Read-ServiceSetup -Name $names[$key] }
        if ($null -eq $setup) { @{ Name = $key; DisplayName = Get-KnownName -Key $key; State = 'Missing' }; continue }
        @{
            Name              = $key
            ServiceName       = $names[$key]
            DisplayName       = $setup.DisplayName
            State             = $(if ($status.Error -eq 0) { $status.State } else { 'Unknown' })
            StartMode         = $setup.StartMode
            ProcessId         = $(if ($status['ProcessId']) { $status.ProcessId } else { $null })
            StartedAt         = $(if ($status['ProcessId']) { Get-StartMoment -ProcessId $status.ProcessId } else { $null })
            ExitCode          = $status['ExitCode']
            ServiceExitCode   = $status['ServiceExitCode']
            Account           = $setup.Account
            DependsOn         = @(Get-DependencyKey -Needed $setup.DependsOn -Names $names)
            Version           = Get-ProgramVersion -Path $setup.ProgramPath
            MarkedForDeletion = $setup.MarkedForDeletion
            SharesProcess     = $setup['SharesProcess']
            ClusterResource   = Get-ClusterResource -Resources $clustered -Service $names[$key]
            StoppedFor        = $(if ($key -eq 'services-monitor' -and $status['State'] -eq 'Stopped') { Get-MonitorReason } else { $null })
        }
    }
}

# By the record that VenueHost.Windows writes.
function Get-MonitorReason {
    $order = Get-JsonFile -Path ([IO.Path]::Combine($env:VENUE_CONTROL_DATA, 'monitor.json'))
    if (-not $order -or -not $order.PSObject.Properties['stoppedByUs'] -or -not $order.stoppedByUs) { return $null }
    @(foreach ($key in $order.plannedStops) { Get-KnownName -Key $key }; if ($order.heldBy) { 'daily restart' }) -join ', '
}

# One a service: Key, Name, Exists, Candidates, CandidateNames, Mistake, SharesProcess, ClusterResource.
function Find-ServiceName {
    $names = @{}
    $mistake = $null
    try { $names = Get-VenueServiceName }
    catch { $mistake = $_.Exception.Message }
    $clustered = Read-ClusterResource
    foreach ($known in $script:Services) {
        $name = $names[$known.Key]
        $setup = if ($name) { Read-ServiceSetup -Name $name }
        $exists = $null -ne $setup
        $isSaid = $names.ContainsKey($known.Key) -and $null -eq $name
        $candidates = @(if (-not $exists -and -not $isSaid) { Find-ServiceCandidate -Key $known.Key | Select-Object -First 5 })
        @{
            Key = $known.Key; Name = $name; Exists = $exists; Mistake = $mistake
            Candidates = @(foreach ($one in $candidates) { "$($one.Name) ($($one.DisplayName))" }); CandidateNames = @(foreach ($one in $candidates) { $one.Name })
            SharesProcess = $exists -and $setup['SharesProcess']; ClusterResource = $(if ($exists) { Get-ClusterResource -Resources $clustered -Service $name })
        }
    }
}

function Request-ServiceControl([string]$Name, [string]$Control) {
    $service = (Get-VenueServiceName)[$Name]
    if (-not $service) { return $script:NotInstalled }
    if ($Control -eq 'Start') { Start-NativeService -Name $service } else { Stop-NativeService -Name $service }
}

function Write-ServiceStartMode([string]$Name, [string]$StartMode) {
    $service = (Get-VenueServiceName)[$Name]
    if (-not $service) { return $script:NotInstalled }
    $numbers = @{ Automatic = 2; AutomaticDelayed = 2; Manual = 3; Disabled = 4 }
    Set-NativeStartMode -Name $service -Start $numbers[$StartMode] -Delayed ($StartMode -eq 'AutomaticDelayed')
}

function Write-ServiceRecovery([string]$Name) {
    $service = (Get-VenueServiceName)[$Name]
    if (-not $service) { return $script:NotInstalled }
    Set-NativeRecovery -Name $service -Times 3 -DelayMilliseconds 60000
}

# The one program or package in the folder, signed by the publisher that venue.json names. Emits its path.
function Confirm-Program([string]$Name, [string]$ProgramPath) {
    $program = @(Get-ChildItem -LiteralPath $ProgramPath -File | Where-Object { '.exe', '.msi' -contains $_.Extension })
    if ($program.Count -ne 1) { throw (New-VenueError -ErrorId SERVICE_PROGRAM_UNKNOWN -Message "Expected one program or package of $Name in $ProgramPath, found $($program.Count)." -Target $Name) }
    Confirm-ProgramPublisher -Path $program[0].FullName -Publisher (Get-VenuePublisher)
    $program[0].FullName
}

function Register-Service([string]$Name, [string]$Version, [string]$ProgramPath) {
    $service = (Get-VenueServiceName)[$Name]
    if (-not $service) { return $script:NotInstalled }
    $path = Confirm-Program -Name $Name -ProgramPath $ProgramPath
    $status = (Read-ServiceStatus -Name $service)[$service]
    $isThere = $status.Error -eq 0 -and -not (Read-ServiceSetup -Name $service).MarkedForDeletion
    if ([IO.Path]::GetExtension($path) -ne '.msi') {
        if ($isThere) { return 0 }
        return New-NativeService -Name $service -DisplayName "swiftpos $(Get-KnownName -Key $Name)" -CommandLine "`"$path`""
    }
    # Also where it is there: only Windows Installer brings what is in a newer package.
    [void](Invoke-WindowsInstaller -Do install -Path $path)
    if ($isThere) { return 0 }
    # As one that we register: the steps that follow set how it starts, and start it.
    $code = Set-NativeStartMode -Name $service -Start 3 -Delayed $false
    if ($code -eq $script:NotInstalled) {
        $then = 'so it was removed again'
        # Whatever becomes of that, this is the cause; the rollback tries once more.
        try { [void](Invoke-WindowsInstaller -Do uninstall -Path $path) }
        catch { $then = "and could not be removed again. $($_.Exception.Message)" }
        throw (New-VenueError -ErrorId SERVICE_PROGRAM_UNKNOWN -Message "The package of $Name $Version registers no service `"$service`", $($then.TrimEnd('.')). Correct venue.json." -Target $Name)
    }
    $code
}

# Until it is really gone: what is only marked keeps its name, and the next installation fails. A package may be there before its service, and after it.
function Unregister-Service([string]$Name) {
    $service = (Get-VenueServiceName)[$Name]
    if (-not $service) { return 0 }
    $package = @(Get-ChildItem -LiteralPath (Get-VenuePath -Of Program) -Filter *.msi -File -ErrorAction SilentlyContinue)
    $code = 0
    $absent = (Read-ServiceStatus -Name $service)[$service].Error -eq $script:NotInstalled
    if ($package.Count -eq 1) { [void](Invoke-WindowsInstaller -Do uninstall -Path $package[0].FullName -Absent:$absent) }
    else { $code = Remove-NativeService -Name $service }
    # 1060 it is gone by now, 1072 someone had it marked before.
    if (0, 1060, 1072 -notcontains $code) { return $code }
    $watch = [Diagnostics.Stopwatch]::StartNew()
    while ((Read-ServiceStatus -Name $service)[$service].Error -ne $script:NotInstalled) {
        if ($watch.Elapsed.TotalSeconds -ge $script:GoneSeconds) { return 1072 }
        Start-Sleep -Milliseconds 200
    }
    0
}

# From the System log, oldest first. Error: EVENT_LOG_UNREADABLE.
function Read-ServiceEvent([string[]]$Name, [datetime]$After) {
    $filter = @{ LogName = 'System'; ProviderName = 'Service Control Manager'; Id = $script:ServiceEventIds; StartTime = $After.ToLocalTime() }
    $keys = Get-SubjectKey -Name $Name
    $found = @(foreach ($entry in (Read-WindowsEvent -Filter $filter -Most $script:MostEvents)) {
            $key = $keys[(Get-EventSubject -Entry $entry)]
            # Windows compares times by the millisecond.
            if (-not $key -or $entry.TimeCreated.ToUniversalTime() -lt $After) { continue }
            @{ Id = [int]$entry.Id; Name = $key; At = $entry.TimeCreated.ToUniversalTime().ToString('o'); Message = "$($entry.Message)" }
        })
    [array]::Reverse($found)
    $found
}

function Start-BootService {
    Write-Verbose 'Windows starts its own services.'
}

# What helps anyone who reads a refusal.
function Get-RefusalHint([string]$Name, [int]$Code) {
    $service = (Get-VenueServiceName)[$Name]
    if (-not $service) { return 'venue.json says that this venue has none.' }
    if ($Code -eq $script:NotInstalled) { return "venue.json calls it `"$service`". $(Get-NameProposal -Key $Name -Name $service)" }
    if ($Code -ne 1051) { return }
    $dependents = @(Find-RegisteredService -Test { param($one, $display, $setup) @($setup.GetValue('DependOnService')) -contains $service })
    if ($dependents.Count -gt 0) { "Stop these first: $(Get-CandidateText -Candidate $dependents)." }
}

function Get-KnownName([string]$Key) {
    foreach ($one in $script:Services) { if ($one.Key -eq $Key) { return $one.DisplayName } }
    $Key
}

function Get-DependencyKey([string[]]$Needed, [hashtable]$Names) {
    foreach ($known in $script:Services) { if ($Names[$known.Key] -and $Needed -contains $Names[$known.Key]) { $known.Key } }
}

# Of a process that has just ended, or that this account may not check, nothing.
function Get-StartMoment([int]$ProcessId) {
    $process = $null
    try {
        $process = [Diagnostics.Process]::GetProcessById($ProcessId)
        $process.StartTime.ToUniversalTime().ToString('o')
    }
    catch { Write-Verbose "When process $ProcessId was started can't be read: $($_.Exception.Message)" }
    finally { if ($process) { $process.Dispose() } }
}

function Get-ProgramVersion([string]$Path) {
    if ($Path -and [IO.File]::Exists($Path)) { return [Diagnostics.FileVersionInfo]::GetVersionInfo($Path).FileVersion }
}

# What events call a service, its display name or its name -> key.
function Get-SubjectKey([string[]]$Name) {
    $names = Get-VenueServiceName
    $keys = @{}
    foreach ($key in $Name) {
        if (-not $names[$key]) { continue }
        $keys[$names[$key]] = $key
        $setup = Read-ServiceSetup -Name $names[$key]
        if ($null -ne $setup) { $keys[$setup.DisplayName] = $key }
    }
    $keys
}
