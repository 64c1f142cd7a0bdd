<#
Where Gateway Client reads its credential from: a file that venue.json names, with the credential alone or in one field of its JSON. Which file
that is swiftpos doesn't publish. What was in it is kept beside our own credentials until the redemption has held, byte for byte.
#>
. (Join-Path $PSScriptRoot 'JsonField.ps1')

$script:LargestPlace = 1048576

# file, form, field. Error: GATEWAY_PLACE_UNKNOWN.
function Read-Place {
    $said = Get-JsonFile -Path ([IO.Path]::Combine($env:VENUE_CONTROL_DATA, 'venue.json'))
    if ($null -eq $said -or -not $said.PSObject.Properties['gatewayCredential'] -or $null -eq $said.gatewayCredential) {
        throw (New-VenueError -ErrorId GATEWAY_PLACE_UNKNOWN -Message 'venue.json does not say where Gateway Client reads its credential from.' -Category ObjectNotFound)
    }
    $said.gatewayCredential
}

# Before a code is used: whether the credential could be written there.
function Confirm-Place {
    $place = Read-Place
    if (-not [IO.Directory]::Exists([IO.Path]::GetDirectoryName($place.file))) { throw (New-PlaceError -Place $place -Why 'its folder is not there') }
    if ($place.form -eq 'json') { [void](Get-FieldSpan -Place $place -Stream (Read-PlaceFile -Place $place)) }
    $draft = Get-DraftPath -Place $place
    try { (New-Object IO.FileStream $draft, ([IO.FileMode]::CreateNew)).Dispose() }
    catch { throw (New-PlaceError -Place $place -Why 'nothing may be written beside it') }
    finally { [IO.File]::Delete($draft) }
}

# May be done twice: what was there before is kept once a redemption, before anything is changed.
function Write-Place([string]$RedemptionId, [securestring]$Secret) {
    $place = Read-Place
    Save-Before -Place $place -RedemptionId $RedemptionId
    $old = if ($place.form -eq 'json') { Read-PlaceFile -Place $place } else { New-Object IO.MemoryStream }
    # As large as it will be: one that grows leaves copies behind.
    $whole = [IO.MemoryStream]::new([int]($old.Length + $Secret.Length + 2))
    try {
        if ($place.form -eq 'json') {
            $span = Get-FieldSpan -Place $place -Stream $old
            $whole.Write($old.GetBuffer(), 0, $span.From)
            $whole.WriteByte(34)
            Copy-SecretByte -Secret $Secret -Into $whole
            $whole.WriteByte(34)
            $rest = $span.From + $span.Length
            $whole.Write($old.GetBuffer(), $rest, $old.Length - $rest)
        }
        else { Copy-SecretByte -Secret $Secret -Into $whole }
        Move-IntoPlace -Place $place -Stream $whole
    }
    finally { foreach ($stream in $old, $whole) { [Array]::Clear($stream.GetBuffer(), 0, $stream.Capacity) } }
}

# What was there before that redemption, byte for byte; nothing where it never came that far.
function Restore-Place([string]$RedemptionId) {
    $before = Get-BeforePath -RedemptionId $RedemptionId
    if (-not [IO.File]::Exists($before)) { return }
    $place = Read-Place
    $bytes = [IO.File]::ReadAllBytes($before)
    # One byte first says whether there was a file at all.
    if ($bytes[0] -eq 0) { [IO.File]::Delete($place.file) }
    else { Move-IntoPlace -Place $place -Stream ([IO.MemoryStream]::new($bytes, 1, $bytes.Length - 1, $true, $true)) -Skip 1 }
    [IO.File]::Delete($before)
}

function Clear-Place([string]$RedemptionId) {
    [IO.File]::Delete((Get-BeforePath -RedemptionId $RedemptionId))
}

function Save-Before([object]$Place, [string]$RedemptionId) {
    $before = Get-BeforePath -RedemptionId $RedemptionId
    if ([IO.File]::Exists($before)) { return }
    $draft = "$before.$([guid]::NewGuid().ToString('N')).tmp"
    $stream = Open-PrivateFile -Folder ([IO.Path]::GetDirectoryName($before)) -Path $draft
    try {
        $isThere = [IO.File]::Exists($Place.file)
        $stream.WriteByte([byte]$isThere)
        if ($isThere) {
            $old = [IO.File]::OpenRead($Place.file)
            try { $old.CopyTo($stream) }
            finally { $old.Dispose() }
        }
        $stream.Flush($true)
    }
    finally { $stream.Dispose() }
    Move-FileOver -Source $draft -Destination $before
}

# Beside it, closed to others before the first byte, then over it: a file that is replaced keeps its own rights.
function Move-IntoPlace([object]$Place, [IO.MemoryStream]$Stream, [int]$Skip = 0) {
    $draft = Get-DraftPath -Place $Place
    try {
        $file = New-Object IO.FileStream $draft, ([IO.FileMode]::CreateNew), ([IO.FileAccess]::Write)
        try {
            Protect-PlaceDraft -Path $draft
            $file.Write($Stream.GetBuffer(), $Skip, $Stream.Length)
            $file.Flush($true)
        }
        finally { $file.Dispose() }
        Move-FileOver -Source $draft -Destination $Place.file
    }
    catch { throw (New-PlaceError -Place $Place -Why "it can't be written ($($_.Exception.GetBaseException().GetType().Name))") }
    finally { [IO.File]::Delete($draft) }
}

# A stream, as an array would be shown element by element in a trace of arguments.
function Read-PlaceFile([object]$Place) {
    if (-not [IO.File]::Exists($Place.file)) { throw (New-PlaceError -Place $Place -Why 'it is not there') }
    if ((New-Object IO.FileInfo $Place.file).Length -gt $script:LargestPlace) { throw (New-PlaceError -Place $Place -Why 'it is larger than a configuration') }
    $stream = New-Object IO.MemoryStream
    $file = [IO.File]::OpenRead($Place.file)
    try { $file.CopyTo($stream) }
    finally { $file.Dispose() }
    $stream
}

function Get-FieldSpan([object]$Place, [IO.MemoryStream]$Stream) {
    $span = Find-JsonField -Stream $Stream -Field $Place.field
    if ($null -eq $span) { throw (New-PlaceError -Place $Place -Why "it has no field `"$($Place.field)`" with a text or null") }
    $span
}

function Get-DraftPath([object]$Place) {
    '{0}.{1}.tmp' -f $Place.file, [guid]::NewGuid().ToString('N')
}

function Get-BeforePath([string]$RedemptionId) {
    Join-Path (Get-VenuePath -Of Credential) "gateway.place.$RedemptionId.before"
}

function New-PlaceError([object]$Place, [string]$Why) {
    New-VenueError -ErrorId GATEWAY_PLACE_UNUSABLE -Message "Gateway Client's credential could not be written into $($Place.file): $Why." -Category WriteError -Target $Place.file
}
