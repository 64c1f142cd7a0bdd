<#
.SYNOPSIS
Runs the Pester tests and prints "N passed, N failed" on a line of its own.
.DESCRIPTION
Ends with 1 when a test failed or none ran. Needs the build (dist) and Pester in .tools, both from `npm run setup -- --test`.
.PARAMETER Path
Test files or folders; default all of them.
.PARAMETER Ring
everyday: all but tests with the tag Nightly. nightly: those only. quick: those with the tag Quick, which need neither
the build nor a host. all: everything, the default.
.EXAMPLE
pwsh -NoProfile -File test/scripts/Invoke-Tests.ps1
#>
[CmdletBinding()]
[OutputType([string])]
param(
    [string[]]$Path = @($PSScriptRoot, (Join-Path $PSScriptRoot '../module')),
    [ValidateSet('everyday', 'nightly', 'quick', 'all')][string]$Ring = 'all'
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../../.tools/pester/6.2.0/tools/Pester.psd1')
$configuration = New-PesterConfiguration
# Of the others Pester would run the outermost lines, to find no test there.
if ($Ring -eq 'quick') {
    $Path = @(Get-ChildItem $Path -Recurse -File -Filter *.Tests.ps1 | Where-Object { [IO.File]::ReadAllText($_.FullName) -match '-Tag\s.*\bQuick\b' } | ForEach-Object { $_.FullName })
}
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
if ($Ring -eq 'everyday') { $configuration.Filter.ExcludeTag = 'Nightly' }
if ($Ring -eq 'quick') { $configuration.Filter.Tag = 'Quick' }
if ($Ring -eq 'nightly') { $configuration.Filter.Tag = 'Nightly' }
$configuration.Output.Verbosity = 'Normal'
$configuration.Output.RenderMode = 'Plaintext'
$result = Invoke-Pester -Configuration $configuration
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
'{0} passed, {1} failed' -f $result.PassedCount, $failed
exit [int]($failed -gt 0 -or $result.PassedCount -eq 0)
