<#
Which account the control plane runs as, and whose secrets are in its data folder: what Windows encrypted for one account (DPAPI) no other can read.
#>

. (Join-Path $PSScriptRoot '../services/AccountName.ps1')

$script:SystemAccount = 'LocalSystem'

# A service's own account: its SID is made of its name alone, so that it can be given rights before the service is there.
function ConvertTo-ServiceSid([string]$Service) {
    $sha1 = [Security.Cryptography.SHA1]::Create()
    try { $hash = $sha1.ComputeHash([Text.Encoding]::Unicode.GetBytes($Service.ToUpperInvariant())) }
    finally { $sha1.Dispose() }
    'S-1-5-80-' + (@(for ($part = 0; $part -lt 5; $part++) { [BitConverter]::ToUInt32($hash, 4 * $part) }) -join '-')
}

# Its SID. Those that need no password only: none is in an argument, and Windows keeps them itself. The one that the service is registered as, whatever it
# is, was set by an administrator. Error: BAD_USER_INPUT.
function Get-ServiceAccountSid([string]$Account, [string]$Registered) {
    if ($Account -eq $script:SystemAccount) { return 'S-1-5-18' }
    if ($Account -match '^NT SERVICE\\(?<Service>[\w-]{1,80})$') { return ConvertTo-ServiceSid -Service $Matches.Service }
    if ((-not $Registered -or $Account -ne $Registered) -and $Account -notmatch '^[\w.-]{1,64}\\[\w.-]{1,64}\$$') {
        throw (New-VenueError -ErrorId BAD_USER_INPUT -Message "The service can't run as `"$Account`": it requires an account without a password. Name LocalSystem, NT SERVICE\VenueControl, or a group managed account (DOMAIN\name`$)." -Category InvalidArgument)
    }
    try { ConvertTo-AccountSid -Name $Account }
    catch { throw (New-VenueError -ErrorId BAD_USER_INPUT -Message "This machine does not know the account `"$Account`": $($_.Exception.GetBaseException().Message)" -Category ObjectNotFound) }
}

# One that can't be read, or was half written, counts as none.
function Get-AccountRecord([string]$Data) {
    $file = [IO.Path]::Combine($Data, 'service-account.json')
    if (-not [IO.File]::Exists($file)) { return }
    try {
        $record = ConvertFrom-Json ([IO.File]::ReadAllText($file))
        if ($record.secretsOf.sid -and $record.secretsOf.name -and $record.runsAs.sid) { return $record }
    }
    catch { Write-Verbose "$file can't be read: $($_.Exception.Message)" }
}

# Whole, or as it was.
function Set-AccountRecord([string]$Data, [hashtable]$Record) {
    $file = [IO.Path]::Combine($Data, 'service-account.json')
    [IO.File]::WriteAllText("$file.new", (ConvertTo-Json $Record -Compress))
    if ([IO.File]::Exists($file)) { [IO.File]::Replace("$file.new", $file, [NullString]::Value) } else { [IO.File]::Move("$file.new", $file) }
}

function Find-KeptSecret([string]$Data) {
    $folder = [IO.Path]::Combine($Data, 'credentials')
    if ([IO.Directory]::Exists($folder)) { [IO.Directory]::GetFiles($folder, '*.json') }
}

# As the file says, since versions that write it down.
function Read-SecretKeeper([string]$Path) {
    try {
        $kept = (ConvertFrom-Json ([IO.File]::ReadAllText($Path))).keptBy
        if ($kept.sid -and $kept.name) { @{ sid = $kept.sid; name = $kept.name } }
    }
    catch { Write-Verbose "$Path doesn't say who kept it: $($_.Exception.Message)" }
}

<#
Whose the kept secrets are (sid, name), as that account sees it; nothing where there are none. Where nothing says it they are LocalSystem's: before the
record there was no other account.
#>
function Get-SecretKeeper([string]$Data, [object]$Record, [string]$Sid) {
    $system = @{ sid = 'S-1-5-18'; name = $script:SystemAccount }
    $said = if ($Record) { @{ sid = $Record.secretsOf.sid; name = $Record.secretsOf.name } } else { $system }
    # Anyone who kept them may look into their folder.
    try { $files = @(Find-KeptSecret -Data $Data) }
    catch { return $(if ($said.sid -eq $Sid) { $system } else { $said }) }
    if ($files.Count -eq 0) { return }
    # The one in use before one that waits to be.
    foreach ($name in 'gateway.json', 'gateway.pending.json') {
        $file = $files | Where-Object { [IO.Path]::GetFileName($_) -eq $name }
        if (-not $file) { continue }
        $keeper = Read-SecretKeeper -Path $file
        if ($keeper) { return $keeper }
        break
    }
    $said
}

# Before anything is installed. Error: BAD_USER_INPUT, where another account's secrets are kept.
function Confirm-AccountSecret([string]$Data, [string]$Account) {
    $sid = Get-ServiceAccountSid -Account $Account
    $keeper = Get-SecretKeeper -Data $Data -Record (Get-AccountRecord -Data $Data)
    if (-not $keeper -or $keeper.sid -eq $sid) { return }
    throw (New-VenueError -ErrorId BAD_USER_INPUT -Message "The data folder has credentials that only $($keeper.name) can decrypt: $Account could not read them. Nothing was changed. Install as $($keeper.name). Or, if no onboarding is in progress, move $Data\credentials away first: Gateway Client has its own credential, and a new onboarding stores a new one." -Category InvalidArgument)
}

<#
By the account that runs, at each start, which nothing in here fails. Answers in words that another account kept the secrets, and nothing where all is well.
#>
function Update-AccountRecord([string]$Data, [string]$Sid, [string]$Name) {
    $record = Get-AccountRecord -Data $Data
    $own = @{ sid = $Sid; name = $Name }
    $keeper = Get-SecretKeeper -Data $Data -Record $record -Sid $Sid
    if (-not $keeper) { $keeper = $own }
    if (-not $record -or $record.secretsOf.sid -ne $keeper.sid -or $record.runsAs.sid -ne $Sid) {
        try { Set-AccountRecord -Data $Data -Record @{ secretsOf = $keeper; runsAs = $own } }
        catch { Write-Verbose "The account of the service could not be recorded: $($_.Exception.Message)" }
    }
    if ($keeper.sid -eq $Sid) { return }
    "The service runs as $Name, but only $($keeper.name) can decrypt its stored credentials. Gateway Client has its own credential and continues. Run the service as $($keeper.name) again, or onboard again as LocalSystem, which stores a new one."
}
