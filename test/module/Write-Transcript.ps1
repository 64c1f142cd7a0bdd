<#
.SYNOPSIS
Plays the whole main job, and every command with wrong input, by the module alone against a server of its own, and writes down what an admin reads.
.DESCRIPTION
For reading, aloud too: nothing is asserted. One column width a run of the commands; the same server. Nobody is at the keyboard: what wants somebody says so.
Times, ids and ports differ from run to run.
.PARAMETER Width
Columns.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File test/module/Write-Transcript.ps1 -Width 80, 120
#>
[CmdletBinding()]
[OutputType([string])]
param([int[]]$Width = @(80, 120))
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Continue'
$ProgressPreference = 'SilentlyContinue'
# Where LANG is C, PowerShell breaks a line within a word; no admin's machine does.
if ([Globalization.CultureInfo]::CurrentUICulture.TwoLetterISOLanguageName -ne 'en') { Write-Warning 'Set LANG=en_US.UTF-8: elsewhere PowerShell breaks lines within words.' }
Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
Import-Module (Join-Path $PSScriptRoot 'ServerUnderTest.psm1') -Force
$PSStyle.OutputRendering = 'PlainText'
$script:Columns = $Width[0]

# What is typed, and what is read: objects by their views, errors and warnings as the console shows them.
function Show-Command([Parameter(ValueFromPipeline = $true)][string]$Text) {
    process {
        "PS> $Text"
        $said = @(& { try { . ([scriptblock]::Create($Text)) } catch { $_ } } *>&1)
        $shown = ($said | Out-String -Width $script:Columns) -replace '(\r?\n)+$' -replace '^(\r?\n)+'
        # The frame around the message repeats what was typed just above.
        $shown = $shown -replace '(?m)^[\w-]+: .*Write-Transcript\.ps1:\d+\r?\n', '' -replace '(?m)^Line \|\r?\n', '' -replace '(?m)^ *\d+ \|.*\r?\n', '' -replace '(?m)^ +\| +~+\r?\n', '' -replace '(?m)^     \| ', '! '
        if ($shown) { $shown }
        ''
    }
}

function Write-Heading([string]$Text) { "## $Text", '' }

$server = Start-ServerUnderTest
try {
    $uri = $server.Uri
    $pin = Get-Secret 2468
    $wrongPin = Get-Secret 9999
    foreach ($columns in $Width) {
        $script:Columns = $columns
        "# $columns columns", ''
        Write-Heading 'Signing in'
        'Connect-VenueControl', 'Connect-VenueControl 1 $wrongPin -Uri $uri', 'Connect-VenueControl 1 $pin -Uri https://till01:4280', 'Connect-VenueControl 1 $pin -Uri localhost', 'Connect-VenueControl 1 $pin -Uri http://127.0.0.1:9',
        'Connect-VenueControl -Token (Get-Secret vct_0123456789abcdef_nonsense) -Uri $uri', '$global:c = Connect-VenueControl 1 $pin -Uri $uri; $global:c' | Show-Command
        $global:sam = Connect-VenueControl 2 (Get-Secret 1357) -Uri $uri -PassThru
        if ($columns -eq $Width[0]) {
            Write-Heading 'The main job'
            'Get-Venue', 'Test-VenueOnboarding', 'Register-Venue -WhatIf', 'Register-Venue', 'Register-Venue 10000001 -AuthenticationCode (Get-Secret ABCD2345) -Confirm:$false', 'Register-Venue -Connection $global:sam -WhatIf',
            'Request-VenueAuthenticationCode', 'Register-Venue 10482213 -AuthenticationCode (Get-Secret WRNG2345) -Confirm:$false', 'Register-Venue 10482213 -AuthenticationCode (Get-MailedCode -Server $server) -Reason "New server" -Confirm:$false' | Show-Command
        }
        else { Write-Heading 'After the main job'; 'Get-Venue', 'Test-VenueOnboarding', 'Register-Venue -WhatIf' | Show-Command }
        Write-Heading 'Looking'
        'Get-VenueService', 'Get-VenueService c*, nope', 'Get-VenueLocation', 'Get-VenueClerk', 'Get-VenueClerk nobody', 'Get-VenueClerkGroup', 'Get-VenueSecurityGroup', 'Get-VenueSecurityGroup nobody', '(Get-VenueSecurityGroup Support).Permissions',
        'Get-VenueOperation -First 3', 'Get-VenueOperation -First 1 -Kind onboard | Format-List', 'Get-VenueOperation nope', 'Get-VenueOperation -State nonsense', 'Test-VenueSync', '(Test-VenueOnboarding).Checks | Where-Object Outcome -ne PASS', '(Get-Venue).Consumers' | Show-Command
        Write-Heading 'Looking back'
        'Test-VenueHealth', 'Test-VenueHealth -Uri http://127.0.0.1:9', 'Get-VenueEventLog -First 3', 'Get-VenueEventLog -First 0', 'Get-VenueAuditLog -First 3', 'Get-VenueAuditLog -Outcome maybe', 'Get-VenueAuditLog -Connection $global:sam', 'Test-VenueAudit' | Show-Command
        Write-Heading 'Services'
        'Stop-VenueService connect -WhatIf', 'Restart-VenueService "sales processing" -WhatIf', 'Stop-VenueService connect', 'Stop-VenueService nope -Confirm:$false', 'Stop-VenueService', 'Start-VenueService NET*', 'Restart-VenueService netpos -Confirm:$false', 'Set-VenueService netpos',
        'Set-VenueService netpos -StartMode sometimes', 'Set-VenueService netpos -StartMode disabled', 'Restart-VenueService netpos -WhatIf', 'Set-VenueService netpos -StartMode automatic' | Show-Command
        Write-Heading 'Permissions and clerks'
        'Grant-VenuePermission', 'Grant-VenuePermission 99 AUDIT_VIEW -Reason x', 'Grant-VenuePermission support NOPE -Reason x -WhatIf', 'Grant-VenuePermission administrators audit_view -Reason x -WhatIf', 'Grant-VenuePermission support services_c* -Reason "Until Sunday" -ExpiresAt (Get-Date).AddDays(3)',
        'Grant-VenuePermission support audit_view -Reason x -ExpiresAt (Get-Date).AddDays(-3)', 'Grant-VenuePermission support audit_view -Reason x -Connection $global:sam', 'Revoke-VenuePermission support services_control -Reason x -Confirm:$false', 'Revoke-VenuePermission administrators clerk_security_edit -Reason x -Confirm:$false',
        'Unlock-VenueClerk', 'Unlock-VenueClerk nobody -Reason x', 'Unlock-VenueClerk 1 -Reason x', 'Unlock-VenueClerk "ana silva" -Reason x' | Show-Command
        Write-Heading 'Stop everything'
        'Set-VenueMaintenance', 'Set-VenueMaintenance on -Reason "Electricians in the cellar"', 'Start-VenueService netpos', 'Get-VenueMaintenance', 'Set-VenueMaintenance off -Reason "They have gone"' | Show-Command
        Write-Heading 'Locations, resync, decisions'
        'Enable-VenueLocation 99', 'Enable-VenueLocation 1', 'Sync-Venue', 'Sync-Venue 10482213 -CompanyName Hotel -Confirm:$false', 'Stop-VenueOperation nope -Reason x -Confirm:$false', 'Stop-VenueOperation (Get-VenueOperation -First 1).Id -Reason x -Confirm:$false', 'Approve-VenueOperation (Get-VenueOperation -First 1).Id -Reason x -Confirm:$false',
        'Deny-VenueOperation nope -Reason x', 'Resolve-VenueOperation (Get-VenueOperation -First 1).Id -Choice wait -Reason x -Confirm:$false', 'Wait-VenueOperation nope', '$job = Get-VenueOperation -First 1 | Wait-VenueOperation -AsJob; $job | Receive-Job -Wait -AutoRemoveJob' | Show-Command
        Write-Heading 'Tokens'
        'New-VenueApiToken', 'New-VenueApiToken Nightly NOPE -ExpiresAt (Get-Date).AddDays(9)', 'New-VenueApiToken Nightly audit_view -ExpiresAt (Get-Date).AddDays(900)', 'New-VenueApiToken Nightly services_* -ExpiresAt (Get-Date).AddDays(9)', 'Get-VenueApiToken', 'Remove-VenueApiToken nope -Confirm:$false', 'Remove-VenueApiToken nightly', 'Remove-VenueApiToken nightly -Confirm:$false' | Show-Command
        Write-Heading 'Anything else'
        'Invoke-VenueGraphQl', 'Invoke-VenueGraphQl "{ nope }"', 'Invoke-VenueGraphQl "{ venue { companyName } }"', 'Invoke-VenueGraphQl ''mutation { setMaintenance(on: true, reason: "x") { on } }'' -WhatIf', 'Get-Venue -Connection text', 'Disconnect-VenueControl', 'Get-Venue' | Show-Command
    }
    $file = Join-Path $server.Data 'moving.passport'
    $phrase = Get-Secret 'seven gulls over the marina'
    $moved = Start-ServerUnderTest -Beside $server
    foreach ($columns in $Width) {
        $script:Columns = $columns
        "# $columns columns", ''
        Write-Heading 'The venue moves: on the old server'
        $global:c = Connect-VenueControl 1 $pin -Uri $uri
        $new = Join-Path $server.Data "moving-$columns.passport"
        'Export-VenuePassport', 'Export-VenuePassport $new', 'Export-VenuePassport $new -Passphrase (Get-Secret short) -Confirm:$false', 'Export-VenuePassport $new -Passphrase $phrase -Connection $global:sam -WhatIf', 'Export-VenuePassport $new -Passphrase $phrase -WhatIf',
        'Export-VenuePassport /nowhere/x -Passphrase $phrase -Confirm:$false', 'Export-VenuePassport $new -Passphrase $phrase -Confirm:$false', 'Export-VenuePassport $new -Passphrase $phrase -Confirm:$false', 'Import-VenuePassport $new -Passphrase $phrase -Confirm:$false' | Show-Command
        if ($columns -eq $Width[0]) { Copy-Item $new $file }
        Write-Heading 'On the new server'
        [IO.File]::WriteAllText((Join-Path $server.Data letter), 'Dear Morgan')
        $global:c = Connect-VenueControl 1 $pin -Uri $moved.Uri
        'Import-VenuePassport', 'Import-VenuePassport nowhere -Passphrase $phrase', 'Import-VenuePassport (Join-Path $server.Data letter) -Passphrase $phrase -WhatIf', 'Import-VenuePassport $file -Passphrase (Get-Secret "seven gulls over the harbour") -Confirm:$false',
        'Import-VenuePassport $file -Passphrase $phrase -WhatIf', 'Import-VenuePassport $file -Passphrase $phrase -Confirm:$false', 'Test-VenueOnboarding', 'Register-Venue 10482213 -AuthenticationCode (Get-Secret ABCD2345) -Confirm:$false' | Show-Command
    }
    Write-Heading 'The old gateway is off'
    $global:old = Connect-VenueControl 1 $pin -Uri $uri -PassThru
    'Stop-VenueService gateway-client -Reason "The venue moves" -Confirm:$false -Connection $global:old', 'Set-VenueService gateway-client -StartMode manual -Reason "The venue moves" -Connection $global:old' | Show-Command
    Start-Sleep -Seconds 7
    '(Test-VenueOnboarding).Checks | Where-Object Code -in OLD_SERVER, PASSPORT', 'Request-VenueAuthenticationCode', 'Register-Venue 10482213 -AuthenticationCode (Get-MailedCode -Server $server) -Override TRADING_HOURS -Reason "New server" -Confirm:$false', 'Get-VenueService' | Show-Command
}
finally {
    if (Test-Path Variable:moved) { Stop-ServerUnderTest -Server $moved }
    Stop-ServerUnderTest -Server $server
}
