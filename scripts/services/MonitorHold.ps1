<#
Services Monitor is stopped while a stop is planned or its daily restart is held. A control plane that dies then would leave it stopped for good:
so a task of Windows' Task Scheduler is made before it is stopped, which checks every two minutes and starts it again when no one holds it any more.
Not yet run on Windows: Pester has stand-ins for the Task Scheduler's commands, with the parameters that Microsoft documents.
#>

$script:HoldTask = @{ TaskName = 'Services Monitor hold'; TaskPath = '\Venue Control Plane\' }

# Before anything is stopped. Error: MONITOR_HOLD_UNSAFE.
function Register-HoldTask {
    $program = [IO.Path]::Combine([Environment]::SystemDirectory, 'WindowsPowerShell', 'v1.0', 'powershell.exe')
    $script = [IO.Path]::Combine($PSScriptRoot, 'Resume-HeldMonitor.ps1')
    # Called, not -File: that 5.1 refuses of a script like ours where App Control is enforced, signed or not.
    $quoted = foreach ($path in $script, $env:VENUE_CONTROL_DATA.TrimEnd('\')) { [Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($path) }
    $argument = '-NoProfile -NonInteractive -ExecutionPolicy Bypass -Command "& ''{0}'' -DataFolder ''{1}''"' -f $quoted
    try {
        $often = New-TimeSpan -Minutes 2
        # Windows that is older than Server 2016 needs an end of the repetition.
        $soon = New-ScheduledTaskTrigger -Once -At ([datetime]::Now + $often) -RepetitionInterval $often -RepetitionDuration (New-TimeSpan -Days 3650)
        $task = @{
            Action    = New-ScheduledTaskAction -Execute $program -Argument $argument
            # After a power cut too.
            Trigger   = @($soon, (New-ScheduledTaskTrigger -AtStartup))
            # SYSTEM, by a name that no language changes.
            Principal = New-ScheduledTaskPrincipal -UserId 'S-1-5-18' -LogonType ServiceAccount -RunLevel Highest
            Settings  = New-ScheduledTaskSettingsSet -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries -StartWhenAvailable -MultipleInstances IgnoreNew -ExecutionTimeLimit (New-TimeSpan -Minutes 5)
        }
        [void](Register-ScheduledTask @script:HoldTask @task -Description 'Starts Services Monitor again when the control plane that stopped it has died.' -Force -ErrorAction Stop)
    }
    catch {
        throw (New-VenueError -ErrorId MONITOR_HOLD_UNSAFE -Message "The task that would start Services Monitor again could not be created: $($_.Exception.Message) Services Monitor was left running." -Category ResourceUnavailable)
    }
}

# One that stays does no harm: it finds nothing held, and takes itself away.
function Unregister-HoldTask {
    try { Unregister-ScheduledTask @script:HoldTask -Confirm:$false -ErrorAction Stop }
    catch { Write-Verbose "The task stays for now: $($_.Exception.Message)" }
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
