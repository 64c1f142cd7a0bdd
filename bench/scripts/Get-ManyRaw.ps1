<#
.SYNOPSIS
The objects of Get-Many through one ConvertTo-Json, straight to the pipe: what shaping and batching are measured against.
.DESCRIPTION
Reaches the call of the host around it, which no catalogue script does.
#>
[CmdletBinding()]
param([int]$Count)
$objects = @(& (Join-Path $PSScriptRoot '../../test/fixtures/scripts/Get-Many.ps1') -Count $Count)
$json = ConvertTo-Json -InputObject $objects -Depth 4 -Compress
$Call.Writer.WriteLine('{"t":"out","id":"' + $Call.Id + '","v":[' + $json + ']}')
$Call.Count += 1
