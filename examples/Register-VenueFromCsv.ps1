<#
.SYNOPSIS
Onboards this venue by its row in a file for all venues, with the columns CustomerNumber, Reason and Override. The code from the e-mail is in the vault.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File Register-VenueFromCsv.ps1 -Path \\server\share\venues.csv
#>
param([Parameter(Mandatory)][string]$Path, [string]$SecretName = 'VenueControlClerk', [string]$CodeName = 'VenueControlCode', [uri]$Uri)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module VenueControl, Microsoft.PowerShell.SecretManagement
$null = Connect-VenueControl -Credential (Get-Secret -Name $SecretName) -Uri $Uri
try {
    $venue = Get-Venue
    $row = @(Import-Csv -LiteralPath $Path | Where-Object CustomerNumber -eq $venue.CustomerNumber)
    if ($row.Count -ne 1) { throw "$Path has $(if ($row.Count) { 'more than one' } else { 'no' }) row for $($venue.CompanyName), $($venue.CustomerNumber)." }
    $override = @($row.Override -split '\s*;\s*' | Where-Object { $_ })
    Register-Venue -CustomerNumber $row.CustomerNumber -AuthenticationCode (Get-Secret -Name $CodeName) -Reason $row.Reason -Override $override -Confirm:$false
}
finally { Disconnect-VenueControl }
