function Get-VenueWindowsSocket {
    <#
    .SYNOPSIS
    Emits what listens at a port of Windows: Address, Name and IsTrusted.
    .DESCRIPTION
    Trusted is a process of the own account or of SYSTEM, and one that a service started that runs PowerShell, as ours does: only an administrator registers
    services, and only one who may open a process takes it for a parent. Any account can read that, but who owns a process of others only an administrator.
    .PARAMETER Port
    The port.
    .PARAMETER Sid
    Of the own account.
    .EXAMPLE
    Get-VenueWindowsSocket -Port 4280 -Sid S-1-5-18
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param([Parameter(Mandatory = $true)][int]$Port, [Parameter(Mandatory = $true)][string]$Sid)
    # A restricted session (JEA) loads no module automatically.
    if (-not (Get-Command -Name Get-CimInstance -ErrorAction Ignore)) { Import-Module -Name CimCmdlets -Verbose:$false }
    # State 2: it listens.
    $sockets = @(Get-CimInstance -Namespace root/StandardCimv2 -ClassName MSFT_NetTCPConnection -Filter "LocalPort = $Port AND State = 2" -ErrorAction Stop -Verbose:$false)
    if (-not $sockets.Count) { return }
    $processes = @{}
    $manager = $null
    foreach ($one in @(Get-CimInstance -ClassName Win32_Process -Property Handle, ProcessId, ParentProcessId, Name, CreationDate -ErrorAction Stop -Verbose:$false)) {
        $processes["$($one.ProcessId)"] = $one
        # The service control manager is as old as the boot; what else has its name is younger.
        if ($one.Name -eq 'services.exe' -and $one.CreationDate -and (-not $manager -or $one.CreationDate -lt $manager.CreationDate)) { $manager = $one }
    }
    foreach ($socket in $sockets) {
        $process = $processes["$($socket.OwningProcess)"]
        $name = "process $($socket.OwningProcess)"
        $isTrusted = $false
        if ($process) {
            $name += ", $($process.Name)"
            # A number of a process is used again: a child is never older than its parent.
            $parent = $processes["$($process.ParentProcessId)"]
            $isTrusted = $manager -and $parent -and $parent.Name -in 'pwsh.exe', 'powershell.exe' -and $process.CreationDate -ge $parent.CreationDate -and
            $parent.ParentProcessId -eq $manager.ProcessId -and $parent.CreationDate -ge $manager.CreationDate
            # Not 4: Windows itself listens there for a program of any account.
            if (-not $isTrusted -and $process.ProcessId -ne 4) {
                $owner = Invoke-CimMethod -InputObject $process -MethodName GetOwnerSid -ErrorAction Ignore -Verbose:$false
                $isTrusted = $owner -and $owner.Sid -in $Sid, 'S-1-5-18'
            }
        }
        New-Object psobject -Property @{ Address = $socket.LocalAddress; Name = $name; IsTrusted = [bool]$isTrusted }
    }
}
