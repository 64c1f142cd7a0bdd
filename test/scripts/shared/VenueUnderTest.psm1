<#
A rehearsal of its own for each test file: a fresh data folder, a free port, real service processes, the real rehearsal cloud.
#>
Set-StrictMode -Version 3.0

$script:Project = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../..'))
$script:Cloud = $null

# Makes a data folder and points the environment at it. Emits the data folder.
function New-VenueUnderTest {
    param([switch]$WithCloud)
    $folder = Join-Path ([IO.Path]::GetTempPath()) ('venue-' + [guid]::NewGuid().ToString('N'))
    [void][IO.Directory]::CreateDirectory($folder)
    $port = Get-FreePort
    $env:VENUE_CONTROL_DATA = $folder
    $env:VENUE_CONTROL_VENUE = 'rehearsal'
    $env:VENUE_CONTROL_NODE = Get-NodePath
    $env:VENUE_CONTROL_ENTRY = Join-Path $script:Project 'test/fixtures/service-entry.mjs'
    $env:VENUE_CONTROL_CLOUD_PORT = "$port"
    $env:VENUE_CONTROL_CLOUD_URL = "http://127.0.0.1:$port"
    $env:VENUE_CONTROL_REHEARSAL_PACE = '0'
    if ($WithCloud) { Start-Cloud }
    else {
        [void][IO.Directory]::CreateDirectory((Join-Path $folder 'rehearsal'))
        [IO.File]::WriteAllText((Join-Path $folder 'rehearsal/machine.json'), '{"machineId":"11111111-2222-3333-4444-555555555555","swiftposVersion":"10.58.0"}')
    }
    $folder
}

# Ends every process of the rehearsal and deletes its folder. Emits how many service processes were left afterwards: 0.
function Remove-VenueUnderTest {
    Set-Fault -Fault @{}
    $module = Join-Path $script:Project 'dist/rehearsal/services/shutdown.js'
    $program = "const m = await import(process.argv[1]); await m.stopAllServices(process.argv[2]); console.log(m.runningServices(process.argv[2]).length)"
    $left = & $env:VENUE_CONTROL_NODE --input-type=module -e $program $module $env:VENUE_CONTROL_DATA
    if ($script:Cloud) {
        $script:Cloud.Kill()
        $script:Cloud.WaitForExit()
        $script:Cloud = $null
    }
    [IO.Directory]::Delete($env:VENUE_CONTROL_DATA, $true)
    [int]$left
}

# Replaces the map of faults. Through the file, renamed into place: it acts within a second.
function Set-Fault {
    param([Parameter(Mandatory)][hashtable]$Fault)
    if ($script:Cloud) {
        [void](Invoke-RestMethod -Method Put -Uri "$env:VENUE_CONTROL_CLOUD_URL/faults" -Body (ConvertTo-Json $Fault) -ContentType 'application/json')
        return
    }
    $file = Join-Path $env:VENUE_CONTROL_DATA 'rehearsal/faults.json'
    [IO.File]::WriteAllText("$file.tmp", (ConvertTo-Json $Fault))
    [IO.File]::Move("$file.tmp", $file, $true)
}

# Reads the newest authentication code from the mailbox. As a person would, from the text of the last mail.
function Get-NewestCode {
    $mail = @(Invoke-RestMethod -Uri "$env:VENUE_CONTROL_CLOUD_URL/mailbox" -Headers @{ Accept = 'application/json' })
    [regex]::Match(@($mail | ForEach-Object { $_ })[-1].text, 'Authentication Code: (\S+)').Groups[1].Value
}

# Runs a catalogue script; answers its error id where it fails. Up to the first comma, as the host reads it.
function Invoke-Operation {
    param([Parameter(Mandatory)][string]$Name, [hashtable]$With = @{})
    $file = Join-Path $script:Project "scripts/operations/$Name.ps1"
    try { & $file @With }
    catch { $_.FullyQualifiedErrorId.Split(',')[0] }
}

function Start-Cloud {
    $start = [Diagnostics.ProcessStartInfo]::new($env:VENUE_CONTROL_NODE)
    $start.ArgumentList.Add((Join-Path $script:Project 'test/fixtures/cloud-entry.mjs'))
    $start.RedirectStandardOutput = $true
    $script:Cloud = [Diagnostics.Process]::Start($start)
    $line = $script:Cloud.StandardOutput.ReadLine()
    if ($line -notlike 'Rehearsal cloud ready*') { throw "The rehearsal cloud did not start: $line" }
}

function Get-FreePort {
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $listener.Start()
    try { $listener.LocalEndpoint.Port }
    finally { $listener.Stop() }
}

function Get-NodePath {
    if ($env:VENUE_CONTROL_NODE) { return $env:VENUE_CONTROL_NODE }
    $own = @(Get-ChildItem -Path (Join-Path $script:Project 'node_modules/node-*/bin/node') -ErrorAction SilentlyContinue)
    if ($own.Count -gt 0) { return $own[0].FullName }
    (Get-Command node -CommandType Application | Select-Object -First 1).Source
}

Export-ModuleMember -Function New-VenueUnderTest, Remove-VenueUnderTest, Set-Fault, Get-NewestCode, Invoke-Operation
