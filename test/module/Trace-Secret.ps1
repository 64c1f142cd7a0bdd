<#
.SYNOPSIS
Changes a temporary PIN, signs in, requests a code, onboards and connects with an API token while everything is recorded that PowerShell can record; then searches for the secrets in it.
.DESCRIPTION
Trace-Command sees each argument of each command, as module logging (event 4103) would, and more. A transcript runs, -Verbose and -Debug are on, and $Error is written out.
Emits one object: how often PIN, wrong PIN, code, wrong code and token are found, and how often what is no secret (the Customer Number) is: not never.
PIN, wrong PIN and temporary PIN come by standard input, line by line.
.PARAMETER Module
The module's folder.
.PARAMETER Uri
The server.
.PARAMETER CloudUri
The rehearsal cloud, for the mailbox.
.PARAMETER Folder
For the records.
.EXAMPLE
pwsh -NoProfile -File test/module/Trace-Secret.ps1 -Module scripts/VenueControl -Uri $uri -CloudUri $cloud -Folder $folder
#>
[CmdletBinding()]
[OutputType([psobject])]
param([Parameter(Mandatory = $true)][string]$Module, [Parameter(Mandatory = $true)][string]$Uri, [Parameter(Mandatory = $true)][string]$CloudUri, [Parameter(Mandatory = $true)][string]$Folder)
Set-StrictMode -Version Latest
$plain = @{ Pin = [Console]::In.ReadLine(); WrongPin = [Console]::In.ReadLine(); Temporary = [Console]::In.ReadLine(); WrongCode = 'WRNG7N5T' }
$secret = @{}
foreach ($name in @($plain.Keys)) {
    $secret[$name] = [securestring]::new()
    foreach ($character in $plain[$name].ToCharArray()) { $secret[$name].AppendChar($character) }
}
$null = Start-Transcript -Path (Join-Path $Folder transcript.txt)
Import-Module $Module
(Get-Module VenueControl).LogPipelineExecutionDetails = $true
$VerbosePreference = $DebugPreference = 'Continue'
$ProgressPreference = 'SilentlyContinue'
# Arguments of commands and, more than any log has, conversions.
$trace = @{ Name = 'ParameterBinding', 'ParameterBinderBase', 'ParameterBinderController', 'TypeConversion', 'CommandDiscovery'; Option = 'All'; ListenerOption = 'None'; FilePath = (Join-Path $Folder trace.txt) }
$connection = $operation = $made = $null
Trace-Command @trace -Expression {
    Set-VenuePin -ClerkId 1 -CurrentPin $secret.Temporary -NewPin $secret.Pin -Uri $Uri -Confirm:$false
    try { Connect-VenueControl -ClerkId 1 -Pin $secret.WrongPin -Uri $Uri } catch { Write-Warning "$_" }
    $script:connection = Connect-VenueControl -ClerkId 1 -Pin $secret.Pin -Uri $Uri
    $script:connection
    Request-VenueAuthenticationCode 10482213 -Confirm:$false
    Register-Venue 10482213 -AuthenticationCode $secret.WrongCode -Confirm:$false
    Request-VenueAuthenticationCode 10482213 -Confirm:$false
}
# Outside the trace: reading mail is the test's own affair.
$client = [Net.Http.HttpClient]::new()
$client.DefaultRequestHeaders.Accept.ParseAdd('application/json')
$codes = [regex]::Matches($client.GetStringAsync("$CloudUri/mailbox").Result, 'Authentication Code: ([0-9A-Z]+)')
$plain.Code = $codes[$codes.Count - 1].Groups[1].Value
$secret.Code = [securestring]::new()
foreach ($character in $plain.Code.ToCharArray()) { $secret.Code.AppendChar($character) }
$trace.FilePath = Join-Path $Folder second.txt
Trace-Command @trace -Expression {
    $script:operation = Register-Venue 10482213 -AuthenticationCode $secret.Code -NoWait -Confirm:$false
    $script:operation
    Invoke-VenueGraphQl 'mutation ($p: String!) { first: stepUp(pin: $p) { mine: token } }' -Variable @{ p = $secret.WrongPin }
    Invoke-VenueGraphQl 'mutation ($id: ID!, $p: String!) { signIn(clerkId: $id, pin: $p) { mine: token expiresAt } }' -Variable @{ id = '1'; p = $secret.Pin }
    $wish = @{ name = 'Traced'; permissions = @('SERVICES_VIEW'); expiresAt = [datetime]::UtcNow.AddDays(1) }
    $script:made = (Invoke-VenueGraphQl 'mutation ($i: CreateApiTokenInput!) { createApiToken(input: $i) { id token } }' -Variable @{ i = $wish }).createApiToken
    $script:made
    Connect-VenueControl -Token $script:made.token -Uri $Uri -PassThru
}
$VerbosePreference = $DebugPreference = 'SilentlyContinue'
$ended = Wait-VenueOperation $operation.Id
[IO.File]::WriteAllText((Join-Path $Folder error.txt), (($Error | Format-List * -Force | Out-String -Width 4000) + ($Error | ForEach-Object { $_.ToString(); $_.Exception | Out-String })))
$null = Stop-Transcript
$plain.Token = [Net.NetworkCredential]::new('', $connection.Token).Password
$plain.ApiToken = [Net.NetworkCredential]::new('', $made.token).Password.Substring(21)
$result = [ordered]@{ State = $ended.State }
foreach ($file in 'transcript', 'trace', 'second', 'error') {
    $text = [IO.File]::ReadAllText((Join-Path $Folder "$file.txt"))
    $result["$file Length"] = $text.Length
    $result["$file CustomerNumber"] = [regex]::Matches($text, '10482213').Count
    foreach ($name in $plain.Keys) { $result["$file $name"] = [regex]::Matches($text, [regex]::Escape($plain[$name]), 'IgnoreCase').Count }
    # A token by another door: none of the form is anywhere.
    $result["$file TokenForm"] = [regex]::Matches($text, '(?<![\w+/=-])[A-Za-z0-9_-]{43}(?![\w+/=-])').Count
}
ConvertTo-Json ([pscustomobject]$result) -Compress
