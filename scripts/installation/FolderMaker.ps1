<#
Whether a folder may become that of the programs or of the data. The maker of the folder, or of what is in it, may have it open to change its list, and as a link lead it elsewhere: no list that is set afterwards ends that. services/FolderAccess.ps1 and ServiceAccount.ps1 are loaded before this file, FolderRemedy.ps1 with it.
#>

# Who may change a list, or become its owner, opens what was closed: WRITE_DAC, WRITE_OWNER and all.
$script:Own = 0x40000 -bor 0x80000 -bor 0x10000000

# Everyone, who signed in or is at the screen, and the groups of a machine.
$script:Groups = '^S-1-(1-0|5-(2|3|4|11|32-\d+))$'

# Both folders, or one; changes nothing. Early: they, and those above, may not be there yet. Account: that the service runs as; Trusted: an administrator who makes what
# they make in their own name. Again: one that is empty is made again, whosever it is. Errors: PROGRAM_NOT_TRUSTED, BAD_USER_INPUT.
function Confirm-Place([string]$Program, [string]$Data, [string]$Account, [string[]]$Trusted = @(), [switch]$Early, [switch]$Again) {
    if ($Program) { $Program = Get-WholePath -Path $Program }
    if ($Data) { $Data = Get-WholePath -Path $Data }
    Confirm-Apart -Program $Program -Data $Data
    if ($Program) { Confirm-ProgramsOnly -Program $Program }
    $found = @(
        if ($Program) { Find-ForeignFolder -Path $Program -Maker $Trusted -Early:$Early -Again:$Again }
        if ($Data) { Find-ForeignFolder -Path $Data -Maker @(Get-DataMaker -Data $Data -Account $Account -Trusted $Trusted) -Early:$Early -Again:$Again }
    )
    Confirm-NoneFound -Found $found -Program $Program -Data $Data
}

# Emits what forbids a folder, the folders above and what is in it: Path, Who, Rights (owner, link, file, closed, gone, or who may change its
# list or move it away). Maker: SIDs of whom it may be of, besides administrators. A link deep inside is no one's way in: it is neither followed nor set.
function Find-ForeignFolder([string]$Path, [string[]]$Maker = @(), [switch]$Early, [switch]$Again) {
    Find-AccessAbove -Path $Path -Early:$Early
    $top = New-Object IO.DirectoryInfo $Path
    if (-not (Test-There -Entry $top)) { return $(if (-not $Early) { Get-GoneAccess -Path $Path }) }
    if ($Again -and (Test-New -Path $Path)) { return }
    if (Test-Link -Entry $top) { return Get-LinkAccess -Path $Path }
    if (-not $top.Exists) { return [pscustomobject]@{ Path = $Path; Who = 'its creator'; Rights = 'file' } }
    try {
        $found = @(Find-ForeignAccess -Path $Path -Mask $script:Own -Trusted $Maker)
        $entries = $top.GetFileSystemInfos()
    }
    catch [UnauthorizedAccessException] { return Get-ClosedAccess -Path $Path }
    # What is in it goes with it.
    if ($found.Count -gt 0) { return $found }
    foreach ($entry in $entries) {
        $inside = $entry.FullName
        if ($script:VolumeFolders -contains $entry.Name) { continue }
        Find-ForeignAccessBelow -Path $inside -Mask $script:Own -Trusted $Maker | Where-Object { $_.Rights -ne 'link' -or $_.Path -eq $inside }
    }
}

# Each has a list of its own for all that is in it.
function Confirm-Apart([string]$Program, [string]$Data) {
    if (-not $Program -or -not $Data -or -not ((Test-Within -Path $Program -Folder $Data) -or (Test-Within -Path $Data -Folder $Program))) { return }
    throw (New-VenueError -ErrorId BAD_USER_INPUT -Message "The program folder $Program and the data folder $Data must not contain each other: all users can read the first, and only administrators the second. Name another folder for one of them. If the control plane is already installed, uninstall it, which leaves the data, and install it with another --to. Nothing was changed." -Category InvalidArgument -Target $Data)
}

# Anything else in it would become administrators', and everyone's to read: in C:\Program Files all that is installed there.
function Confirm-ProgramsOnly([string]$Program) {
    $folder = New-Object IO.DirectoryInfo $Program
    # The same check for these.
    if (-not $folder.Exists -or (Test-Link -Entry $folder)) { return }
    try { $entries = $folder.GetFileSystemInfos() }
    catch [UnauthorizedAccessException] { return }
    # .new: a copy that was not finished. desktop.ini: Windows' own, of how a folder is shown.
    $other = @($entries | Where-Object {
            if ($_ -is [IO.DirectoryInfo]) { $script:VolumeFolders -notcontains $_.Name -and $_.Name -notmatch '^\d.*-[0-9a-f]{8}(\.new)?$' } else { $_.Name -ne 'desktop.ini' }
        })
    if ($other.Count -eq 0) { return }
    $sums = @($Program) + @($other | ForEach-Object { $_.FullName }) | ForEach-Object { [IO.Path]::Combine($_, 'SHA256SUMS') }
    # Who moves an archive away that this runs from moves this away.
    $todo = if (@($sums | Where-Object { [IO.File]::Exists($_) }).Count -gt 0) { 'Unpack the archive beside it into a new folder in C:\Program Files, and run this from there. Delete here what was unpacked, and leave the folders of versions, such as 1.0.0-0a1b2c3d.' }
    else { 'Move it away. For a first install you can also name another folder (--to).' }
    throw (New-VenueError -ErrorId BAD_USER_INPUT -Message "The folder for programs, $Program, has something else in it: $($other[0].Name). It would get the owner and the permissions of the programs. $todo Nothing was changed." -Category InvalidArgument -Target $Program)
}

# Whose the data may be: the account's, an administrator's own, our service's, and that of an account before this one.
function Get-DataMaker([string]$Data, [string]$Account, [string[]]$Trusted = @()) {
    @($Account) + $Trusted + (ConvertTo-ServiceSid -Service VenueControl) + @(Get-EarlierMaker -Data $Data)
}

# By what we gave it: to change what is in the folder itself (0x1201bf) and what is below (0x1301bf); or to be named alone (0x80). To read, run and write is the first number
# too, and may be given for one folder, but never with the second. A list that an
# administrator kept as it was inherited (icacls /inheritance:d) lets in others, and groups are no account. One that someone else set is below a folder of theirs.
function Get-EarlierMaker([string]$Data) {
    if (-not [IO.Directory]::Exists($Data)) { return }
    $sid = [Security.Principal.SecurityIdentifier]
    try { $list = Get-Acl -LiteralPath $Data }
    catch [UnauthorizedAccessException] { return }
    if (-not (Test-Keeper -Sid $list.GetOwner($sid).Value) -or -not $list.AreAccessRulesProtected) { return }
    $let = @($list.GetAccessRules($true, $true, $sid) | Where-Object { "$($_.AccessControlType)" -eq 'Allow' })
    $below = @($let | Where-Object { [int]$_.FileSystemRights -eq 0x1301bf -and [int]$_.PropagationFlags -eq 2 } | ForEach-Object { $_.IdentityReference.Value })
    $named = $let | Where-Object { [int]$_.InheritanceFlags -eq 0 } | Where-Object { [int]$_.FileSystemRights -eq 0x80 -or ([int]$_.FileSystemRights -eq 0x1201bf -and $below -contains $_.IdentityReference.Value) }
    $named | ForEach-Object { $_.IdentityReference.Value } | Where-Object { -not (Test-Keeper -Sid $_) -and $_ -notmatch $script:Groups } | Select-Object -Unique
}
