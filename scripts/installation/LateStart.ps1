<#
Windows waits 30 s until a service connects (event 7009), and does not repeat a start that failed (7000): recovery is only for a service that ran. A task of the
Task Scheduler waits for these events and starts the service a minute later. The functions of services/SystemTask.ps1 and ServerEvent.ps1 are loaded before this file.
#>

$script:LateStart = @{ Ids = 7000, 7009; MostTries = 3; Within = New-TimeSpan -Hours 1 }

function Get-StartTask {
    @{ TaskName = "$script:Server late start"; TaskPath = '\Venue Control Plane\' }
}

# Which events of the log System are a start of ours that failed, as XPath.
function Get-LateStartFilter {
    $ids = @($script:LateStart.Ids | ForEach-Object { "EventID=$_" }) -join ' or '
    # Windows names a service by its display name; the other where someone has changed that.
    $names = @($script:ServerTitle, $script:Server | ForEach-Object { "Data='$_'" }) -join ' or '
    "*[System[Provider[@Name='Service Control Manager'] and ($ids)] and EventData[$names]]"
}

# Without the task the service runs all the same: an event reports it. A program of an earlier version has no such script.
function Register-StartTask([string]$Program) {
    $run = [IO.Path]::Combine($Program, 'scripts', 'installation', 'Resume-ServerStart.ps1')
    if (-not [IO.File]::Exists($run)) { return }
    try {
        Register-SystemTask -Task (Get-StartTask) -Script $run -Trigger (New-EventTrigger -LogName System -XPath (Get-LateStartFilter) -Delay PT1M) -Description 'Starts the control plane again when Windows could not start it in time.'
    }
    catch { Write-StartEvent LATE_START_NO_TASK "The task that repeats a late start of the control plane could not be created: $($_.Exception.Message) If Windows can't start the service in time, start it manually." }
}

function Unregister-StartTask {
    Unregister-SystemTask -Task (Get-StartTask)
}

# For the task. A service that is disabled, manual, or ran since the failed start is left as it is: an administrator decided that. Emits what it did:
# nothing, started, failed (Windows then reports that, and the task runs again) or over. Error: EVENT_LOG_UNREADABLE.
function Restart-LateServer {
    $setup = Read-ServiceSetup -Name $script:Server
    if (-not $setup -or 'Automatic', 'AutomaticDelayed' -notcontains $setup.StartMode) { return 'nothing' }
    if ((Read-ServiceStatus -Name $script:Server)[$script:Server].State -ne 'Stopped') { return 'nothing' }
    $failed = @(Read-FailedStart)
    if ($failed.Count -eq 0) { return 'nothing' }
    $events = Import-PowerShellDataFile -LiteralPath (Join-Path $PSScriptRoot 'ServerEvent.psd1')
    $ran = @(Read-WindowsEvent -Filter @{ LogName = 'Application'; ProviderName = $script:EventSource; Id = $events.SERVER_STARTED.Id; StartTime = $failed[0].TimeCreated } -Most 1)
    if ($ran.Count -gt 0) { return 'nothing' }
    # One start that fails may be in both events.
    $times = @(foreach ($id in $script:LateStart.Ids) { @($failed | Where-Object { $_.Id -eq $id }).Count }) | Sort-Object | Select-Object -Last 1
    if ($times -gt $script:LateStart.MostTries) {
        Write-StartEvent LATE_START_FAILED "Windows could not start the control plane in time, and $($script:LateStart.MostTries) more tries failed. Start the service $script:Server manually; docs/how-to/operations.md has the causes."
        return 'over'
    }
    try { Start-ServerAndWait }
    catch {
        Write-Warning $_.Exception.Message
        return 'failed'
    }
    'started'
}

# Newest first, of the last hour.
function Read-FailedStart {
    $filter = @{ LogName = 'System'; ProviderName = 'Service Control Manager'; Id = $script:LateStart.Ids; StartTime = [datetime]::Now - $script:LateStart.Within }
    Read-WindowsEvent -Filter $filter -Most 1000 | Where-Object { $script:ServerTitle, $script:Server -contains (Get-EventSubject -Entry $_) }
}

function Write-StartEvent([string]$Name, [string]$Text) {
    $known = (Import-PowerShellDataFile -LiteralPath (Join-Path $PSScriptRoot 'ServerEvent.psd1'))[$Name]
    $wrong = Write-ServerEvent -Id $known.Id -Level $known.Level -Text $Text
    if ($wrong) { Write-Warning "$Text $wrong" }
}
