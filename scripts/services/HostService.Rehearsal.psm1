<#
Services of a rehearsal: real processes whose state is in rehearsal/services/KEY.json. PowerShell reads that file and the process table
itself; what Windows' Service Control Manager would do (start, install, configure) is done by the rehearsal's own control program.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
Import-Module (Join-Path $PSScriptRoot 'HostService.Common.psm1')

$script:Names = 'sales-processing', 'connect', 'end-of-day', 'netpos', 'gateway-client', 'cloud-sync', 'services-monitor'

function Get-HostService {
    <#
    .SYNOPSIS
    Says how services are.
    .DESCRIPTION
    One object a name, Missing ones included. Running needs a living process with the recorded start time: a reused id or a zombie is Stopped.
    .PARAMETER Name
    Keys of services; default all seven.
    .EXAMPLE
    Get-HostService -Name gateway-client, cloud-sync
    #>
    [CmdletBinding()]
    [OutputType('VenueControl.HostService')]
    param([string[]]$Name = $script:Names)
    $records = Get-StateRecord -Name $Name
    foreach ($key in $Name) {
        $record = $records[$key]
        if ($null -eq $record) { New-MissingService -Name $key -DisplayName $key; continue }
        if (-not $record.installed) { New-MissingService -Name $key -DisplayName $record.displayName; continue }
        $state = $record.state
        $exitCode = $record.exitCode
        $processId = $record.pid
        if ($state -ne 'Stopped' -and -not (Test-SameProcess -ProcessId $processId -StartTicks $record.startTicks)) {
            $state = 'Stopped'
            $exitCode = 1067
        }
        if ($state -eq 'Stopped') { $processId = $null }
        [pscustomobject]@{
            PSTypeName      = 'VenueControl.HostService'
            Name            = $key
            DisplayName     = $record.displayName
            State           = $state
            StartMode       = $record.startMode
            ProcessId       = $processId
            StartedAt       = $(if ($state -eq 'Stopped') { $null } else { $record.startedAt })
            ExitCode        = $exitCode
            ServiceExitCode = $record.serviceExitCode
            Account         = 'rehearsal'
            DependsOn       = @($record.dependsOn)
            Provider        = 'Rehearsal'
            Version         = $record.version
        }
    }
}

function Start-HostService {
    <#
    .SYNOPSIS
    Starts a service and those it depends on.
    .DESCRIPTION
    Returns at once, with the service StartPending; a service that runs already is left alone. Errors: SERVICE_NOT_INSTALLED, SERVICE_DISABLED, SERVICE_DEPENDENCY_FAILED, SERVICE_START_REFUSED.
    .PARAMETER Name
    The service's key.
    .EXAMPLE
    Start-HostService -Name gateway-client
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Name)
    if (-not $PSCmdlet.ShouldProcess($Name)) { return }
    $answer = Invoke-ServiceControl -ArgumentList 'start', $Name
    switch ($answer.result) {
        0 { return }
        10 { return }
        13 { throw (New-VenueError -ErrorId SERVICE_DEPENDENCY_FAILED -Message "A service that $Name depends on failed to start. Start that one first and see why it fails." -Target $Name) }
        14 { throw (New-VenueError -ErrorId SERVICE_DISABLED -Message "The start mode of $Name is Disabled. Set it to Manual or Automatic first." -Target $Name) }
        1060 { throw (New-VenueError -ErrorId SERVICE_NOT_INSTALLED -Message "$Name is not installed." -Category ObjectNotFound -Target $Name) }
        default { throw (New-VenueError -ErrorId SERVICE_START_REFUSED -Message "The start of $Name was refused with $($answer.result)." -Target $Name) }
    }
}

function Stop-HostService {
    <#
    .SYNOPSIS
    Asks a service to stop, its running dependents first.
    .DESCRIPTION
    Emits the names of the dependents that it stopped, so that they can be started again. The service itself is asked and not waited for;
    it is not asked while a dependent still runs.
    .PARAMETER Name
    The service's key.
    .PARAMETER GraceSeconds
    How long dependents may take.
    .PARAMETER IncludeDependent
    Without it a service with running dependents is refused with SERVICE_DEPENDENTS_RUNNING.
    .EXAMPLE
    Stop-HostService -Name connect -GraceSeconds 20 -IncludeDependent
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)][string]$Name,
        [ValidateRange(1, 300)][int]$GraceSeconds = 20,
        [switch]$IncludeDependent
    )
    if (-not $PSCmdlet.ShouldProcess($Name)) { return }
    $dependents = @(Get-HostService | Where-Object { $_.DependsOn -contains $Name -and 'Stopped', 'Missing' -notcontains $_.State })
    if ($dependents.Count -gt 0 -and -not $IncludeDependent) {
        throw (New-VenueError -ErrorId SERVICE_DEPENDENTS_RUNNING -Message "$(@($dependents.Name) -join ', ') must be stopped before $Name." -Target $Name)
    }
    $end = [datetime]::UtcNow.AddSeconds($GraceSeconds)
    foreach ($dependent in $dependents) {
        Stop-HostService -Name $dependent.Name -GraceSeconds $GraceSeconds -IncludeDependent
        while ((Get-HostService -Name $dependent.Name).State -ne 'Stopped') {
            if ([datetime]::UtcNow -ge $end) { return }
            Start-Sleep -Milliseconds 100
        }
        $dependent.Name
    }
    $service = Get-HostService -Name $Name
    if (-not $service.ProcessId) { return }
    [IO.File]::WriteAllText((Join-Path (Get-ServiceFolder) "$Name.stop.$($service.ProcessId)"), "Stop-HostService`n")
}

function Set-HostService {
    <#
    .SYNOPSIS
    Sets how a service starts.
    .DESCRIPTION
    The same mode again changes nothing. Error: SERVICE_NOT_INSTALLED.
    .PARAMETER Name
    The service's key.
    .PARAMETER StartMode
    Automatic, AutomaticDelayed, Manual or Disabled.
    .EXAMPLE
    Set-HostService -Name gateway-client -StartMode Automatic
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)][string]$Name,
        [Parameter(Mandatory = $true)][ValidateSet('Automatic', 'AutomaticDelayed', 'Manual', 'Disabled')][string]$StartMode
    )
    if (-not $PSCmdlet.ShouldProcess($Name, $StartMode)) { return }
    $answer = Invoke-ServiceControl -ArgumentList 'configure', $Name, $StartMode
    if ($answer.result -eq 1060) { throw (New-VenueError -ErrorId SERVICE_NOT_INSTALLED -Message "$Name is not installed." -Category ObjectNotFound -Target $Name) }
}

function Set-HostServiceRecovery {
    <#
    .SYNOPSIS
    Sets what the system does when a service dies.
    .DESCRIPTION
    A rehearsal has no recovery action: Services Monitor restarts what dies. The command is here so that both providers are alike.
    .PARAMETER Name
    The service's key.
    .EXAMPLE
    Set-HostServiceRecovery -Name cloud-sync
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Name)
    if ($PSCmdlet.ShouldProcess($Name)) { Write-Verbose "A rehearsal leaves $Name to Services Monitor." }
}

function Install-HostService {
    <#
    .SYNOPSIS
    Registers a service, stopped, start mode Manual.
    .DESCRIPTION
    A second time only the version changes.
    .PARAMETER Name
    The service's key.
    .PARAMETER Version
    Version of its program.
    .PARAMETER ProgramPath
    Folder of its program.
    .EXAMPLE
    Install-HostService -Name cloud-sync -Version 10.58.0 -ProgramPath ./programs/cloud-sync
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Name, [Parameter(Mandatory = $true)][string]$Version, [Parameter(Mandatory = $true)][string]$ProgramPath)
    if (-not $PSCmdlet.ShouldProcess($Name, "$Version in $ProgramPath")) { return }
    [void](Invoke-ServiceControl -ArgumentList 'install', $Name, $Version)
}

function Uninstall-HostService {
    <#
    .SYNOPSIS
    Takes a stopped service out of the system.
    .DESCRIPTION
    Nothing happens when it is not installed. Error: SERVICE_RUNNING.
    .PARAMETER Name
    The service's key.
    .EXAMPLE
    Uninstall-HostService -Name cloud-sync
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Name)
    if (-not $PSCmdlet.ShouldProcess($Name)) { return }
    $answer = Invoke-ServiceControl -ArgumentList 'uninstall', $Name
    if ($answer.result -eq 5) { throw (New-VenueError -ErrorId SERVICE_RUNNING -Message "$Name still runs. Stop it before it is uninstalled." -Target $Name) }
}

function Get-HostServiceEvent {
    <#
    .SYNOPSIS
    Reads what the service control logged about services.
    .DESCRIPTION
    Oldest first. Looks at the last 512 KiB of the rehearsal's event log.
    .PARAMETER Name
    Keys of services.
    .PARAMETER After
    Only events from this moment on (UTC).
    .EXAMPLE
    Get-HostServiceEvent -Name gateway-client -After ([datetime]::UtcNow.AddMinutes(-5))
    #>
    [CmdletBinding()]
    [OutputType('VenueControl.HostServiceEvent')]
    param([Parameter(Mandatory = $true)][string[]]$Name, [Parameter(Mandatory = $true)][datetime]$After)
    $utc = $After.ToUniversalTime()
    foreach ($line in (Get-FileTail -Path (Join-Path $env:VENUE_CONTROL_DATA 'rehearsal/event-log.jsonl') -Length 524288)) {
        if ($line -notmatch '^\{.*\}$' -or $line.IndexOf('Service Control Manager') -lt 0) { continue }
        $entry = ConvertFrom-JsonText -Text $line
        if ($entry.source -ne 'Service Control Manager' -or $Name -notcontains $entry.service) { continue }
        $at = [datetime]::Parse($entry.at, [Globalization.CultureInfo]::InvariantCulture, [Globalization.DateTimeStyles]::RoundtripKind).ToUniversalTime()
        if ($at -lt $utc) { continue }
        [pscustomobject]@{ PSTypeName = 'VenueControl.HostServiceEvent'; Id = [int]$entry.eventId; Name = $entry.service; At = $entry.at; Message = $entry.message }
    }
}

function Initialize-HostService {
    <#
    .SYNOPSIS
    Boots the rehearsal's machine: starts the Automatic services in the order of their dependencies.
    .DESCRIPTION
    Services that run already are left alone. Services Monitor comes last. Emits the names of services that it started.
    .EXAMPLE
    Initialize-HostService
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([string])]
    param()
    if (-not $PSCmdlet.ShouldProcess('rehearsal services')) { return }
    @((Invoke-ServiceControl -ArgumentList 'boot').started)
}

function New-MissingService([string]$Name, [string]$DisplayName) {
    [pscustomobject]@{
        PSTypeName = 'VenueControl.HostService'; Name = $Name; DisplayName = $DisplayName; State = 'Missing'; StartMode = $null; ProcessId = $null
        StartedAt = $null; ExitCode = $null; ServiceExitCode = $null; Account = $null; DependsOn = @(); Provider = 'Rehearsal'; Version = $null
    }
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

function Test-SameProcess([object]$ProcessId, [object]$StartTicks) {
    if ($null -eq $ProcessId) { return $false }
    if ($null -eq $StartTicks) { return $null -ne (Get-Process -Id $ProcessId -ErrorAction SilentlyContinue) }
    try { $stat = [IO.File]::ReadAllText("/proc/$ProcessId/stat") }
    catch { return $false }
    # The second field is a name in brackets that may itself hold spaces and brackets.
    $fields = $stat.Substring($stat.LastIndexOf(')') + 2).Split(' ')
    $fields[0] -ne 'Z' -and $fields[0] -ne 'X' -and $fields[19] -eq $StartTicks
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

function Invoke-ServiceControl([string[]]$ArgumentList) {
    $node = $env:VENUE_CONTROL_NODE
    if (-not $node) { throw (New-VenueError -ErrorId NODE_UNKNOWN -Message 'VENUE_CONTROL_NODE is not set. It must be the absolute path of Node 24, for a rehearsal starts its services with it.') }
    $program = Join-Path $PSScriptRoot '../../dist/rehearsal/services/control-program.js'
    # A control that hangs would hang the caller: it reads no input, and its output is one line.
    $line = @($null | & $node $program @ArgumentList 2>&1)
    if ($LASTEXITCODE -ne 0) { throw (New-VenueError -ErrorId SERVICE_CONTROL_FAILED -Message "The rehearsal's service control failed: $($line -join ' ')" -Target $ArgumentList[0]) }
    ConvertFrom-JsonText -Text "$($line[-1])"
}

Export-ModuleMember -Function Get-HostService, Start-HostService, Stop-HostService, Set-HostService, Set-HostServiceRecovery, Install-HostService, Uninstall-HostService, Get-HostServiceEvent, Initialize-HostService
