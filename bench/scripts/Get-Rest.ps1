# Calls with another Mark are other reads: none of them is shared.
[CmdletBinding()]
param([int]$Milliseconds, [string]$Mark)
Start-Sleep -Milliseconds $Milliseconds
"rested $Mark"
