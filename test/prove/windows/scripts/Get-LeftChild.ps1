<#
.SYNOPSIS
Starts a native child that never ends, as a service of a rehearsal is started, and reports its process number.
.PARAMETER Program
Node for Windows.
.EXAMPLE
./Get-LeftChild.ps1 -Program C:\venue\node\node.exe
#>
[CmdletBinding()]
[OutputType([int])]
param([Parameter(Mandatory)][string]$Program)
$start = [Diagnostics.ProcessStartInfo]::new($Program, '-e "setInterval(()=>{},1000)"')
$start.UseShellExecute = $false
$start.CreateNoWindow = $true
[Diagnostics.Process]::Start($start).Id
