<#
Which account the control plane runs as, and whose secrets are in its data folder: what Windows encrypted for one account (DPAPI) no other can read.
#>

$script:SystemAccount = 'LocalSystem'

# A service's own account: its SID is made of its name alone, so that it can be given rights before the service is there.
function ConvertTo-ServiceSid([string]$Service) {
    $sha1 = [Security.Cryptography.SHA1]::Create()
    try { $hash = $sha1.ComputeHash([Text.Encoding]::Unicode.GetBytes($Service.ToUpperInvariant())) }
    finally { $sha1.Dispose() }
    'S-1-5-80-' + (@(for ($part = 0; $part -lt 5; $part++) { [BitConverter]::ToUInt32($hash, 4 * $part) }) -join '-')
}

# Its SID. Those that need no password only: none is in an argument, and Windows keeps them itself. Error: BAD_USER_INPUT.
function Get-ServiceAccountSid([string]$Account) {
    if ($Account -eq $script:SystemAccount) { return 'S-1-5-18' }
    if ($Account -match '^NT SERVICE\\(?<Service>[\w-]{1,80})$') { return ConvertTo-ServiceSid -Service $Matches.Service }
    if ($Account -notmatch '^[\w.-]{1,64}\\[\w.-]{1,64}\$$') {
        throw (New-VenueError -ErrorId BAD_USER_INPUT -Message "The service can't run as `"$Account`": only accounts without a password can be named, LocalSystem, NT SERVICE\VenueControl, or a group managed one (DOMAIN\name`$)." -Category InvalidArgument)
    }
    try { (New-Object Security.Principal.NTAccount $Account).Translate([Security.Principal.SecurityIdentifier]).Value }
    catch { throw (New-VenueError -ErrorId BAD_USER_INPUT -Message "Nobody here knows the account `"$Account`": $($_.Exception.GetBaseException().Message)" -Category ObjectNotFound) }
}

function Get-AccountRecord([string]$Data) {
    $file = [IO.Path]::Combine($Data, 'service-account.json')
    if (-not [IO.File]::Exists($file)) { return }
    ConvertFrom-Json ([IO.File]::ReadAllText($file))
}

function Test-KeptSecret([string]$Data) {
    $folder = [IO.Path]::Combine($Data, 'credentials')
    [IO.Directory]::Exists($folder) -and [IO.Directory]::GetFiles($folder, '*.json').Length -gt 0
}

# Before anything is installed. Error: BAD_USER_INPUT, where another account's secrets are kept.
function Confirm-AccountSecret([string]$Data, [string]$Account) {
    $sid = Get-ServiceAccountSid -Account $Account
    $record = Get-AccountRecord -Data $Data
    if (-not $record -or $record.secretsOf.sid -eq $sid -or -not (Test-KeptSecret -Data $Data)) { return }
    throw (New-VenueError -ErrorId BAD_USER_INPUT -Message "The data folder keeps credentials that were encrypted for $($record.secretsOf.name) alone: $Account could not read them. Nothing was changed. Install as $($record.secretsOf.name); or move $Data\credentials away first, if no onboarding is under way: Gateway Client has its own, and a new onboarding keeps a new one." -Category InvalidArgument)
}

<#
By the account that runs, at each start: who keeps the secrets is whoever ran when there were none. Answers in words that another account kept them,
and nothing where all is well.
#>
function Update-AccountRecord([string]$Data, [string]$Sid, [string]$Name) {
    $record = Get-AccountRecord -Data $Data
    $own = @{ sid = $Sid; name = $Name }
    $keeper = if ($record -and (Test-KeptSecret -Data $Data)) { @{ sid = $record.secretsOf.sid; name = $record.secretsOf.name } } else { $own }
    if (-not $record -or $record.secretsOf.sid -ne $keeper.sid -or $record.runsAs.sid -ne $Sid) {
        [IO.File]::WriteAllText([IO.Path]::Combine($Data, 'service-account.json'), (ConvertTo-Json @{ secretsOf = $keeper; runsAs = $own } -Compress))
    }
    if ($keeper.sid -eq $Sid) { return }
    "The service runs as $Name, and the credentials that it keeps were encrypted for $($keeper.name) alone. Gateway Client has its own and works on. Let the service run as $($keeper.name) again, or onboard anew, which keeps a new one."
}
