<#
.SYNOPSIS
What the administrator of a fleet does in one PowerShell: reads a request from a JSON file, and writes what came of it to another.
.PARAMETER Path
JSON: what, inventory, result, and by what is to be done more. Standard input has the API tokens, as JSON, by venue.
#>
param([Parameter(Mandatory = $true)][string]$Path)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$request = ConvertFrom-Json ([IO.File]::ReadAllText($Path)) -AsHashtable
$tokens = @{}
foreach ($pair in (ConvertFrom-Json ([Console]::In.ReadToEnd()) -AsHashtable).GetEnumerator()) { $tokens[$pair.Key] = ConvertTo-SecureString $pair.Value -AsPlainText -Force }
Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../../scripts/VenueControl')))
$venues = @(ConvertFrom-Json ([IO.File]::ReadAllText($request.inventory)) -AsHashtable)
$fleet = @{ Inventory = $request.inventory; Token = { $tokens[$_.Name] }; ThrottleLimit = 16; ErrorAction = 'SilentlyContinue'; ErrorVariable = 'failed' }
foreach ($option in 'Name', 'TimeoutSeconds') { if ($request.ContainsKey($option)) { $fleet[$option] = $request[$option] } }
$failed = @()
$more = @{}

# As an administrator would write it without the module's own fleet commands.
function Invoke-PlainLoop {
    $venues | ForEach-Object -ThrottleLimit 16 -Parallel {
        $to = @{ HostName = $_.HostName; Port = $_.Port; UserName = $_.UserName; KeyFilePath = $_.KeyFilePath; Options = $_.Options }
        # One that fails is missing in the rows.
        Invoke-Command @to -ErrorAction SilentlyContinue -ArgumentList ($using:tokens)[$_.Name], $_.Uri -ScriptBlock { param($token, $uri) [void](Connect-VenueControl -Token $token -Uri $uri); Get-VenueStatus }
    }
}

# Whatever could be run beyond the module's commands in a session of the restricted endpoint: each name of this PowerShell, each with a
# parameter that no command has, so that nothing is done; programs; and texts.
function Test-RestrictedEndpoint {
    $to = $venues[0]
    $session = New-PSSession -HostName $to.HostName -Port $to.Port -UserName $to.UserName -KeyFilePath $to.KeyFilePath -Options $to.Options -Subsystem restricted
    $marker = Join-Path ([IO.Path]::GetDirectoryName($Path)) marker
    $try = {
        param($shell)
        $shell.Runspace = $session.Runspace
        try { [void]$shell.Invoke(); if ($shell.HadErrors) { "$($shell.Streams.Error[0].FullyQualifiedErrorId)" } else { 'RAN' } }
        catch { $last = $_.Exception.GetBaseException(); if ($last -is [Management.Automation.RuntimeException]) { "$($last.ErrorRecord.FullyQualifiedErrorId)" } else { $last.GetType().Name } }
        finally { $shell.Dispose() }
    }
    try {
        $names = @(Get-Command -CommandType Cmdlet, Function, Alias | ForEach-Object { $_.Name; if ($_.ModuleName) { "$($_.ModuleName)\$($_.Name)" } } | Sort-Object -Unique)
        $found = @(foreach ($name in $names) { if ((& $try ([powershell]::Create().AddCommand($name).AddParameter('NoCommandHasThis'))) -ne 'CommandNotFoundException') { $alias = Get-Alias $name -ErrorAction Ignore; if ($alias) { $alias.Definition } else { $name } } })
        $programs = 'sh', 'bash', 'id', 'node', 'python3', 'env', '/bin/sh', '/usr/bin/env', './powershell', 'dotnet', 'ssh'
        $ran = @(foreach ($name in $programs) { if ((& $try ([powershell]::Create().AddCommand($name).AddArgument('-c').AddArgument("touch $marker"))) -ne 'CommandNotFoundException') { $name } })
        $texts = @("[IO.File]::WriteAllText('$marker', '')", "'x' > $marker", "& { touch $marker }", '$ExecutionContext.SessionState.LanguageMode = 0', 'Get-VenueStatus; Get-ChildItem', '$x = 1; $x', "Get-VenueStatus | ForEach-Object { touch $marker }", 'Set-Location /; Get-Location',
            'function Get-VenueStatus { 1 }', 'Import-Module Microsoft.PowerShell.Management', '. /etc/profile', 'Get-Content /etc/passwd', '${env:PATH}', 'Get-VenueStatus -Connection ([pscustomobject]@{})')
        $ran += @(foreach ($text in $texts) {
                if ((& $try ([powershell]::Create().AddScript($text))) -eq 'RAN') { $text }
                $inFleet = @(Invoke-VenueFleet -Session $session ([scriptblock]::Create($text)) -ErrorAction SilentlyContinue -ErrorVariable refused)
                if ($inFleet.Count -or -not $refused.Count) { "Invoke-VenueFleet: $text" }
            })
        # Script blocks as arguments of the commands that each restricted session has.
        $block = [scriptblock]::Create("[IO.File]::WriteAllText('$marker', '')")
        foreach ($pair in @('Select-Object', 'Property'), @('Measure-Object', 'Property'), @('Get-Command', 'Name'), @('Out-Default', 'InputObject')) { [void](& $try ([powershell]::Create().AddCommand('Get-Command').AddCommand($pair[0]).AddParameter($pair[1], $block))) }
        if ([IO.File]::Exists($marker)) { $ran += 'something wrote a file' }
        $can = [powershell]::Create().AddCommand('Get-Command')
        $can.Runspace = $session.Runspace
        @{ tried = $names.Count + $programs.Count + 2 * $texts.Count + 4; found = $found; ran = $ran; visible = @($can.Invoke() | ForEach-Object { @{ name = "$($_.Name)"; runs = "$(if ("$($_.CommandType)" -eq 'Alias') { $_.Definition } else { $_.Name })" } }) }
        $can.Dispose()
    }
    finally { Remove-PSSession $session }
}

# With the children that it has waited for: ssh. In clock ticks of 10 ms.
function Get-ProcessorTime { $ticks = 0; foreach ($figure in ([IO.File]::ReadAllText('/proc/self/stat') -replace '^.*\) ' -split ' ')[11..14]) { $ticks += [int]$figure }; $ticks / 100 }

$before = Get-ProcessorTime
$watch = [Diagnostics.Stopwatch]::StartNew()
$rows = @(
    switch ($request.what) {
        'status' { Get-VenueFleet @fleet }
        'loop' { Invoke-PlainLoop }
        'compare' { Compare-Venue @fleet }
        'restricted' { Test-RestrictedEndpoint }
        'rollout' {
            foreach ($option in 'Journal', 'Wave', 'FailureBudget', 'SettleSeconds', 'RetryUnknown', 'RetryFailed') { if ($request.ContainsKey($option)) { $more[$option] = $request[$option] } }
            $text = "Restart-VenueService netpos -Reason '$($request.reason)' -Confirm:`$false"
            if ($request.isKeyed) { $text = "param(`$IdempotencyKey) $text -IdempotencyKey `$IdempotencyKey" }
            Start-VenueRollout @fleet @more -Confirm:$false ([scriptblock]::Create($text))
        }
    }
)
$seconds = $watch.Elapsed.TotalSeconds
$processor = (Get-ProcessorTime) - $before
$peak = [regex]::Match([IO.File]::ReadAllText('/proc/self/status'), 'VmHWM:\s+(\d+)').Groups[1].Value
$faults = @($failed | ForEach-Object { @{ venue = "$($_.TargetObject)"; code = "$(($_.FullyQualifiedErrorId -split ',')[0])"; message = "$_" } })
[IO.File]::WriteAllText($request.result, (ConvertTo-Json -Depth 5 -Compress @{ rows = $rows; failed = $faults; seconds = $seconds; processorSeconds = $processor; peakMegabytes = [int]$peak / 1024 }))
