<#
.SYNOPSIS
Compares the configured service names with the installed services.
.DESCRIPTION
One object a service: the name that venue.json says, whether there is such a service, and services that could be meant: for a person to choose
from; CandidateNames are theirs alone, in the same order. ClusterResource where a Windows cluster runs it, SharesProcess where its process runs other services too. A rehearsal knows its services by their keys. Mistake is what is wrong with venue.json as a whole, the same in each.
.EXAMPLE
./Find-VenueService.ps1
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param()
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')

foreach ($found in (Find-HostService)) {
    [pscustomobject]@{
        Key = $found.Key; Name = $found.Name; Exists = $found.Exists; Mistake = $found.Mistake
        Candidates = @($found.Candidates); CandidateNames = @($found.CandidateNames)
        ClusterResource = $found.ClusterResource; SharesProcess = $found.SharesProcess
    }
}
