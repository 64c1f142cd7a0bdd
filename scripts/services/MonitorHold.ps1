<#
Services Monitor is stopped while a stop is planned or its daily restart is held. A control plane that dies then would leave it stopped for good:
so a task of Windows' Task Scheduler is made before it is stopped, which checks every two minutes and starts it again when no one holds it any more. SystemTask.ps1 is loaded before this file.
#>

$script:HoldTask = @{ TaskName = 'Services Monitor hold'; TaskPath = '\Venue Control Plane\' }

# Before anything is stopped. Error: MONITOR_HOLD_UNSAFE.
function Register-HoldTask {
    try {
        $often = New-TimeSpan -Minutes 2
        # Windows that is older than Server 2016 needs an end of the repetition.
        $soon = New-ScheduledTaskTrigger -Once -At ([datetime]::Now + $often) -RepetitionInterval $often -RepetitionDuration (New-TimeSpan -Days 3650)
        $task = @{
            Script      = [IO.Path]::Combine($PSScriptRoot, 'Resume-HeldMonitor.ps1')
            Parameter   = @{ DataFolder = $env:VENUE_CONTROL_DATA.TrimEnd('\') }
            # After a power cut too.
            Trigger     = @($soon, (New-ScheduledTaskTrigger -AtStartup))
            Description = 'Starts Services Monitor again when the control plane that stopped it has died.'
        }
        Register-SystemTask -Task $script:HoldTask @task
    }
    catch {
        throw (New-VenueError -ErrorId MONITOR_HOLD_UNSAFE -Message "The task that would start Services Monitor again could not be created: $($_.Exception.Message) Services Monitor was left running." -Category ResourceUnavailable)
    }
}

# One that stays finds nothing held, and takes itself away.
function Unregister-HoldTask {
    Unregister-SystemTask -Task $script:HoldTask
}

# Clocks are set, most often while a machine starts: a process may have begun after the moment at which it says that it was ready.
$script:ClockTolerance = New-TimeSpan -Minutes 5

# Whether the server that wrote server.json into the data folder still lives. A later process may have its number.
function Test-ControlPlane([string]$DataFolder) {
    $file = [IO.Path]::Combine($DataFolder, 'server.json')
    $process = $null
    try {
        $server = Get-JsonFile -Path $file
        if ($null -eq $server) { return $false }
        $process = [Diagnostics.Process]::GetProcessById([int]$server.pid)
        $began = [datetime]::Parse($server.startedAt, [Globalization.CultureInfo]::InvariantCulture, [Globalization.DateTimeStyles]::RoundtripKind).ToUniversalTime()
        $process.StartTime.ToUniversalTime() -le $began + $script:ClockTolerance
    }
    catch { $false }
    finally { if ($process) { $process.Dispose() } }
}
