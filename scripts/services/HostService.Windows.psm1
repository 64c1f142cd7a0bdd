<#
Services of a Windows server, through CIM: StartService and StopService answer at once with a number, where Start-Service would wait without
a limit. Not yet run on Windows: written from Microsoft's documents. Same commands and parameters as HostService.Rehearsal.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'HostService.Common.psm1')

$script:Map = Import-PowerShellDataFile -Path (Join-Path $PSScriptRoot 'ServiceName.psd1')
# Start failed, dependency failed, time-outs, hung, ended with an error, died, state changed, start mode changed, installed.
$script:EventIds = 7000, 7001, 7009, 7011, 7022, 7023, 7024, 7031, 7034, 7036, 7040, 7045

function Get-HostService {
    <#
    .SYNOPSIS
    Says how services are.
    .DESCRIPTION
    One CIM query for all; one object a name, Missing ones included.
    .PARAMETER Name
    Keys of services; default all seven.
    .EXAMPLE
    Get-HostService -Name gateway-client, cloud-sync
    #>
    [CmdletBinding()]
    [OutputType('VenueControl.HostService')]
    param([string[]]$Name = @($script:Map.Keys))
    $found = @(Get-CimInstance -ClassName Win32_Service -Filter (Get-ServiceFilter -Name $Name))
    foreach ($key in $Name) {
        $known = $script:Map[$key]
        $service = $found | Where-Object { $_.Name -eq $known.WindowsName -or (-not $known.WindowsName -and $_.DisplayName -like "*$($known.DisplayName)*") } | Select-Object -First 1
        if ($null -eq $service) { New-MissingService -Name $key -DisplayName $known.DisplayName; continue }
        $process = $null
        if ($service.ProcessId -gt 0) { $process = Get-CimInstance -ClassName Win32_Process -Filter "ProcessId = $($service.ProcessId)" -Property CreationDate, ExecutablePath }
        [pscustomobject]@{
            PSTypeName      = 'VenueControl.HostService'
            Name            = $key
            DisplayName     = $service.DisplayName
            State           = ConvertFrom-CimState -State $service.State
            StartMode       = ConvertFrom-CimStartMode -Service $service
            ProcessId       = $(if ($service.ProcessId -gt 0) { [int]$service.ProcessId } else { $null })
            StartedAt       = $(if ($null -ne $process) { $process.CreationDate.ToUniversalTime().ToString('o') } else { $null })
            ExitCode        = [int]$service.ExitCode
            ServiceExitCode = [int]$service.ServiceSpecificExitCode
            Account         = $service.StartName
            DependsOn       = @(Get-DependencyKey -Service $service)
            Provider        = 'Windows'
            Version         = Get-ProgramVersion -PathName $service.PathName
        }
    }
}

function Start-HostService {
    <#
    .SYNOPSIS
    Starts a service and those it depends on.
    .DESCRIPTION
    Returns at once; a service that runs already is left alone. Errors: SERVICE_NOT_INSTALLED, SERVICE_DISABLED, SERVICE_DEPENDENCY_FAILED, SERVICE_ACCESS_DENIED, SERVICE_START_REFUSED.
    .PARAMETER Name
    The service's key.
    .EXAMPLE
    Start-HostService -Name gateway-client
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Name)
    if (-not $PSCmdlet.ShouldProcess($Name)) { return }
    $code = (Invoke-CimMethod -InputObject (Get-ServiceInstance -Name $Name) -MethodName StartService).ReturnValue
    switch ($code) {
        0 { return }
        10 { return }
        2 { throw (New-VenueError -ErrorId SERVICE_ACCESS_DENIED -Message "Windows refused to start $Name. Run the control plane as Administrator." -Category PermissionDenied -Target $Name) }
        13 { throw (New-VenueError -ErrorId SERVICE_DEPENDENCY_FAILED -Message "A service that $Name depends on failed to start. Start that one first and see why it fails." -Target $Name) }
        14 { throw (New-VenueError -ErrorId SERVICE_DISABLED -Message "The start mode of $Name is Disabled. Set it to Manual or Automatic first." -Target $Name) }
        # 7: no answer in time. The service may still come up: Wait-HostService judges.
        7 { return }
        default { throw (New-VenueError -ErrorId SERVICE_START_REFUSED -Message "The start of $Name was refused with $code (Win32_Service.StartService)." -Target $Name) }
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
            Start-Sleep -Milliseconds 200
        }
        $dependent.Name
    }
    $code = (Invoke-CimMethod -InputObject (Get-ServiceInstance -Name $Name) -MethodName StopService).ReturnValue
    # 5 can't accept a control now, 6 not active, 7 no answer in time: Wait-HostService judges by the state.
    if (0, 5, 6, 7 -contains $code) { return }
    if ($code -eq 2) { throw (New-VenueError -ErrorId SERVICE_ACCESS_DENIED -Message "Windows refused to stop $Name. Run the control plane as Administrator." -Category PermissionDenied -Target $Name) }
    if ($code -eq 3) { throw (New-VenueError -ErrorId SERVICE_DEPENDENTS_RUNNING -Message "Other services that depend on $Name still run." -Target $Name) }
    throw (New-VenueError -ErrorId SERVICE_STOP_REFUSED -Message "The stop of $Name was refused with $code (Win32_Service.StopService)." -Target $Name)
}

function Set-HostService {
    <#
    .SYNOPSIS
    Sets how a service starts.
    .DESCRIPTION
    Through sc.exe: CIM knows no delayed start. Errors: SERVICE_NOT_INSTALLED, SERVICE_CONFIGURE_REFUSED.
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
    $words = @{ Automatic = 'auto'; AutomaticDelayed = 'delayed-auto'; Manual = 'demand'; Disabled = 'disabled' }
    Invoke-ServiceControl -ArgumentList 'config', (Get-ServiceInstance -Name $Name).Name, 'start=', $words[$StartMode]
}

function Set-HostServiceRecovery {
    <#
    .SYNOPSIS
    Sets what the system does when a service dies.
    .DESCRIPTION
    Three restarts, each after a minute, counted anew each day.
    .PARAMETER Name
    The service's key.
    .EXAMPLE
    Set-HostServiceRecovery -Name cloud-sync
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Name)
    if (-not $PSCmdlet.ShouldProcess($Name)) { return }
    Invoke-ServiceControl -ArgumentList 'failure', (Get-ServiceInstance -Name $Name).Name, 'reset=', '86400', 'actions=', (@('restart/60000') * 3 -join '/')
}

function Install-HostService {
    <#
    .SYNOPSIS
    Registers a service, stopped, start mode Manual.
    .DESCRIPTION
    A second time nothing changes. Where swiftpos' own installer registers Cloud Sync, this isn't used: which it is, is not public.
    .PARAMETER Name
    The service's key.
    .PARAMETER Version
    Version of its program.
    .PARAMETER ProgramPath
    Folder of its program.
    .EXAMPLE
    Install-HostService -Name cloud-sync -Version 10.58.0 -ProgramPath 'C:\swiftpos\CloudSync'
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Name, [Parameter(Mandatory = $true)][string]$Version, [Parameter(Mandatory = $true)][string]$ProgramPath)
    if (-not $PSCmdlet.ShouldProcess($Name, "$Version in $ProgramPath")) { return }
    if ((Get-HostService -Name $Name).State -ne 'Missing') { return }
    $program = @(Get-ChildItem -Path $ProgramPath -Filter *.exe -File)
    if ($program.Count -ne 1) { throw (New-VenueError -ErrorId SERVICE_PROGRAM_UNKNOWN -Message "Expected one program in $ProgramPath, found $($program.Count)." -Target $Name) }
    $known = $script:Map[$Name]
    $windowsName = $known.WindowsName
    if (-not $windowsName) { $windowsName = $known.DisplayName -replace ' ', '' }
    [void](New-Service -Name $windowsName -DisplayName $known.DisplayName -BinaryPathName ('"{0}"' -f $program[0].FullName) -StartupType Manual)
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
    $state = (Get-HostService -Name $Name).State
    if ($state -eq 'Missing') { return }
    if ($state -ne 'Stopped') { throw (New-VenueError -ErrorId SERVICE_RUNNING -Message "$Name still runs. Stop it before it is uninstalled." -Target $Name) }
    Invoke-ServiceControl -ArgumentList 'delete', (Get-ServiceInstance -Name $Name).Name
}

function Get-HostServiceEvent {
    <#
    .SYNOPSIS
    Reads what the Service Control Manager logged about services.
    .DESCRIPTION
    Oldest first, from the System log.
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
    $filter = @{ LogName = 'System'; ProviderName = 'Service Control Manager'; Id = $script:EventIds; StartTime = $After.ToLocalTime() }
    # No event at all is an error to Get-WinEvent.
    $events = @(Get-WinEvent -FilterHashtable $filter -ErrorAction SilentlyContinue | Sort-Object TimeCreated)
    $names = @{}
    foreach ($service in (Get-HostService -Name $Name)) { $names[$service.DisplayName] = $service.Name }
    foreach ($entry in $events) {
        # The first property of all these events is the service's display name.
        if ($entry.Properties.Count -eq 0) { continue }
        $display = "$($entry.Properties[0].Value)"
        if (-not $names.ContainsKey($display)) { continue }
        [pscustomobject]@{
            PSTypeName = 'VenueControl.HostServiceEvent'; Id = [int]$entry.Id; Name = $names[$display]
            At = $entry.TimeCreated.ToUniversalTime().ToString('o'); Message = $entry.Message
        }
    }
}

function Initialize-HostService {
    <#
    .SYNOPSIS
    Starts what should run: on Windows the system has done so at boot.
    .DESCRIPTION
    Does nothing and emits nothing.
    .EXAMPLE
    Initialize-HostService
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([string])]
    param()
    if ($PSCmdlet.ShouldProcess('services')) { Write-Verbose 'Windows starts its own services.' }
}

function New-MissingService([string]$Name, [string]$DisplayName) {
    [pscustomobject]@{
        PSTypeName = 'VenueControl.HostService'; Name = $Name; DisplayName = $DisplayName; State = 'Missing'; StartMode = $null; ProcessId = $null
        StartedAt = $null; ExitCode = $null; ServiceExitCode = $null; Account = $null; DependsOn = @(); Provider = 'Windows'; Version = $null
    }
}

function Get-ServiceFilter([string[]]$Name) {
    $parts = foreach ($key in $Name) {
        $known = $script:Map[$key]
        if ($known.WindowsName) { "Name = '{0}'" -f $known.WindowsName.Replace("'", "\'") }
        else { "DisplayName LIKE '%{0}%'" -f $known.DisplayName.Replace("'", "\'") }
    }
    @($parts) -join ' OR '
}

function Get-ServiceInstance([string]$Name) {
    $service = Get-CimInstance -ClassName Win32_Service -Filter (Get-ServiceFilter -Name $Name) | Select-Object -First 1
    if ($null -eq $service) { throw (New-VenueError -ErrorId SERVICE_NOT_INSTALLED -Message "$Name is not installed, or ServiceName.psd1 doesn't have its name." -Category ObjectNotFound -Target $Name) }
    $service
}

function ConvertFrom-CimState([string]$State) {
    $known = @{ 'Running' = 'Running'; 'Stopped' = 'Stopped'; 'Start Pending' = 'StartPending'; 'Stop Pending' = 'StopPending'; 'Paused' = 'Paused'; 'Pause Pending' = 'Paused'; 'Continue Pending' = 'Paused' }
    if ($known.ContainsKey($State)) { $known[$State] } else { 'Unknown' }
}

function ConvertFrom-CimStartMode([object]$Service) {
    switch ($Service.StartMode) {
        'Auto' { if ($Service.DelayedAutoStart) { 'AutomaticDelayed' } else { 'Automatic' } }
        'Disabled' { 'Disabled' }
        default { 'Manual' }
    }
}

function Get-DependencyKey([object]$Service) {
    foreach ($needed in (Get-CimAssociatedInstance -InputObject $Service -Association Win32_DependentService -ResultClassName Win32_Service)) {
        foreach ($key in $script:Map.Keys) {
            if ($needed.Name -ne $Service.Name -and ($needed.Name -eq $script:Map[$key].WindowsName -or $needed.DisplayName -eq $script:Map[$key].DisplayName)) { $key }
        }
    }
}

function Get-ProgramVersion([string]$PathName) {
    if ($PathName -match '^"([^"]+)"' -or $PathName -match '^(\S+\.exe)') {
        if ([IO.File]::Exists($Matches[1])) { return [Diagnostics.FileVersionInfo]::GetVersionInfo($Matches[1]).FileVersion }
    }
}

function Invoke-ServiceControl([string[]]$ArgumentList) {
    # With its ending: `sc` alone is an alias of Set-Content on 5.1.
    $text = @(& sc.exe @ArgumentList)
    if ($LASTEXITCODE -ne 0) { throw (New-VenueError -ErrorId SERVICE_CONFIGURE_REFUSED -Message "sc.exe $($ArgumentList[0]) ended with ${LASTEXITCODE}: $($text -join ' ')" -Target $ArgumentList[0]) }
}

Export-ModuleMember -Function Get-HostService, Start-HostService, Stop-HostService, Set-HostService, Set-HostServiceRecovery, Install-HostService, Uninstall-HostService, Get-HostServiceEvent, Initialize-HostService
