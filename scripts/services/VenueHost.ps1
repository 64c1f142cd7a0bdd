<#
The venue's server, and which orders its Services Monitor has: commands and help, once for both providers. VenueHost.Windows and
VenueHost.Rehearsal dot-source this file and define the private functions that differ: Read-VenueHost,
Get-MonitorOrder, Edit-MonitorOrder, Test-DailyRestartHeld, Restart-HeldMonitor, Read-ConnectionOwner, Read-SqlInstance, Read-SystemSetup. An order is a table: plannedBy (operation to keys), plannedStops (all of these
keys), dailyRestartHeldUntil, heldBy, toldBy.
#>

function Get-VenueHostState {
    <#
    .SYNOPSIS
    Says what is true of the venue's server now.
    .DESCRIPTION
    MachineId, Elevated, SwiftposVersion, WebServer (Running, Stopped, Unknown), DailyRestartAt (HH:mm at the venue, none, or null where
    it is unknown), DailyRestartHeld, PlannedStops (keys of what people or rollbacks planned to stop), NotStarted (keys of what stopped with Services
    Monitor and did not start again with it). MachineId is null where it can't be read. Error: MACHINE_UNKNOWN when a rehearsal was not seeded.
    .EXAMPLE
    Get-VenueHostState
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()
    $seen = Read-VenueHost
    $order = Get-MonitorOrder
    [pscustomobject]@{
        MachineId        = $seen.MachineId
        Elevated         = $seen.Elevated
        SwiftposVersion  = $seen.SwiftposVersion
        WebServer        = $seen.WebServer
        DailyRestartAt   = $seen.DailyRestartAt
        DailyRestartHeld = Test-DailyRestartHeld -Order $order
        PlannedStops     = @('service-control', 'rollback' | ForEach-Object { $order.plannedBy[$_] } | Where-Object { $_ } | Sort-Object -Unique)
        NotStarted       = @(Get-LeftDependent -Order $order)
        ObservedAt       = [datetime]::UtcNow.ToString('o')
    }
}

function Add-PlannedStop {
    <#
    .SYNOPSIS
    Notifies Services Monitor that stops are planned.
    .DESCRIPTION
    It leaves these services stopped until Remove-PlannedStop. On Windows, where the way to notify it is not public, it is stopped for the time:
    Happy Hours and promotions only trigger while it runs. Emits all planned stops.
    .PARAMETER Key
    Keys of services.
    .PARAMETER OperationId
    On whose behalf; default "service-control". "rollback": for a stop that restores what was before.
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
        if ('service-control', 'rollback' -notcontains $OperationId) { $Order.toldBy = $OperationId }
    }
    $orders.plannedStops
}

function Remove-PlannedStop {
    <#
    .SYNOPSIS
    Notifies Services Monitor that planned stops are over.
    .DESCRIPTION
    By key (those of people and rollbacks: an operation's outlasts a start) or by operation (all its keys). Emits what stays planned.
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
        [Parameter(Mandatory = $true, ParameterSetName = 'Key')][AllowEmptyCollection()][string[]]$Key,
        [Parameter(Mandatory = $true, ParameterSetName = 'Operation')][string]$OperationId
    )
    if (-not $PSCmdlet.ShouldProcess('Services Monitor')) { return }
    $whole = $PSCmdlet.ParameterSetName -eq 'Operation'
    $orders = Edit-MonitorOrder -Change {
        param($Order)
        foreach ($who in @($Order.plannedBy.Keys)) {
            if ($whole) { if ($who -eq $OperationId) { $Order.plannedBy.Remove($who) } }
            elseif ('service-control', 'rollback' -contains $who) { $Order.plannedBy[$who] = @($Order.plannedBy[$who] | Where-Object { $Key -notcontains $_ }) }
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
    The restart is Services Monitor's, which leaves it out while it is held; on Windows it is stopped for the time. Emits whether it is held
    now. Letting go ends only the operation's own hold.
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
    Test-DailyRestartHeld -Order $orders
}

function Resume-HeldMonitor {
    <#
    .SYNOPSIS
    Starts Services Monitor again when the control plane that stopped it has died.
    .DESCRIPTION
    For the task that is made with the hold. Emits lives (left held), started, later (not yet: it still stops, or did not come), or nothing (no operation holds it).
    What did not start again after a planned stop, the monitor too, is tried again also while the control plane lives. A rehearsal stops no monitor.
    .PARAMETER PatienceSeconds
    Between the first look and the second.
    .EXAMPLE
    Resume-HeldMonitor -PatienceSeconds 180
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][int]$PatienceSeconds)
    if ($PSCmdlet.ShouldProcess('Services Monitor')) { Restart-HeldMonitor -PatienceSeconds $PatienceSeconds }
}

function Get-MonitorHold {
    <#
    .SYNOPSIS
    Says what an operation still holds of Services Monitor.
    .DESCRIPTION
    Read again from the record: Keys (its planned stops), Restart (whether it holds the daily restart), Waits (true while nothing is
    planned or held, and the monitor has not come back).
    .PARAMETER OperationId
    The operation.
    .EXAMPLE
    Get-MonitorHold -OperationId 1
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter(Mandatory = $true)][string]$OperationId)
    $order = Get-MonitorOrder
    [pscustomobject]@{
        Keys    = @($order.plannedBy[$OperationId] | Where-Object { $_ })
        Restart = $order.heldBy -eq $OperationId
        Waits   = [bool]$order.stoppedByUs -and @($order.plannedStops).Count -eq 0 -and -not (Test-DailyRestartHeld -Order $order)
    }
}

function Get-ConnectionOwner {
    <#
    .SYNOPSIS
    Gets the Windows account of the process at each local port.
    .DESCRIPTION
    Address, Port and Account of each connection whose process can be read. Account is null where it can't be read.
    .PARAMETER Port
    The programs' own ports.
    .EXAMPLE
    Get-ConnectionOwner -Port 50123
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter(Mandatory = $true)][int[]]$Port)
    foreach ($seen in @(Read-ConnectionOwner -Port $Port)) { [pscustomobject]@{ Address = $seen.Address; Port = $seen.Port; Account = $seen.Account } }
}

function Find-SqlInstance {
    <#
    .SYNOPSIS
    Finds the instances of SQL Server on this machine.
    .DESCRIPTION
    Instance, Service, State, TcpEnabled, Port, DynamicPort, Version, Edition and Browser of each. Port and DynamicPort are null where it has none.
    .EXAMPLE
    Find-SqlInstance
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()
    foreach ($seen in @(Read-SqlInstance)) { [pscustomobject]$seen }
}

function Get-SystemSetup {
    <#
    .SYNOPSIS
    Says which Windows and .NET this is.
    .DESCRIPTION
    Product, Edition, Type (Server, Server Core or Client), Build, Is64Bit, DotNet, and FrameworkRelease: the number of .NET Framework 4, or null.
    .EXAMPLE
    Get-SystemSetup
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()
    [pscustomobject](Read-SystemSetup)
}

# Two hosts may change the record at once. Held by an open handle: a process that dies releases it.
function Lock-MonitorOrder([string]$Path) {
    $until = [datetime]::UtcNow.AddSeconds(60)
    for (;;) {
        try { return [IO.File]::Open("$Path.lock", [IO.FileMode]::OpenOrCreate, [IO.FileAccess]::ReadWrite, [IO.FileShare]::None) }
        catch [IO.IOException] {
            if ([datetime]::UtcNow -ge $until) { throw }
            Start-Sleep -Milliseconds 20
        }
    }
}

# The stored orders, or nothing yet.
function Read-MonitorOrder([string]$Path) {
    $order = @{ plannedStops = @(); plannedBy = @{}; dailyRestartHeldUntil = $null; heldBy = $null; toldBy = $null; stoppedByUs = $false; stoppedDependents = @() }
    $stored = Get-JsonFile -Path $Path
    if ($null -eq $stored) { return $order }
    foreach ($property in $stored.PSObject.Properties) {
        if ($property.Name -eq 'plannedBy') { foreach ($who in $property.Value.PSObject.Properties) { $order.plannedBy[$who.Name] = @($who.Value) } }
        else { $order[$property.Name] = $property.Value }
    }
    # A file written by hand has only the list.
    if ($order.plannedBy.Count -eq 0 -and @($order.plannedStops).Count -gt 0) { $order.plannedBy['service-control'] = @($order.plannedStops) }
    $order
}

# What stopped with the monitor, and did not start again when it did.
function Get-LeftDependent([hashtable]$Order) {
    if (-not $Order.stoppedByUs) { $Order.stoppedDependents | Where-Object { $_ -and $Order.plannedStops -notcontains $_ } }
}

function Update-PlannedStop([hashtable]$Order) {
    $Order.plannedStops = @($Order.plannedBy.Values | ForEach-Object { $_ } | Where-Object { $_ } | Sort-Object -Unique)
}

# The module is the provider that dot-sourced this.
Export-ModuleMember -Function Get-VenueHostState, Add-PlannedStop, Remove-PlannedStop, Set-DailyRestartHold, Get-MonitorHold, Resume-HeldMonitor, Get-ConnectionOwner, Find-SqlInstance, Get-SystemSetup
