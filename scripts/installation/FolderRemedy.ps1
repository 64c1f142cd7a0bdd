<#
What is said of folders that are refused, and what is to be done: the one place for it. With Windows' own tools, as Microsoft documents them; none that follows a link, and none below a folder that isn't ours.
#>

# Found: as Find-ForeignFolder emits it, of these folders. Error: PROGRAM_NOT_TRUSTED.
function Confirm-NoneFound([object[]]$Found, [string]$Program, [string]$Data) {
    if ($Found.Count -eq 0) { return }
    # Both folders may be in the same one.
    $said = @($Found | ForEach-Object { Get-FoundWord -One $_ } | Select-Object -Unique)
    if ($said.Count -gt 5) { $said = $said[0..4] + "and $($said.Count - 5) more" }
    $ours = @($Found | Where-Object { (Test-Within -Path $_.Path -Folder $Program) -or (Test-Within -Path $_.Path -Folder $Data) })
    $above = @($Found | Where-Object { $ours -notcontains $_ })
    $todo = @(
        if (@($ours | Where-Object { $_.Rights -ne 'link' }).Count -gt 0) { Get-AwayRemedy -Program $Program -Data $Data }
        Get-LinkRemedy -Link @($Found | Where-Object { $_.Rights -eq 'link' } | ForEach-Object { $_.Path }) -Program $Program -Data $Data
        $above | ForEach-Object { Get-AboveRemedy -One $_ } | Select-Object -Unique -First 3
    )
    throw (New-VenueError -ErrorId PROGRAM_NOT_TRUSTED -Message "$($said -join '; '). $($todo -join ' ')" -Category SecurityError -Target $Found[0].Path)
}

function Get-FoundWord([object]$One) {
    switch ($One.Rights) {
        owner { "$($One.Path) belongs to $($One.Who), not to Administrators" }
        link { "$($One.Path) is a link" }
        file { "$($One.Path) is a file, and no folder" }
        closed { "$($One.Path) can't be looked at" }
        default { "$($One.Path) may be changed or moved away by $($One.Who) ($($One.Rights))" }
    }
}

function Test-Within([string]$Path, [string]$Folder) {
    if (-not $Folder) { return $false }
    $end = [IO.Path]::DirectorySeparatorChar
    $Path -eq $Folder -or $Path.StartsWith($Folder.TrimEnd($end) + $end, [StringComparison]::OrdinalIgnoreCase)
}

# Of what is in our folders, or in their place. A copy is new, an administrator's own, and nobody else has it open; into a folder that isn't closed yet all might
# read it. As a backup copies it is also what is closed to administrators; /xj leaves out what a link leads to.
function Get-AwayRemedy([string]$Program, [string]$Data) {
    if (-not $Data) { $Data = 'DATA' }
    $of = if ($Program) { " -Program `"$Program`"" }
    $protect = "powershell -NoProfile -ExecutionPolicy Bypass -File `"$(Join-Path $PSScriptRoot 'Set-ServerService.ps1')`" -Action Protect$of -Data `"$Data`""
    "Whoever made such a thing, or may change who has rights to it, may have it open. As Administrator move it away, out of these folders; where Windows refuses that, restart Windows first. Then make the folders and close them: $protect. What you know of it and need copy back after that, and never move it: robocopy `"AWAY`" `"THERE`" /e /xj /b for a folder, with its name behind THERE for one file."
}

# One above, or in the place of the programs, is as an administrator moved a folder: deleted it would take away what else is reached by it. cmd's rmdir leaves what a
# link leads to; Windows PowerShell's empties that.
function Get-LinkRemedy([string[]]$Link = @(), [string]$Program, [string]$Data) {
    $delete = @($Link | Where-Object {
            $in = [IO.Path]::GetDirectoryName($_)
            $_ -eq $Data -or (Test-Within -Path $in -Folder $Data) -or (Test-Within -Path $in -Folder $Program)
        })
    if ($delete.Count -gt 0) { "Delete a link in these folders or in the place of the data: cmd /c rmdir `"$($delete[0])`"." }
    if (@($Link | Where-Object { $_ -eq $Data -or $delete -notcontains $_ }).Count -gt 0) { 'Name the folder itself that a link leads to, where you put it there.' }
}

# Of a folder above ours, which others may need: that folder alone.
function Get-AboveRemedy([object]$One) {
    $path = $One.Path
    if ($One.Rights -in 'owner', 'closed') { return "Give $path, and nothing in it, to Administrators: takeown /f `"$path`" /a, as Administrator, and never with /r. Then restart Windows: whoever had it may have it open." }
    if ($One.Rights -eq 'link' -or $One.Who -notmatch 'S-1-[\d-]+') { return }
    "Name another folder; or take that right to $path away, which ends it for all in it: icacls `"$path`" /inheritance:d, then icacls `"$path`" /remove:g *$($Matches[0])."
}
