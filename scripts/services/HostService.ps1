<#
The services of the venue's server: commands, help, refusals and the order of a stop, once for every world. HostService.Windows and
HostService.Rehearsal dot-source this file and say for their world, in private functions, what is asked of a world here:
Read-Service, Read-ServiceEvent, Request-ServiceControl, Write-ServiceStartMode, Write-ServiceRecovery, Register-Service, Unregister-Service,
Start-BootService. Request-ServiceControl and Write-ServiceStartMode answer with a number of Win32_Service (0 is done), or 1060 for what is not
installed.
#>
. (Join-Path $PSScriptRoot 'Wait-HostService.ps1')
. (Join-Path $PSScriptRoot 'HostServiceSetup.ps1')

# Key, DisplayName and WindowsName of each, in the order of a boot.
$script:Services = @((Import-PowerShellDataFile -Path (Join-Path $PSScriptRoot 'ServiceName.psd1')).Services)

function Get-HostService {
    <#
    .SYNOPSIS
    Says how services are.
    .DESCRIPTION
    One object a name, in the order asked for; what is not installed, or unknown, is Missing.
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
            PSTypeName      = 'VenueControl.HostService'
            Name            = $seen.Name
            DisplayName     = $seen.DisplayName
            State           = $seen.State
            StartMode       = $seen['StartMode']
            ProcessId       = $seen['ProcessId']
            StartedAt       = $seen['StartedAt']
            ExitCode        = $seen['ExitCode']
            ServiceExitCode = $seen['ServiceExitCode']
            Account         = $seen['Account']
            DependsOn       = @(foreach ($key in $seen['DependsOn']) { $key })
            Version         = $seen['Version']
        }
    }
}

function Start-HostService {
    <#
    .SYNOPSIS
    Starts a service and those it depends on.
    .DESCRIPTION
    Returns at once; a service that runs already is left alone. Errors: SERVICE_NOT_INSTALLED, SERVICE_DISABLED, SERVICE_DEPENDENCY_FAILED,
    SERVICE_ACCESS_DENIED, SERVICE_START_REFUSED.
    .PARAMETER Name
    The service's key.
    .EXAMPLE
    Start-HostService -Name gateway-client
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Name)
    if (-not $PSCmdlet.ShouldProcess($Name)) { return }
    $code = Request-ServiceControl -Name $Name -Control Start
    # 10 runs already. 7 no answer in time: it may still come up, and Wait-HostService judges by the state.
    if (0, 7, 10 -notcontains $code) { throw (New-ServiceRefusal -Code $code -Name $Name -Do start -Otherwise SERVICE_START_REFUSED) }
}

function Stop-HostService {
    <#
    .SYNOPSIS
    Asks a service to stop, its running dependents first.
    .DESCRIPTION
    Emits the names of the dependents that it stopped, so that they can be started again. The service itself is asked and not waited for;
    it is not asked while a dependent still runs. Errors: SERVICE_NOT_INSTALLED, SERVICE_ACCESS_DENIED, SERVICE_STOP_REFUSED.
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
    $watch = [Diagnostics.Stopwatch]::StartNew()
    foreach ($dependent in $dependents) {
        Stop-HostService -Name $dependent.Name -GraceSeconds $GraceSeconds -IncludeDependent
        while ((Get-HostService -Name $dependent.Name).State -ne 'Stopped') {
            if ($watch.Elapsed.TotalSeconds -ge $GraceSeconds) { return }
            Start-Sleep -Milliseconds 100
        }
        $dependent.Name
    }
    $code = Request-ServiceControl -Name $Name -Control Stop
    # 5 takes no stop now, 6 doesn't run, 7 no answer in time: Wait-HostService judges by the state.
    if (0, 5, 6, 7 -notcontains $code) { throw (New-ServiceRefusal -Code $code -Name $Name -Do stop -Otherwise SERVICE_STOP_REFUSED) }
}

function Set-HostService {
    <#
    .SYNOPSIS
    Sets how a service starts.
    .DESCRIPTION
    The same mode again changes nothing. Errors: SERVICE_NOT_INSTALLED, SERVICE_CONFIGURE_REFUSED.
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
    $code = Write-ServiceStartMode -Name $Name -StartMode $StartMode
    if ($code -ne 0) { throw (New-ServiceRefusal -Code $code -Name $Name -Do configure -Otherwise SERVICE_CONFIGURE_REFUSED) }
}

function Get-HostServiceEvent {
    <#
    .SYNOPSIS
    Reads what the Service Control Manager logged about services.
    .DESCRIPTION
    Oldest first.
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
    foreach ($seen in (Read-ServiceEvent -Name $Name -After $After.ToUniversalTime())) {
        [pscustomobject]@{ PSTypeName = 'VenueControl.HostServiceEvent'; Id = $seen.Id; Name = $seen.Name; At = $seen.At; Message = $seen.Message }
    }
}

function Initialize-HostService {
    <#
    .SYNOPSIS
    Boots the machine of a rehearsal: starts the Automatic services in the order of their dependencies, Services Monitor last.
    .DESCRIPTION
    What runs already is left alone. Emits the names of services that it started. Windows has done this by itself: nothing happens there.
    .EXAMPLE
    Initialize-HostService
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([string])]
    param()
    if ($PSCmdlet.ShouldProcess('services')) { Start-BootService }
}

function New-ServiceRefusal([int]$Code, [string]$Name, [string]$Do, [string]$Otherwise) {
    switch ($Code) {
        2 { New-VenueError -ErrorId SERVICE_ACCESS_DENIED -Message "Windows refused to $Do $Name. Run the control plane as Administrator." -Category PermissionDenied -Target $Name }
        3 { New-VenueError -ErrorId SERVICE_DEPENDENTS_RUNNING -Message "Other services that depend on $Name still run." -Target $Name }
        13 { New-VenueError -ErrorId SERVICE_DEPENDENCY_FAILED -Message "A service that $Name depends on failed to start. Start that one first and see why it fails." -Target $Name }
        14 { New-VenueError -ErrorId SERVICE_DISABLED -Message "The start mode of $Name is Disabled. Set it to Manual or Automatic first." -Target $Name }
        1060 { New-VenueError -ErrorId SERVICE_NOT_INSTALLED -Message "$Name is not installed, or has another name than ServiceName.psd1 says." -Category ObjectNotFound -Target $Name }
        default { New-VenueError -ErrorId $Otherwise -Message "The system refused with $Code to $Do $Name." -Target $Name }
    }
}

# The module is whichever world dot-sourced this.
Export-ModuleMember -Function Get-HostService, Start-HostService, Stop-HostService, Set-HostService, Set-HostServiceRecovery, Install-HostService, Uninstall-HostService, Get-HostServiceEvent, Initialize-HostService, Wait-HostService
