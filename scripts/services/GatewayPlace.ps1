<#
Where Gateway Client reads its credential from: a file that venue.json names, with the credential alone or in one field of its JSON. Which file
that is swiftpos doesn't publish. What was in it is kept beside our own credentials until the redemption has held, byte for byte.
#>
. (Join-Path $PSScriptRoot 'JsonField.ps1')

$script:LargestPlace = 1048576

# file, form, field. Also: what else is true where no one has said. Error: GATEWAY_PLACE_UNKNOWN.
function Read-Place([string]$Also = '') {
    $said = Get-JsonFile -Path ([IO.Path]::Combine($env:VENUE_CONTROL_DATA, 'venue.json'))
    if ($null -eq $said -or -not $said.PSObject.Properties['gatewayCredential'] -or $null -eq $said.gatewayCredential) {
        throw (New-VenueError -ErrorId GATEWAY_PLACE_UNKNOWN -Message "venue.json does not name the file that Gateway Client reads its credential from.$Also" -Category ObjectNotFound)
    }
    $said.gatewayCredential
}

# Once a redemption and file, as venue.json may come to name another one: whether there was a file, which, and its bytes.
function Save-Before([object]$Place, [string]$RedemptionId) {
    $kept = @(Get-BeforePath -RedemptionId $RedemptionId)
    foreach ($before in $kept) { if ([string]::Equals((Read-Before -Path $before).File, $Place.file, 'OrdinalIgnoreCase')) { return } }
    $next = Join-Path (Get-VenuePath -Of Credential) ('gateway.place.{0}.{1:d4}.before' -f $RedemptionId, $kept.Count)
    $draft = "$next.$([guid]::NewGuid().ToString('N')).tmp"
    New-PrivateFolder -Path ([IO.Path]::GetDirectoryName($next))
    $stream = Open-PrivateFile -Path $draft
    try {
        try {
            $isThere = [IO.File]::Exists($Place.file)
            $writer = New-Object IO.BinaryWriter $stream
            # 0: no file was there; 1: its bytes follow; 2: the name of its field and its bytes.
            $kind = if (-not $isThere) { 0 } elseif ($Place.form -eq 'json') { 2 } else { 1 }
            $writer.Write([byte]$kind)
            $writer.Write([string]$Place.file)
            if ($kind -eq 2) { $writer.Write([string]$Place.field) }
            $writer.Flush()
            if ($isThere) {
                $old = Open-PlaceFile -Place $Place -Access Read -Share Read
                try { $old.CopyTo($stream) }
                finally { $old.Dispose() }
            }
            $stream.Flush($true)
        }
        finally { $stream.Dispose() }
        Move-FileOver -Source $draft -Destination $next
    }
    finally { [IO.File]::Delete($draft) }
}

# IsThere, File, Field where one field of it was changed, and Content where it is asked for.
function Read-Before([string]$Path, [switch]$WithContent) {
    $stream = [IO.File]::OpenRead($Path)
    try {
        $reader = New-Object IO.BinaryReader $stream
        $kind = $reader.ReadByte()
        $before = @{ IsThere = $kind -ne 0; File = $reader.ReadString(); Field = $null; Content = $null }
        if ($kind -eq 2) { $before.Field = $reader.ReadString() }
        if ($WithContent) {
            $before.Content = [IO.MemoryStream]::new([int]($stream.Length - $stream.Position))
            $stream.CopyTo($before.Content)
        }
        $before
    }
    finally { $stream.Dispose() }
}

# Beside it, closed to others until its rights are said and it is whole, then over it: a file that is replaced keeps its own rights.
function Move-IntoPlace([object]$Place, [IO.MemoryStream]$Stream) {
    $draft = Get-DraftPath -Place $Place
    try {
        $file = New-Object IO.FileStream $draft, ([IO.FileMode]::CreateNew), ([IO.FileAccess]::Write), ([IO.FileShare]::None)
        try {
            Protect-PlaceDraft -Path $draft
            $file.Write($Stream.GetBuffer(), 0, $Stream.Length)
            $file.Flush($true)
        }
        finally { $file.Dispose() }
        Move-FileOver -Source $draft -Destination $Place.file
    }
    catch { throw (New-PlaceError -Place $Place -Why "it can't be written ($($_.Exception.GetBaseException().GetType().Name))") }
    finally { if ([IO.File]::Exists($draft)) { [IO.File]::Delete($draft) } }
}

# A stream, as an array would be shown element by element in a trace of arguments.
function Read-PlaceFile([object]$Place) {
    if (-not [IO.File]::Exists($Place.file)) { throw (New-PlaceError -Place $Place -Why 'it is not there') }
    if ((New-Object IO.FileInfo $Place.file).Length -gt $script:LargestPlace) { throw (New-PlaceError -Place $Place -Why 'it is larger than a configuration') }
    $stream = New-Object IO.MemoryStream
    $file = Open-PlaceFile -Place $Place -Access Read -Share Read
    try { $file.CopyTo($stream) }
    finally { $file.Dispose() }
    $stream
}

# One that someone reads just then is tried again, as when it is replaced. Error: GATEWAY_PLACE_UNUSABLE.
function Open-PlaceFile([object]$Place, [IO.FileAccess]$Access, [IO.FileShare]$Share) {
    for ($attempt = 1; ; $attempt++) {
        try { return New-Object IO.FileStream $Place.file, ([IO.FileMode]::Open), $Access, $Share }
        catch {
            $cause = $_.Exception.GetBaseException()
            if ($cause -isnot [IO.IOException] -or $attempt -ge 20) { throw (New-PlaceError -Place $Place -Why "it can't be opened ($($cause.GetType().Name))") }
            Start-Sleep -Milliseconds 10
        }
    }
}

# What would keep a file that is there from being replaced.
function Confirm-Replaceable([object]$Place) {
    if ([IO.Directory]::Exists($Place.file)) { throw (New-PlaceError -Place $Place -Why 'a folder has its name') }
    if (-not [IO.File]::Exists($Place.file)) { return }
    if ((New-Object IO.FileInfo $Place.file).IsReadOnly) { throw (New-PlaceError -Place $Place -Why 'it is read-only') }
    (Open-PlaceFile -Place $Place -Access ReadWrite -Share None).Dispose()
}

function Get-FieldSpan([object]$Place, [IO.MemoryStream]$Stream) {
    $span = Find-JsonField -Stream $Stream -Field $Place.field
    if ($null -eq $span) { throw (New-PlaceError -Place $Place -Why "it has no field `"$($Place.field)`" with a text or null") }
    $span
}

function Get-DraftPath([object]$Place) {
    '{0}.{1}.tmp' -f $Place.file, [guid]::NewGuid().ToString('N')
}

# What is kept for a redemption, the newest first: a file that has two names gets back what it had at first.
function Get-BeforePath([string]$RedemptionId) {
    $folder = Get-VenuePath -Of Credential
    if ([IO.Directory]::Exists($folder)) { [IO.Directory]::GetFiles($folder, "gateway.place.$RedemptionId.*.before") | Sort-Object -Descending }
}

function New-PlaceError([object]$Place, [string]$Why) {
    New-VenueError -ErrorId GATEWAY_PLACE_UNUSABLE -Message "Gateway Client's credential could not be written into $($Place.file): $Why." -Category WriteError -Target $Place.file
}
