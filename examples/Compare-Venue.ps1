<#
.SYNOPSIS
Compares two venues. At the first venue, the script writes the file -Path. At the second venue, it emits the differences. Its token needs SERVICES_VIEW and CLERK_SECURITY_VIEW.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File Compare-Venue.ps1 -Path \\server\share\harbour.csv
#>
param([Parameter(Mandatory)][string]$Path, [string]$SecretName = 'VenueControl', [uri]$Uri = 'http://127.0.0.1:4280')
$ErrorActionPreference = 'Stop'
Import-Module VenueControl, Microsoft.PowerShell.SecretManagement
$null = Connect-VenueControl -Token (Get-Secret -Name $SecretName) -Uri $Uri
try {
    $here = @(
        Get-Venue | Select-Object @{ n = 'What'; e = { 'swiftpos' } }, @{ n = 'Is'; e = { $_.SwiftposVersion } }
        Get-VenueService | Select-Object @{ n = 'What'; e = { "Service $($_.Key)" } }, @{ n = 'Is'; e = { "$($_.Status), $($_.StartMode)" } }
        Get-VenueSecurityGroup | Select-Object @{ n = 'What'; e = { "Group $($_.Name)" } }, @{ n = 'Is'; e = { $_.PermissionNames } })
}
finally { Disconnect-VenueControl }
if (-not (Test-Path -LiteralPath $Path)) { return $here | Export-Csv -LiteralPath $Path -NoTypeInformation }
Compare-Object -ReferenceObject @(Import-Csv -LiteralPath $Path) -DifferenceObject $here -Property What, Is | Sort-Object -Property What
