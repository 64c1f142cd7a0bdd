<#
.SYNOPSIS
Sets up a real venue, serves it as a win32 process until it is asked to end, and says what is left then.
.DESCRIPTION
The built program for Windows, under Wine: init, clerk set-pin, serve. Stand-ins for what Wine lacks come as a module that each host finds first.
Emits one line: VENUE and JSON with Init, Pin, Hosts, Left (processes of PowerShell 3 s after the server was ended by force).
.PARAMETER Folder
With answers.json, word, pin, pin2 and data\config.json; a file stop in it ends the server.
.PARAMETER Port
Where it listens.
.EXAMPLE
./ServeVenue.ps1 -Folder C:\venue-proof -Port 4280
#>
[CmdletBinding()]
[OutputType([string])]
param([Parameter(Mandatory)][string]$Folder, [Parameter(Mandatory)][string]$Port)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'WindowsFixture.psm1')
# An Automatic service that was killed is started again by the next Wine, marked for deletion for ever: stopped first, and forgotten.
function Clear-ProofService {
    foreach ($left in (Get-Service -Name Proof* -ErrorAction SilentlyContinue)) {
        Set-Service -InputObject $left -StartupType Manual -ErrorAction SilentlyContinue
        Stop-Service -InputObject $left -Force -ErrorAction SilentlyContinue
    }
    # Cloud Sync was installed by its package, which has one product code, whenever it is made.
    try { [void](Invoke-WindowsInstaller -Do uninstall -Path 'C:\venue\test\fixtures\windows\package.msi') }
    catch { "LEFT $($_.Exception.Message)" }
    [void](Remove-ServiceFixture)
    $all = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('SYSTEM\CurrentControlSet\Services', $true)
    foreach ($name in ($all.GetSubKeyNames() -like 'Proof*')) { $all.DeleteSubKeyTree($name, $false) }
    $all.Dispose()
}

Import-Module 'C:\venue\scripts\services\VenueError.psm1'
. 'C:\venue\scripts\services\WindowsInstaller.ps1'
New-ServiceFixture
try {
    # What a run that was ended by force has left.
    [void](Invoke-WindowsInstaller -Do uninstall -Path 'C:\venue\test\fixtures\windows\package.msi')
    Remove-Item env:VENUE_CONTROL_VENUE
    $env:VENUE_CONTROL_DATA = "$Folder\data"
    $env:VENUE_CONTROL_PORT = $Port
    $env:VENUE_CONTROL_PWSH = 'C:\Program Files\PowerShell\7\pwsh.exe'
    $env:PSModulePath = "$Folder\modules;$env:PSModulePath"
    $node = 'C:\venue\node\node.exe'
    $main = "$Folder\product\dist\bundle\main.js"
    $entry = 'C:\venue\test\prove\windows\trusting-entry.mjs'
    & $node $main init --from "$Folder\answers.json" --sql-password-file "$Folder\word" *> "$Folder\init.log"
    $init = $LASTEXITCODE
    Get-Content "$Folder\pin" | & $node $main clerk set-pin 1 *> "$Folder\pin.log"
    $pin = $LASTEXITCODE
    Get-Content "$Folder\pin2" | & $node $main clerk set-pin 2 *>> "$Folder\pin.log"
    $pin += $LASTEXITCODE
    $server = Start-Process -FilePath $node -ArgumentList $entry, "`"$main`"", 'serve' -PassThru -RedirectStandardOutput "$Folder\server.out" -RedirectStandardError "$Folder\server.err"
    $watch = [Diagnostics.Stopwatch]::StartNew()
    while (-not [IO.File]::Exists("$Folder\stop") -and -not $server.HasExited -and $watch.Elapsed.TotalSeconds -lt 700) { Start-Sleep -Milliseconds 200 }
    $hosts = @(Get-Process -Name pwsh | Where-Object { $_.Id -ne $PID }).Count
    if (-not $server.HasExited) { Stop-Process -InputObject $server -Force }
    Start-Sleep -Seconds 3
    $left = @(Get-Process -Name pwsh | Where-Object { $_.Id -ne $PID }).Count
    'VENUE ' + (ConvertTo-Json -Compress @{ Init = $init; Pin = $pin; Hosts = $hosts; Left = $left })
}
finally { Clear-ProofService }
