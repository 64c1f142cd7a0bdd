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
