<#
Services of a Windows server, through CIM: StartService and StopService answer at once with a number, where Start-Service would wait without
a limit. Not yet run on Windows: written from Microsoft's documents.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueError.psm1')
. (Join-Path $PSScriptRoot 'HostService.ps1')

# Start failed, dependency failed, time-outs, hung, ended with an error, died, state changed, start mode changed, installed.
$script:EventIds = 7000, 7001, 7009, 7011, 7022, 7023, 7024, 7031, 7034, 7036, 7040, 7045

# One CIM query for all.
function Read-Service([string[]]$Name) {
    $found = @(Get-CimInstance -ClassName Win32_Service -Filter (Get-ServiceFilter -Name $Name))
    foreach ($key in $Name) {
        $known = Get-KnownService -Name $key
        $service = $found | Where-Object { Test-Service -Service $_ -Known $known } | Select-Object -First 1
        if ($null -eq $service) {
            @{ Name = $key; DisplayName = $(if ($known) { $known.DisplayName } else { $key }); State = 'Missing' }
            continue
        }
        $process = $null
        if ($service.ProcessId -gt 0) { $process = Get-CimInstance -ClassName Win32_Process -Filter "ProcessId = $($service.ProcessId)" -Property CreationDate, ExecutablePath }
        @{
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
            Version         = Get-ProgramVersion -PathName $service.PathName
        }
    }
}

function Request-ServiceControl([string]$Name, [string]$Control) {
    $service = Get-ServiceInstance -Name $Name
    if ($null -eq $service) { return 1060 }
    [int](Invoke-CimMethod -InputObject $service -MethodName "${Control}Service").ReturnValue
}

# Through sc.exe: CIM knows no delayed start.
function Write-ServiceStartMode([string]$Name, [string]$StartMode) {
    $service = Get-ServiceInstance -Name $Name
    if ($null -eq $service) { return 1060 }
    $words = @{ Automatic = 'auto'; AutomaticDelayed = 'delayed-auto'; Manual = 'demand'; Disabled = 'disabled' }
    Invoke-ServiceControl -ArgumentList 'config', $service.Name, 'start=', $words[$StartMode]
    0
}

function Write-ServiceRecovery([string]$Name) {
    Invoke-ServiceControl -ArgumentList 'failure', (Get-ServiceInstance -Name $Name).Name, 'reset=', '86400', 'actions=', 'restart/60000/restart/60000/restart/60000'
}

function Register-Service([string]$Name, [string]$Version, [string]$ProgramPath) {
    if ($null -ne (Get-ServiceInstance -Name $Name)) { return }
    $program = @(Get-ChildItem -Path $ProgramPath -Filter *.exe -File)
    if ($program.Count -ne 1) { throw (New-VenueError -ErrorId SERVICE_PROGRAM_UNKNOWN -Message "Expected one program of $Name $Version in $ProgramPath, found $($program.Count)." -Target $Name) }
    $known = Get-KnownService -Name $Name
    $windowsName = $known.WindowsName
    if (-not $windowsName) { $windowsName = $known.DisplayName -replace ' ', '' }
    [void](New-Service -Name $windowsName -DisplayName $known.DisplayName -BinaryPathName ('"{0}"' -f $program[0].FullName) -StartupType Manual)
}

function Unregister-Service([string]$Name) {
    Invoke-ServiceControl -ArgumentList 'delete', (Get-ServiceInstance -Name $Name).Name
}

# From the System log.
function Read-ServiceEvent([string[]]$Name, [datetime]$After) {
    $filter = @{ LogName = 'System'; ProviderName = 'Service Control Manager'; Id = $script:EventIds; StartTime = $After.ToLocalTime() }
    # No event at all is an error to Get-WinEvent.
    $events = @(Get-WinEvent -FilterHashtable $filter -ErrorAction SilentlyContinue | Sort-Object TimeCreated)
    $names = @{}
    foreach ($service in (Read-Service -Name $Name)) { $names[$service.DisplayName] = $service.Name }
    foreach ($entry in $events) {
        # The first property of all these events is the service's display name.
        if ($entry.Properties.Count -eq 0) { continue }
        $display = "$($entry.Properties[0].Value)"
        if (-not $names.ContainsKey($display)) { continue }
        @{ Id = [int]$entry.Id; Name = $names[$display]; At = $entry.TimeCreated.ToUniversalTime().ToString('o'); Message = $entry.Message }
    }
}

function Start-BootService {
    Write-Verbose 'Windows starts its own services.'
}

function Get-KnownService([string]$Name) {
    foreach ($one in $script:Services) { if ($one.Key -eq $Name) { return $one } }
}

function Test-Service([object]$Service, [hashtable]$Known) {
    $null -ne $Known -and ($Service.Name -eq $Known.WindowsName -or (-not $Known.WindowsName -and $Service.DisplayName -like "*$($Known.DisplayName)*"))
}

function Get-ServiceFilter([string[]]$Name) {
    $parts = foreach ($key in $Name) {
        $known = Get-KnownService -Name $key
        if ($null -eq $known) { "Name = ''" }
        elseif ($known.WindowsName) { "Name = '{0}'" -f $known.WindowsName.Replace("'", "\'") }
        else { "DisplayName LIKE '%{0}%'" -f $known.DisplayName.Replace("'", "\'") }
    }
    @($parts) -join ' OR '
}

function Get-ServiceInstance([string]$Name) {
    Get-CimInstance -ClassName Win32_Service -Filter (Get-ServiceFilter -Name $Name) | Select-Object -First 1
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
        foreach ($known in $script:Services) {
            if ($needed.Name -ne $Service.Name -and ($needed.Name -eq $known.WindowsName -or $needed.DisplayName -eq $known.DisplayName)) { $known.Key }
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
