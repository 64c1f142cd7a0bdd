<#
.SYNOPSIS
Makes a host's pipe and shows what the system says of it: who may do what, and what comes of a second one by that name.
.PARAMETER File
scripts/host/New-HostPipe.ps1.
.EXAMPLE
./Get-PipeAccess.ps1 -File C:\venue\scripts\host\New-HostPipe.ps1
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param([Parameter(Mandatory)][string]$File)
. $File
$name = "venue-access-$([guid]::NewGuid().ToString('n'))"
$pipe = New-HostPipe -Name $name
try {
    $access = if ($PSVersionTable.PSEdition -eq 'Core') { [IO.Pipes.PipesAclExtensions]::GetAccessControl($pipe) } else { $pipe.GetAccessControl() }
    $second = try { (New-HostPipe -Name $name).Dispose(); 'made' } catch { 'refused' }
    [pscustomobject]@{
        Own      = [Security.Principal.WindowsIdentity]::GetCurrent().User.Value
        Isolated = $access.AreAccessRulesProtected
        Rules    = @(foreach ($rule in $access.GetAccessRules($true, $true, [Security.Principal.SecurityIdentifier])) { '{0} {1} {2}' -f $rule.AccessControlType, $rule.PipeAccessRights, $rule.IdentityReference.Value })
        Second   = $second
    }
}
finally { $pipe.Dispose() }
