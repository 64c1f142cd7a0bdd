<#
.SYNOPSIS
Grants permissions to a Clerk Security Group until the end of Friday. Its clerk needs CLERK_SECURITY_EDIT and these permissions, in a group that ranks above.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File Grant-UntilFriday.ps1 -SecurityGroup Support -Permission SERVICES_CONTROL
#>
param([Parameter(Mandatory)][string]$SecurityGroup, [Parameter(Mandatory)][string[]]$Permission, [string]$SecretName = 'VenueControlClerk', [uri]$Uri)
$ErrorActionPreference = 'Stop'
Import-Module VenueControl, Microsoft.PowerShell.SecretManagement
# Midnight after Friday: on a Friday, tonight.
$end = [datetime]::Today.AddDays((12 - [int][datetime]::Today.DayOfWeek) % 7 + 1)
$null = Connect-VenueControl -Credential (Get-Secret -Name $SecretName) -Uri $Uri
try { Grant-VenuePermission $SecurityGroup $Permission -ExpiresAt $end -Reason 'Until Friday' -Confirm:$false | Select-Object -Last 1 }
finally { Disconnect-VenueControl }
