function Write-VenueFile {
    <#
    .SYNOPSIS
    Writes bytes into a file that isn't there yet.
    .DESCRIPTION
    What the disk says no to is FILE_NOT_WRITTEN, and leaves no half of a file.
    .PARAMETER Path
    The whole path.
    .PARAMETER Content
    The bytes, as base64.
    .EXAMPLE
    Write-VenueFile -Path $file -Content $made.content
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Path, [Parameter(Mandatory = $true)][string]$Content)
    $bytes = [Convert]::FromBase64String($Content)
    $stream = $null
    try {
        $stream = New-Object IO.FileStream $Path, 'CreateNew', 'Write', 'None'
        $stream.Write($bytes, 0, $bytes.Length)
        $stream.Flush($true)
    }
    catch {
        Clear-VenueErrorRecord -ErrorRecord $_
        $why = $_.Exception.GetBaseException().Message
        if ($stream) {
            $stream.Dispose()
            Remove-Item -LiteralPath $Path -ErrorAction SilentlyContinue
        }
        throw (New-VenueErrorRecord -Code FILE_NOT_WRITTEN -Message "The file could not be written: $why" -Remedy 'Check its folder and the permissions on it, then run the command again: it exports another file.')
    }
    finally { if ($stream) { $stream.Dispose() } }
}
