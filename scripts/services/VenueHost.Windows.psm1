<#
The venue's server on Windows. Not yet run there. What swiftpos doesn't publish is Unknown or null here rather than guessed: where it keeps its
version, how Services Monitor is told of a planned stop (so the monitor itself is stopped for the time), its daily restart.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
Import-Module (Join-Path $PSScriptRoot 'VenueError.psm1')

function Get-VenueHostState {
    <#
    .SYNOPSIS
    Says what is true of the venue's server now.
    .DESCRIPTION
    MachineId, Elevated, SwiftposVersion, WebServer (Running, Stopped, Unknown), DailyRestartAt (null: not public), DailyRestartHeld.
    .EXAMPLE
    Get-VenueHostState
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()
    $identity = [Security.Principal.WindowsIdentity]::GetCurrent()
    $principal = New-Object Security.Principal.WindowsPrincipal $identity
    $gateway = Get-HostService -Name gateway-client
    [pscustomobject]@{
        MachineId        = "$((Get-CimInstance -ClassName Win32_ComputerSystemProduct).UUID)".ToLowerInvariant()
        Elevated         = $principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
        SwiftposVersion  = $(if ($gateway.Version) { $gateway.Version } else { 'Unknown' })
        WebServer        = Get-WebServerState
        DailyRestartAt   = $null
        DailyRestartHeld = [bool](Get-Order).heldBy
        ObservedAt       = [datetime]::UtcNow.ToString('o')
    }
}

function Add-PlannedStop {
    <#
    .SYNOPSIS
    Keeps Services Monitor from undoing stops.
    .DESCRIPTION
    How it is told is not public: it is stopped while a planned stop is noted. Happy Hours and promotions only trigger while it runs. Emits all planned stops.
    .PARAMETER Key
    Keys of services.
    .PARAMETER OperationId
    On whose behalf; default "service-control".
    .EXAMPLE
    Add-PlannedStop -Key cloud-sync
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][string[]]$Key, [string]$OperationId = 'service-control')
    if (-not $PSCmdlet.ShouldProcess($Key -join ', ')) { return }
    $order = Get-Order
    $order.planned = @($order.planned | Where-Object { $_ }) + @(foreach ($one in $Key) { "$OperationId/$one" }) | Select-Object -Unique
    Set-MonitorToMatch -Order $order
    @($order.planned | ForEach-Object { $_.Split('/')[-1] } | Select-Object -Unique)
}

function Remove-PlannedStop {
    <#
    .SYNOPSIS
    Lets Services Monitor watch again when no stop is planned any more.
    .DESCRIPTION
    By key (whoever planned it) or by operation (all its keys). Emits what stays planned.
    .PARAMETER Key
    Keys of services.
    .PARAMETER OperationId
    The operation whose planned stops end.
    .EXAMPLE
    Remove-PlannedStop -Key cloud-sync
    #>
    [CmdletBinding(SupportsShouldProcess = $true, DefaultParameterSetName = 'Key')]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true, ParameterSetName = 'Key')][string[]]$Key,
        [Parameter(Mandatory = $true, ParameterSetName = 'Operation')][string]$OperationId
    )
    if (-not $PSCmdlet.ShouldProcess('Services Monitor')) { return }
    $order = Get-Order
    if ($PSCmdlet.ParameterSetName -eq 'Operation') { $order.planned = @($order.planned | Where-Object { $_ -and $_.Split('/')[0] -ne $OperationId }) }
    else { $order.planned = @($order.planned | Where-Object { $_ -and $Key -notcontains $_.Split('/')[-1] }) }
    Set-MonitorToMatch -Order $order
    @($order.planned | ForEach-Object { $_.Split('/')[-1] } | Select-Object -Unique)
}

function Set-DailyRestartHold {
    <#
    .SYNOPSIS
    Holds the daily restart until a moment, or lets it go.
    .DESCRIPTION
    The restart is Services Monitor's: it is stopped while it is held. Emits whether it is held now.
    .PARAMETER OperationId
    On whose behalf.
    .PARAMETER Until
    The moment in UTC; without it the hold ends.
    .EXAMPLE
    Set-DailyRestartHold -OperationId 1 -Until ([datetime]::UtcNow.AddHours(8))
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([bool])]
    param([Parameter(Mandatory = $true)][string]$OperationId, [Nullable[datetime]]$Until = $null)
    if (-not $PSCmdlet.ShouldProcess('Services Monitor')) { return }
    $order = Get-Order
    if ($null -ne $Until) { $order.heldBy = $OperationId }
    elseif (-not $order.heldBy -or $order.heldBy -eq $OperationId) { $order.heldBy = $null }
    Set-MonitorToMatch -Order $order
    [bool]$order.heldBy
}

function Get-VenuePath {
    <#
    .SYNOPSIS
    Says where something of the venue is kept.
    .DESCRIPTION
    Below the data folder, which only Administrators may read. PackageKey is put there by whoever sets the control plane up.
    .PARAMETER Of
    Credential, Package, Program or PackageKey.
    .EXAMPLE
    Get-VenuePath -Of Package
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][ValidateSet('Credential', 'Package', 'Program', 'PackageKey')][string]$Of)
    $names = @{ Credential = 'credentials'; Package = 'packages'; Program = 'programs/cloud-sync'; PackageKey = 'package-signing.json' }
    Join-Path $env:VENUE_CONTROL_DATA $names[$Of]
}

function Write-PrivateFile {
    <#
    .SYNOPSIS
    Writes a file that only this account, SYSTEM and Administrators may read.
    .DESCRIPTION
    In a folder whose inheritance is cut before the first byte; replaced as a whole.
    .PARAMETER Path
    The file.
    .PARAMETER Content
    Its text.
    .EXAMPLE
    Write-PrivateFile -Path C:\data\credentials\gateway.json -Content $text
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Path, [Parameter(Mandatory = $true)][string]$Content)
    if (-not $PSCmdlet.ShouldProcess($Path)) { return }
    $folder = [IO.Path]::GetDirectoryName($Path)
    if (-not [IO.Directory]::Exists($folder)) {
        [void][IO.Directory]::CreateDirectory($folder)
        $security = New-Object Security.AccessControl.DirectorySecurity
        $security.SetAccessRuleProtection($true, $false)
        $owner = [Security.Principal.WindowsIdentity]::GetCurrent().User
        $system = New-Object Security.Principal.SecurityIdentifier 'S-1-5-18'
        $administrators = New-Object Security.Principal.SecurityIdentifier 'S-1-5-32-544'
        foreach ($who in $owner, $system, $administrators) {
            $security.AddAccessRule((New-Object Security.AccessControl.FileSystemAccessRule $who, 'FullControl', 'ContainerInherit, ObjectInherit', 'None', 'Allow'))
        }
        Set-Acl -Path $folder -AclObject $security
    }
    $draft = Join-Path $folder ('.{0}.tmp' -f [guid]::NewGuid().ToString('N'))
    [IO.File]::WriteAllText($draft, $Content)
    Move-FileOver -Source $draft -Destination $Path
}

function Protect-Credential {
    <#
    .SYNOPSIS
    Turns a secret into what may stand in the credential file.
    .DESCRIPTION
    Encrypted with DPAPI for this account.
    .PARAMETER Secret
    The secret.
    .EXAMPLE
    Protect-Credential -Secret $secret
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][securestring]$Secret)
    ConvertFrom-SecureString -SecureString $Secret
}

function Unprotect-Credential {
    <#
    .SYNOPSIS
    Turns the credential file's entry into a SecureString.
    .DESCRIPTION
    The reverse of Protect-Credential, for the same account only.
    .PARAMETER Text
    The entry.
    .EXAMPLE
    Unprotect-Credential -Text $record.credential
    #>
    [CmdletBinding()]
    [OutputType([securestring])]
    param([Parameter(Mandatory = $true)][string]$Text)
    ConvertTo-SecureString -String $Text
}

function Get-Order {
    $order = @{ planned = @(); heldBy = $null; stoppedByUs = $false }
    $told = Get-JsonFile -Path (Join-Path $env:VENUE_CONTROL_DATA 'monitor.json')
    if ($null -ne $told) { foreach ($property in $told.PSObject.Properties) { $order[$property.Name] = $property.Value } }
    $order.planned = @($order.planned | Where-Object { $_ })
    $order
}

function Set-MonitorToMatch([hashtable]$Order) {
    $wanted = $Order.planned.Count -gt 0 -or $Order.heldBy
    $monitor = Get-HostService -Name services-monitor
    if ($wanted -and $monitor.State -eq 'Running') {
        $Order.stoppedByUs = $true
        Set-JsonFile -Path (Join-Path $env:VENUE_CONTROL_DATA 'monitor.json') -Value $Order
        [void](Stop-HostService -Name services-monitor -GraceSeconds 20 -IncludeDependent)
        [void](Wait-HostService -Name services-monitor -State Stopped -TimeoutSeconds 20 -StableSeconds 0 -ProcessId $monitor.ProcessId)
        return
    }
    if (-not $wanted -and $Order.stoppedByUs) {
        if ($monitor.State -eq 'Stopped') { Start-HostService -Name services-monitor }
        $Order.stoppedByUs = $false
    }
    Set-JsonFile -Path (Join-Path $env:VENUE_CONTROL_DATA 'monitor.json') -Value $Order
}

function Get-WebServerState {
    # SwiftAPI is served by IIS where W3SVC exists; what else may serve it is not public.
    $web = Get-CimInstance -ClassName Win32_Service -Filter "Name = 'W3SVC'"
    if ($null -eq $web) { return 'Unknown' }
    if ($web.State -eq 'Running') { 'Running' } else { 'Stopped' }
}

Export-ModuleMember -Function Get-VenueHostState, Add-PlannedStop, Remove-PlannedStop, Set-DailyRestartHold, Get-VenuePath, Write-PrivateFile, Protect-Credential, Unprotect-Credential
