<#
.SYNOPSIS
Renews the API token of each venue in an inventory, and stores each new secret in the vault under the name of its venue. Emits a report.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File Update-FleetToken.ps1 -Inventory venues.csv
#>
param([Parameter(Mandatory)][string]$Inventory)
Import-Module VenueControl, Microsoft.PowerShell.SecretManagement
# A vault that can't be written must fail before an old secret ends.
$isLost = $false
$token = { $old = Get-Secret -Name $_.Name -ErrorAction Stop; Set-Secret -Name $_.Name -SecureStringSecret $old -ErrorAction Stop; $old }
Invoke-VenueFleet -Inventory $Inventory -Token $token -ErrorVariable failed -ErrorAction SilentlyContinue { Update-VenueApiToken -Confirm:$false } | ForEach-Object {
    $new = $_
    $report = [pscustomobject]@{ Venue = $new.Venue; Result = 'RENEWED'; ExpiresAt = $new.ExpiresAt; Message = $new.Name }
    try { Set-Secret -Name $new.Venue -SecureStringSecret $new.Token -ErrorAction Stop }
    catch { $isLost, $report.Result, $report.Message = $true, 'LOST', "Create another token at this venue. $_" }
    $report
}
$failed | ForEach-Object { [pscustomobject]@{ Venue = $_.TargetObject; Result = ($_.FullyQualifiedErrorId -split ',')[0]; ExpiresAt = $null; Message = $_.Exception.Message } }
exit [int]($isLost -or $failed.Count -gt 0)
