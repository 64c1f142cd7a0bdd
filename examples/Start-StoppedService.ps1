<#
.SYNOPSIS
Watches the services: starts each Automatic one that is stopped, unless maintenance mode is on. Its token needs SERVICES_VIEW and SERVICES_CONTROL.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File Start-StoppedService.ps1
#>
param([string]$SecretName = 'VenueControl', [uri]$Uri)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module VenueControl, Microsoft.PowerShell.SecretManagement
$connection = Connect-VenueControl -Token (Get-Secret -Name $SecretName) -Uri $Uri
try {
    if ($connection.ExpiresAt -lt [datetime]::Now.AddDays(14)) { Write-Warning ("The token '{0}' expires at {1:g}: renew it." -f $connection.ApiToken, $connection.ExpiresAt) }
    if ((Get-VenueMaintenance).On) { return }
    Get-VenueService | Where-Object { $_.Status -eq 'STOPPED' -and $_.StartMode -like 'AUTOMATIC*' } | Start-VenueService -Reason 'Watch' -Confirm:$false
}
finally { Disconnect-VenueControl }
