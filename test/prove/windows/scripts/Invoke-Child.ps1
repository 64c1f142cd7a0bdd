<#
.SYNOPSIS
Runs a native child, which may read what it is not meant to, write where no one listens, or never end.
.PARAMETER Program
Node for Windows.
.PARAMETER Text
What it does, in JavaScript.
.EXAMPLE
./Invoke-Child.ps1 -Program C:\venue\node\node.exe -Text 'process.stdin.resume()'
#>
[CmdletBinding()]
[OutputType([string])]
param([Parameter(Mandatory)][string]$Program, [Parameter(Mandatory)][string]$Text)
Write-Warning 'begun'
& $Program -e $Text
'behind it'
