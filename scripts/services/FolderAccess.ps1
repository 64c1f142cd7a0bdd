<#
Who may change the program's folder and who may read the data, by Windows' access lists. Accounts are compared by their SIDs: names are in the
machine's language.
#>

. (Join-Path $PSScriptRoot 'AccountName.ps1')

# SYSTEM, Administrators, TrustedInstaller, and the owner of what is made (others may make nothing).
$script:Keepers = 'S-1-5-18', 'S-1-5-32-544', 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464', 'S-1-3-0', 'S-1-3-4'
# And a domain's administrators, whose number no account of a machine has: also where a site took them out of the machine's own administrators.
$script:DomainKeepers = '^S-1-5-21(-\d+){3}-512$'
# Bits of an access mask. Above the program only what could move it away counts: making other folders there harms no one.
$script:Change = 0x2 -bor 0x4 -bor 0x10 -bor 0x40 -bor 0x10000 -bor 0x40000 -bor 0x80000 -bor 0x10000000 -bor 0x40000000
$script:Move = 0x40 -bor 0x10000 -bor 0x40000 -bor 0x80000 -bor 0x10000000
$script:Read = 0x1 -bor [int]::MinValue
# In the data: what Windows runs or installs as SYSTEM, what that is compared with, and what an administrator gave. No one but administrators may change it.
$script:KeptFolders = 'programs', 'packages'
$script:KeptFiles = 'package-signing.json', 'service-rights.json'
# Windows' own, in the root of each volume: also of one that is mounted as the data folder. Nothing in them is ours.
$script:VolumeFolders = 'System Volume Information', '$RECYCLE.BIN'

function Test-Keeper([string]$Sid) { $script:Keepers -contains $Sid -or $Sid -match $script:DomainKeepers }

# Path, Who (a name, where there is one, and a SID), Rights (the bits, as hexadecimal) of each entry that lets in someone who isn't trusted; and an owner
# who isn't. A reader is trusted with all but changing. Itself: what only those below inherit isn't checked.
function Find-ForeignAccess([string]$Path, [int]$Mask, [string[]]$Trusted = @(), [string[]]$Reader = @(), [switch]$Itself, [object]$Access) {
    if ($null -eq $Access) { $Access = Get-Acl -LiteralPath $Path }
    $owner = $Access.GetOwner([Security.Principal.SecurityIdentifier]).Value
    if ($Trusted -notcontains $owner -and -not (Test-Keeper -Sid $owner)) { [pscustomobject]@{ Path = $Path; Who = Get-AccountName -Sid $owner; Rights = 'owner' } }
    foreach ($rule in $Access.GetAccessRules($true, $true, [Security.Principal.SecurityIdentifier])) {
        $sid = $rule.IdentityReference.Value
        # What is denied only takes away.
        if ("$($rule.AccessControlType)" -ne 'Allow' -or $Trusted -contains $sid -or (Test-Keeper -Sid $sid)) { continue }
        if ($Itself -and ([int]$rule.PropagationFlags -band 2)) { continue }
        $bits = [int]$rule.FileSystemRights -band $Mask
        if ($Reader -contains $sid) { $bits = $bits -band $script:Change }
        if ($bits -ne 0) { [pscustomobject]@{ Path = $Path; Who = Get-AccountName -Sid $sid; Rights = ('0x{0:x}' -f $bits) } }
    }
}

<#
The same of a file, or of a folder and everything below. What is as its folder is reported once, of the folder; Each: of all. A link leads where no one checked: it is
reported, and not followed. So is what can't be checked. Lists are few and files are many: each list is judged once.
#>
function Find-ForeignAccessBelow([string]$Path, [int]$Mask, [string[]]$Trusted = @(), [string[]]$Reader = @(), [switch]$Each) {
    $judged = @{}
    $left = New-Object Collections.Generic.Stack[object]
    $top = if ([IO.File]::Exists($Path)) { New-Object IO.FileInfo $Path } else { New-Object IO.DirectoryInfo $Path }
    $left.Push(@($top, ''))
    while ($left.Count -gt 0) {
        $entry, $above = $left.Pop()
        $below = @()
        try {
            if (Test-Link -Entry $entry) { $found = @(Get-LinkAccess -Path $entry.FullName) }
            else {
                $list = Get-Acl -LiteralPath $entry.FullName
                # By .NET's method: hosts know no properties that PowerShell adds to types.
                $text = $list.GetSecurityDescriptorSddlForm([Security.AccessControl.AccessControlSections]'Owner, Access')
                $found = $judged[$text]
                if ($null -eq $found) {
                    $found = @(Find-ForeignAccess -Path $entry.FullName -Mask $Mask -Trusted $Trusted -Reader $Reader -Access $list)
                    $judged[$text] = $found
                }
                if ($entry -is [IO.DirectoryInfo]) { $below = $entry.GetFileSystemInfos() }
            }
        }
        catch [UnauthorizedAccessException] { $found = @(Get-ClosedAccess -Path $entry.FullName) }
        catch {
            # Of the data something may have gone meanwhile.
            if ([IO.File]::Exists($entry.FullName) -or [IO.Directory]::Exists($entry.FullName)) { throw }
            continue
        }
        $says = @($found | ForEach-Object { "$($_.Who) $($_.Rights)" }) -join ' '
        if ($Each -or $says -ne $above) { foreach ($one in $found) { [pscustomobject]@{ Path = $entry.FullName; Who = $one.Who; Rights = $one.Rights } } }
        foreach ($child in $below) { $left.Push(@($child, $says)) }
    }
}

# A junction or a link. Files of which a disk keeps one copy (deduplication) are marked so too, and as sparse.
function Test-Link([IO.FileSystemInfo]$Entry) {
    $marks = $Entry.Attributes
    ($marks -band [IO.FileAttributes]::ReparsePoint) -and ($Entry -is [IO.DirectoryInfo] -or -not ($marks -band [IO.FileAttributes]::SparseFile))
}

function Get-LinkAccess([string]$Path) {
    [pscustomobject]@{ Path = $Path; Who = 'any user who may change its target'; Rights = 'link' }
}

function Get-ClosedAccess([string]$Path) {
    [pscustomobject]@{ Path = $Path; Who = 'someone who keeps us from looking'; Rights = 'closed' }
}

function Get-GoneAccess([string]$Path) {
    [pscustomobject]@{ Path = $Path; Who = 'someone who moved it away'; Rights = 'gone' }
}

# A link that leads nowhere is there too, which Exists denies.
function Test-There([IO.FileSystemInfo]$Entry) { [int]$Entry.Attributes -ne -1 }

function Get-AccountName([string]$Sid) {
    # An account of a domain that is away, or that is gone, has none.
    try { '{0} ({1})' -f (New-Object Security.Principal.SecurityIdentifier $Sid).Translate([Security.Principal.NTAccount]).Value, $Sid }
    catch { $Sid }
}

# The folder with everything in it, and the folders above. Lenient: as above the data.
function Find-ProgramAccess([string]$Program, [switch]$Lenient) {
    Find-ForeignAccessBelow -Path $Program -Mask $script:Change
    Find-AccessAbove -Path $Program -Lenient:$Lenient
}

# Who could move a folder away and put another in its place: the caller is trusted no more than the service that asks at its start. A link above it is
# its maker's, and its own list is not visible here. Lenient: what an account may not check an administrator checked. Early: before they are made; afterwards anyone who
# moves one away while it is checked, and back, would have it.
function Find-AccessAbove([string]$Path, [switch]$Lenient, [switch]$Early) {
    for ($above = [IO.Path]::GetDirectoryName($Path); $above; $above = [IO.Path]::GetDirectoryName($above)) {
        $isRoot = -not [IO.Path]::GetDirectoryName($above)
        # Windows' own C:\ gives every user rights to what they make there, and none to it. No one can delete a drive's root (0x10000), whatever its
        # list says, and a new drive's says that everyone may.
        $mask = if ($isRoot) { $script:Move -band -bnot 0x10000 } else { $script:Move }
        try {
            $entry = New-Object IO.DirectoryInfo $above
            if (-not (Test-There -Entry $entry)) { if (-not $Early) { Get-GoneAccess -Path $above }; continue }
            if (-not $isRoot -and (Test-Link -Entry $entry)) { Get-LinkAccess -Path $above; continue }
            Find-ForeignAccess -Path $above -Mask $mask -Itself
        }
        catch [UnauthorizedAccessException] { if (-not $Lenient) { Get-ClosedAccess -Path $above } }
    }
}

function Get-OwnSid { [Security.Principal.WindowsIdentity]::GetCurrent().User.Value }

# SIDs of the caller and of the account that the service runs as.
function Get-OwnAccount {
    Get-OwnSid
    $name = Read-RegisteredAccount
    # SYSTEM is trusted anyway, and may have no name like it in this language.
    if (-not $name -or $name -eq 'LocalSystem') { return }
    try { ConvertTo-AccountSid -Name $name }
    catch { Write-Verbose "The service's account is unknown on this machine: $($_.Exception.Message)" }
}

# Its name in the registry, which administrators alone may change.
function Read-RegisteredAccount {
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('SYSTEM\CurrentControlSet\Services\VenueControl')
    if ($null -eq $key) { return }
    try { "$($key.GetValue('ObjectName'))" }
    finally { $key.Dispose() }
}

# SID of the caller, where that is an administrator just now.
function Get-AdministratorAccount {
    $own = [Security.Principal.WindowsIdentity]::GetCurrent()
    if (([Security.Principal.WindowsPrincipal]$own).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) { $own.User.Value }
}

# No one else may change or read them; these accounts may do both, and but for an administrator only read what is kept from them. To one that didn't keep
# the credentials their folder is closed, its list too.
function Find-DataAccess([string]$Data, [string[]]$Account = @(), [string[]]$Administrator = @()) {
    $Data = Get-WholePath -Path $Data
    Find-AccessAbove -Path $Data -Lenient:($Administrator.Count -eq 0)
    if (Test-Link -Entry (New-Object IO.DirectoryInfo $Data)) { return Get-LinkAccess -Path $Data }
    $mask = $script:Change -bor $script:Read
    Find-ForeignAccess -Path $Data -Mask $mask -Trusted $Account
    foreach ($entry in (New-Object IO.DirectoryInfo $Data).GetFileSystemInfos()) {
        $path, $name = $entry.FullName, $entry.Name
        if ($script:VolumeFolders -contains $name) { continue }
        elseif (Test-Link -Entry $entry) { Get-LinkAccess -Path $path }
        elseif ($script:KeptFolders -contains $name) { Find-ForeignAccessBelow -Path $path -Mask $mask -Trusted $Administrator -Reader $Account }
        elseif ($script:KeptFiles -contains $name) { Find-ForeignAccess -Path $path -Mask $mask -Trusted $Administrator -Reader $Account }
        elseif ($name -eq 'keys') { Find-ForeignAccessBelow -Path $path -Mask $mask -Trusted $Account }
        else {
            try { Find-ForeignAccess -Path $path -Mask $mask -Trusted $Account }
            catch [UnauthorizedAccessException] { if ($name -ne 'credentials') { throw } }
        }
    }
}

# With a separator at its end Windows would check what a link leads to.
function Get-WholePath([string]$Path) {
    $whole = [IO.Path]::GetFullPath($Path)
    if ([IO.Path]::GetDirectoryName($whole)) { $whole.TrimEnd([IO.Path]::DirectorySeparatorChar) } else { $whole }
}
