# Dot-sourced in BeforeAll: the module, a server of the file's own in $server (with the settings in $site, where there are any), its Customer Number, and the highest clerk signed in to it.
Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
Import-Module (Join-Path $PSScriptRoot 'ServerUnderTest.psm1') -Force
Import-Module (Join-Path $PSScriptRoot 'ScriptedHost.psm1') -Force
$settings = @{}
if (Test-Path Variable:site) { $settings = $site }
$server = Start-ServerUnderTest -Site $settings
$number = '10482213'
$admin = Connect-VenueControl -ClerkId 1 -Pin (Get-Secret 2468) -Uri $server.Uri
