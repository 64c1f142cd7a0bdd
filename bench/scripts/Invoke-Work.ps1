[CmdletBinding()]
param([string]$Mark)
Write-Warning "working $Mark"
while ($true) { }
