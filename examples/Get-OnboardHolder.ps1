<#
.SYNOPSIS
Lists who may onboard this venue, by clerk and group, and until when. Its token needs CLERK_SECURITY_VIEW.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File Get-OnboardHolder.ps1 | Export-Csv holders.csv
#>
param([string]$SecretName = 'VenueControl', [uri]$Uri)
$ErrorActionPreference = 'Stop'
Import-Module VenueControl, Microsoft.PowerShell.SecretManagement
$null = Connect-VenueControl -Token (Get-Secret -Name $SecretName) -Uri $Uri
try {
    foreach ($group in Get-VenueSecurityGroup) {
        $tick = $group.Permissions | Where-Object { $_.Permission -eq 'CLOUD_CONNECTIVITY_ONBOARD' -and $_.Granted }
        if (-not $tick) { continue }
        foreach ($clerk in $group.Clerks) { [pscustomobject]@{ Clerk = $clerk.Name; Group = $group.Name; Until = $tick.ExpiresAt; GrantedBy = $tick.GrantedByName } }
    }
}
finally { Disconnect-VenueControl }
