<#
.SYNOPSIS
Rotates the token in the vault: renews it when it ends within -Days, and stores the new secret. Run it as the account whose vault it is.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File Update-TokenSecret.ps1 -Days 30
#>
param([int]$Days = 30, [string]$SecretName = 'VenueControl', [uri]$Uri)
$ErrorActionPreference = 'Stop'
Import-Module VenueControl, Microsoft.PowerShell.SecretManagement
$old = Get-Secret -Name $SecretName
$connection = Connect-VenueControl -Token $old -Uri $Uri
try {
    if ($connection.ExpiresAt -gt [datetime]::Now.AddDays($Days)) { return }
    # A vault that can't be written must fail before the old secret ends.
    Set-Secret -Name $SecretName -SecureStringSecret $old
    $renewed = Update-VenueApiToken -Confirm:$false
    Set-Secret -Name $SecretName -SecureStringSecret $renewed.Token
    $renewed | Select-Object -Property Name, ExpiresAt, PermissionNames
}
finally { Disconnect-VenueControl }
