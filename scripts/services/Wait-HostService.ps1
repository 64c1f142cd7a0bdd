<#
Judgement over services, the same for both providers: what "running and stable" means, how a restart by someone else appears.
#>

# Died or ended with an error: 7023 and 7024 an error of its own, 7031 with a recovery action, 7034 without.
$script:DeathEvents = 7023, 7024, 7031, 7034
# Everything that explains why a start failed; 7032, 7038 and 7041: one by recovery, and a sign-in.
$script:TroubleEvents = 7000, 7001, 7009, 7011, 7022, 7023, 7024, 7031, 7032, 7034, 7038, 7041

# What a person reads while it waits.
$script:StateWords = @{ Running = 'running'; Stopped = 'stopped'; StartPending = 'starting'; StopPending = 'stopping'; Paused = 'paused'; Missing = 'not installed'; Unknown = 'not known' }

function Wait-HostService {
    <#
    .SYNOPSIS
    Waits until a service is in a state and stays there, and says how that ended.
    .DESCRIPTION
    Running: Stable is the same process for StableSeconds without an event of its death. Stopped: Stable is stopped for StableSeconds;
    a new process id without a start of ours is RestartedByOther (a monitor program, or SCM recovery when there is a 7031).
    An event log that can't be read is an error (EVENT_LOG_UNREADABLE), never Stable. Other outcomes: Failed, Flapping (it came back with another process), Missing, Timeout.
    .PARAMETER Name
    The service's key.
    .PARAMETER State
    Running or Stopped.
    .PARAMETER TimeoutSeconds
    After so long the outcome is Timeout. The watch for stability counts.
    .PARAMETER StableSeconds
    How long it has to stay so.
    .PARAMETER ProcessId
    The process that was there before a stop, so that a quick restart shows.
    .PARAMETER After
    Events from this moment on count; default now.
    .PARAMETER Clock
    Gives the time, which must continue whatever becomes of the machine's clock: a clock moved back would wait for a day, one moved ahead for nothing. For tests.
    .EXAMPLE
    Wait-HostService -Name gateway-client -State Running -TimeoutSeconds 30 -StableSeconds 3
    #>
    [CmdletBinding()]
    [OutputType('VenueControl.ServiceOutcome')]
    param(
        [Parameter(Mandatory = $true)][string]$Name,
        [Parameter(Mandatory = $true)][ValidateSet('Running', 'Stopped')][string]$State,
        [Parameter(Mandatory = $true)][ValidateRange(1, 1200)][int]$TimeoutSeconds,
        [Parameter(Mandatory = $true)][ValidateRange(0, 120)][double]$StableSeconds,
        [int]$ProcessId = 0,
        [datetime]$After = [datetime]::MinValue,
        [scriptblock]$Clock = { [timespan]::FromSeconds([Diagnostics.Stopwatch]::GetTimestamp() / [Diagnostics.Stopwatch]::Frequency) }
    )
    $began = & $Clock
    if ($After -eq [datetime]::MinValue) { $After = [datetime]::UtcNow }
    $processIds = New-Object Collections.Generic.List[int]
    $steadySince = $null
    $outcome = $null
    $shown = ''
    while ($true) {
        $service = Get-HostService -Name $Name
        $now = & $Clock
        if ($service.ProcessId -and -not $processIds.Contains([int]$service.ProcessId)) { $processIds.Add([int]$service.ProcessId) }
        if ($service.State -eq 'Missing') { $outcome = 'Missing' }
        elseif ($State -eq 'Running') { $outcome = Get-StartFailure -Service $service -ProcessIds $processIds }
        else { $outcome = Get-StopFailure -Service $service -ProcessId $ProcessId -WasStopped:($null -ne $steadySince) }
        if ($outcome) { break }
        if ($service.State -ne $State) { $steadySince = $null }
        elseif ($null -eq $steadySince) { $steadySince = $now }
        if ($null -ne $steadySince -and ($now - $steadySince).TotalSeconds -ge $StableSeconds) { $outcome = 'Stable'; break }
        if (($now - $began).TotalSeconds -ge $TimeoutSeconds) { $outcome = 'Timeout'; break }
        $shown = Show-WaitProgress -Service $service -State $State -Elapsed ($now - $began).TotalSeconds -TimeoutSeconds $TimeoutSeconds -Shown $shown
        Start-Sleep -Milliseconds 200
    }
    Write-Progress -Activity (Get-Activity -Service $service -State $State) -Completed
    $events = @(Read-TroubleEvent -Name $Name -After $After -Wanted:($State -eq 'Running' -and $outcome -eq 'Stable'))
    $deaths = @($events | Where-Object { $script:DeathEvents -contains $_.Id })
    if ($State -eq 'Running' -and $outcome -eq 'Stable' -and $deaths.Count -gt 0) { $outcome = 'Flapping' }
    [pscustomobject]@{
        PSTypeName      = 'VenueControl.ServiceOutcome'
        Name            = $Name
        Outcome         = $outcome
        State           = $service.State
        ProcessId       = $service.ProcessId
        ExitCode        = $service.ExitCode
        ServiceExitCode = $service.ServiceExitCode
        ProcessIds      = $processIds.ToArray()
        EventIds        = @($events | ForEach-Object { $_.Id } | Select-Object -Unique)
    }
}

# A service that is called stable has to have no death in the log: one that can't be read is no proof of that. Otherwise events only explain.
function Read-TroubleEvent([string]$Name, [datetime]$After, [switch]$Wanted) {
    try { Get-HostServiceEvent -Name $Name -After $After | Where-Object { $script:TroubleEvents -contains $_.Id } }
    catch {
        if ($Wanted) { throw }
        Write-Warning "What Windows logged about $Name is unknown: $($_.Exception.Message)"
    }
}

function Get-StartFailure([object]$Service, [object]$ProcessIds) {
    # A start was made before the wait began: Stopped now means that it ended, a second process id that someone started it again.
    if ($ProcessIds.Count -gt 1) { return 'Flapping' }
    if ($Service.State -eq 'Stopped') { return 'Failed' }
}

function Get-StopFailure([object]$Service, [int]$ProcessId, [switch]$WasStopped) {
    $alive = 'Running', 'StartPending' -contains $Service.State
    if ($alive -and ($WasStopped -or ($ProcessId -gt 0 -and $Service.ProcessId -ne $ProcessId))) { return 'RestartedByOther' }
}

# Says something when a second is over or the state changes, and answers what it said: a record for each look would drown the operation's events.
function Show-WaitProgress([object]$Service, [string]$State, [double]$Elapsed, [int]$TimeoutSeconds, [string]$Shown) {
    $status = '{0}, {1:0} s' -f $script:StateWords[$Service.State], [Math]::Floor($Elapsed)
    if ($status -ne $Shown) {
        $percent = [int][Math]::Min(99, 100 * $Elapsed / $TimeoutSeconds)
        Write-Progress -Activity (Get-Activity -Service $Service -State $State) -Status $status -PercentComplete $percent
    }
    $status
}

function Get-Activity([object]$Service, [string]$State) {
    if ($State -eq 'Running') { "Waiting until $($Service.DisplayName) is running and stable" } else { "Waiting until $($Service.DisplayName) has stopped" }
}
