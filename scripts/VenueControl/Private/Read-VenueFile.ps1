function Read-VenueFile {
    <#
    .SYNOPSIS
    Emits a passport's bytes as base64; never more than a passport can have.
    .DESCRIPTION
    A file that can't be read is FILE_NOT_WRITTEN, one that is too large or empty PASSPORT_DAMAGED, as the server says.
    .PARAMETER Path
    The whole path.
    .EXAMPLE
    Read-VenueFile -Path $file
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][string]$Path)
    try {
        $stream = [IO.File]::OpenRead($Path)
        try { $length = $stream.Length } finally { $stream.Dispose() }
        if ($length -gt 0 -and $length -le 32768) { return [Convert]::ToBase64String([IO.File]::ReadAllBytes($Path)) }
    }
    catch {
        Clear-VenueErrorRecord -ErrorRecord $_
        throw (New-VenueErrorRecord -Code FILE_NOT_WRITTEN -Message "The file could not be read: $($_.Exception.GetBaseException().Message)" -Remedy 'Give -Path with the file from Export-VenuePassport.')
    }
    throw (New-VenueErrorRecord -Code PASSPORT_DAMAGED -Message "The file is not a migration file (passport), or it is damaged: it has $length bytes." -Remedy 'Copy the file from the old server again. If that does not help, export a new one there. Nothing was changed.')
}
