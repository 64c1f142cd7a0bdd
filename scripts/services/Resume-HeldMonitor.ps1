<#
.SYNOPSIS
Starts Services Monitor again when the control plane that stopped it has died.
.DESCRIPTION
Run by the task "Services Monitor hold", as SYSTEM. Checks twice with three minutes between, as Windows starts a control plane that died after
one, and it may take two. What is planned stays on record: a control plane that comes back holds it again with its next order. Emits what it did:
lives, started, later, nothing.
.PARAMETER DataFolder
The control plane's data folder.
.PARAMETER PatienceSeconds
Between the two checks; default 180.
.EXAMPLE
./Resume-HeldMonitor.ps1 -DataFolder 'C:\ProgramData\VenueControl'
#>
[CmdletBinding()]
[OutputType([string])]
param(
    [Parameter(Mandatory = $true)][ValidateNotNullOrEmpty()][string]$DataFolder,
    [ValidateRange(0, 240)][int]$PatienceSeconds = 180
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$env:VENUE_CONTROL_DATA = $DataFolder
$env:VENUE_CONTROL_VENUE = 'windows'
. (Join-Path $PSScriptRoot 'Import-VenueProvider.ps1')
Resume-HeldMonitor -PatienceSeconds $PatienceSeconds
