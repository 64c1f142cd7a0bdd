<#
.SYNOPSIS
Tests what depends on the account that runs this: the event logs, and the way to swiftpos Cloud.
.DESCRIPTION
One object for each event log of the venue (Part: event log) and one for the cloud (Part: proxy): its Name (of the proxy its address, or null), Source (who named the proxy: venue.json, HTTPS_PROXY or account), Why (what is wrong, or null) and the Account. Changes and sends nothing.
.EXAMPLE
./Test-VenueAccess.ps1
.OUTPUTS
Part, Name, Source, Why, Account
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param()
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')
Import-Module (Join-Path $PSScriptRoot '../services/CloudTransport.psm1')

$account = '{0}\{1}' -f [Environment]::UserDomainName, [Environment]::UserName
foreach ($log in (Test-HostEventLog)) { [pscustomobject]@{ Part = 'event log'; Name = $log.Name; Source = $null; Why = $log.Why; Account = $account } }
$way = Test-CloudWay
[pscustomobject]@{ Part = 'proxy'; Name = $way.Proxy; Source = $way.Source; Why = $way.Why; Account = $account }
