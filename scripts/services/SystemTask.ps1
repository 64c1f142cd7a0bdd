<#
Tasks of Windows' Task Scheduler that run one of our scripts as SYSTEM.
Not yet run on Windows: Pester has stand-ins for the Task Scheduler's commands, with the parameters that Microsoft documents.
#>

# Task: TaskName and TaskPath; one that exists is replaced. Parameter: of the script, all of them text.
function Register-SystemTask([hashtable]$Task, [string]$Script, [hashtable]$Parameter = @{}, [object[]]$Trigger, [string]$Description) {
    $program = [IO.Path]::Combine([Environment]::SystemDirectory, 'WindowsPowerShell', 'v1.0', 'powershell.exe')
    # Called, not -File: that 5.1 refuses of a script like ours where App Control is enforced, signed or not.
    $call = "& '$([Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($Script))'"
    foreach ($name in $Parameter.Keys) { $call += " -$name '$([Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($Parameter[$name]))'" }
    $setup = @{
        Action    = New-ScheduledTaskAction -Execute $program -Argument "-NoProfile -NonInteractive -ExecutionPolicy Bypass -Command `"$call`""
        Trigger   = $Trigger
        # SYSTEM, by a name that no language changes.
        Principal = New-ScheduledTaskPrincipal -UserId 'S-1-5-18' -LogonType ServiceAccount -RunLevel Highest
        Settings  = New-ScheduledTaskSettingsSet -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries -StartWhenAvailable -MultipleInstances IgnoreNew -ExecutionTimeLimit (New-TimeSpan -Minutes 5)
    }
    [void](Register-ScheduledTask @Task @setup -Description $Description -Force -ErrorAction Stop)
}

# One that stays does no harm.
function Unregister-SystemTask([hashtable]$Task) {
    try { Unregister-ScheduledTask @Task -Confirm:$false -ErrorAction Stop }
    catch { Write-Verbose "The task stays for now: $($_.Exception.Message)" }
}

# New-ScheduledTaskTrigger has none for events. Delay: an ISO duration.
function New-EventTrigger([string]$LogName, [string]$XPath, [string]$Delay) {
    $query = '<QueryList><Query Id="0" Path="{0}"><Select Path="{0}">{1}</Select></Query></QueryList>' -f $LogName, $XPath
    $class = Get-CimClass -Namespace Root/Microsoft/Windows/TaskScheduler -ClassName MSFT_TaskEventTrigger -ErrorAction Stop
    New-CimInstance -CimClass $class -ClientOnly -Property @{ Enabled = $true; Subscription = $query; Delay = $Delay }
}
