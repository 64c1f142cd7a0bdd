function New-HostPipe {
    <#
    .SYNOPSIS
    Makes the one instance of a pipe of Windows that only this process' account may open.
    .DESCRIPTION
    Its access list is from the first moment, inherits nothing and names no one else: not administrators, nor SYSTEM where we run as another.
    A list without one would let everyone open it for reading. Throws where a pipe of that name is there already.
    .PARAMETER Name
    Of the pipe, without \\.\pipe\.
    .EXAMPLE
    New-HostPipe -Name venue-host-4f1c
    #>
    [CmdletBinding()]
    [OutputType([IO.Pipes.NamedPipeServerStream])]
    param([Parameter(Mandatory = $true)][string]$Name)
    $access = [IO.Pipes.PipeSecurity]::new()
    $access.SetAccessRuleProtection($true, $false)
    $access.AddAccessRule([IO.Pipes.PipeAccessRule]::new([Security.Principal.WindowsIdentity]::GetCurrent().User, 'FullControl', 'Allow'))
    # One that isn't asynchronous would keep all writes waiting behind a read.
    if ($PSVersionTable.PSEdition -eq 'Core') { return [IO.Pipes.NamedPipeServerStreamAcl]::Create($Name, 'InOut', 1, 'Byte', 'Asynchronous', 65536, 65536, $access) }
    [IO.Pipes.NamedPipeServerStream]::new($Name, 'InOut', 1, 'Byte', 'Asynchronous', 65536, 65536, $access)
}
