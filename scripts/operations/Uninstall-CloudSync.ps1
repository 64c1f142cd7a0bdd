<#
.SYNOPSIS
Stops and uninstalls Cloud Sync.
.DESCRIPTION
Its program goes too, its package stays. Error: SERVICE_RUNNING when it doesn't stop within 20 s.
.EXAMPLE
./Uninstall-CloudSync.ps1
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param()
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

$graceSeconds = 20
$service = Get-HostService -Name cloud-sync
try {
    if ('Stopped', 'Missing' -notcontains $service.State) {
        [void](Add-PlannedStop -Key cloud-sync)
        [void](Stop-HostService -Name cloud-sync -GraceSeconds $graceSeconds -IncludeDependent)
        [void](Wait-HostService -Name cloud-sync -State Stopped -TimeoutSeconds $graceSeconds -StableSeconds 0 -ProcessId $service.ProcessId)
    }
    Uninstall-HostService -Name cloud-sync
}
finally { [void](Remove-PlannedStop -Key cloud-sync) }
$program = Get-VenuePath -Of Program
if ([IO.Directory]::Exists($program)) { [IO.Directory]::Delete($program, $true) }
[pscustomobject]@{ Uninstalled = $service.State -ne 'Missing' }
