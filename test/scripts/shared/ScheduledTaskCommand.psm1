<#
Stand-ins for the Task Scheduler's commands, with the parameters that Microsoft documents for ScheduledTasks: another parameter, or a value of
another kind, fails as it does on Windows. Tasks are kept in a table, as path and name.
#>
Set-StrictMode -Version 3.0

$script:Tasks = @{}

function New-ScheduledTaskAction {
    param([Parameter(Mandatory)][string]$Execute, [string]$Argument, [string]$WorkingDirectory, [string]$Id)
    [pscustomobject]@{ Execute = $Execute; Arguments = $Argument; WorkingDirectory = $WorkingDirectory; Id = $Id }
}

function New-ScheduledTaskTrigger {
    param(
        [Parameter(Mandatory, ParameterSetName = 'Once')][switch]$Once,
        [Parameter(Mandatory, ParameterSetName = 'Once')][datetime]$At,
        [Parameter(ParameterSetName = 'Once')][timespan]$RepetitionInterval,
        [Parameter(ParameterSetName = 'Once')][timespan]$RepetitionDuration,
        [Parameter(Mandatory, ParameterSetName = 'Startup')][switch]$AtStartup,
        [timespan]$RandomDelay
    )
    [pscustomobject]@{ Kind = $PSCmdlet.ParameterSetName; At = $At; Every = $RepetitionInterval; For = $RepetitionDuration; Delay = $RandomDelay; Said = "$Once $AtStartup" }
}

# The class of triggers for events, and an instance of it that no server has: as CimCmdlets makes them.
function Get-CimClass {
    [CmdletBinding()]
    param([string]$Namespace, [Parameter(Mandatory)][ValidateSet('MSFT_TaskEventTrigger')][string]$ClassName)
    [pscustomobject]@{ Namespace = $Namespace; CimClassName = $ClassName }
}

function New-CimInstance {
    [CmdletBinding()]
    param([Parameter(Mandatory)][object]$CimClass, [Collections.IDictionary]$Property, [Parameter(Mandatory)][switch]$ClientOnly)
    # The properties of Microsoft's class, and no other.
    foreach ($name in $Property.Keys) { if ($name -notin 'Enabled', 'EndBoundary', 'ExecutionTimeLimit', 'Id', 'StartBoundary', 'Repetition', 'Delay', 'Subscription', 'ValueQueries') { throw "No property $name." } }
    [pscustomobject]($Property + @{ Kind = "$($CimClass.CimClassName) $ClientOnly" })
}

function New-ScheduledTaskPrincipal {
    param(
        [Parameter(Mandatory)][string]$UserId,
        [ValidateSet('None', 'Password', 'S4U', 'Interactive', 'Group', 'ServiceAccount', 'InteractiveOrPassword')][string]$LogonType,
        [ValidateSet('Limited', 'Highest')][string]$RunLevel, [string]$Id
    )
    [pscustomobject]@{ UserId = $UserId; LogonType = $LogonType; RunLevel = $RunLevel; Id = $Id }
}

function New-ScheduledTaskSettingsSet {
    param(
        [switch]$AllowStartIfOnBatteries, [switch]$DontStopIfGoingOnBatteries, [switch]$StartWhenAvailable, [switch]$Hidden,
        [ValidateSet('Parallel', 'Queue', 'IgnoreNew')][string]$MultipleInstances, [timespan]$ExecutionTimeLimit, [int]$RestartCount, [timespan]$RestartInterval
    )
    [pscustomobject]$PSBoundParameters
}

# As of Windows; refuses a name that is there, but with Force.
function Register-ScheduledTask {
    param(
        [Parameter(Mandatory)][string]$TaskName, [string]$TaskPath = '\', [Parameter(Mandatory)][object[]]$Action,
        [object[]]$Trigger, [object]$Settings, [object]$Principal, [string]$Description, [switch]$Force
    )
    if ($env:TASK_SCHEDULER_REFUSES) { throw [InvalidOperationException]::new($env:TASK_SCHEDULER_REFUSES) }
    if ($script:Tasks.ContainsKey("$TaskPath$TaskName") -and -not $Force) { throw 'Cannot create a file when that file already exists.' }
    $script:Tasks["$TaskPath$TaskName"] = [pscustomobject]@{ Action = $Action; Trigger = $Trigger; Settings = $Settings; Principal = $Principal; Description = $Description }
    $script:Tasks["$TaskPath$TaskName"]
}

# As of Windows; an error where there is none.
function Unregister-ScheduledTask {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param([Parameter(Mandatory)][string]$TaskName, [string]$TaskPath = '\')
    if (-not $script:Tasks.ContainsKey("$TaskPath$TaskName")) { throw "No MSFT_ScheduledTask objects found with property 'TaskName' equal to '$TaskName'." }
    if ($PSCmdlet.ShouldProcess($TaskName)) { $script:Tasks.Remove("$TaskPath$TaskName") }
}

# The table of tasks, for a test.
function Get-RegisteredTask {
    $script:Tasks
}

Export-ModuleMember -Function Get-CimClass, New-CimInstance, New-ScheduledTaskAction, New-ScheduledTaskTrigger, New-ScheduledTaskPrincipal, New-ScheduledTaskSettingsSet, Register-ScheduledTask, Unregister-ScheduledTask, Get-RegisteredTask
