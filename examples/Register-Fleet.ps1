<#
.SYNOPSIS
Onboards the venues of a CSV inventory with CustomerNumber: reads each plan, requests codes where the plan is ready, and onboards each venue when its code is there.
.EXAMPLE
./Register-Fleet.ps1 -Inventory new.csv -Reason 'Opening'
#>
param([Parameter(Mandatory)][string]$Inventory, [Parameter(Mandatory)][string]$Reason, [string[]]$Override = @(), [scriptblock]$Code = { Read-Host "Code of $($_.Name), or Enter for later" -AsSecureString })
Import-Module VenueControl, Microsoft.PowerShell.SecretManagement
$fleet = @{ Inventory = $Inventory; Token = { Get-Secret -Name $_.Name -ErrorAction Stop }; ErrorVariable = '+failed' }
Invoke-VenueFleet @fleet { Test-VenueOnboarding } | Format-List -Property Venue, Case, Ready, CheckTitles | Out-Host
if (@($failed.FullyQualifiedErrorId) -like 'BAD_USER_INPUT,Invoke-VenueFleet') { return }
Invoke-VenueFleet @fleet -ArgumentList $Reason, $Override { param($Reason, $Override) Register-Venue -Reason $Reason -Override $Override -WhatIf }
[Collections.Queue]$queue = @(Import-Csv -LiteralPath $Inventory | Where-Object Name -notin $failed.TargetObject)
if ($queue.Count) { Invoke-VenueFleet @fleet -Name $queue.Name { Request-VenueAuthenticationCode -Confirm:$false } | Out-Host }
while ($queue.Count) {
    $row = $queue.Dequeue()
    $secret = $row | ForEach-Object -Process $Code
    if (-not $secret -or -not $secret.Length) { $queue.Enqueue($row); Start-Sleep 1; continue }
    Invoke-VenueFleet @fleet -Name $row.Name -TimeoutSeconds 1800 -ArgumentList $row.CustomerNumber, $secret, $Reason, $Override { param($Number, $Secret, $Reason, $Override) Register-Venue -CustomerNumber $Number -AuthenticationCode $Secret -Reason $Reason -Override $Override -Confirm:$false }
}
