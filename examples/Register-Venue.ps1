<#
.SYNOPSIS
Onboards the rehearsal venue: connects, reads the plan, shows it with -WhatIf, onboards, and lists the services.
.DESCRIPTION
Needs a running `npm start`. The PIN of a rehearsal is public; at a real venue, omit -Pin, and the command prompts for it.
Reads the code from the mailbox of the rehearsal cloud. At a real venue, Register-Venue prompts for the code from the e-mail.
.PARAMETER ClerkId
The Clerk ID that signs in.
.PARAMETER Pin
Its PIN; default: the one of the rehearsal.
.PARAMETER CloudUri
The address of the rehearsal cloud.
.EXAMPLE
pwsh -NoProfile -File examples/Register-Venue.ps1
#>
[CmdletBinding()]
[OutputType([string])]
param([string]$ClerkId = '1', [securestring]$Pin, [uri]$CloudUri)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$module = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '../scripts/VenueControl'))
# Elsewhere than in the program's folder: the installed one.
Import-Module $(if ([IO.Directory]::Exists($module)) { $module } else { 'VenueControl' })

if (-not $Pin) {
    $Pin = New-Object securestring
    foreach ($digit in '2468'.ToCharArray()) { $Pin.AppendChar($digit) }
}
if (-not $CloudUri) {
    $port = 4281
    if ($env:VENUE_CONTROL_CLOUD_PORT) { $port = $env:VENUE_CONTROL_CLOUD_PORT }
    $CloudUri = [uri]"http://127.0.0.1:$port"
}

'> Connect-VenueControl'
Connect-VenueControl -ClerkId $ClerkId -Pin $Pin | Out-String -Width 120
'> Test-VenueOnboarding'
Test-VenueOnboarding | Out-String -Width 120
'> Register-Venue -WhatIf'
Register-Venue -WhatIf
'> Register-Venue'
$sent = Request-VenueAuthenticationCode
"A code was mailed to $($sent.SentTo)"
$mail = @(Invoke-RestMethod -Uri "${CloudUri}mailbox" -Headers @{ Accept = 'application/json' } | ForEach-Object { $_ })[-1]
$code = New-Object securestring
foreach ($character in [regex]::Match($mail.text, 'Authentication Code: (\S+)').Groups[1].Value.ToCharArray()) { $code.AppendChar($character) }
Register-Venue -CustomerNumber (Get-Venue).CustomerNumber -AuthenticationCode $code -Reason 'Example' -Confirm:$false | Out-String -Width 120
'> Get-VenueService'
Get-VenueService | Out-String -Width 120
Disconnect-VenueControl
