<#
.SYNOPSIS
Does nothing.
.DESCRIPTION
A host that is idle runs it once, so that the first real call finds everything compiled.
.PARAMETER Value
Anything.
.EXAMPLE
./Get-WarmUp.ps1 -Value 1
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param([string]$Value)
[pscustomobject]@{ Value = $Value; List = @(1) }
