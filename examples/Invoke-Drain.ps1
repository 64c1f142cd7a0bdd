<#
.SYNOPSIS
Turns maintenance mode on, stops services and what depends on them for -Minutes (at most 10,020), then reverses both. If it dies, maintenance mode still ends an hour later. Its clerk needs SERVICES_CONTROL.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File Invoke-Drain.ps1 -Key connect -Minutes 20 -Reason 'New switch'
#>
param([Parameter(Mandatory)][string[]]$Key, [Parameter(Mandatory)][double]$Minutes, [Parameter(Mandatory)][string]$Reason, [string]$SecretName = 'VenueControlClerk', [uri]$Uri)
$ErrorActionPreference = 'Stop'
Import-Module VenueControl, Microsoft.PowerShell.SecretManagement
function Connect-Clerk { $null = Connect-VenueControl -Credential (Get-Secret -Name $SecretName) -Uri $Uri }
Connect-Clerk
$null = Set-VenueMaintenance On -Reason $Reason -Until (Get-Date).AddMinutes($Minutes + 60) -Confirm:$false
try {
    Stop-VenueService $Key -IncludeDependent -Reason $Reason -Confirm:$false
    Start-Sleep -Seconds (60 * $Minutes)
}
finally {
    Connect-Clerk
    try { Start-VenueService $Key -Reason $Reason -Confirm:$false } finally { $null = Set-VenueMaintenance Off -Reason $Reason -Confirm:$false; Disconnect-VenueControl }
}
