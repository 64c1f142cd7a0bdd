<#
.SYNOPSIS
Counts which scripts of the program are signed, and how.
.DESCRIPTION
One row. Scripts: how many there are; Unsigned, Altered (changed since they were signed) and Untrusted (signed by a publisher that this machine does not trust): how many of them. Example: the first that is altered, else untrusted, else unsigned, from the program's folder on, or null. Publisher: subjects of the certificates, or null. Windows only.
.PARAMETER Program
Folder of the program.
.EXAMPLE
./Get-ProgramSignature.ps1 -Program 'C:\Program Files\VenueControl\0.1.0-0a1b2c3d'
.OUTPUTS
Scripts, Unsigned, Altered, Untrusted, Example, Publisher
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)][ValidateLength(1, 1024)][string]$Program
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../services/VenueError.psm1')
. (Join-Path $PSScriptRoot '../services/WindowsOnly.ps1')
. (Join-Path $PSScriptRoot '../installation/ProgramSignature.ps1')

Confirm-Windows -What 'Signatures of scripts'
$root = [IO.Path]::GetFullPath($Program)
$known = @{ Valid = 'Valid'; NotSigned = 'Unsigned'; HashMismatch = 'Altered' }
$found = @{ Valid = @(); Unsigned = @(); Altered = @(); Untrusted = @() }
$publishers = @{}
foreach ($file in (Get-SignableFile -Folder (Join-Path $root 'scripts'))) {
    $signature = Get-AuthenticodeSignature -LiteralPath $file
    $state = $known["$($signature.Status)"]
    $found[$(if ($state) { $state } else { 'Untrusted' })] += $file
    if ($signature.SignerCertificate) { $publishers["$($signature.SignerCertificate.Subject)"] = $true }
}
$example = @($found.Altered + $found.Untrusted + $found.Unsigned) | Select-Object -First 1
[pscustomobject]@{
    Scripts   = @($found.Values | ForEach-Object { $_ }).Count
    Unsigned  = $found.Unsigned.Count
    Altered   = $found.Altered.Count
    Untrusted = $found.Untrusted.Count
    Example   = $(if ($example) { $example.Substring($root.TrimEnd('\', '/').Length + 1) } else { $null })
    Publisher = $(if ($publishers.Count -gt 0) { @($publishers.Keys | Sort-Object) -join '; ' } else { $null })
}
