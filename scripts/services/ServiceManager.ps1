<#
Windows' Service Control Manager, as advapi32 offers it. Each function answers Windows' error number, 0 when it worked, but Read-ServiceStatus.
Nothing here waits: a start returns when the service's process has answered Windows, which gives it 30 s; a stop when it was requested.
#>
. (Join-Path $PSScriptRoot 'NativeMethod.ps1')

$script:Connect = 1
$script:CreateService = 2
$script:ChangeConfiguration = 2
$script:QueryStatus = 4
$script:StartRight = 0x10
$script:StopRight = 0x20
$script:DeleteRight = 0x10000
$script:NoChange = -1
$script:States = @{ 1 = 'Stopped'; 2 = 'StartPending'; 3 = 'StopPending'; 4 = 'Running'; 5 = 'Paused'; 6 = 'Paused'; 7 = 'Paused' }

# Name -> Error, and where it is 0: State, ExitCode, ServiceExitCode, CheckPoint, WaitHint (ms), ProcessId (0: none). One connection for all.
function Read-ServiceStatus([string[]]$Name) {
    $found = @{}
    $failed = Invoke-WithManager -Access $script:Connect -Do {
        param($manager)
        foreach ($one in $Name) { $found[$one] = Read-OneStatus -Manager $manager -Name $one }
        0
    }
    if ($failed -ne 0) {
        throw (New-VenueError -ErrorId SERVICE_ACCESS_DENIED -Message "Windows' Service Control Manager does not let this account in (error $failed)." -Category PermissionDenied)
    }
    $found
}

function Start-NativeService([string]$Name) {
    Invoke-WithService -Name $Name -Access $script:StartRight -Do { param($service) (Get-ServiceApi)::StartServiceW($service, 0, [IntPtr]::Zero) }
}

function Stop-NativeService([string]$Name) {
    Invoke-WithService -Name $Name -Access $script:StopRight -Do { param($service) (Get-ServiceApi)::ControlService($service, 1, (New-Object byte[] 28)) }
}

# Start: 2 automatic, 3 on demand, 4 disabled. Whether an automatic one waits until the boot is over is a setting of its own.
function Set-NativeStartMode([string]$Name, [int]$Start, [bool]$Delayed) {
    $none = [IntPtr]::Zero
    Invoke-WithService -Name $Name -Access $script:ChangeConfiguration -Do {
        param($service)
        $failed = (Get-ServiceApi)::ChangeServiceConfigW($service, $script:NoChange, $Start, $script:NoChange, $none, $none, $none, $none, $none, $none, $none)
        if ($failed -ne 0 -or $Start -ne 2) { return $failed }
        (Get-ServiceApi)::ChangeServiceConfig2W($service, 3, [BitConverter]::GetBytes([int]$Delayed))
    }
}

# Restarts it that often, each time after so long, and then no more; counted again after a day without a failure. Windows needs the right to start as well.
function Set-NativeRecovery([string]$Name, [int]$Times, [int]$DelayMilliseconds) {
    Invoke-WithService -Name $Name -Access ($script:ChangeConfiguration -bor $script:StartRight) -Do {
        param($service)
        $numbers = ConvertTo-ServiceAction -Times $Times -DelayMilliseconds $DelayMilliseconds
        $actions = [Runtime.InteropServices.Marshal]::AllocHGlobal(4 * $numbers.Length)
        try {
            [Runtime.InteropServices.Marshal]::Copy($numbers, 0, $actions, $numbers.Length)
            (Get-ServiceApi)::ChangeServiceConfig2W($service, 2, (ConvertTo-FailureAction -Actions $actions -Count ($numbers.Length / 2)))
        }
        finally { [Runtime.InteropServices.Marshal]::FreeHGlobal($actions) }
    }
}

function New-NativeService([string]$Name, [string]$DisplayName, [string]$CommandLine) {
    $none = [IntPtr]::Zero
    Invoke-WithManager -Access ($script:Connect -bor $script:CreateService) -Do {
        param($manager)
        $service = [IntPtr]::Zero
        # A process of its own, on demand, errors are logged; no account: LocalSystem.
        $failed = (Get-ServiceApi)::CreateServiceW($manager, $Name, $DisplayName, $script:QueryStatus, 0x10, 3, 1, $CommandLine, $none, $none, $none, $none, $none, [ref]$service)
        if ($failed -eq 0) { [void](Get-ServiceApi)::CloseServiceHandle($service) }
        $failed
    }
}

# What it runs, and the services that have to run before. Through the manager, which keeps both in memory: the registry alone would be overwritten.
function Set-NativeProgram([string]$Name, [string]$CommandLine, [string[]]$DependsOn) {
    $none = [IntPtr]::Zero
    # A list of Windows: a null after each, and one more at the end.
    $needed = [Runtime.InteropServices.Marshal]::StringToHGlobalUni((@($DependsOn | Where-Object { $_ }) -join "`0") + "`0`0")
    $line = [Runtime.InteropServices.Marshal]::StringToHGlobalUni($CommandLine)
    try {
        Invoke-WithService -Name $Name -Access $script:ChangeConfiguration -Do {
            param($service)
            (Get-ServiceApi)::ChangeServiceConfigW($service, $script:NoChange, $script:NoChange, $script:NoChange, $line, $none, $none, $needed, $none, $none, $none)
        }
    }
    finally { foreach ($text in $needed, $line) { [Runtime.InteropServices.Marshal]::FreeHGlobal($text) } }
}

# Windows only marks it: it is gone when its process has ended and no one holds it open.
function Remove-NativeService([string]$Name) {
    Invoke-WithService -Name $Name -Access $script:DeleteRight -Do { param($service) (Get-ServiceApi)::DeleteService($service) }
}

function Get-ServiceApi { [VenueControl.ServiceApi] }

function Read-OneStatus([IntPtr]$Manager, [string]$Name) {
    $service = [IntPtr]::Zero
    $failed = (Get-ServiceApi)::OpenServiceW($Manager, $Name, $script:QueryStatus, [ref]$service)
    if ($failed -ne 0) { return @{ Error = $failed } }
    try {
        # SERVICE_STATUS_PROCESS: nine numbers, all without a sign.
        $bytes = New-Object byte[] 36
        $needed = 0
        $failed = (Get-ServiceApi)::QueryServiceStatusEx($service, 0, $bytes, 36, [ref]$needed)
        if ($failed -ne 0) { return @{ Error = $failed } }
    }
    finally { [void](Get-ServiceApi)::CloseServiceHandle($service) }
    $state = $script:States[[int][BitConverter]::ToUInt32($bytes, 4)]
    @{
        Error           = 0
        State           = $(if ($state) { $state } else { 'Unknown' })
        ExitCode        = [long][BitConverter]::ToUInt32($bytes, 12)
        ServiceExitCode = [long][BitConverter]::ToUInt32($bytes, 16)
        CheckPoint      = [long][BitConverter]::ToUInt32($bytes, 20)
        WaitHint        = [long][BitConverter]::ToUInt32($bytes, 24)
        ProcessId       = [long][BitConverter]::ToUInt32($bytes, 28)
    }
}

# SERVICE_FAILURE_ACTIONSW: seconds, no message, no command, how many actions, where they are.
# SC_ACTION: what to do (0 nothing, 1 restart), after how many milliseconds. Windows repeats the last one for ever (MS-SCMR 2.2.40).
function ConvertTo-ServiceAction([int]$Times, [int]$DelayMilliseconds) {
    return , [int[]](@(1, $DelayMilliseconds) * $Times + @(0, 0))
}

function ConvertTo-FailureAction([IntPtr]$Actions, [int]$Count) {
    $size = [IntPtr]::Size
    $bytes = New-Object byte[] (5 * $size)
    [BitConverter]::GetBytes(86400).CopyTo($bytes, 0)
    [BitConverter]::GetBytes($Count).CopyTo($bytes, 3 * $size)
    $(if ($size -eq 8) { [BitConverter]::GetBytes($Actions.ToInt64()) } else { [BitConverter]::GetBytes($Actions.ToInt32()) }).CopyTo($bytes, 4 * $size)
    return , $bytes
}

function Invoke-WithManager([int]$Access, [scriptblock]$Do) {
    Confirm-Windows -What 'The state of services'
    $manager = [IntPtr]::Zero
    # One at a time in a process: under Wine the first ones at once get handles that are none (error 6).
    [Threading.Monitor]::Enter([AppDomain]::CurrentDomain)
    try { $failed = (Get-ServiceApi)::OpenSCManagerW([IntPtr]::Zero, [IntPtr]::Zero, $Access, [ref]$manager) }
    finally { [Threading.Monitor]::Exit([AppDomain]::CurrentDomain) }
    if ($failed -ne 0) { return $failed }
    try { & $Do $manager }
    finally { [void](Get-ServiceApi)::CloseServiceHandle($manager) }
}

# What is done must not name its own variables service, manager, Name, Access or Do: PowerShell would take those of this function.
function Invoke-WithService([string]$Name, [int]$Access, [scriptblock]$Do) {
    $manager = $service = [IntPtr]::Zero
    $failed = (Get-ServiceApi)::OpenSCManagerW([IntPtr]::Zero, [IntPtr]::Zero, $script:Connect, [ref]$manager)
    if ($failed -ne 0) { return $failed }
    try {
        $failed = (Get-ServiceApi)::OpenServiceW($manager, $Name, $Access, [ref]$service)
        if ($failed -ne 0) { return $failed }
        try { & $Do $service }
        finally { [void](Get-ServiceApi)::CloseServiceHandle($service) }
    }
    finally { [void](Get-ServiceApi)::CloseServiceHandle($manager) }
}
