<#
The services of the venue's server: commands, help, refusals and the order of a stop, once for both providers. HostService.Windows and
HostService.Rehearsal dot-source this file and define the private functions that differ:
Read-Service, Find-ServiceName, Read-ServiceEvent, Request-ServiceControl, Write-ServiceStartMode, Write-ServiceRecovery, Register-Service,
Unregister-Service, Start-BootService, Get-RefusalHint. Those that change something answer with Windows' error number: 0 is done, ServiceRefusal.psd1 has the rest.
#>
. (Join-Path $PSScriptRoot 'Wait-HostService.ps1')
. (Join-Path $PSScriptRoot 'HostServiceStopOrder.ps1')
. (Join-Path $PSScriptRoot 'HostServiceSetup.ps1')
. (Join-Path $PSScriptRoot 'HostServiceCluster.ps1')
. (Join-Path $PSScriptRoot 'ServiceRefusal.ps1')

# Key and DisplayName of each, in the order of a boot: the services of the cloud link start last. What Windows calls them is in venue.json.
$script:Services = @(& {
        # Get-JsonFile emits nothing for a missing file, and then there would be no services.
        $table = (ConvertFrom-JsonText -Text ([IO.File]::ReadAllText((Join-Path $PSScriptRoot 'Services.json')))).PSObject.Properties
        foreach ($isLink in $false, $true) {
            foreach ($one in $table) { if ($one.Value.isLink -eq $isLink) { @{ Key = $one.Name; DisplayName = $one.Value.name } } }
        }
    })

function Get-HostService {
    <#
    .SYNOPSIS
    Says how services are.
    .DESCRIPTION
    One object a name, in the order asked for; what is not installed, or unknown, is Missing. Exit codes have no sign; 1066 means that
    ServiceExitCode has the service's own. SharesProcess: its process runs other services too. ClusterResource: what a Windows cluster calls it;
    null where no cluster runs it. StoppedFor: the planned stops for which the control plane stopped Services Monitor; null where it did not. Errors:
    VENUE_FILE_MISSING, VENUE_FILE_INVALID.
    .PARAMETER Name
    Keys of services; default all seven.
    .EXAMPLE
    Get-HostService -Name gateway-client, cloud-sync
    #>
    [CmdletBinding()]
    [OutputType('VenueControl.HostService')]
    param([string[]]$Name = @(foreach ($one in $script:Services) { $one.Key }))
    foreach ($seen in (Read-Service -Name $Name)) {
        [pscustomobject]@{
            PSTypeName        = 'VenueControl.HostService'
            Name              = $seen.Name
            ServiceName       = $seen['ServiceName']
            DisplayName       = $seen.DisplayName
            State             = $seen.State
            StartMode         = $seen['StartMode']
            ProcessId         = $seen['ProcessId']
            StartedAt         = $seen['StartedAt']
            ExitCode          = $seen['ExitCode']
            ServiceExitCode   = $seen['ServiceExitCode']
            Account           = $seen['Account']
            DependsOn         = @(foreach ($key in $seen['DependsOn']) { $key })
            Version           = $seen['Version']
            MarkedForDeletion = [bool]$seen['MarkedForDeletion']
            SharesProcess     = [bool]$seen['SharesProcess']
            ClusterResource   = $seen['ClusterResource']
            StoppedFor        = $seen['StoppedFor']
        }
    }
}

function Find-HostService {
    <#
    .SYNOPSIS
    Says which of Windows' services are the venue's, and proposes where no one has said so.
    .DESCRIPTION
    One object a service: Key, Name (what venue.json says), Exists, Candidates (text, for a person) and, in the same order,
    CandidateNames; Mistake, ClusterResource, SharesProcess. Picks none.
    .EXAMPLE
    Find-HostService
    #>
    [CmdletBinding()]
    [OutputType('VenueControl.HostServiceName')]
    param()
    foreach ($seen in (Find-ServiceName)) {
        [pscustomobject]@{ PSTypeName = 'VenueControl.HostServiceName'; Key = $seen.Key; Name = $seen.Name; Exists = $seen.Exists; Candidates = $seen.Candidates; CandidateNames = @(foreach ($one in $seen['CandidateNames']) { $one }); Mistake = $seen.Mistake; ClusterResource = $seen['ClusterResource']; SharesProcess = [bool]$seen['SharesProcess'] }
    }
}

function Start-HostService {
    <#
    .SYNOPSIS
    Starts a service and those it depends on.
    .DESCRIPTION
    Returns before it runs; a service that runs already is left alone. Errors: SERVICE_NOT_INSTALLED, SERVICE_DISABLED, SERVICE_DEPENDENCY_FAILED,
    SERVICE_ACCESS_DENIED, SERVICE_LOGON_FAILED, SERVICE_NO_ANSWER, SERVICE_PROGRAM_MISSING, SERVICE_MARKED_FOR_DELETION,
    SERVICE_DATABASE_LOCKED, SERVICE_START_REFUSED, CLUSTERED_SERVICE.
    .PARAMETER Name
    The service's key.
    .EXAMPLE
    Start-HostService -Name gateway-client
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Name)
    if (-not $PSCmdlet.ShouldProcess($Name)) { return }
    Confirm-HostServiceControl -Name @(Get-StartReach -Name $Name)
    $code = Request-ServiceControl -Name $Name -Control Start
    # 1056 runs already.
    if (0, 1056 -notcontains $code) { throw (New-ServiceRefusal -Code $code -Name $Name -Do start -Otherwise SERVICE_START_REFUSED) }
}

function Stop-HostService {
    <#
    .SYNOPSIS
    Asks a service to stop, its running dependents first.
    .DESCRIPTION
    Emits the names of the dependents that it stopped, so that they can be started again. The service itself is asked and not waited for;
    it is not asked while a dependent still runs. One that is still starting is asked again until GraceSeconds are over. Errors:
    SERVICE_NOT_INSTALLED, SERVICE_ACCESS_DENIED, SERVICE_NO_ANSWER, SERVICE_NOT_ACCEPTING, SERVICE_STOP_REFUSED,
    CLUSTERED_SERVICE.
    .PARAMETER Name
    The service's key.
    .PARAMETER GraceSeconds
    How long each may take.
    .PARAMETER IncludeDependent
    Without it a service with running dependents is refused with SERVICE_DEPENDENTS_RUNNING.
    .EXAMPLE
    Stop-HostService -Name connect -GraceSeconds 20 -IncludeDependent
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)][string]$Name,
        [ValidateRange(1, 600)][int]$GraceSeconds = 20,
        [switch]$IncludeDependent
    )
    if (-not $PSCmdlet.ShouldProcess($Name)) { return }
    $dependents = @(Get-HostServiceStopOrder -Name $Name | Select-Object -SkipLast 1)
    Confirm-HostServiceControl -Name (@($dependents) + $Name)
    if ($dependents.Count -gt 0 -and -not $IncludeDependent) {
        throw (New-VenueError -ErrorId SERVICE_DEPENDENTS_RUNNING -Message "$($dependents -join ', ') must be stopped before $Name." -Target $Name)
    }
    foreach ($dependent in $dependents) {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        Request-Stop -Name $dependent -GraceSeconds $GraceSeconds
        while ((Get-HostService -Name $dependent).State -ne 'Stopped') {
            if ($watch.Elapsed.TotalSeconds -ge $GraceSeconds) { return }
            Start-Sleep -Milliseconds 100
        }
        $dependent
    }
    Request-Stop -Name $Name -GraceSeconds $GraceSeconds
}

function Set-HostService {
    <#
    .SYNOPSIS
    Sets the start mode of a service.
    .DESCRIPTION
    The same mode again changes nothing. Errors: SERVICE_NOT_INSTALLED, SERVICE_ACCESS_DENIED, SERVICE_DATABASE_LOCKED,
    SERVICE_MARKED_FOR_DELETION, SERVICE_CONFIGURE_REFUSED, CLUSTERED_SERVICE: a cluster sets how its services start.
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
    Confirm-HostServiceControl -Name $Name
    $code = Write-ServiceStartMode -Name $Name -StartMode $StartMode
    if ($code -ne 0) { throw (New-ServiceRefusal -Code $code -Name $Name -Do configure -Otherwise SERVICE_CONFIGURE_REFUSED) }
}

function Get-HostServiceEvent {
    <#
    .SYNOPSIS
    Reads what the Service Control Manager logged about services.
    .DESCRIPTION
    Oldest first, none of later than now: a clock that was ahead for a while dates events so, and they say nothing of what happened since.
    Error: EVENT_LOG_UNREADABLE, which is not the same as a log that has nothing to say.
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
    $found = @(Read-ServiceEvent -Name $Name -After $After.ToUniversalTime())
    # Windows stamps an event with a finer clock than UtcNow.
    $until = [datetime]::UtcNow.AddSeconds(1)
    foreach ($seen in $found) {
        $at = [datetime]::Parse($seen.At, [Globalization.CultureInfo]::InvariantCulture, [Globalization.DateTimeStyles]::RoundtripKind).ToUniversalTime()
        if ($at -gt $until) { continue }
        [pscustomobject]@{ PSTypeName = 'VenueControl.HostServiceEvent'; Id = $seen.Id; Name = $seen.Name; At = $seen.At; Message = $seen.Message }
    }
}

function Initialize-HostService {
    <#
    .SYNOPSIS
    Boots the machine of a rehearsal: starts the Automatic services in the order of their dependencies, Services Monitor last.
    .DESCRIPTION
    What runs already is left alone. Emits the names of services that it started. Windows has done this automatically: nothing happens there.
    .EXAMPLE
    Initialize-HostService
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([string])]
    param()
    if ($PSCmdlet.ShouldProcess('services')) { Start-BootService }
}

# One that is still starting takes no stop yet (1061, or 1052): it is asked again. What doesn't run (1062), or stops already, is as it should be.
function Request-Stop([string]$Name, [int]$GraceSeconds) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $isKnownUp = $false
    while ($true) {
        $code = Request-ServiceControl -Name $Name -Control Stop
        if (0, 1062 -contains $code) { return }
        $state = if (1052, 1061 -contains $code) { (Get-HostService -Name $Name).State } else { '' }
        if ('StopPending', 'Stopped' -contains $state) { return }
        # Seen running, it may have been starting when it refused.
        $isNewlyUp = $state -eq 'Running' -and -not $isKnownUp
        $isKnownUp = $state -eq 'Running'
        $mayYet = $state -eq 'StartPending' -or ($code -eq 1061 -and $state)
        if (-not $isNewlyUp -and (-not $mayYet -or $watch.Elapsed.TotalSeconds -ge $GraceSeconds)) {
            # One that starts takes no command yet, by either number.
            throw (New-ServiceRefusal -Code $(if ($state -eq 'StartPending') { 1061 } else { $code }) -Name $Name -Do stop -Otherwise SERVICE_STOP_REFUSED)
        }
        Start-Sleep -Milliseconds 250
    }
}

function New-ServiceRefusal([int]$Code, [string]$Name, [string]$Do, [string]$Otherwise) {
    $refusal = ConvertFrom-ServiceRefusal -Code $Code -Name $Name -Do $Do -Otherwise $Otherwise
    $text = @($refusal.Message; Get-RefusalHint -Name $Name -Code $Code; $refusal.Remedy) | Where-Object { $_ }
    New-VenueError -ErrorId $refusal.ErrorId -Message ($text -join ' ') -Target $Name
}

# The module is the provider that dot-sourced this.
Export-ModuleMember -Function Get-HostService, Find-HostService, Start-HostService, Stop-HostService, Set-HostService, Set-HostServiceRecovery, Confirm-HostServiceControl, Confirm-HostServiceProgram, Install-HostService, Uninstall-HostService, Get-HostServiceStopOrder, Get-HostServiceEvent, Initialize-HostService, Wait-HostService
