<#
.SYNOPSIS
Runs the suites of `npm run prove -- windows` on this machine: a real Windows, which nobody needs afterwards.
.DESCRIPTION
From the folder that the campaign lays out (docs/first-run-on-windows.md says how it comes here). Makes services whose names begin with Proof, and one whose name begins with VenueControl, and removes them. Not for a server with a venue. Emits a line a suite, and writes the whole to proof.log beside the folder. Ends with 1 when a case failed.
.PARAMETER TrustCertificate
The programs are signed by certificates made for the proof, which no machine trusts: with this, these are put into the machine's trusted roots for the time. Without it the cases of installation by signature fail.
.EXAMPLE
pwsh -NoProfile -ExecutionPolicy Bypass -File test\prove\windows\Invoke-Proof.ps1 -TrustCertificate
#>
[CmdletBinding()]
[OutputType([string])]
param([switch]$TrustCertificate)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$folder = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../..'))
$env:SERVICE_WORLD = Join-Path $PSScriptRoot 'WindowsWorld.psm1'
$log = Join-Path ([IO.Path]::GetDirectoryName($folder.TrimEnd('\'))) 'proof.log'
$suites = @(Join-Path $folder 'test\scripts\HostServiceContract.Tests.ps1') + @([IO.Directory]::GetFiles($PSScriptRoot, '*.Tests.ps1') | Sort-Object)
$pwsh = [Diagnostics.Process]::GetCurrentProcess().MainModule.FileName
$store = New-Object Security.Cryptography.X509Certificates.X509Store 'Root', 'LocalMachine'
$certificates = @(if ($TrustCertificate) { foreach ($name in 'service.exe', 'package.msi') { (Get-AuthenticodeSignature -LiteralPath (Join-Path $folder "test\fixtures\windows\$name")).SignerCertificate } })
$failed = 0
try {
    if ($TrustCertificate) { $store.Open('ReadWrite') }
    foreach ($certificate in $certificates) { $store.Add($certificate) }
    foreach ($suite in $suites) {
        $said = & $pwsh -NoProfile -NonInteractive -ExecutionPolicy Bypass -File (Join-Path $folder 'test\scripts\Invoke-Tests.ps1') -Path $suite
        if ($LASTEXITCODE -ne 0) { $failed++ }
        [IO.File]::AppendAllText($log, ($said -join [Environment]::NewLine) + [Environment]::NewLine)
        '{0}: {1}' -f [IO.Path]::GetFileNameWithoutExtension($suite), ($said | Select-Object -Last 1)
    }
}
finally {
    foreach ($certificate in $certificates) { $store.Remove($certificate) }
    $store.Dispose()
}
exit [int]($failed -gt 0)
