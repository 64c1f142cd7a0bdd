<#
The folder that a program is installed from, unpacked by a person; services/FolderAccess.ps1, which checks, is loaded before this file.
#>

# What others may change there would be everyone's as soon as it is installed, list of sums and all. Administrator: who unpacked it in their own name; above it
# that says nothing, as what runs as they without elevation could put another folder in its place.
function Confirm-ProgramSource([string]$Program, [string[]]$Administrator = @()) {
    $found = @(
        Find-ForeignAccessBelow -Path $Program -Mask $script:Change -Trusted $Administrator
        Find-AccessAbove -Path $Program
    )
    if ($found.Count -eq 0) { return }
    $places = @($found | Select-Object -First 3 | ForEach-Object { "$($_.Path) may be changed by $($_.Who) ($($_.Rights))" })
    if ($found.Count -gt 3) { $places += "and $($found.Count - 3) more" }
    throw (New-VenueError -ErrorId PROGRAM_NOT_TRUSTED -Message "Other users may have changed the program to install: $($places -join '; '). Nothing was done. Your own folders, such as Downloads, are not safe either: any program that you run can change them without elevation. Unpack the archive again, as Administrator, into a new folder in C:\Program Files, where only administrators can write." -Category SecurityError -Target $Program)
}
