<#
.SYNOPSIS
Does nothing.
.DESCRIPTION
The host runs it once before it says that it is ready, so that the first real call finds everything compiled.
.PARAMETER Value
Anything.
.EXAMPLE
./Get-WarmUp.ps1 -Value 1
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param([string]$Value)
[pscustomobject]@{ Value = $Value; List = @(1) }
