<#
The venue's server on Windows. Not yet run there. What swiftpos doesn't publish is Unknown or null here rather than guessed: where it keeps its
version, how Services Monitor is notified of a planned stop (so the monitor itself is stopped for the time), its daily restart.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueError.psm1')
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
. (Join-Path $PSScriptRoot 'WindowsOnly.ps1')
. (Join-Path $PSScriptRoot 'SystemTask.ps1')
. (Join-Path $PSScriptRoot 'MonitorHold.ps1')
. (Join-Path $PSScriptRoot 'SqlInstance.ps1')
. (Join-Path $PSScriptRoot 'VenueHost.ps1')

function Read-VenueHost {
    Confirm-Windows -What 'Which server this is'
    $identity = [Security.Principal.WindowsIdentity]::GetCurrent()
    $principal = New-Object Security.Principal.WindowsPrincipal $identity
    $gateway = Get-HostService -Name gateway-client
    @{
        MachineId       = Get-MachineId
        Elevated        = $principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
        SwiftposVersion = $(if ($gateway.Version) { $gateway.Version } else { 'Unknown' })
        WebServer       = Get-WebServerState
        DailyRestartAt  = Get-ConfiguredDailyRestart
    }
}

function Read-ConnectionOwner([int[]]$Port) {
    Confirm-Windows -What 'Whose a connection is'
    $ports = New-Object 'Collections.Generic.HashSet[int]' (, $Port)
    # One filter, however many ports there are; a program that has closed its half still has the connection.
    $all = Get-NetTCPConnection -State Established, FinWait1, FinWait2, CloseWait, Closing, LastAck -ErrorAction SilentlyContinue
    $connections = @($all | Where-Object { $_.OwningProcess -and $ports.Contains($_.LocalPort) -and [Net.IPAddress]::IsLoopback([Net.IPAddress]$_.LocalAddress) })
    if (-not $connections) { return }
    $accounts = Get-ProcessAccount -Id @($connections | ForEach-Object { [int]$_.OwningProcess } | Select-Object -Unique)
    foreach ($connection in $connections) {
        @{ Address = "$($connection.LocalAddress)"; Port = [int]$connection.LocalPort; Account = $accounts[[int]$connection.OwningProcess] }
    }
}

# Process ID to account, of those that could be read within two seconds. Windows PowerShell refuses an account without administrator rights.
function Get-ProcessAccount([int[]]$Id) {
    $accounts = @{}
    $watch = [Diagnostics.Stopwatch]::StartNew()
    try {
        do {
            Get-Process -Id $Id -IncludeUserName -ErrorAction SilentlyContinue | ForEach-Object {
                if ($_.UserName) { $accounts[[int]$_.Id] = "$($_.UserName)" }
                if ($watch.ElapsedMilliseconds -ge 2000) { break }
            }
        } while ($false)
    }
    catch { Write-Verbose "The accounts of processes could not be read: $($_.Exception.GetBaseException().GetType().Name)." }
    $accounts
}

# dailyRestartAt of venue.json: HH:mm or none; nothing where it is not set.
function Get-ConfiguredDailyRestart {
    $file = Get-JsonFile -Path ([IO.Path]::Combine($env:VENUE_CONTROL_DATA, 'venue.json'))
    # Checked again: the file may have been edited since the server read it.
    if ($file -and $file.PSObject.Properties['dailyRestartAt'] -and "$($file.dailyRestartAt)" -match '^(none|([01]\d|2[0-3]):[0-5]\d)$') { $file.dailyRestartAt }
}

# The firmware's UUID; nothing where it can't be read, or is one that many machines have: that proves neither that this is another nor the same.
function Get-MachineId {
    try { $id = "$((Get-CimInstance -ClassName Win32_ComputerSystemProduct -ErrorAction Stop).UUID)".ToLowerInvariant() }
    catch {
        Write-Warning "This server's identity could not be read: $($_.Exception.GetBaseException().GetType().Name)."
        return
    }
    if ($id -match '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z' -and $id -notmatch '^(.)\1{7}(-\1{4}){3}-\1{12}\z' -and $script:SharedIds -notcontains $id) { return $id }
    Write-Warning "The firmware gives this server the UUID `"$id`", which is invalid or shared by many machines."
}

# What boards have whose maker never set one.
$script:SharedIds = '03000200-0400-0500-0006-000700080009', '12345678-1234-5678-90ab-cddeefaabbcc', '00020003-0004-0005-0006-000700080009'

function Get-MonitorOrder {
    Read-MonitorOrder -Path (Get-OrderPath)
}

# The monitor too is stopped and started under the lock: one that is stopped while another call starts it would stay so.
function Edit-MonitorOrder([scriptblock]$Change) {
    $lock = Lock-MonitorOrder -Path (Get-OrderPath)
    try { Edit-LockedOrder -Change $Change }
    finally { $lock.Dispose() }
}

# Stops Services Monitor while anything is planned or held, and starts it again if it was stopped here.
function Edit-LockedOrder([scriptblock]$Change) {
    $order = Get-MonitorOrder
    $monitor = Get-HostService -Name services-monitor
    # One that runs was started again since a person stopped it, perhaps in services.msc.
    if ($monitor.State -eq 'Running') { foreach ($who in @($order.plannedBy.Keys)) { $order.plannedBy[$who] = @($order.plannedBy[$who] -ne 'services-monitor') } }
    & $Change $order
    Update-PlannedStop -Order $order
    $isWanted = @($order.plannedStops -ne 'services-monitor').Count -gt 0 -or (Test-DailyRestartHeld -Order $order)
    $wasOurs = $order.stoppedByUs
    # Its own stop is a person's: from then on only they start it again.
    $isTheirs = $order.plannedStops -contains 'services-monitor'
    if ($isTheirs) { $order.stoppedByUs = $false }
    $isStop = $isWanted -and -not $isTheirs -and $monitor.State -eq 'Running'
    $isBack = -not $isWanted -and $order.stoppedByUs
    if ($isBack -and $monitor.State -eq 'StopPending') { $monitor = Wait-HostService -Name services-monitor -State Stopped -TimeoutSeconds 20 -StableSeconds 0 -ProcessId $monitor.ProcessId }
    # One that still stops can't be started yet: the next change will.
    $isStart = $isBack -and $monitor.State -ne 'StopPending'
    if ($isStart -and $monitor.State -eq 'Stopped') {
        # On record first: the planned stop is over also where this call ends during the start.
        Set-JsonFile -Path (Get-OrderPath) -Value $order
        # It stays on record as stopped here: the next change, and the task, start it again.
        try { Start-HostService -Name services-monitor }
        catch {
            Write-Warning "Services Monitor was stopped for planned stops, and could not be started again: $($_.Exception.Message)"
            $isStart = $false
        }
    }
    # Before anything is written: what can't be stopped is not held.
    if ($isStop) { Confirm-HostServiceControl -Name services-monitor }
    if ($isStop) { Register-HoldTask }
    elseif ($isWanted -and $order.stoppedByUs) {
        # Again, as an upgrade may have taken away the folder that the task was made from. It is already: what fails leaves the one before.
        try { Register-HoldTask } catch { Write-Verbose $_.Exception.Message }
    }
    if ($isStop -or $isStart) { $order.stoppedByUs = $isStop }
    $hasTask = $wasOurs -or [bool]$order.stoppedDependents
    # Beside those of an earlier stop that still have to be started.
    if ($isStop) { $order.stoppedDependents = @(@($order.stoppedDependents) + @(Get-HostServiceStopOrder -Name services-monitor | Select-Object -SkipLast 1) | Where-Object { $_ } | Select-Object -Unique) }
    elseif ($isStart -or (-not $isWanted -and $monitor.State -eq 'Running')) { Start-MonitorDependent -Order $order }
    Set-JsonFile -Path (Get-OrderPath) -Value $order
    if ($isStop) {
        [void](Stop-HostService -Name services-monitor -GraceSeconds 20 -IncludeDependent)
        [void](Wait-HostService -Name services-monitor -State Stopped -TimeoutSeconds 20 -StableSeconds 0 -ProcessId $monitor.ProcessId)
    }
    elseif ($hasTask -and -not $order.stoppedByUs -and -not $order.stoppedDependents) { Unregister-HoldTask }
    $order
}

# What was stopped with the monitor, the last stopped first. One whose own stop is planned, or that was disabled meanwhile, stays stopped. One that
# fails stays on record.
function Start-MonitorDependent([hashtable]$Order) {
    $names = @($Order.stoppedDependents)
    [array]::Reverse($names)
    $failed = foreach ($name in $names) {
        $service = Get-HostService -Name $name
        if ($Order.plannedStops -contains $name -or $service.State -ne 'Stopped' -or $service.StartMode -eq 'Disabled') { continue }
        try { [void](Start-HostService -Name $name) }
        catch {
            Write-Warning "$name was stopped with Services Monitor, and could not be started again: $($_.Exception.Message)"
            $name
        }
    }
    $names = @($failed | Where-Object { $_ })
    [array]::Reverse($names)
    $Order.stoppedDependents = $names
}

# Until someone lets it go: while the control plane lives nothing would start the monitor again when a time has come.
function Test-DailyRestartHeld([hashtable]$Order) {
    [bool]$Order.heldBy
}

function Get-OrderPath {
    Join-Path $env:VENUE_CONTROL_DATA 'monitor.json'
}

function Read-SystemSetup {
    Confirm-Windows -What 'Which Windows this is'
    $windows = Read-RegistryKey -Path 'SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    @{
        Product          = "$($windows['ProductName'])"
        Edition          = "$($windows['EditionID'])"
        Type             = "$($windows['InstallationType'])"
        Build            = [int]$windows['CurrentBuildNumber']
        Is64Bit          = [Environment]::Is64BitOperatingSystem
        DotNet           = ".NET $([Environment]::Version)"
        FrameworkRelease = (Read-RegistryKey -Path 'SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full')['Release']
    }
}

function Get-WebServerState {
    # SwiftAPI is served by IIS where W3SVC exists; what else may serve it is not public.
    $web = Get-Service -Name W3SVC -ErrorAction SilentlyContinue
    if ($null -eq $web) { return 'Unknown' }
    if ("$($web.Status)" -eq 'Running') { 'Running' } else { 'Stopped' }
}

# While the control plane lives it alone releases a hold: only what did not start after one is tried again.
function Restart-LeftDependent {
    if ((Get-MonitorHold -OperationId service-control).Waits) { return $(if ((Edit-MonitorOrder -Change { }).stoppedByUs) { 'later' } else { 'started' }) }
    $lock = Lock-MonitorOrder -Path (Get-OrderPath)
    try {
        $order = Get-MonitorOrder
        if (-not (Get-LeftDependent -Order $order) -or (Get-HostService -Name services-monitor).State -ne 'Running') { return 'lives' }
        Start-MonitorDependent -Order $order
        Set-JsonFile -Path (Get-OrderPath) -Value $order
        if ($order.stoppedDependents) { return 'later' }
        Unregister-HoldTask
        'started'
    }
    finally { $lock.Dispose() }
}

# The record is cleared and the task taken away only when the monitor has come: what fails here is tried again in two minutes.
function Restart-HeldMonitor([int]$PatienceSeconds) {
    if (Test-ControlPlane -DataFolder $env:VENUE_CONTROL_DATA) { return Restart-LeftDependent }
    Start-Sleep -Seconds $PatienceSeconds
    # Asked before the second look, as Windows may take its time.
    $state = (Get-HostService -Name services-monitor).State
    if (Test-ControlPlane -DataFolder $env:VENUE_CONTROL_DATA) { return 'lives' }
    $order = Get-MonitorOrder
    if (-not $order.stoppedByUs -and -not $order.stoppedDependents) { Unregister-HoldTask; return 'nothing' }
    if ($state -eq 'Stopped' -and $order.stoppedByUs) {
        Start-HostService -Name services-monitor
        $state = (Get-HostService -Name services-monitor).State
    }
    # A person stopped it: they start it again, and what needs it.
    if (-not $order.stoppedByUs -and $state -eq 'Stopped') { Unregister-HoldTask; return 'nothing' }
    if ('Running', 'StartPending' -notcontains $state) { return 'later' }
    # Read again: a start takes up to 30 s, in which a control plane that came back may have written.
    $lock = Lock-MonitorOrder -Path (Get-OrderPath)
    try {
        $order = Get-MonitorOrder
        Start-MonitorDependent -Order $order
        $order.stoppedByUs = $false
        Set-JsonFile -Path (Get-OrderPath) -Value $order
    }
    finally { $lock.Dispose() }
    if ($order.stoppedDependents) { return 'later' }
    Unregister-HoldTask
    'started'
}
