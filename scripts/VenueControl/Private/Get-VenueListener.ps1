function Get-VenueListener {
    <#
    .SYNOPSIS
    Emits who listens at an address of this machine: Address, a Name for a person, and IsTrusted.
    .DESCRIPTION
    Trusted is a program of the own account, on Linux also of root, on Windows also of a service (Get-VenueWindowsSocket).
    What listens at this very address gets its connections, before what listens at all. Throws where the machine does not tell.
    .PARAMETER Uri
    The address of the control plane.
    .PARAMETER Proc
    Where Linux lists processes and sockets.
    .EXAMPLE
    Get-VenueListener -Uri http://127.0.0.1:4280
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param([Parameter(Mandatory = $true)][uri]$Uri, [string]$Proc = '/proc')
    if ([Environment]::OSVersion.Platform -eq 'Win32NT') { $sockets = @(Get-VenueWindowsSocket -Port $Uri.Port -Sid ([Security.Principal.WindowsIdentity]::GetCurrent().User.Value)) }
    else {
        $own = [regex]::Match([IO.File]::ReadAllText("$Proc/self/status"), '(?m)^Uid:\s+\d+\s+(\d+)').Groups[1].Value
        $tables = @("$Proc/net/tcp", "$Proc/net/tcp6" | Where-Object { [IO.File]::Exists($_) })
        # Of thousands of lines, those that listen (0A) at the port.
        $here = ':{0:X4} [0-9A-F]+:0000 0A ' -f $Uri.Port
        $sockets = @(
            foreach ($line in @($tables | ForEach-Object { [IO.File]::ReadAllLines($_) })) {
                if ($line -notmatch $here) { continue }
                $field = $line.Trim() -split '\s+'
                $hex = ($field[1] -split ':')[0]
                # Words of four bytes, the last byte first.
                $bytes = [byte[]]@(for ($word = 0; $word -lt $hex.Length; $word += 8) { foreach ($place in 6, 4, 2, 0) { [Convert]::ToByte($hex.Substring($word + $place, 2), 16) } })
                $address = New-Object Net.IPAddress (, $bytes)
                if ($address.IsIPv4MappedToIPv6) { $address = $address.MapToIPv4() }
                New-Object psobject -Property @{ Address = "$address"; Name = "of the user with ID $($field[7])"; IsTrusted = $field[7] -in '0', $own }
            }
        )
    }
    $wanted = @($Uri.DnsSafeHost)
    if ($Uri.HostNameType -eq 'Dns') { $wanted = '127.0.0.1', '::1' }
    foreach ($one in $wanted) {
        $found = @($sockets | Where-Object { $_.Address -eq $one })
        if (-not $found.Count) { $found = @($sockets | Where-Object { $_.Address -eq '::' -or ($_.Address -eq '0.0.0.0' -and $one -notlike '*:*') }) }
        $found
    }
}
