<#
.SYNOPSIS
Reads which Windows and .NET the venue's server has.
.DESCRIPTION
Product, Edition, Type (Server, Server Core or Client), Build, Is64Bit, DotNet (that runs this), and FrameworkRelease: the number of .NET Framework 4, or null.
.EXAMPLE
./Get-VenueSystem.ps1
.OUTPUTS
Product, Edition, Type, Build, Is64Bit, DotNet, FrameworkRelease
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param()
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

$setup = Get-SystemSetup
[pscustomobject]@{
    Product = $setup.Product; Edition = $setup.Edition; Type = $setup.Type; Build = $setup.Build
    Is64Bit = $setup.Is64Bit; DotNet = $setup.DotNet; FrameworkRelease = $setup.FrameworkRelease
}
