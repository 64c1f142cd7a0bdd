<#
A package on its way: a .part file beside where it will be, with a word of what it is, so that a download that broke off, or whose server was
killed, continues from there. A part counts for the file it was begun for alone, and nothing of it counts before the whole has its checksum.
#>

$script:IdleSeconds = 30
$script:PieceBytes = 1048576
# Slower than this, over so long, is worth a word: 2 GiB would take half a day.
$script:SlowBytesPerSecond = 51200
$script:PaceSeconds = 60
$script:TellAgainSeconds = 900
# What a disk is left with at most: as much again as the package, where that is less.
$script:SpareBytes = 104857600
# What a break or a cancel costs: a cloud, or a proxy before it, that knows no ranges sends everything again.
$script:GoesOn = 'The partial file is kept, and the next download resumes there.'
$script:StartsOver = 'The cloud can''t resume there, so the next download starts from the beginning.'

# Emits the path of the .part file, whole and with the checksum that was stated. Errors: PACKAGE_TRUNCATED, PACKAGE_CHECKSUM_WRONG, and the cloud's.
function Receive-PackagePart([object]$Statement, [string]$From) {
    $path = "$(Get-PackagePath -Version $Statement.Version).part"
    $about = Get-PartStatement -Path "$path.json"
    $isMine = $about.sha256 -eq $Statement.Sha256
    # No one else writes here meanwhile: a host that was left behind makes the next one wait. Not by New-Object, whose failure doesn't say of what kind it was.
    $file = [IO.File]::Open($path, [IO.FileMode]::OpenOrCreate, [IO.FileAccess]::ReadWrite, [IO.FileShare]::None)
    try {
        if (-not $isMine -or $file.Length -gt $Statement.Size) { $file.SetLength(0) }
        $hadBytes = $file.Length -gt 0
        $etag = if ($hadBytes) { $about.etag } else { '' }
        $sum = Receive-Rest -File $file -Statement $Statement -From $From -ETag $etag
        if ($sum -ne $Statement.Sha256 -and $hadBytes) {
            Write-Warning 'The partial file of an earlier download is invalid: Cloud Sync is downloaded from the beginning.'
            $file.SetLength(0)
            $sum = Receive-Rest -File $file -Statement $Statement -From $From -ETag ''
        }
        if ($sum -ne $Statement.Sha256) { throw (New-VenueError -ErrorId PACKAGE_CHECKSUM_WRONG -Message 'The SHA-256 of the package differs from the one that the cloud stated. The package was deleted. Try again, then contact swiftpos.' -Category InvalidData) }
        $file.Flush($true)
    }
    catch {
        if ($_.FullyQualifiedErrorId -match '^PACKAGE_CHECKSUM_WRONG\b') {
            $file.Dispose()
            Remove-PackagePart -Version $Statement.Version
        }
        throw
    }
    finally { $file.Dispose() }
    $path
}

# The sha256 and etag of the file that a part was begun for; empty where they were not written as here, for then it is a part of nothing known.
function Get-PartStatement([string]$Path) {
    $read = $null
    try { $read = Get-JsonFile -Path $Path }
    catch [ArgumentException] { Write-Verbose "$Path was modified, so the partial download of Cloud Sync is not used." }
    $about = @{ sha256 = ''; etag = '' }
    foreach ($name in @($about.Keys)) {
        $field = if ($null -ne $read) { $read.PSObject.Properties[$name] }
        if ($null -ne $field -and $field.Value -is [string]) { $about[$name] = $field.Value }
    }
    $about
}

# Fills the file from where it ends and emits the SHA-256 of all of it.
function Receive-Rest([IO.FileStream]$File, [object]$Statement, [string]$From, [string]$ETag) {
    $hash = [Security.Cryptography.SHA256]::Create()
    $buffer = New-Object byte[] $script:PieceBytes
    $download = $null
    try {
        if ($File.Length -lt $Statement.Size) {
            $download = Open-PackageDownload -Path $From -Offset $File.Length -ETag $ETag
            if ($download.Status -eq 416) {
                Close-CloudDownload -Download $download
                $download = Open-PackageDownload -Path $From
            }
            if ($download.Length -ge 0 -and $download.Length -ne $Statement.Size) {
                throw (New-VenueError -ErrorId PACKAGE_CHECKSUM_WRONG -Message "The cloud has a file of $($download.Length) bytes, but stated $($Statement.Size). Nothing was kept." -Category InvalidData)
            }
            if ($File.Length -gt 0) {
                if ($download.Offset -gt 0) { Write-Verbose "Cloud Sync: $(Format-Size $File.Length) of $(Format-Size $Statement.Size) are already here, and the download resumes there." }
                else { Write-Warning 'The download of Cloud Sync can''t be resumed and starts from the beginning.' }
            }
            # One that names the file and yet doesn't continue with it has been asked by now.
            $hasNoRange = $File.Length -gt 0 -and $download.Offset -eq 0 -and $download.ETag -eq $ETag
            $outlook = if ($download.ETag -and -not $hasNoRange) { $script:GoesOn } else { $script:StartsOver }
            $isFurther = $outlook -eq $script:GoesOn -and ($File.Length -eq 0 -or $download.Offset -gt 0)
            $File.SetLength($download.Offset)
            # Before its first byte, so that a part is never taken for another file's.
            Set-JsonFile -Path "$($File.Name).json" -Value @{ sha256 = $Statement.Sha256; etag = $download.ETag }
        }
        $File.Position = 0
        while (($count = $File.Read($buffer, 0, $buffer.Length)) -gt 0) { [void]$hash.TransformBlock($buffer, 0, $count, $null, 0) }
        if ($null -ne $download) { Receive-Piece -File $File -Download $download -Hash $hash -Buffer $buffer -Size $Statement.Size -Outlook $outlook -IsFurther:$isFurther }
        [void]$hash.TransformFinalBlock($buffer, 0, 0)
        ([BitConverter]::ToString($hash.Hash) -replace '-', '').ToLowerInvariant()
    }
    finally {
        if ($null -ne $download) { Close-CloudDownload -Download $download }
        $hash.Dispose()
    }
}

<#
Until the promised size is here. What came is on the disk, whatever happens next; Outlook says what that is worth. Where the part has grown further than it
ever was, and the next download continues (IsFurther), a break says by how much: bytesKept.
#>
function Receive-Piece([IO.FileStream]$File, [object]$Download, [Security.Cryptography.HashAlgorithm]$Hash, [byte[]]$Buffer, [long]$Size, [string]$Outlook, [switch]$IsFurther) {
    $began = $File.Length
    $sinceProgress = [Diagnostics.Stopwatch]::StartNew()
    $pace = @{ Clock = [Diagnostics.Stopwatch]::StartNew(); From = $File.Length; QuietUntil = 0.0; Age = [Diagnostics.Stopwatch]::StartNew() }
    while ($File.Length -lt $Size) {
        $count = 0
        $why = 'the connection ended.'
        try { $count = Read-CloudDownload -Download $Download -Buffer $Buffer -IdleSeconds $script:IdleSeconds }
        catch { $why = $_.Exception.Message }
        if ($count -eq 0) {
            $File.Flush()
            throw (New-VenueError -ErrorId PACKAGE_TRUNCATED -Message "$(Format-Size $File.Length) of $(Format-Size $Size) of Cloud Sync were received: $why $Outlook" -Category ConnectionError -Detail @{ bytesKept = if ($IsFurther) { $File.Length - $began } else { 0 } })
        }
        if ($File.Length + $count -gt $Size) { throw (New-VenueError -ErrorId PACKAGE_CHECKSUM_WRONG -Message "The cloud sends more than the stated $Size bytes." -Category InvalidData) }
        $File.Write($Buffer, 0, $count)
        [void]$Hash.TransformBlock($Buffer, 0, $count, $null, 0)
        if ($sinceProgress.ElapsedMilliseconds -ge 500 -or $File.Length -eq $Size) {
            $sinceProgress.Restart()
            Write-Progress -Activity 'Downloading Cloud Sync' -Status "$(Format-Size $File.Length) of $(Format-Size $Size)" -PercentComplete ([int][Math]::Floor(100 * $File.Length / $Size))
        }
        Write-Pace -Pace $pace -Here $File.Length -Size $Size -Outlook $Outlook
    }
}

# Slow is reported and not ended: at night a slow line is better than none.
function Write-Pace([hashtable]$Pace, [long]$Here, [long]$Size, [string]$Outlook) {
    $seconds = $Pace.Clock.Elapsed.TotalSeconds
    if ($seconds -lt $script:PaceSeconds) { return }
    $rate = ($Here - $Pace.From) / $seconds
    $Pace.Clock.Restart()
    $Pace.From = $Here
    if ($rate -ge $script:SlowBytesPerSecond -or $Pace.Age.Elapsed.TotalSeconds -lt $Pace.QuietUntil) { return }
    $Pace.QuietUntil = $Pace.Age.Elapsed.TotalSeconds + $script:TellAgainSeconds
    $minutes = [Math]::Ceiling(($Size - $Here) / [Math]::Max($rate, 1) / 60)
    Write-Warning "The download of Cloud Sync is slow: $([Math]::Round($rate / 1024, 1)) KiB/s, about $minutes minutes to go. It may be cancelled. $Outlook"
}

# Before a byte is asked for: the rest of the download, and twice the program when it is installed. Error: DISK_TOO_FULL.
function Confirm-PackageRoom([object]$Statement) {
    $folder = Get-VenuePath -Of Package
    $part = New-Object IO.FileInfo "$(Get-PackagePath -Version $Statement.Version).part"
    $here = if ($part.Exists) { [Math]::Min($part.Length, $Statement.Size) } else { 0 }
    $needed = 3 * $Statement.Size - $here + [Math]::Min($Statement.Size, $script:SpareBytes)
    $free = Get-FreeByte -Folder $folder
    # The next download begins by removing these.
    if ($null -ne $free) { foreach ($old in Get-PartFile -Except $Statement.Version) { $free += (New-Object IO.FileInfo $old).Length } }
    if ($null -eq $free) { Write-Verbose "The free space at $folder can't be read." }
    elseif ($free -lt $needed) {
        throw (New-VenueError -ErrorId DISK_TOO_FULL -Message "Cloud Sync $($Statement.Version) needs $(Format-Size $needed) at $folder to be downloaded and installed, and $(Format-Size $free) are free. Nothing was downloaded." -Category ResourceUnavailable -Target $folder)
    }
}

# Nothing where it can't be determined, as for a folder on another machine.
function Get-FreeByte([string]$Folder) {
    # The first download makes it.
    $where = $Folder
    while ($where -and -not [IO.Directory]::Exists($where)) { $where = [IO.Path]::GetDirectoryName($where) }
    try {
        if ([IO.Path]::DirectorySeparatorChar -ne '/') { $where = [IO.Path]::GetPathRoot($where) }
        (New-Object IO.DriveInfo $where).AvailableFreeSpace
    }
    catch { Write-Verbose "$where is not a drive: $($_.Exception.GetBaseException().GetType().Name)" }
}

# Version: that one alone; with Except every other one, which no one will continue with.
function Remove-PackagePart([string]$Version = '', [string]$Except = '') {
    foreach ($file in Get-PartFile -Version $Version -Except $Except) { [IO.File]::Delete($file) }
}

function Get-PartFile([string]$Version = '', [string]$Except = '') {
    $folder = Get-VenuePath -Of Package
    if (-not [IO.Directory]::Exists($folder)) { return }
    foreach ($name in 'part', 'part.json') {
        foreach ($file in [IO.Directory]::GetFiles($folder, "cloud-sync-*.pkg.$name")) {
            $mine = [IO.Path]::GetFileName($file) -eq "cloud-sync-$Version$Except.pkg.$name"
            if ($mine -eq [bool]$Version) { $file }
        }
    }
}

function Format-Size([long]$Bytes) {
    if ($Bytes -lt 1048576) { return [string]::Format([Globalization.CultureInfo]::InvariantCulture, '{0:0.#} KiB', $Bytes / 1024) }
    [string]::Format([Globalization.CultureInfo]::InvariantCulture, '{0:0.#} MiB', $Bytes / 1048576)
}
