<#
.SYNOPSIS
Requests an authentication code, which the cloud sends to the registered mailbox.
.DESCRIPTION
A new code invalidates earlier ones. The code itself is only in that e-mail.
Errors: VENUE_UNKNOWN, REGISTRATION_EXPIRED, TOO_MANY_CODES, CLOUD_UNREACHABLE, CLOUD_NO_ANSWER, CLOUD_REFUSED.
.PARAMETER CustomerNumber
Eight digits, as the registration shows them.
.EXAMPLE
./Request-AuthenticationCode.ps1 -CustomerNumber 10482213
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[0-9]{8}\z')]
    [string]$CustomerNumber
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '../services/Import-VenueProvider.ps1')
Import-Module (Join-Path $PSScriptRoot '../services/VenueCloud.psm1') -Verbose:$false

$answer = Request-Code -CustomerNumber $CustomerNumber
[pscustomobject]@{ SentTo = $answer.SentTo; SentAt = $answer.SentAt; ExpiresAt = $answer.ExpiresAt; AttemptsLeft = $answer.AttemptsLeft }
