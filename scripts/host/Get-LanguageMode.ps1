<#
.SYNOPSIS
Reports in which language PowerShell runs the control plane's own scripts.
.DESCRIPTION
For venue-control doctor, which starts it as hosts are started: under App Control (WDAC) what is given to -Command runs in Constrained Language always, and a signed script doesn't. Signed and packed with the others of this folder. Emits FullLanguage, ConstrainedLanguage, RestrictedLanguage or NoLanguage.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File scripts/host/Get-LanguageMode.ps1
#>
[CmdletBinding()]
[OutputType([string])]
param()
# An advanced script, as the hosts' is: Windows PowerShell, and 7 before 7.5.10, refuse these from -File under App Control, signed or not.
"$($ExecutionContext.SessionState.LanguageMode)"
