<#
.SYNOPSIS
An unattended nightly task: starts each automatic service that is not running.
.DESCRIPTION
Takes its API token from a vault (Microsoft.PowerShell.SecretManagement) as a SecureString and asks no one anything: -NonInteractive, standard input closed.
Warns two weeks before the token ends. Ends with 1 and the reason when something could not be done.
docs/how-to/automate.md says how token and vault are set up, and what the token must name: SERVICES_VIEW and SERVICES_CONTROL.
.PARAMETER SecretName
The token's name in the vault.
.PARAMETER Uri
Where the control plane is; default as Connect-VenueControl.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File examples/Start-StoppedService.ps1
#>
[CmdletBinding()]
[OutputType('VenueControl.Service')]
param([string]$SecretName = 'VenueControl', [uri]$Uri)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module Microsoft.PowerShell.SecretManagement
$module = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '../scripts/VenueControl'))
# Elsewhere than in the program's folder: the installed one.
Import-Module $(if ([IO.Directory]::Exists($module)) { $module } else { 'VenueControl' })

$where = @{}
if ($Uri) { $where['Uri'] = $Uri }
$connection = Connect-VenueControl -Token (Get-Secret -Name $SecretName) @where
try {
    if ($connection.ExpiresAt -lt [datetime]::Now.AddDays(14)) { Write-Warning "The token '$($connection.ApiToken)' expires at $($connection.ExpiresAt): create another." }
    foreach ($service in @(Get-VenueService)) {
        if ($service.Status -ne 'STOPPED' -or "$($service.StartMode)" -notlike 'AUTOMATIC*') { continue }
        Start-VenueService $service.Key -Reason 'Nightly task' -Confirm:$false
    }
}
finally { Disconnect-VenueControl }
