<#
.SYNOPSIS
Runs the suites of `npm run prove -- windows` on this machine: a real Windows, which no one needs afterwards.
.DESCRIPTION
From the folder that the campaign lays out (docs/how-to/first-run-on-windows.md says how it comes here). Makes services whose names begin with Proof, and one whose name begins with VenueControl, and removes them. Turns on PowerShell remoting (WinRM), and leaves it on. Not for a server with a venue. Emits a table, or with -Json one JSON object; writes the whole to proof.log beside the folder, and what a person can send to proof-report.md: the ten most probable failures of a first run as they are on this server, without names of the machine or of people. Ends with 1 when a case failed, a suite lost its cases, or something of it is left, and with 2 where nothing was done.
.PARAMETER TrustCertificate
The programs are signed by certificates made for the proof, which no machine trusts: with this, these are put into the machine's trusted roots for the time. Without it the cases of installation by signature fail.
.PARAMETER Doctor
The file that `venue-control doctor --json` wrote on this server, for the report.
.PARAMETER Json
For a program that reads it: machine, suites, left, report, ok.
.EXAMPLE
pwsh -NoProfile -ExecutionPolicy Bypass -File test\prove\windows\Invoke-Proof.ps1 -TrustCertificate -Doctor C:\install\doctor.json
#>
[CmdletBinding()]
[OutputType([string])]
param([switch]$TrustCertificate, [string]$Doctor = '', [switch]$Json)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$folder = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../..'))
$env:SERVICE_FIXTURE = Join-Path $PSScriptRoot 'WindowsFixture.psm1'
$log = Join-Path ([IO.Path]::GetDirectoryName($folder.TrimEnd('\'))) 'proof.log'
$report = Join-Path ([IO.Path]::GetDirectoryName($log)) 'proof-report.md'
$suites = @(Join-Path $folder 'test\scripts\services\HostServiceContract.Tests.ps1') + @([IO.Directory]::GetFiles($PSScriptRoot, '*.Tests.ps1') | Sort-Object)
# Of one that dotnet runs the program is dotnet, and the first word what it runs.
$pwsh = [Diagnostics.Process]::GetCurrentProcess().MainModule.FileName
$leading = @(if ([IO.Path]::GetFileNameWithoutExtension($pwsh) -eq 'dotnet') { [Environment]::GetCommandLineArgs()[0] })

function Stop-Proof([string]$Why) {
    [Console]::Error.WriteLine("$Why Nothing was done.")
    exit 2
}
# On a machine with a venue services of the same names are someone's.
if (Get-Service -Name VenueControl -ErrorAction SilentlyContinue) { Stop-Proof 'The control plane is installed here: this proof is only for a disposable machine.' }
$isAdministrator = ([Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
if ($Doctor -and -not [IO.File]::Exists($Doctor)) { Stop-Proof "There is no file $Doctor." }
if (-not $isAdministrator) { Stop-Proof 'Services are made and removed by administrators only: open PowerShell by "Run as administrator", and run it again.' }
function Get-Left {
    foreach ($name in 'Proof*', 'VenueControl*') { Get-Service -Name $name -ErrorAction SilentlyContinue | ForEach-Object { "service $($_.Name)" } }
    if (Get-Command Get-ScheduledTask -ErrorAction SilentlyContinue) { Get-ScheduledTask -TaskPath '\Venue Control Plane\' -ErrorAction SilentlyContinue | ForEach-Object { "task $($_.TaskName)" } }
    $source = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('SYSTEM\CurrentControlSet\Services\EventLog\Application\VenueControlProof')
    if ($source) { $source.Dispose(); 'event source VenueControlProof' }
    $endpoint = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('SOFTWARE\Microsoft\Windows\CurrentVersion\WSMAN\Plugin\ProofVenueControl')
    if ($endpoint) { $endpoint.Dispose(); 'endpoint ProofVenueControl' }
}
function Invoke-Suite([string]$Path) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $said = @(& $pwsh @leading -NoProfile -NonInteractive -ExecutionPolicy Bypass -File (Join-Path $folder 'test\scripts\Invoke-Tests.ps1') -Path $Path)
    $code = $LASTEXITCODE
    [IO.File]::AppendAllText($log, ($said -join [Environment]::NewLine) + [Environment]::NewLine)
    $counted = [regex]::Match("$($said | Select-Object -Last 1)", '^(\d+) passed, (\d+) failed$')
    $name = [IO.Path]::GetFileName($Path) -replace '\.Tests\.ps1$', ''
    # Beside the table: it takes minutes.
    [Console]::Error.WriteLine("suite ${name}: $($said | Select-Object -Last 1)")
    [pscustomobject]@{
        Suite   = $name
        Passed  = [int]"0$($counted.Groups[1].Value)"
        Failed  = [int]"0$($counted.Groups[2].Value)"
        Seconds = [int]$watch.Elapsed.TotalSeconds
        Ok      = $code -eq 0 -and $counted.Success
        Wrong   = @($said | ForEach-Object { if ("$_" -match '^\[-\] (.+)$') { $Matches[1] } })
    }
}

$store = New-Object Security.Cryptography.X509Certificates.X509Store 'Root', 'LocalMachine'
$certificates = @(if ($TrustCertificate) { foreach ($name in 'service.exe', 'package.msi') { (Get-AuthenticodeSignature -LiteralPath (Join-Path $folder "test\fixtures\windows\$name")).SignerCertificate } })
$before = @(Get-Left)
# Before the try: anyone who may not open it has nothing to take back, and reads why.
if ($TrustCertificate) { $store.Open('ReadWrite') }
try {
    foreach ($certificate in $certificates) { $store.Add($certificate) }
    $rows = @(foreach ($suite in $suites) { Invoke-Suite -Path $suite })
}
finally {
    foreach ($certificate in $certificates) { $store.Remove($certificate) }
    $store.Dispose()
}
$left = @(Get-Left | Where-Object { $before -notcontains $_ })
# Of a program that was unpacked its PowerShell runs this.
$program = [IO.Path]::GetDirectoryName([IO.Path]::GetDirectoryName($pwsh))
Import-Module (Join-Path $folder 'scripts\services\VenueError.psm1')
foreach ($part in 'WindowsOnly', 'WindowsEvent', 'FolderAccess', 'ServiceManager', 'ServiceRegistry', 'ServiceRefusal', 'SystemTask') { . (Join-Path $folder "scripts\services\$part.ps1") }
foreach ($part in 'ServerEvent', 'ServiceAccount', 'ServiceRights', 'LateStart', 'ServerRegistration') { . (Join-Path $folder "scripts\installation\$part.ps1") }
. (Join-Path $PSScriptRoot 'ProofReport.ps1')
Write-ProofReport -Folder $folder -Program $program -Doctor $Doctor -Suite $rows -Left $left -To $report
$left = @(Get-Left | Where-Object { $before -notcontains $_ })
$ok = $left.Count -eq 0 -and @($rows | Where-Object { -not $_.Ok }).Count -eq 0
if ($Json) {
    ConvertTo-Json -Depth 4 -InputObject @{ machine = [Environment]::OSVersion.VersionString; powershell = "$($PSVersionTable.PSVersion)"; at = [datetime]::UtcNow.ToString('o'); suites = $rows; left = $left; report = $report; ok = $ok }
}
else {
    '{0,-22} {1,7} {2,7} {3,8}' -f 'suite', 'passed', 'failed', 'seconds'
    foreach ($row in $rows) {
        '{0,-22} {1,7} {2,7} {3,8}' -f $row.Suite, $row.Passed, $row.Failed, $row.Seconds
        foreach ($name in $row.Wrong) { "    $name" }
    }
    foreach ($thing in $left) { "left: $thing" }
    "The report to send: $report"
    if ($ok) { 'Everything held.' } else { "Not everything held. The whole is in $log." }
}
exit [int](-not $ok)
