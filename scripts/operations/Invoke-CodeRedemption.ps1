<#
.SYNOPSIS
Redeems an authentication code, at most once.
.DESCRIPTION
Sends exactly one request. What it yields is kept as the pending gateway credential.
Rejected by the cloud, nothing was redeemed: CODE_WRONG, CODE_EXPIRED, CODE_USED, CODE_MALFORMED, REGISTRATION_EXPIRED, REDEMPTION_CLOSED, VENUE_UNKNOWN, CLOUD_REFUSED.
Nothing was sent: CLOUD_UNREACHABLE, MACHINE_UNKNOWN. Unknown, so close the redemption: CLOUD_NO_ANSWER, REDEMPTION_REPEATED.
.PARAMETER CustomerNumber
Eight digits, as the registration shows them.
.PARAMETER RedemptionId
Id of the redemption (UUID), stored by the caller before anything is sent.
.PARAMETER Code
The authentication code from the mailbox.
.EXAMPLE
./Invoke-CodeRedemption.ps1 -CustomerNumber 10482213 -RedemptionId 5f0c4a52-7c1e-4d0e-9a53-0d3f0a1f6b11 -Code $code
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[0-9]{8}\z')]
    [string]$CustomerNumber,
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z')]
    [string]$RedemptionId,
    [Parameter(Mandatory = $true)]
    [securestring]$Code
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')
Import-Module (Join-Path $PSScriptRoot '../services/VenueCloud.psm1') -Verbose:$false

$machine = Get-VenueHostState
if (-not $machine.MachineId) { throw (New-VenueError -ErrorId MACHINE_UNKNOWN -Message 'This server''s identity could not be read, so the cloud was not called. The code was not sent.' -Category ObjectNotFound) }
$redeemed = Invoke-Redemption -CustomerNumber $CustomerNumber -RedemptionId $RedemptionId -Code $Code -Machine $machine
Set-PendingCredential -CustomerNumber $CustomerNumber -RedemptionId $RedemptionId -Credential $redeemed.Credential
[pscustomobject]@{ RedemptionId = $redeemed.RedemptionId; RedeemedAt = $redeemed.RedeemedAt }
