<#
.SYNOPSIS
Starts the SSH server of a fleet in the network namespace of another process, emits where it is as one line of JSON, and ends it when standard input ends.
#>
param([Parameter(Mandatory = $true)][string]$Folder, [Parameter(Mandatory = $true)][int]$NetworkOf)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../module/SshServer.psm1')))
# Each session lives for seconds: what .NET would learn for a better compilation costs more than it brings.
$server = Start-SshServer -Environment @{ DOTNET_TieredPGO = '0'; DOTNET_gcConcurrent = '0' } -Folder $Folder -NetworkOf $NetworkOf -Seconds 1800
try {
    [Console]::Out.WriteLine((ConvertTo-Json -Compress @{ Port = $server.Port; UserName = $server.UserName; KeyFilePath = $server.KeyFilePath; Options = $server.Options }))
    [void][Console]::In.ReadToEnd()
}
finally { Stop-SshServer -Server $server }
