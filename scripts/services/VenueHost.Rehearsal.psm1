<#
The venue's server in a rehearsal: who it is, whether we are elevated, what Services Monitor was told, where things are kept.
Only Rehearsal files know faults.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
Import-Module (Join-Path $PSScriptRoot 'VenueError.psm1')

$script:FaultRestartAfterMinutes = 2
$script:TimeZones = 'Australia/Sydney', 'AUS Eastern Standard Time'

function Get-VenueHostState {
    <#
    .SYNOPSIS
    Says what is true of the venue's server now.
    .DESCRIPTION
    MachineId, Elevated, SwiftposVersion, WebServer (Running, Stopped, Unknown), DailyRestartAt (HH:mm at the venue), DailyRestartHeld.
    Error: MACHINE_UNKNOWN when the rehearsal was not seeded.
    .EXAMPLE
    Get-VenueHostState
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()
    $machine = Get-JsonFile -Path (Join-Path (Get-RehearsalFolder) 'machine.json')
    if ($null -eq $machine) { throw (New-VenueError -ErrorId MACHINE_UNKNOWN -Message 'rehearsal/machine.json is missing. Start the server once, it makes a new rehearsal.') }
    $fault = Get-Fault -Name swiftpos
    $orders = Get-MonitorOrder
    [pscustomobject]@{
        MachineId        = $(if ($fault -eq 'migrated') { "$($machine.machineId)-new" } else { $machine.machineId })
        Elevated         = (Get-Fault -Name elevation) -ne 'missing'
        SwiftposVersion  = $(if ($fault -eq 'too-old') { '10.36.0' } else { $machine.swiftposVersion })
        WebServer        = $(if ($fault -eq 'web-server-down') { 'Stopped' } else { 'Running' })
        DailyRestartAt   = Get-DailyRestartTime -Order $orders
        DailyRestartHeld = Test-HeldNow -Until $orders.dailyRestartHeldUntil
        ObservedAt       = [datetime]::UtcNow.ToString('o')
    }
}

function Add-PlannedStop {
    <#
    .SYNOPSIS
    Tells Services Monitor that stops are planned.
    .DESCRIPTION
    It leaves these services stopped until Remove-PlannedStop. Emits all planned stops.
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
    $orders = Edit-MonitorOrder -Change {
        param($Order)
        $Order.plannedBy[$OperationId] = @(@($Order.plannedBy[$OperationId]) + $Key | Where-Object { $_ } | Select-Object -Unique)
        if ($OperationId -ne 'service-control') { $Order.toldBy = $OperationId }
    }
    $orders.plannedStops
}

function Remove-PlannedStop {
    <#
    .SYNOPSIS
    Tells Services Monitor that planned stops are over.
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
    $whole = $PSCmdlet.ParameterSetName -eq 'Operation'
    $orders = Edit-MonitorOrder -Change {
        param($Order)
        foreach ($who in @($Order.plannedBy.Keys)) {
            if ($whole) { if ($who -eq $OperationId) { $Order.plannedBy.Remove($who) } }
            else { $Order.plannedBy[$who] = @($Order.plannedBy[$who] | Where-Object { $Key -notcontains $_ }) }
        }
        if ($whole -and $Order.toldBy -eq $OperationId) { $Order.toldBy = $null }
    }
    $orders.plannedStops
}

function Set-DailyRestartHold {
    <#
    .SYNOPSIS
    Holds the daily restart until a moment, or lets it go.
    .DESCRIPTION
    Services Monitor leaves the restart out while it is held. Emits whether it is held now. Letting go ends only the operation's own hold.
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
    $orders = Edit-MonitorOrder -Change {
        param($Order)
        if ($null -ne $Until) {
            $Order.dailyRestartHeldUntil = $Until.ToUniversalTime().ToString('o')
            $Order.heldBy = $OperationId
        }
        elseif (-not $Order.heldBy -or $Order.heldBy -eq $OperationId) {
            $Order.dailyRestartHeldUntil = $null
            $Order.heldBy = $null
        }
    }
    Test-HeldNow -Until $orders.dailyRestartHeldUntil
}

function Get-VenuePath {
    <#
    .SYNOPSIS
    Says where something of the venue is kept.
    .DESCRIPTION
    Credential: folder of the gateway's credential. Package and Program: folders of Cloud Sync's package and program. PackageKey: file
    with the public key that packages have to be signed with.
    .PARAMETER Of
    Credential, Package, Program or PackageKey.
    .EXAMPLE
    Get-VenuePath -Of Package
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][ValidateSet('Credential', 'Package', 'Program', 'PackageKey')][string]$Of)
    $names = @{ Credential = 'credentials'; Package = 'packages'; Program = 'programs/cloud-sync'; PackageKey = 'package-signing.json' }
    Join-Path (Get-RehearsalFolder) $names[$Of]
}

function Write-PrivateFile {
    <#
    .SYNOPSIS
    Writes a file that only this account may read.
    .DESCRIPTION
    Mode 0600 from the first byte on, in a folder of mode 0700; replaced as a whole. Where modes don't exist (a rehearsal on Windows) the
    file has the folder's access rights.
    .PARAMETER Path
    The file.
    .PARAMETER Content
    Its text.
    .EXAMPLE
    Write-PrivateFile -Path ./credentials/gateway.json -Content $text
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Path, [Parameter(Mandatory = $true)][string]$Content)
    if (-not $PSCmdlet.ShouldProcess($Path)) { return }
    $folder = [IO.Path]::GetDirectoryName($Path)
    $draft = Join-Path $folder ('.{0}.tmp' -f [guid]::NewGuid().ToString('N'))
    # These types came after Windows PowerShell 5.1: they are found by name.
    $modes = 'System.IO.UnixFileMode' -as [type]
    if ($modes -and [IO.Path]::DirectorySeparatorChar -eq '/') {
        $directory = [IO.Directory]
        [void]$directory::CreateDirectory($folder, [Enum]::ToObject($modes, 448))
        $file = [IO.File]
        $file::SetUnixFileMode($folder, [Enum]::ToObject($modes, 448))
        $options = New-Object 'System.IO.FileStreamOptions'
        $options.Mode = [IO.FileMode]::CreateNew
        $options.Access = [IO.FileAccess]::Write
        $options.UnixCreateMode = [Enum]::ToObject($modes, 384)
        $stream = New-Object IO.FileStream $draft, $options
    }
    else {
        [void][IO.Directory]::CreateDirectory($folder)
        $stream = New-Object IO.FileStream $draft, ([IO.FileMode]::CreateNew), ([IO.FileAccess]::Write)
    }
    try {
        $bytes = (New-Object Text.UTF8Encoding $false).GetBytes($Content)
        $stream.Write($bytes, 0, $bytes.Length)
        $stream.Flush($true)
    }
    finally { $stream.Dispose() }
    Move-FileOver -Source $draft -Destination $Path
}

function Protect-Credential {
    <#
    .SYNOPSIS
    Turns a secret into what may stand in the credential file.
    .DESCRIPTION
    A rehearsal's gateway is a Node program that reads it as it is: only the file's mode protects it.
    .PARAMETER Secret
    The secret.
    .EXAMPLE
    Protect-Credential -Secret $secret
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][securestring]$Secret)
    (New-Object Management.Automation.PSCredential 'gateway', $Secret).GetNetworkCredential().Password
}

function Unprotect-Credential {
    <#
    .SYNOPSIS
    Turns the credential file's entry into a SecureString.
    .DESCRIPTION
    The reverse of Protect-Credential.
    .PARAMETER Text
    The entry.
    .EXAMPLE
    Unprotect-Credential -Text $record.credential
    #>
    [CmdletBinding()]
    [OutputType([securestring])]
    param([Parameter(Mandatory = $true)][string]$Text)
    $secret = New-Object Security.SecureString
    foreach ($character in $Text.ToCharArray()) { $secret.AppendChar($character) }
    $secret.MakeReadOnly()
    $secret
}

function Get-RehearsalFolder {
    Join-Path $env:VENUE_CONTROL_DATA 'rehearsal'
}

function Get-Fault([string]$Name) {
    $faults = Get-JsonFile -Path (Join-Path (Get-RehearsalFolder) 'faults.json')
    if ($null -ne $faults -and $faults.PSObject.Properties[$Name]) { $faults.$Name }
}

function Get-MonitorOrder {
    $told = Get-JsonFile -Path (Join-Path (Get-RehearsalFolder) 'monitor.json')
    $order = @{ plannedStops = @(); plannedBy = @{}; dailyRestartHeldUntil = $null; heldBy = $null; toldBy = $null; dailyRestartAt = '05:00' }
    if ($null -eq $told) { return $order }
    foreach ($property in $told.PSObject.Properties) {
        if ($property.Name -eq 'plannedBy') { foreach ($who in $property.Value.PSObject.Properties) { $order.plannedBy[$who.Name] = @($who.Value) } }
        else { $order[$property.Name] = $property.Value }
    }
    # A file written by hand has only the list.
    if ($order.plannedBy.Count -eq 0 -and @($order.plannedStops).Count -gt 0) { $order.plannedBy['service-control'] = @($order.plannedStops) }
    $order
}

function Edit-MonitorOrder([scriptblock]$Change) {
    $path = Join-Path (Get-RehearsalFolder) 'monitor.json'
    [void][IO.Directory]::CreateDirectory((Get-RehearsalFolder))
    $lock = Lock-File -Path "$path.lock"
    try {
        $order = Get-MonitorOrder
        & $Change $order
        $order.plannedStops = @($order.plannedBy.Values | ForEach-Object { $_ } | Where-Object { $_ } | Sort-Object -Unique)
        Set-JsonFile -Path $path -Value $order
        $order
    }
    finally { $lock.Dispose() }
}

function Lock-File([string]$Path) {
    # Held by an open handle: a process that dies lets go.
    for ($attempt = 1; ; $attempt++) {
        try { return [IO.File]::Open($Path, [IO.FileMode]::OpenOrCreate, [IO.FileAccess]::ReadWrite, [IO.FileShare]::None) }
        catch [IO.IOException] {
            if ($attempt -ge 250) { throw }
            Start-Sleep -Milliseconds 20
        }
    }
}

function Test-HeldNow([object]$Until) {
    if (-not $Until) { return $false }
    [datetime]::Parse($Until, [Globalization.CultureInfo]::InvariantCulture, [Globalization.DateTimeStyles]::RoundtripKind).ToUniversalTime() -gt [datetime]::UtcNow
}

function Get-DailyRestartTime([hashtable]$Order) {
    if ((Get-Fault -Name monitor) -ne 'daily-restart-in-window') { return $Order.dailyRestartAt }
    # The minute that begins at least two minutes after the fault was set, as Services Monitor counts it.
    $due = [IO.File]::GetLastWriteTimeUtc((Join-Path (Get-RehearsalFolder) 'faults.json')).AddMinutes($script:FaultRestartAfterMinutes)
    $minute = New-Object datetime ([long]([Math]::Ceiling($due.Ticks / 600000000.0) * 600000000)), ([DateTimeKind]::Utc)
    [TimeZoneInfo]::ConvertTimeFromUtc($minute, (Get-VenueTimeZone)).ToString('HH:mm')
}

function Get-VenueTimeZone {
    foreach ($name in $script:TimeZones) {
        try { return [TimeZoneInfo]::FindSystemTimeZoneById($name) }
        catch [TimeZoneNotFoundException] { Write-Verbose "No time zone $name on this system." }
    }
    [TimeZoneInfo]::Local
}

Export-ModuleMember -Function Get-VenueHostState, Add-PlannedStop, Remove-PlannedStop, Set-DailyRestartHold, Get-VenuePath, Write-PrivateFile, Protect-Credential, Unprotect-Credential
