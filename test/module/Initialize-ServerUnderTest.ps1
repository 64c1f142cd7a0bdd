# Dot-sourced in BeforeAll: the module, a server of the file's own in $server, its Customer Number, and the highest clerk signed in to it.
Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
Import-Module (Join-Path $PSScriptRoot 'ServerUnderTest.psm1') -Force
Import-Module (Join-Path $PSScriptRoot 'ScriptedHost.psm1') -Force
$server = Start-ServerUnderTest
$number = '10482213'
$admin = Connect-VenueControl -ClerkId 1 -Pin (Get-Secret 2468) -Uri $server.Uri
