<#
.SYNOPSIS
An unattended nightly task: verifies the audit log, then writes the rows of the last days to a file, one JSON object per line.
.DESCRIPTION
Takes its API token from a vault as a SecureString. The token needs AUDIT_VIEW only. If the audit log is not intact, the script ends with 1 and keeps the files that are there.
.PARAMETER Folder
The folder for the files. It must exist.
.PARAMETER Days
The number of days, up to now.
.PARAMETER SecretName
The token's name in the vault.
.PARAMETER Uri
The address of the control plane; default: the one of Connect-VenueControl.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File examples/Export-Audit.ps1 -Folder D:\Audit
#>
[CmdletBinding()]
[OutputType([IO.FileInfo])]
param([Parameter(Mandatory = $true)][string]$Folder, [int]$Days = 1, [string]$SecretName = 'VenueControlAudit', [uri]$Uri)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module Microsoft.PowerShell.SecretManagement
$module = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '../scripts/VenueControl'))
# Elsewhere than in the program's folder: the installed one.
Import-Module $(if ([IO.Directory]::Exists($module)) { $module } else { 'VenueControl' })

$where = @{}
if ($Uri) { $where['Uri'] = $Uri }
$null = Connect-VenueControl -Token (Get-Secret -Name $SecretName) @where
try {
    $verification = Test-VenueAudit
    if (-not $verification.Intact) { throw "The audit log is not intact: $($verification.Detail)" }
    $file = [IO.Path]::Combine([IO.Path]::GetFullPath($Folder), 'audit-{0:yyyy-MM-dd}.jsonl' -f [datetime]::UtcNow)
    Get-VenueAuditLog -Since ([datetime]::Now.AddDays(-$Days)) -First 1000000 | ForEach-Object { ConvertTo-Json -InputObject $_ -Depth 3 -Compress } | Set-Content -LiteralPath "$file.new" -Encoding UTF8
    Move-Item -LiteralPath "$file.new" -Destination $file -Force
    Get-Item -LiteralPath $file
}
finally { Disconnect-VenueControl }
