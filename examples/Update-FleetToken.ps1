<#
.SYNOPSIS
Renews the API token of each venue in an inventory, and stores each new secret in the vault under the name of its venue. Emits a report.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File Update-FleetToken.ps1 -Inventory venues.csv
#>
param([Parameter(Mandatory)][string]$Inventory)
Import-Module VenueControl, Microsoft.PowerShell.SecretManagement
$name = @{ Name = 'Venue'; Expression = { $_.TargetObject } }
# A vault that can't be written must fail before an old secret ends.
$token = { $old = Get-Secret -Name $_.Name -ErrorAction Stop; Set-Secret -Name $_.Name -SecureStringSecret $old -ErrorAction Stop; $old }
Invoke-VenueFleet -Inventory $Inventory -Token $token -ErrorVariable failed -ErrorAction SilentlyContinue { Update-VenueApiToken -Confirm:$false } | ForEach-Object {
    $renewed = $_
    try { Set-Secret -Name $renewed.Venue -SecureStringSecret $renewed.Token -ErrorAction Stop }
    catch { $renewed.ExpiresAt = "LOST: create another token at this venue. $_" }
    $renewed | Select-Object -Property Venue, Name, ExpiresAt
}
$failed | Select-Object -Property $name, @{ Name = 'Name'; Expression = { 'NOT RENEWED' } }, @{ Name = 'ExpiresAt'; Expression = { $_.Exception.Message } }
exit [int]($failed.Count -gt 0)
