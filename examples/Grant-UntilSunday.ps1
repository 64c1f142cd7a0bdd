<#
.SYNOPSIS
Ticks boxes for a Clerk Security Group until the end of Sunday; they end by themselves.
.DESCRIPTION
For a weekend shift, by hand or by a task on Friday. Nothing has to be taken back: the end is part of the grant, also when this machine is off by then.
Signs in with the credential of a clerk from a vault, whose group ranks above and holds the permissions itself: a token that names Clerk Security > Edit lives
24 hours only. Ends with 1 and the reason when the server refuses.
.PARAMETER SecurityGroup
The group: ID or name.
.PARAMETER Permission
The permissions.
.PARAMETER SecretName
The credential's name in the vault: Clerk ID and PIN.
.PARAMETER Uri
Where the control plane is; default as Connect-VenueControl.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File examples/Grant-UntilSunday.ps1 -SecurityGroup Support -Permission SERVICES_CONTROL
#>
[CmdletBinding()]
[OutputType('VenueControl.SecurityGroup')]
param([string]$SecurityGroup, [string[]]$Permission, [string]$SecretName = 'VenueControlClerk', [uri]$Uri)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module Microsoft.PowerShell.SecretManagement
$module = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '../scripts/VenueControl'))
# Elsewhere than in the program's folder: the installed one.
Import-Module $(if ([IO.Directory]::Exists($module)) { $module } else { 'VenueControl' })

# Midnight after Sunday: on a Sunday, tonight.
$end = [datetime]::Today.AddDays((7 - [int][datetime]::Today.DayOfWeek) % 7 + 1)
$where = @{}
if ($Uri) { $where['Uri'] = $Uri }
$null = Connect-VenueControl -Credential (Get-Secret -Name $SecretName) @where
try { Grant-VenuePermission $SecurityGroup $Permission -ExpiresAt $end -Reason 'Weekend' -Confirm:$false | Select-Object -Last 1 }
finally { Disconnect-VenueControl }
