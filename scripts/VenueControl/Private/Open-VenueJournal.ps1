function Open-VenueJournal {
    <#
    .SYNOPSIS
    Opens the journal of a rollout, alone, and emits its stream, its ID and the last line of each venue.
    .DESCRIPTION
    One JSON object a line. A last line that is not whole was never flushed, so what it announces never began: it is cut off. A venue whose last state is SENT is UNKNOWN.
    It holds no arguments and no secrets: the SHA-256 of the script block, and names, hosts, addresses and Customer Numbers of venues. A journal that was edited, or in which a venue has others, is refused.
    .PARAMETER Path
    The whole path.
    .PARAMETER Block
    The text of the script block: another one does not continue this rollout.
    .PARAMETER Venue
    The venues of the rollout.
    .PARAMETER ReadOnly
    Changes nothing, and makes no file. The stream is then null.
    .EXAMPLE
    Open-VenueJournal -Path $file -Block $ScriptBlock.ToString() -Venue $venues
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param([Parameter(Mandatory = $true)][string]$Path, [Parameter(Mandatory = $true)][string]$Block, [Parameter(Mandatory = $true)][psobject[]]$Venue, [switch]$ReadOnly)
    $sha = [Security.Cryptography.SHA256]::Create()
    try { $hash = [BitConverter]::ToString($sha.ComputeHash([Text.Encoding]::UTF8.GetBytes($Block))).Replace('-', '').ToLowerInvariant() }
    finally { $sha.Dispose() }
    $journal = @{ Stream = $null; Id = [guid]::NewGuid().ToString('N'); Venue = @{} }
    if ($ReadOnly -and -not [IO.File]::Exists($Path)) { return $journal }
    $how = 'OpenOrCreate', 'ReadWrite', 'Read'
    if ($ReadOnly) { $how = 'Open', 'Read', 'ReadWrite' }
    $stream = $null
    try {
        $stream = New-Object IO.FileStream (@($Path) + $how)
        # Elsewhere, only a lock keeps another rollout out.
        if (-not $ReadOnly -and [Environment]::OSVersion.Platform -eq 'Unix') { $stream.Lock(0, 0) }
    }
    catch {
        if ($stream) { $stream.Dispose() }
        Clear-VenueErrorRecord -ErrorRecord $_
        throw (New-VenueErrorRecord -Code FILE_NOT_WRITTEN -Message "The journal could not be opened: $($_.Exception.GetBaseException().Message)" -Remedy 'End the other rollout that uses it, or give -Journal another file.' -TargetObject $Path)
    }
    $isOpen = $false
    try {
        $bytes = New-Object byte[] $stream.Length
        for ($read = 0; $read -lt $bytes.Length; $read += $count) { $count = $stream.Read($bytes, $read, $bytes.Length - $read); if (-not $count) { break } }
        # By bytes: the line that was cut off can end within a character.
        $whole = [Array]::LastIndexOf($bytes, [byte]10) + 1
        try {
            $lines = @([Text.Encoding]::UTF8.GetString($bytes, 0, $whole) -split "`n" | Where-Object { $_ } | ForEach-Object { ConvertFrom-Json $_ })
            # A file of one line without an end would be cut to nothing. In a journal, that line is written before any venue is contacted.
            if ($bytes.Length -and -not $lines.Count) { throw 'It has no line.' }
            foreach ($line in @($lines | Select-Object -Skip 1)) {
                if ($line.venue -isnot [string] -or $line.state -notin 'SENT', 'NOT_SENT', 'SUCCEEDED', 'FAILED', 'UNKNOWN', 'WORKING', 'NOT_WORKING' -or "$($line.attempt)" -notmatch '^[1-9]\d{0,3}$') { throw 'A line is not of a rollout.' }
            }
        }
        catch {
            Clear-VenueErrorRecord -ErrorRecord $_
            throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message 'This file is not the journal of a rollout.' -Remedy 'Give -Journal another file.' -TargetObject $Path)
        }
        if ($lines.Count) {
            if (-not $lines[0].PSObject.Properties['block'] -or $lines[0].block -ne $hash) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message 'This journal is of a rollout with another script block.' -Remedy 'Give the same script block, or another -Journal.' -TargetObject $Path) }
            $journal.Id = $lines[0].id
        }
        foreach ($line in @($lines | Select-Object -Skip 1)) { $journal.Venue[$line.venue] = $line }
        foreach ($one in $Venue) {
            $known = $journal.Venue[$one.Name]
            # One that was not reached may have had the wrong host.
            if (-not $known -or $known.state -eq 'NOT_SENT') { continue }
            $now = [ordered]@{ host = (Get-VenueHost -Venue $one); Uri = "$($one.Uri)"; CustomerNumber = "$($one.CustomerNumber)" }
            if (-not $now.CustomerNumber) { $now.Remove('CustomerNumber') }
            foreach ($what in $now.Keys) {
                if (-not $known.PSObject.Properties[$what] -or $known.$what -eq $now[$what]) { continue }
                throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message "In this journal, the venue $($one.Name) has the $what '$($known.$what)', and in the inventory '$($now[$what])'." -Remedy 'Give the inventory of this rollout, or another -Journal.' -TargetObject $one.Name)
            }
        }
        foreach ($line in $journal.Venue.Values) { if ($line.state -eq 'SENT') { $line.state = 'UNKNOWN' } }
        if (-not $ReadOnly) {
            $stream.SetLength($whole)
            [void]$stream.Seek(0, 'End')
            $journal.Stream = $stream
            if (-not $lines.Count) { Write-VenueJournal -Journal $journal -Entry @{ block = $hash; id = $journal.Id } }
            $isOpen = $true
        }
    }
    finally { if (-not $isOpen) { $stream.Dispose() } }
    $journal
}
