<#
What is said of folders that are refused, and what is to be done: the one place for it. With Windows' own tools, as Microsoft documents them; none that follows a link, and none below a folder that isn't ours.
#>

# What lies in someone's profile is theirs: who takes a right away there takes it from them.
$script:Profiles = '^[A-Za-z]:\\Users(\\|$)'
$script:Elsewhere = 'Name another folder, such as one in C:\ProgramData or C:\Program Files.'

# Found: as Find-ForeignFolder emits it, of these folders. Error: PROGRAM_NOT_TRUSTED.
function Confirm-NoneFound([object[]]$Found, [string]$Program, [string]$Data) {
    if ($Found.Count -eq 0) { return }
    # Both folders may be in the same one.
    $said = @($Found | ForEach-Object { Get-FoundWord -One $_ } | Select-Object -Unique)
    if ($said.Count -gt 5) { $said = $said[0..4] + "and $($said.Count - 5) more" }
    # Of what is gone nothing is moved away: another folder is named.
    $ours = @($Found | Where-Object { $_.Rights -ne 'gone' -and ((Test-Within -Path $_.Path -Folder $Program) -or (Test-Within -Path $_.Path -Folder $Data)) })
    $above = @($Found | Where-Object { $ours -notcontains $_ })
    $todo = if (@($Program, $Data) -match $script:Profiles) { $script:Elsewhere }
    else {
        Get-AboveRemedy -Above $above
        if (@($ours | Where-Object { $_.Rights -ne 'link' }).Count -gt 0) { Get-AwayRemedy -Program $Program -Data $Data }
        Get-LinkRemedy -Link @($Found | Where-Object { $_.Rights -eq 'link' } | ForEach-Object { $_.Path }) -Program $Program -Data $Data
    }
    throw (New-VenueError -ErrorId PROGRAM_NOT_TRUSTED -Message "$($said -join '; '). $(@($todo) -join ' ')" -Category SecurityError -Target $Found[0].Path)
}

function Get-FoundWord([object]$One) {
    switch ($One.Rights) {
        owner { "$($One.Path) belongs to $($One.Who), not to Administrators" }
        link { "$($One.Path) is a link" }
        file { "$($One.Path) is a file, not a folder" }
        closed { "$($One.Path) can't be checked" }
        gone { "$($One.Path) has disappeared: another program moved it" }
        default { "$($One.Who) can change or move $($One.Path) ($($One.Rights))" }
    }
}

function Test-Within([string]$Path, [string]$Folder) {
    if (-not $Folder) { return $false }
    $end = [IO.Path]::DirectorySeparatorChar
    $Path -eq $Folder -or $Path.StartsWith($Folder.TrimEnd($end) + $end, [StringComparison]::OrdinalIgnoreCase)
}

# What is said is pasted into an elevated prompt, and a name in our folders may be another user's: $(x) runs in quotes too, x&y and %x% in cmd, and PowerShell takes other quotes for its own. So
# ASCII alone; nor two blanks, which are said as one, nor a blank or a dot at the end of a name, which Windows leaves out.
function Test-Plain([string]$Path) {
    $Path -cmatch '^([A-Za-z]:\\|([A-Za-z]:)?([\\/]([A-Za-z0-9_.-]+ )*[A-Za-z0-9_.-]*[A-Za-z0-9_-])+)\z'
}

# For a line that is typed, of a plain path: to the program that cmd starts, \" is a quote within the text, not its end. A drive's root needs none.
function Format-Argument([string]$Path) {
    if ($Path -match '^[A-Za-z]:\\$') { $Path } else { "`"$Path`"" }
}

# In an order of any path: where it isn't plain, a word that the reader replaces with the path, as in Get-TypedWord. In quotes it is no order's end. Below: a name of ours in it.
function Format-Place([string]$Path, [string]$Word, [string]$Below) {
    if (-not (Test-Plain -Path $Path)) { return "`"<$Word>$(if ($Below) { "\$Below" })`"" }
    Format-Argument -Path $(if ($Below) { [IO.Path]::Combine($Path, $Below) } else { $Path })
}

# Cmd runs nothing that is in quotes.
function Get-TypedWord([string]$Path, [string]$Word) {
    if ($Path -and -not (Test-Plain -Path $Path)) { " In cmd, type this in place of <$Word>, and never paste it: $Path." }
}

# Before it anyone may read what is copied there. Without the data folder: where these aren't known.
function Get-ProtectOrder([string]$Program, [string]$Data) {
    if (-not $Data) { return '-Action Protect' }
    $script = Join-Path $PSScriptRoot 'Set-ServerService.ps1'
    $of = if ($Program) { " -Program $(Format-Place -Path $Program -Word 'folder for programs')" }
    $typed = @(Get-TypedWord -Path $script -Word 'this script') + @(Get-TypedWord -Path $Program -Word 'folder for programs') + @(Get-TypedWord -Path $Data -Word 'data folder')
    "powershell -NoProfile -ExecutionPolicy Bypass -File $(Format-Place -Path $script -Word 'this script') -Action Protect$of -Data $(Format-Place -Path $Data -Word 'data folder').$(-join $typed)"
}

# Of what is in our folders, or in their place. A copy is new, an administrator's own, and no one else has it open; into a folder that isn't closed yet all might
# read it. As a backup robocopy reads also what is closed to administrators (/b); /xj leaves out what a link leads to; of itself it would wait a year for a file that
# is held. Where it was moved to no one else may put another in its place. No folder: where these aren't known.
function Get-AwayRemedy([string]$Program, [string]$Data) {
    $away = 'C:\Program Files\away'
    $move = "If the service is installed, run Stop-Service VenueControl first, and start it only after everything is copied back. As Administrator move it away, out of these folders, for example to ${away}: its owner may still have it open. If Windows refuses that, restart Windows, and stop the service again."
    if (-not $Data) { return "$move Then protect the folders (-Action Protect). Copy back only files that you know and need; never move them back." }
    $keys, $venue = 'keys', 'venue.json' | ForEach-Object { Format-Place -Path $Data -Word 'data folder' -Below $_ }
    "$move Then create and protect the folders: $(Get-ProtectOrder -Program $Program -Data $Data) After that, copy back only files that you know and need, and never move them: a folder as robocopy `"$away\keys`" $keys /e /xj /b /r:1 /w:1, a file as copy `"$away\venue.json`" $venue. If another user creates the data folder again before you do, name another one for the data (--data), for example C:\Program Files\VenueControlData."
}

# One above, or in the place of the programs, is as an administrator moved a folder: deleted it would take away what else is reached by it. cmd's rmdir leaves what a
# link leads to; Windows PowerShell's empties that, and so does del, which is for a link to a file alone.
function Get-LinkRemedy([string[]]$Link = @(), [string]$Program, [string]$Data) {
    $delete = @($Link | Where-Object {
            $in = [IO.Path]::GetDirectoryName($_)
            $_ -eq $Data -or (Test-Within -Path $in -Folder $Data) -or (Test-Within -Path $in -Folder $Program)
        })
    $orders = @($delete | Where-Object { Test-Plain -Path $_ } | Select-Object -First 3 | ForEach-Object {
            $isFolder = (New-Object IO.FileInfo $_).Attributes -band [IO.FileAttributes]::Directory
            "cmd /c $(if ($isFolder) { 'rmdir' } else { 'del' }) $(Format-Argument -Path $_)"
        })
    # It may be an administrator's, of a key that is on another disk.
    $inside = @($delete | Where-Object { $_ -ne $Data })
    if ($inside.Count -gt 0) { 'If you created such a link, stop the service if it is installed (Stop-Service VenueControl). Note the target of the link (cmd /c dir /al in its folder).' }
    if ($orders.Count -gt 0) { "Delete a link in these folders, or in place of the data folder: $($orders -join ', ')." }
    Get-NamelessRemedy -Link @($delete | Where-Object { -not (Test-Plain -Path $_) })
    if ($inside.Count -gt 0) { "Then protect the folders: $((Get-ProtectOrder -Program $Program -Data $Data).TrimEnd('.')). Only then copy the target of your link into its place, and never move it. Start the service after that." }
    if (@($Link | Where-Object { $_ -eq $Data -or $delete -notcontains $_ }).Count -gt 0) { 'If you created the link, name the folder that it leads to.' }
}

# Of links with a name that is for no prompt. .NET's Delete takes a link away and not what it leads to; where a name ends in a blank or a dot, Windows PowerShell's would
# take away what has the name without it. Sparse: as Test-Link has it.
function Get-NamelessRemedy([string[]]$Link = @()) {
    if ($Link.Count -eq 0) { return }
    $orders = @($Link | ForEach-Object { [IO.Path]::GetDirectoryName($_) } | Where-Object { Test-Plain -Path $_ } | Select-Object -Unique | Select-Object -First 3 | ForEach-Object {
            "Get-ChildItem -LiteralPath $(Format-Argument -Path $_) -Force | Where-Object { (`$_.Attributes -band 1536) -eq 1024 -and `$_.Name -notmatch '[ .]$' -and (Read-Host `"Delete the link `$(`$_.FullName)? y`") -eq 'y' } | ForEach-Object { `$_.Delete() }"
        })
    if ($orders.Count -gt 0) { "For a path with characters other than A to Z, digits, spaces, dots, - and _, run this in PowerShell as Administrator. It prompts for each link: $($orders -join ', ')." }
    'If no command above deletes a link, delete the link, and not its target, in cmd as Administrator. Use rmdir in its folder, or del for a link to a file. Complete the name with Tab, check it, and never paste it. Do not use Explorer, which gives you permanent rights to the folder.'
}

# Of folders above ours, which others may need: those alone. One that is a link has its own remedy.
function Get-AboveRemedy([object[]]$Above = @()) {
    $those = @($Above | Where-Object { $_.Rights -ne 'link' })
    if ($those.Count -eq 0) { return }
    $script:Elsewhere
    # Of the first three findings two may be one.
    $orders = @($those | ForEach-Object { Get-AboveOrder -One $_ } | Select-Object -Unique)
    if ($orders.Count -gt 0) { 'If it must be this folder:'; $orders | Select-Object -First 3 }
}

function Get-AboveOrder([object]$One) {
    $word = 'that folder'
    $path = Format-Place -Path $One.Path -Word $word
    $last = "Then restart Windows, because the previous owner may still have it open.$(Get-TypedWord -Path $One.Path -Word $word)"
    if ($One.Rights -in 'owner', 'closed') { return "Make Administrators the owner of $($One.Path), but not of its contents: takeown /f $path /a, as Administrator, and never with /r. $last" }
    if ($One.Who -notmatch 'S-1-[\d-]+') { return }
    "Remove that permission on $($One.Path): icacls $path /inheritance:d, then icacls $path /remove:g *$($Matches[0]). $last"
}
