<#
A real venue's providers ask Windows. Where there is none they say so by a code, before .NET does by an exception that no one can read.
#>

# Error: WINDOWS_NEEDED.
function Confirm-Windows([string]$What) {
    if ([Environment]::OSVersion.Platform -eq 'Win32NT') { return }
    throw (New-VenueError -ErrorId WINDOWS_NEEDED -Message "${What}: on Windows only." -Category NotImplemented)
}
