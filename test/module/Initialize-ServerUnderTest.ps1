# Dot-sourced in BeforeAll: the module, a server of the file's own in $server (with the settings in $site, where there are any), its Customer Number, the highest clerk signed in to it, and what several files ask.
Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
Import-Module (Join-Path $PSScriptRoot 'ServerUnderTest.psm1') -Force
Import-Module (Join-Path $PSScriptRoot 'ScriptedHost.psm1') -Force
$settings = @{}
if (Test-Path Variable:site) { $settings = $site }
$server = Start-ServerUnderTest -Site $settings
$number = '10482213'
$admin = Connect-VenueControl -ClerkId 1 -Pin (Get-Secret 2468) -Uri $server.Uri
# Everything that a command writes as an error.
function Get-Fault([scriptblock]$Script) {
    try { @(& $Script 2>&1 | Where-Object { $_ -is [Management.Automation.ErrorRecord] }) } catch { , $_ }
}
function Get-Id([scriptblock]$Script) { @(Get-Fault $Script | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] }) }
function Get-CodeCount { @((Invoke-RestMethod -Uri "$($server.CloudUri)/ledger").codeRequests | Where-Object { $_ }).Count }
function Wait-Until([scriptblock]$Is, [int]$Seconds = 60) {
    for ($watch = [Diagnostics.Stopwatch]::StartNew(); -not (& $Is); Start-Sleep -Milliseconds 200) {
        if ($watch.Elapsed.TotalSeconds -gt $Seconds) { throw "Not in time: $Is" }
    }
}
# A resync may not begin while the first sync runs.
function Wait-FirstSync { Wait-Until { ((Invoke-VenueGraphQl '{ resyncPlan { checks { code outcome } } }').resyncPlan.checks | Where-Object code -eq FIRST_SYNC_RUNNING).outcome -eq 'PASS' } }
