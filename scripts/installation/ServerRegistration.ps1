<#
The control plane's own service with Windows' Service Control Manager; the functions of services/ServiceManager.ps1, ServiceRegistry.ps1 and ServiceRefusal.ps1, and
ServerEvent.ps1, ServiceAccount.ps1, ServiceRights.ps1 and LateStart.ps1, are loaded before this file. How it is set up is in the registry, where Windows keeps it and reads it at each start.
#>

$script:Server = 'VenueControl'
$script:ServerTitle = 'Venue Control Plane'
$script:Host7 = 'powershell/pwsh.exe'

function Confirm-Administrator {
    $principal = New-Object Security.Principal.WindowsPrincipal ([Security.Principal.WindowsIdentity]::GetCurrent())
    if ($principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) { return }
    throw (New-VenueError -ErrorId FORBIDDEN -Message 'Only an administrator may install, upgrade or remove a service, or close its folders.' -Category PermissionDenied)
}

function Read-Server {
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey("$script:ServicesKey\$script:Server")
    if ($null -eq $key) { return }
    try {
        $line = "$($key.GetValue('ImagePath'))"
        $needs = @($key.GetValue('DependOnService') | Where-Object { $_ })
        $account = "$($key.GetValue('ObjectName'))"
        $environment = @($key.GetValue('Environment') | Where-Object { $_ })
    }
    finally { $key.Dispose() }
    if ($line -notmatch ' -File "(?<Program>.+)\\scripts\\installation\\Start-ServerService\.ps1" -Data "(?<Data>.+)"$') { return }
    [pscustomobject]@{ program = $Matches.Program; data = $Matches.Data; needs = $needs; account = $account; environment = $environment }
}

function Register-Server([string]$Program, [string]$Data, [string[]]$DependsOn, [string]$Account = $script:SystemAccount, [string[]]$Environment) {
    $line = Get-ServerCommandLine -Program $Program -Data $Data
    $state = (Read-ServiceStatus -Name $script:Server)[$script:Server]
    if ($state.Error -eq 1060) { Confirm-Done 'register' (New-NativeService -Name $script:Server -DisplayName $script:ServerTitle -CommandLine $line) }
    Confirm-Done 'set the program of' (Set-NativeProgram -Name $script:Server -CommandLine $line -DependsOn $DependsOn)
    # Where it is the same it keeps its password, which no one here knows.
    if ((Read-ServiceSetup -Name $script:Server).Account -ne $Account) { Confirm-Done "set the account ($Account) of" (Set-NativeAccount -Name $script:Server -Account $Account) }
    Set-ServerEnvironment -Program $Program -Before $Environment
    Confirm-Done 'set the start of' (Set-NativeStartMode -Name $script:Server -Start 2 -Delayed $true)
    Confirm-Done 'set the recovery of' (Set-NativeRecovery -Name $script:Server -Times 3 -DelayMilliseconds 60000)
    Confirm-Done 'set the time at a restart of' (Set-NativePreshutdown -Name $script:Server -Milliseconds 30000)
    Register-EventSource
}

# No password, which is what Windows needs for accounts that it keeps itself.
function Set-NativeAccount([string]$Name, [string]$Account) {
    $none = [IntPtr]::Zero
    $who = [Runtime.InteropServices.Marshal]::StringToHGlobalUni($Account)
    try {
        Invoke-WithService -Name $Name -Access $script:ChangeConfiguration -Do {
            param($service)
            (Get-ServiceApi)::ChangeServiceConfigW($service, $script:NoChange, $script:NoChange, $script:NoChange, $none, $none, $none, $none, $who, $none, $none)
        }
    }
    finally { [Runtime.InteropServices.Marshal]::FreeHGlobal($who) }
}

# How long a restart of Windows waits until it has ended, before other services are notified; the default is 10 s.
function Set-NativePreshutdown([string]$Name, [int]$Milliseconds) {
    Invoke-WithService -Name $Name -Access $script:ChangeConfiguration -Do {
        param($service)
        (Get-ServiceApi)::ChangeServiceConfig2W($service, 7, [BitConverter]::GetBytes($Milliseconds))
    }
}

# With the PowerShell that came with it; the Windows' own where none did.
function Get-ServerCommandLine([string]$Program, [string]$Data) {
    foreach ($path in $Program, $Data) { if ($path -match '["%]') { throw (New-VenueError -ErrorId FILE_NOT_WRITTEN -Message "A folder of a service can't have a quotation mark or a per cent sign in its name: $path") } }
    $pwsh = Join-Path $Program $script:Host7
    if (-not [IO.File]::Exists($pwsh)) { $pwsh = Join-Path $PSHOME $(if ($PSVersionTable.PSEdition -eq 'Core') { 'pwsh.exe' } else { 'powershell.exe' }) }
    '"{0}" -NoProfile -NonInteractive -ExecutionPolicy Bypass -File "{1}\scripts\installation\Start-ServerService.ps1" -Data "{2}"' -f $pwsh.Replace('/', '\'), $Program.TrimEnd('\'), $Data.TrimEnd('\')
}

# What the service is given beside the system's: where its PowerShell finds .NET, and the port. Windows reads it from the registry at each start.
function Set-ServerEnvironment([string]$Program, [string[]]$Before) {
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey("$script:ServicesKey\$script:Server", $true)
    try {
        $key.SetValue('Environment', [string[]]@(Join-ServerEnvironment -Line $key.GetValue('Environment') -Before $Before -Program $Program), [Microsoft.Win32.RegistryValueKind]::MultiString)
        $key.SetValue('Description', 'Connects this venue to swiftpos Cloud, and controls and diagnoses the services involved.')
    }
    finally { $key.Dispose() }
}

# Ours in the place of the one before; the site's own lines (VENUE_CONTROL_...=...) stay, in their order. At the first registration the port is the one
# that the installing command was given: where another program has 4280, the service could not start. Later it would move a server that runs.
# Before: the lines that an uninstall found, which is restored; the key went with the service.
function Join-ServerEnvironment([string[]]$Line, [string[]]$Before, [string]$Program, [string]$Port = $env:VENUE_CONTROL_PORT) {
    if (-not $Line) { $Line = $Before }
    $kept = @($Line | Where-Object { $_ -and $_ -notlike 'DOTNET_ROOT=*' })
    if ($Port -and -not ($Line -match '^(DOTNET_ROOT|VENUE_CONTROL_PORT)=')) { $kept += "VENUE_CONTROL_PORT=$Port" }
    $kept + "DOTNET_ROOT=$Program\dotnet"
}

# It is gone when it has ended and no one holds it open: checked for ten seconds.
function Unregister-Server {
    Unregister-StartTask
    Unregister-EventSource
    $registered = Read-Server
    if ($registered) { Undo-ServiceRight -Data $registered.data }
    if ((Read-ServiceStatus -Name $script:Server)[$script:Server].Error -eq 1060) { return }
    Confirm-Done 'remove' (Remove-NativeService -Name $script:Server)
    Wait-Server 'is still there' 10 { param($status) $status.Error -eq 1060 }
}

# Windows waits for its answer; it runs when the server answers.
function Start-ServerAndWait {
    $code = Start-NativeService -Name $script:Server
    # 1056: it runs already. 1064: the start failed, which its state reports as well.
    if ($code -ne 1056 -and $code -ne 1064) { Confirm-Done 'start' $code }
    Wait-Server 'does not run' 130 { param($status) $status.State -eq 'Running' }
}

function Stop-ServerAndWait {
    $code = Stop-NativeService -Name $script:Server
    # 1062: it doesn't run.
    if ($code -eq 1062) { return }
    Confirm-Done 'stop' $code
    Wait-Server 'has not ended' 30 { param($status) $status.State -eq 'Stopped' -and $status.ProcessId -eq 0 }
}

function Wait-Server([string]$What, [int]$Seconds, [scriptblock]$Until) {
    for ($watch = [Diagnostics.Stopwatch]::StartNew(); $watch.Elapsed.TotalSeconds -lt $Seconds; Start-Sleep -Milliseconds 200) {
        $status = (Read-ServiceStatus -Name $script:Server)[$script:Server]
        if (& $Until $status) { return }
        if ($What -eq 'does not run' -and $status.State -eq 'Stopped') { break }
    }
    throw (New-VenueError -ErrorId SERVER_NOT_READY -Message "The service $script:Server $What ($([int]$watch.Elapsed.TotalSeconds) s). See service.log in the data folder for the cause.")
}

# By the table of the venue's services, in the words of anyone who installs. Error: its code, with the remedy in Data.
function Confirm-Done([string]$Do, [int]$Code) {
    if ($Code -eq 0) { return }
    $refusal = ConvertFrom-ServiceRefusal -Code $Code -Name $script:ServerTitle -Do $Do -Otherwise SERVICE_CONFIGURE_REFUSED -Own $script:Server
    if ($Code -eq 5) { $refusal.Remedy = Get-DeniedRemedy -Name $script:Server }
    throw (New-RefusalError -Refusal $refusal)
}
