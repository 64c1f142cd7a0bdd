<#
.SYNOPSIS
Collects what support asks for in one archive: status, health, services, operations, diagnosis, events. Its token needs SERVICES_VIEW and EVENT_LOGS_VIEW.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File Export-Diagnostics.ps1 -Path D:\diagnostics.zip
#>
param([Parameter(Mandatory)][string]$Path, [string]$SecretName = 'VenueControl', [uri]$Uri)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module VenueControl, Microsoft.PowerShell.SecretManagement
$folder = New-Item -ItemType Directory -Path ([IO.Path]::Combine([IO.Path]::GetTempPath(), [guid]::NewGuid()))
$null = Connect-VenueControl -Token (Get-Secret -Name $SecretName) -Uri $Uri
try {
    $parts = [ordered]@{ status = { Get-VenueStatus }; health = { Test-VenueHealth }; venue = { Get-Venue }; services = { Get-VenueService }
        operations = { Get-VenueOperation -First 50 }; diagnosis = { Test-VenueSync }; events = { Get-VenueEventLog -First 500 } }
    foreach ($name in $parts.Keys) { & $parts[$name] | ConvertTo-Json -Depth 6 | Set-Content -LiteralPath ([IO.Path]::Combine($folder.FullName, "$name.json")) -Encoding UTF8 }
    Compress-Archive -Path ([IO.Path]::Combine($folder.FullName, '*.json')) -DestinationPath $Path
    Get-Item -LiteralPath $Path
}
finally { Disconnect-VenueControl; Remove-Item -LiteralPath $folder.FullName -Recurse }
