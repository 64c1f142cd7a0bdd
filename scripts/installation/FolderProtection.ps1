<#
Sets the access lists of the program's folder and of the data; services/FolderAccess.ps1, which checks them, is loaded before this file.
#>

# Administrators' own: a policy may give an administrator what they make, and a folder above in someone's name is refused.
$script:ClosedSddl = 'O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)'

# Both folders, or the data alone, which are made where they aren't there. Emits a sentence for each of what a person should check, or know. What someone else made is
# refused before any list is set, and once more when no one else can make anything there any more. Errors: PROGRAM_NOT_TRUSTED, BAD_USER_INPUT.
function Set-InstallationAccess([string]$Program, [string]$Data, [string]$Account, [string[]]$Trusted = @()) {
    $Data = Get-WholePath -Path $Data
    if ($Program) { $Program = Get-WholePath -Path $Program }
    $both = @{ Program = $Program; Data = $Data; Account = $Account; Trusted = $Trusted }
    $folders = @($Program, $Data | Where-Object { $_ })
    # For a refusal alone nothing is made.
    if (@($folders | Where-Object { Test-New -Path $_ }).Count -gt 0) { Confirm-Place @both -Early -Again }
    # Before the look that counts, which sees anyone who made one in between; and anyone who had an empty one open has another, which no longer is in this place.
    foreach ($folder in $folders) {
        if (-not (Test-New -Path $folder)) { continue }
        Confirm-NoneFound -Found @(Find-AccessAbove -Path $folder -Early) -Program $Program -Data $Data
        New-ClosedFolder -Path $folder
    }
    Confirm-Place @both
    Set-KeptAccess -Path $Data -Account $Account -Earlier @(Get-EarlierMaker -Data $Data | Where-Object { $_ -ne $Account })
    # One that was made before and emptied meanwhile could become a link as long as it is empty.
    New-KeptFolder -Data $Data
    if ($Program) { Set-KeptAccess -Path $Program }
    Confirm-Place @both
    # Once its list is set no one sees who made it.
    Find-ForeignMaking -Data $Data -Trusted $Trusted
    if ($Program) { Set-ProgramAccess -Program $Program }
    Confirm-Kept -Data $Data -Account $Account
    Set-DataAccess -Data $Data -Account $Account
    Confirm-Kept -Data $Data -Account $Account
    # Last: until here it names the account before this one. Its owner it has: in its place meanwhile someone's own would stay theirs, which the look after it sees.
    Set-KeptAccess -Path $Data -Account $Account -KeepOwner
    Confirm-Kept -Data $Data -Account $Account
}

# Still the folder whose list we set, administrators' and closed to all others: anyone who had that open since before could move it away, and put another there.
function Confirm-Kept([string]$Data, [string]$Account) {
    $folder = New-Object IO.DirectoryInfo $Data
    if ($folder.Exists -and -not (Test-Link -Entry $folder)) {
        $list = Invoke-Open -Path $Data -Do { Get-Acl -LiteralPath $Data }
        if ((Test-Keeper -Sid $list.GetOwner([Security.Principal.SecurityIdentifier]).Value) -and @(Find-ForeignAccess -Path $Data -Mask ($script:Change -bor $script:Read) -Trusted $Account -Access $list).Count -eq 0) { return }
    }
    Confirm-NoneFound -Found (Get-GoneAccess -Path $Data) -Data $Data
}

# Not there, or empty: anyone who has an empty folder open, since it was anyone's, could make a link of it, and lead it elsewhere. A drive's root becomes none.
function Test-New([string]$Path) {
    $folder = New-Object IO.DirectoryInfo $Path
    if (-not (Test-There -Entry $folder)) { return $true }
    if (-not $folder.Exists -or (Test-Link -Entry $folder) -or -not [IO.Path]::GetDirectoryName($Path)) { return $false }
    try { $folder.GetFileSystemInfos().Count -eq 0 }
    catch [UnauthorizedAccessException] { $false }
}

# With administrators' list from its first moment; an empty one again. Emits a sentence for each folder above that wasn't there either: another program may need it. Where
# someone else is first, the folder is theirs, and no error says so: its owner is to be checked afterwards. Error: FILE_NOT_WRITTEN, while someone has that open.
function New-ClosedFolder([string]$Path) {
    try {
        if ([IO.Directory]::Exists($Path)) { [IO.Directory]::Delete($Path) }
        # What is missing above is closed too, or who may delete what is in that one's could move it away; everyone may look, as who runs the service has to find its way.
        $missing = @(Get-MissingAbove -Path $Path)
        if ($missing.Count -gt 0) { Add-ClosedFolder -Path $missing[-1] -Sddl "$script:ClosedSddl(A;OICI;0x1200a9;;;BU)" }
        # Before anything else fails: these stay.
        foreach ($one in $missing) { "$one did not exist and was created. Only administrators may write into it, so that no other user can move its contents. Every user may read it. If another program must write there, create a folder for it inside, and grant permissions on that folder only." }
        Add-ClosedFolder -Path $Path -Sddl $script:ClosedSddl
    }
    catch [IO.IOException], [UnauthorizedAccessException] {
        throw (New-VenueError -ErrorId FILE_NOT_WRITTEN -Message "$Path could not be created: $($_.Exception.GetBaseException().Message) Close each prompt and program that uses it, or restart Windows. Then run this again." -Category WriteError -Target $Path)
    }
}

# From the topmost.
function Get-MissingAbove([string]$Path) {
    $missing = @()
    for ($above = [IO.Path]::GetDirectoryName($Path); $above -and -not [IO.Directory]::Exists($above); $above = [IO.Path]::GetDirectoryName($above)) { $missing = @($above) + $missing }
    $missing
}

# With all that is missing above it; what is there stays as it is. Windows PowerShell's .NET and PowerShell's have it at different places.
function Add-ClosedFolder([string]$Path, [string]$Sddl) {
    $list = New-Object Security.AccessControl.DirectorySecurity
    $list.SetSecurityDescriptorSddlForm($Sddl)
    if ($PSVersionTable.PSEdition -eq 'Core') { [void][IO.FileSystemAclExtensions]::CreateDirectory($list, $Path) } else { [void][IO.Directory]::CreateDirectory($Path, $list) }
}

# Never the data folder with them: that would have no list of its own.
function New-KeptFolder([string]$Data) {
    foreach ($name in $script:KeptFolders) {
        if (-not [IO.Directory]::Exists($Data)) { Confirm-NoneFound -Found (Get-GoneAccess -Path $Data) -Data $Data }
        [void][IO.Directory]::CreateDirectory((Join-Path $Data $name))
    }
}

# The one place that sets access: inherited by all below, and nothing inherited from above. Earlier: accounts that only stay named in it, by a right to its attributes
# (0x80), until nothing below is theirs: a try that ended half way would find files of someone unknown.
function Set-KeptAccess([string]$Path, [string]$Account, [switch]$ReadOnly, [switch]$KeepOwner, [string[]]$Earlier = @()) {
    $isFolder = [IO.Directory]::Exists($Path)
    $below = if ($isFolder) { 'OICI' } else { '' }
    # Program: everyone may read and run it. Data: the account may change them (0x1301bf), and no one else may see them. It may not delete or move the
    # folder itself (0x1201bf): another would be in its place.
    $entry = if (-not $Account) { "(A;$below;0x1200a9;;;BU)" }
    elseif ($ReadOnly) { "(A;$below;0x1200a9;;;$Account)" }
    else { "(A;;0x1201bf;;;$Account)(A;OICIIO;0x1301bf;;;$Account)" }
    $named = -join @($Earlier | ForEach-Object { "(A;;0x80;;;$_)" })
    Invoke-Open -Path $Path -Do {
        $list = Get-Acl -LiteralPath $Path
        $list.SetSecurityDescriptorSddlForm("$(if (-not $KeepOwner) { 'O:BA' })G:SYD:P(A;$below;FA;;;SY)(A;$below;FA;;;BA)$entry$named")
        Set-Acl -LiteralPath $Path -AclObject $list
    }
}

# What inherits the folder's list is with it; a list of its own, or an owner, deep inside is set as well. A link is nothing to set: it is for a person.
function Set-ProgramAccess([string]$Program) {
    Set-KeptAccess -Path $Program
    foreach ($path in (Select-SettablePath -Found @(Find-ForeignAccessBelow -Path $Program -Mask $script:Change -Each))) { Set-KeptAccess -Path $path }
}

function Select-SettablePath([object[]]$Found) {
    $Found | Where-Object { $_.Rights -ne 'link' } | ForEach-Object { $_.Path } | Select-Object -Unique
}

<#
What is kept from the account is Cloud Sync's program and package, the key that packages are compared with, and what an administrator gave. The folders are
made here: anyone who makes one has it.
#>
function Set-DataAccess([string]$Data, [string]$Account) {
    # As Windows names what lies in it.
    $Data = [IO.Path]::GetFullPath($Data)
    New-KeptFolder -Data $Data
    foreach ($name in $script:KeptFolders) { Set-KeptAccess -Path (Join-Path $Data $name) -Account $Account -ReadOnly }
    Set-KeptFileAccess -Data $Data -Account $Account
    $leave = @(Set-CredentialAccess -Data $Data -Account $Account) + @($script:VolumeFolders | ForEach-Object { Join-Path $Data $_ })
    Reset-AccessBelow -Folder $Data -Except @($script:KeptFolders + $script:KeptFiles | ForEach-Object { Join-Path $Data $_ }) -Leave $leave
}

<#
A sentence for each of what is kept from the account that an account made all the same, before it was kept: the first ten, those that are believed before
all others; once for all in a folder that is as it. Trusted: an administrator who makes what they make in their own name.
#>
function Find-ForeignMaking([string]$Data, [string[]]$Trusted = @()) {
    # Of no right at all: owners alone are checked.
    $found = @(
        foreach ($name in $script:KeptFiles) {
            $file = Join-Path $Data $name
            if ([IO.File]::Exists($file)) { Invoke-Open -Path $file -Do { Find-ForeignAccess -Path $file -Mask 0 -Trusted $Trusted } }
        }
        foreach ($name in $script:KeptFolders) {
            $folder = Join-Path $Data $name
            if ([IO.Directory]::Exists($folder)) { Find-ForeignAccessBelow -Path $folder -Mask 0 -Trusted $Trusted | Where-Object { $_.Rights -eq 'owner' } }
        }
    )
    foreach ($one in ($found | Select-Object -First 10)) {
        $all = if ([IO.Directory]::Exists($one.Path)) { ' and what is in it' } else { '' }
        "$($one.Path) belongs to $($one.Who), no administrator, and is kept as administrators' own from here on. Check it$all; where no administrator put it there, delete it."
    }
    if ($found.Count -gt 10) { "$($found.Count - 10) more files or folders there belong to someone who is no administrator." }
}

# Anyone who kept them closed it: emits the folder, to be left, where that is the account that the service runs as. Of any other account it is taken, and given to
# this one, which may onboard again: what another encrypted it can't read. An empty one is made again by anyone who keeps something.
function Set-CredentialAccess([string]$Data, [string]$Account) {
    $folder = Join-Path $Data 'credentials'
    if (-not [IO.Directory]::Exists($folder)) { return }
    $list = Invoke-Open -Path $folder -Do { Get-Acl -LiteralPath $folder }
    $foreign = @(Find-ForeignAccess -Path $folder -Mask ($script:Change -bor $script:Read) -Trusted $Account -Access $list)
    if ($foreign.Count -eq 0 -and (Test-Let -List $list -Account $Account)) { return $folder }
    if ([IO.Directory]::GetFileSystemEntries($folder).Count -eq 0) { [IO.Directory]::Delete($folder); return }
    Set-KeptAccess -Path $folder -Account $Account
    Reset-AccessBelow -Folder $folder
    $folder
}

# SYSTEM may do everything here.
function Test-Let([object]$List, [string]$Account) {
    if ($Account -eq 'S-1-5-18') { return $true }
    $rules = $List.GetAccessRules($true, $true, [Security.Principal.SecurityIdentifier])
    @($rules | Where-Object { "$($_.AccessControlType)" -eq 'Allow' -and $_.IdentityReference.Value -eq $Account }).Count -gt 0
}

<#
All else is administrators' and inherits. The owner of a file may change its list for ever: also an account that the service doesn't run as any more, whose
file would keep a start as LocalSystem from trusting the folder. No link is followed, also none that was put there since its folder was listed. What has gone
since needs no list. Except: those have a list of their own. Leave: nor are these read.
#>
function Reset-AccessBelow([string]$Folder, [string[]]$Except = @(), [string[]]$Leave = @()) {
    $left = New-Object Collections.Generic.Stack[IO.FileSystemInfo]
    foreach ($entry in (Get-EntryIn -Folder $Folder)) { $left.Push($entry) }
    while ($left.Count -gt 0) {
        $entry = $left.Pop()
        $entry.Refresh()
        if ($Leave -contains $entry.FullName -or -not $entry.Exists -or (Test-Link -Entry $entry)) { continue }
        try {
            if ($Except -notcontains $entry.FullName) { Invoke-Open -Path $entry.FullName -Do { Reset-Access -Path $entry.FullName } }
            if ($entry -is [IO.DirectoryInfo]) { foreach ($child in (Get-EntryIn -Folder $entry.FullName)) { $left.Push($child) } }
        }
        catch { if ([IO.File]::Exists($entry.FullName) -or [IO.Directory]::Exists($entry.FullName)) { throw } }
    }
}

function Get-EntryIn([string]$Folder) {
    Invoke-Open -Path $Folder -Do { (New-Object IO.DirectoryInfo $Folder).GetFileSystemInfos() }
}

function Invoke-Open([string]$Path, [scriptblock]$Do) {
    try { & $Do }
    catch [UnauthorizedAccessException] {
        throw (New-VenueError -ErrorId FILE_NOT_WRITTEN -Message "The owner of $Path has closed it, even to administrators. $(Get-AwayRemedy)" -Category PermissionDenied -Target $Path)
    }
}

function Reset-Access([string]$Path) {
    $list = Get-Acl -LiteralPath $Path
    $sid = [Security.Principal.SecurityIdentifier]
    $own = @($list.GetAccessRules($true, $true, $sid) | Where-Object { -not $_.IsInherited })
    if ((Test-Keeper -Sid $list.GetOwner($sid).Value) -and -not $list.AreAccessRulesProtected -and $own.Count -eq 0) { return }
    # Not protected (no P), and nothing of its own: Windows puts there what it inherits.
    $list.SetSecurityDescriptorSddlForm('O:BAG:SYD:')
    Set-Acl -LiteralPath $Path -AclObject $list
}

function Set-KeptFileAccess([string]$Data, [string]$Account) {
    # Both are believed: anyone who makes them says what the account is given, and what is installed as SYSTEM. An empty key counts as none.
    $empty = @{ 'service-rights.json' = '{}'; 'package-signing.json' = '' }
    foreach ($name in $script:KeptFiles) {
        $file = Join-Path $Data $name
        if (-not [IO.File]::Exists($file)) { [IO.File]::WriteAllText($file, $empty[$name]) }
        Set-KeptAccess -Path $file -Account $Account -ReadOnly
    }
}
