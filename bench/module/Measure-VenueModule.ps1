<#
.SYNOPSIS
Times Get-VenueService against a bare Invoke-RestMethod with the same document, by turns, in one warm PowerShell.
.DESCRIPTION
Emits one line of JSON: for each round the median of each, in milliseconds. The PIN comes by standard input.
.PARAMETER Module
The module's folder.
.PARAMETER Uri
A practice venue.
.PARAMETER Round
How many rounds.
.PARAMETER Call
How many calls of each in a round.
.EXAMPLE
'2468' | pwsh -NoProfile -File bench/module/Measure-VenueModule.ps1 -Module scripts/VenueControl -Uri http://127.0.0.1:4280
#>
[CmdletBinding()]
[OutputType([string])]
param([Parameter(Mandatory = $true)][string]$Module, [Parameter(Mandatory = $true)][string]$Uri, [int]$Round = 7, [int]$Call = 20)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module $Module
$watch = [Diagnostics.Stopwatch]::StartNew()
$pin = New-Object securestring
foreach ($character in [Console]::In.ReadLine().ToCharArray()) { $pin.AppendChar($character) }
$connection = Connect-VenueControl -ClerkId 1 -Pin $pin -Uri $Uri
$query = & (Get-Module VenueControl) { $script:Document.Services }
$body = ConvertTo-Json @{ query = $query } -Compress
$header = @{ Authorization = 'Bearer ' + [Net.NetworkCredential]::new('', $connection.Token).Password }
$works = [ordered]@{
    rest    = { (Invoke-RestMethod -Uri "$Uri/graphql" -Method Post -ContentType application/json -Headers $header -Body $body).data.services }
    service = { Get-VenueService }
}
$times = @{}
foreach ($name in $works.Keys) {
    $times[$name] = New-Object Collections.ArrayList
    # Warm: what is compiled is compiled, connections are open.
    foreach ($try in 1..5) { if (@(& $works[$name]).Count -ne 7) { throw "$name does not answer seven services." } }
}
foreach ($round in 1..$Round) {
    $taken = @{}
    foreach ($name in $works.Keys) { $taken[$name] = New-Object Collections.ArrayList }
    foreach ($call in 1..$Call) {
        foreach ($name in $works.Keys) {
            $watch.Restart()
            $null = & $works[$name]
            [void]$taken[$name].Add($watch.Elapsed.TotalMilliseconds)
        }
    }
    foreach ($name in $works.Keys) { [void]$times[$name].Add(@($taken[$name] | Sort-Object)[[int][Math]::Floor($Call / 2)]) }
}
ConvertTo-Json $times -Compress -Depth 4
