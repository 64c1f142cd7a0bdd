<#
.SYNOPSIS
Installs, upgrades, has an install and an upgrade restored and uninstalls the control plane as a service, by its own commands.
.DESCRIPTION
Three unpacked programs lie in the folder: 1, 2, and 3, which spoils the state and doesn't start. Emits a line for each thing that has to hold: CASE and JSON with what, holds, got. What it installs it takes away.
.PARAMETER Folder
Where 1, 2, 3 and data (with venue.json and config.json) are.
.PARAMETER Port
Where the server listens.
.EXAMPLE
./Upgrade.ps1 -Folder C:\venue-upgrade -Port 4280
#>
[CmdletBinding()]
[OutputType([string])]
param([Parameter(Mandatory)][string]$Folder, [Parameter(Mandatory)][string]$Port)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$data = Join-Path $Folder 'data'
$programs = Join-Path $Folder 'programs'
$env:VENUE_CONTROL_PORT = $Port
$script:heard = 'nothing'
$services = 'SYSTEM\CurrentControlSet\Services'

function Invoke-Program([string]$Which, [string[]]$Word) {
    $program = Join-Path $Folder $Which
    $env:VENUE_CONTROL_PWSH = Join-Path $program 'powershell\pwsh.exe'
    $env:DOTNET_ROOT = Join-Path $program 'dotnet'
    $out, $wrong = (Join-Path $Folder 'out.txt'), (Join-Path $Folder 'wrong.txt')
    $line = @('"{0}"' -f (Join-Path $program 'dist\bundle\main.js')) + @($Word | ForEach-Object { '"{0}"' -f $_ })
    $ended = Start-Process -FilePath (Join-Path $program 'node\node.exe') -ArgumentList $line -RedirectStandardOutput $out -RedirectStandardError $wrong -PassThru -Wait -NoNewWindow
    @{ Code = $ended.ExitCode; Said = "$([IO.File]::ReadAllText($out)) $([IO.File]::ReadAllText($wrong))".Trim() }
}
# The service as the registry has it: the folder of its program, and nothing where there is none.
function Get-Registered {
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey("$services\VenueControl")
    if ($null -eq $key) { return '' }
    try { if ("$($key.GetValue('ImagePath'))" -match 'programs\\(?<Name>[^\\]+)\\scripts') { $Matches.Name } else { '' } } finally { $key.Dispose() }
}
# Its database is away, which is no fault of the program; everything else has to be well.
function Test-Answer {
    $script:heard = 'nothing'
    try {
        $life = ConvertFrom-Json -InputObject ([IO.File]::ReadAllText((Join-Path $data 'server.json')))
        $said = Invoke-WebRequest -Uri "http://127.0.0.1:$($life.port)/healthz" -UseBasicParsing -TimeoutSec 10 -SkipHttpErrorCheck
        $script:heard = "$($said.StatusCode) $($said.Content)"
        @((ConvertFrom-Json -InputObject $said.Content).parts | Where-Object status -EQ 'DOWN' | ForEach-Object name) -join ' ' -eq 'venue database'
    }
    catch {
        $script:heard = "$script:heard; $($_.Exception.Message)"
        $false
    }
}
function Get-State { "$(Get-Service -Name VenueControl -ErrorAction SilentlyContinue | ForEach-Object Status)" }
function Write-Check([string]$What, [bool]$Holds, [object]$Seen) {
    'CASE ' + (ConvertTo-Json -Compress -InputObject @{ what = $What; holds = $Holds; got = "$Seen" })
}
function Get-ProgramName { @(Get-ChildItem -Path $programs -Directory -ErrorAction SilentlyContinue | ForEach-Object Name | Sort-Object) -join ' ' }

if (Get-Service -Name VenueControl -ErrorAction SilentlyContinue) { throw 'The control plane is installed here: this is no machine for a proof.' }
$install = 'install', '--to', $programs, '--data', $data
function Test-Nothing { (Get-State) -eq '' -and (Get-Registered) -eq '' -and -not [IO.Directory]::Exists($programs) }
$said = Invoke-Program 1 ($install + '--dry-run')
Write-Check 'a dry run says its steps, and does none' ($said.Code -eq 0 -and $said.Said -match '(?s)^install would:.*Copy the program' -and (Test-Nothing)) $said.Said
$other = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, [int]$Port)
$other.Start()
try { $said = Invoke-Program 1 $install } finally { $other.Stop() }
Write-Check 'an install whose port another program has is restored: no service and no program, and the data are there' ($said.Code -ne 0 -and (Test-Nothing) -and [IO.File]::Exists((Join-Path $data 'venue.json'))) "$($said.Said) $(Get-State) $(Get-ProgramName)"
$said = Invoke-Program 1 $install
Write-Check 'install ends well' ($said.Code -eq 0) $said.Said
Write-Check 'the service runs the first, and answers' ((Get-State) -eq 'Running' -and (Get-Registered) -like '0.1.0-*' -and (Test-Answer)) "$(Get-State) $(Get-Registered) $script:heard"
$first = Get-Registered
$said = Invoke-Program 2 $install
Write-Check 'a second install is refused, and changes nothing' ($said.Code -ne 0 -and $said.Said -match 'is installed, from' -and (Get-Registered) -eq $first -and (Get-ProgramName) -eq $first) $said.Said
$said = Invoke-Program 2 upgrade
Write-Check 'an upgrade ends well' ($said.Code -eq 0) $said.Said
Write-Check 'the service runs the second, and answers' ((Get-State) -eq 'Running' -and (Get-Registered) -like '0.2.0-*' -and (Test-Answer)) "$(Get-State) $(Get-Registered) $script:heard"
Write-Check 'the state before it is backed up' (@(Get-ChildItem -Path (Join-Path $data 'backups') -Directory -ErrorAction SilentlyContinue).Count -eq 1) $said.Said
Write-Check 'the first program stays, to go back to' ((Get-ProgramName) -like "$first 0.2.0-*") (Get-ProgramName)
$second = Get-Registered
$said = Invoke-Program 2 upgrade
Write-Check 'an upgrade to the program that is installed is refused' ($said.Code -ne 0 -and $said.Said -match 'already runs this program' -and (Get-State) -eq 'Running') $said.Said
$said = Invoke-Program 3 upgrade
Write-Check 'an upgrade to one that does not start is refused in words' ($said.Code -ne 0 -and $said.Said -match 'service\.log') $said.Said
Write-Check 'and was restored: the second runs again, and answers' ((Get-State) -eq 'Running' -and (Get-Registered) -eq $second -and (Test-Answer)) "$(Get-State) $(Get-Registered) $script:heard"
Write-Check 'its state too, which the third had spoilt, and that is reported' ($said.Said -match 'its state from the backup' -and @(Get-ChildItem -Path $data -Filter 'replaced-*' -Directory).Count -eq 1) $said.Said
Write-Check 'the third left no program' ((Get-ProgramName) -notlike '*0.3.0*') (Get-ProgramName)
Write-Check 'why is in service.log' ("$(Get-Content -Path (Join-Path $data 'service.log') -Raw -ErrorAction SilentlyContinue)" -match 'It is broken on purpose') ''
$said = Invoke-Program 1 uninstall
Write-Check 'an uninstall ends well' ($said.Code -eq 0) $said.Said
Write-Check 'no service is left, nor its source in the event log' ((Get-Registered) -eq '' -and $null -eq [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey("$services\EventLog\Application\VenueControl")) (Get-Registered)
$left = @(if ([IO.Directory]::Exists($programs)) { [IO.Directory]::GetFileSystemEntries($programs) }) + @(Get-Process -Name node -ErrorAction SilentlyContinue | ForEach-Object { "process $($_.Id) of $($_.Path), since $($_.StartTime.ToString('HH:mm:ss'))" })
Write-Check 'no program is left, and no process of one' (-not [IO.Directory]::Exists($programs) -and $left.Count -eq 0) "$($left -join '; '); $($said.Said)"
Write-Check 'the data are there' ([IO.File]::Exists((Join-Path $data 'state.sqlite')) -and [IO.File]::Exists((Join-Path $data 'venue.json'))) ''
$said = Invoke-Program 2 $install
Write-Check 'installed again on these data it answers' ($said.Code -eq 0 -and (Get-Registered) -eq $second -and (Test-Answer)) "$($said.Said) $script:heard"
$said = Invoke-Program 1 uninstall, '--delete-data'
Write-Check 'an uninstall that deletes the data leaves nothing' ($said.Code -eq 0 -and (Test-Nothing) -and -not [IO.Directory]::Exists($data)) $said.Said
