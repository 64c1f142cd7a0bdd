<#
.SYNOPSIS
Compares two venues of an inventory: shows their status, then each property that differs. The tokens need SERVICES_VIEW, CLERK_SECURITY_VIEW and SUPPORT_BUNDLE.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File Compare-Venue.ps1 -Inventory venues.csv -First harbour -Second bistro
#>
param([Parameter(Mandatory)][string]$Inventory, [Parameter(Mandatory)][string]$First, [Parameter(Mandatory)][string]$Second)
$ErrorActionPreference = 'Stop'
Import-Module VenueControl, Microsoft.PowerShell.SecretManagement
$fleet = @{ Inventory = $Inventory; Name = $First, $Second; Token = { Get-Secret -Name $_.Name } }
Get-VenueFleet @fleet | Format-Table -AutoSize -Wrap
Compare-Venue @fleet | Format-Table -AutoSize -Wrap
