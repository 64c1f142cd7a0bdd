<#
.SYNOPSIS
Starts services and ends them, again and again: stopped, killed, or ended by themselves.
.DESCRIPTION
Prints one line of JSON: rounds, what was wrong, and how long a start, a stop and a kill took (milliseconds, median and slowest).
.PARAMETER Count
How many rounds.
.PARAMETER Seed
The same seed makes the same rounds.
.EXAMPLE
./Rounds.ps1 -Count 200 -Seed 1
#>
[CmdletBinding()]
[OutputType([string])]
param([Parameter(Mandatory)][int]$Count, [Parameter(Mandatory)][int]$Seed)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module $env:SERVICE_FIXTURE
New-ServiceFixture
. (Join-Path $PSScriptRoot 'Steps.ps1')
$random = [Random]::new($Seed)
$keys = 'gateway-client', 'end-of-day', 'sales-processing', 'services-monitor'
foreach ($key in 'end-of-day', 'sales-processing') { Stop-HostService -Name $key; [void](Wait-State $key Stopped) }
$wrong = [Collections.Generic.List[string]]::new()
$times = @{ start = [Collections.Generic.List[double]]::new(); stop = [Collections.Generic.List[double]]::new(); kill = [Collections.Generic.List[double]]::new() }
$processes = @{}

for ($round = 1; $round -le $Count; $round++) {
    $key = $keys[$random.Next($keys.Count)]
    $way = @('stop', 'stop', 'kill', 'end')[$random.Next(4)]
    $code = $random.Next(1, 5000)
    Set-ServiceWord -Key $key -Word $(if ($way -eq 'end') { "end=400 exit=$code" } else { "start=$($random.Next(2) * 200) stop=$($random.Next(2) * 200)" })
    try {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        Start-HostService -Name $key
        $running = Wait-HostService -Name $key -State Running -TimeoutSeconds 20 -StableSeconds 0
        $times.start.Add($watch.Elapsed.TotalMilliseconds)
        if ($running.Outcome -ne 'Stable') { throw "started: $($running.Outcome)" }
        if ($processes[$key] -eq $running.ProcessId) { throw "the process of before, $($running.ProcessId)" }
        $processes[$key] = $running.ProcessId
        $watch.Restart()
        if ($way -eq 'stop') { Stop-HostService -Name $key }
        if ($way -eq 'kill') { Stop-Process -Id $running.ProcessId -Force }
        $ended = Wait-State $key Stopped
        if ($way -ne 'end') { $times[$way].Add($watch.Elapsed.TotalMilliseconds) }
        $expected = @{ stop = 0; kill = 1067; end = $code }[$way]
        if ($ended.State -ne 'Stopped' -or $ended.ProcessId) { throw "afterwards $($ended.State), process $($ended.ProcessId)" }
        if ($ended.ExitCode -ne $expected) { throw "exit code $($ended.ExitCode), not $expected" }
        for ($look = 0; $look -lt 50 -and (Get-Process -Id $running.ProcessId -ErrorAction SilentlyContinue); $look++) { Start-Sleep -Milliseconds 20 }
        if (Get-Process -Id $running.ProcessId -ErrorAction SilentlyContinue) { throw 'its process is left' }
    }
    catch {
        $wrong.Add("round $round, $key, ${way}: $($_.Exception.Message)")
        Reset-Service $key
    }
}
$left = Remove-ServiceFixture
if ($left -ne 0) { $wrong.Add("$left services are left") }
$result = @{ rounds = $Count; wrong = $wrong.ToArray() }
foreach ($name in $times.Keys) {
    $sorted = @($times[$name] | Sort-Object)
    $result[$name] = @{ count = $sorted.Count; median = [Math]::Round($sorted[[int][Math]::Floor($sorted.Count / 2)]); slowest = [Math]::Round($sorted[-1]) }
}
'ROUNDS ' + (ConvertTo-Json $result -Compress -Depth 4)
