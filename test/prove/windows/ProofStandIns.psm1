<#
What Wine lacks and the control plane's hosts ask for: CIM (which server this is) and the Task Scheduler. Found before
Windows' own by PSModulePath.
#>
Set-StrictMode -Version 3.0

function Get-CimInstance {
    <#
    .SYNOPSIS
    One server, always the same.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory)][ValidateSet('Win32_ComputerSystemProduct')][string]$ClassName)
    [pscustomobject]@{ UUID = '4C4C4544-0042-3510-8052-B4C04F4D5931'; Name = $ClassName }
}

Export-ModuleMember -Function Get-CimInstance
