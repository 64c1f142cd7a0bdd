<#
Who may change the program's folder and who may read the data, by Windows' access lists. Accounts are compared by their SIDs: names are in the
machine's language.
#>

# SYSTEM, Administrators, TrustedInstaller, and whoever owns what is made (others may make nothing).
$script:Keepers = 'S-1-5-18', 'S-1-5-32-544', 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464', 'S-1-3-0', 'S-1-3-4'
# Bits of an access mask. Above the program only what could move it away counts: making other folders there harms nobody.
$script:Change = 0x2 -bor 0x4 -bor 0x10 -bor 0x40 -bor 0x10000 -bor 0x40000 -bor 0x80000 -bor 0x10000000 -bor 0x40000000
$script:Move = 0x40 -bor 0x10000 -bor 0x40000 -bor 0x80000 -bor 0x10000000
$script:Read = 0x1 -bor [int]::MinValue

# Path, Who (a name, where there is one, and a SID), Rights (the bits, as hexadecimal) of each entry that lets in somebody who isn't trusted; and an owner
# who isn't. Itself: what only those below inherit isn't looked at.
function Find-ForeignAccess([string]$Path, [int]$Mask, [string[]]$Trusted = @(), [switch]$Itself) {
    $list = Get-Acl -LiteralPath $Path
    $ours = $script:Keepers + $Trusted
    $owner = $list.GetOwner([Security.Principal.SecurityIdentifier]).Value
    if ($ours -notcontains $owner) { [pscustomobject]@{ Path = $Path; Who = Get-AccountName -Sid $owner; Rights = 'owner' } }
    foreach ($rule in $list.GetAccessRules($true, $true, [Security.Principal.SecurityIdentifier])) {
        # What is denied only takes away.
        if ("$($rule.AccessControlType)" -ne 'Allow' -or $ours -contains $rule.IdentityReference.Value) { continue }
        if ($Itself -and ([int]$rule.PropagationFlags -band 2)) { continue }
        $bits = [int]$rule.FileSystemRights -band $Mask
        if ($bits -ne 0) { [pscustomobject]@{ Path = $Path; Who = Get-AccountName -Sid $rule.IdentityReference.Value; Rights = ('0x{0:x}' -f $bits) } }
    }
}

function Get-AccountName([string]$Sid) {
    # An account of a domain that is away, or that is gone, has none.
    try { '{0} ({1})' -f (New-Object Security.Principal.SecurityIdentifier $Sid).Translate([Security.Principal.NTAccount]).Value, $Sid }
    catch { $Sid }
}

# The folder, what lies directly in it, the programs and scripts that run first, and the folders above.
function Find-ProgramAccess([string]$Program) {
    $inside = @($Program) + @('node/node.exe', 'dist/bundle/main.js', 'powershell/pwsh.exe', 'scripts/host', 'scripts/services' | ForEach-Object { Join-Path $Program $_ })
    $inside += @([IO.Directory]::GetFileSystemEntries($Program))
    foreach ($path in ($inside | Select-Object -Unique)) {
        if ([IO.File]::Exists($path) -or [IO.Directory]::Exists($path)) { Find-ForeignAccess -Path $path -Mask $script:Change }
    }
    for ($above = [IO.Path]::GetDirectoryName($Program); $above; $above = [IO.Path]::GetDirectoryName($above)) {
        # Windows' own C:\ gives every user rights to what they make there, and none to it. Nobody can delete a drive's root (0x10000), whatever its
        # list says, and a new drive's says that everybody may.
        $mask = $script:Move
        if (-not [IO.Path]::GetDirectoryName($above)) { $mask = $mask -band -bnot 0x10000 }
        Find-ForeignAccess -Path $above -Mask $mask -Itself
    }
}

# SIDs of whoever asks and of the account that the service runs as, by the registry, which administrators alone may change.
function Get-OwnAccount {
    [Security.Principal.WindowsIdentity]::GetCurrent().User.Value
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('SYSTEM\CurrentControlSet\Services\VenueControl')
    if ($null -eq $key) { return }
    try {
        $name = "$($key.GetValue('ObjectName'))"
        # SYSTEM is trusted anyway, and may have no name like it in this language.
        if ($name -and $name -ne 'LocalSystem') { (New-Object Security.Principal.NTAccount $name).Translate([Security.Principal.SecurityIdentifier]).Value }
    }
    catch { Write-Verbose "Nobody here knows the service's account: $($_.Exception.Message)" }
    finally { $key.Dispose() }
}

# Nobody else may change or read them; these accounts may do both. To one that didn't keep the credentials their folder is closed, its list too.
function Find-DataAccess([string]$Data, [string[]]$Account) {
    foreach ($path in @($Data) + @([IO.Directory]::GetFileSystemEntries($Data))) {
        try { Find-ForeignAccess -Path $path -Mask ($script:Change -bor $script:Read) -Trusted $Account }
        catch [UnauthorizedAccessException] { if ([IO.Path]::GetFileName($path) -ne 'credentials') { throw } }
    }
}

# The one place that sets access: inherited by all below, and nothing inherited from above.
function Set-KeptAccess([string]$Path, [string]$Account, [switch]$ReadOnly) {
    $isFolder = [IO.Directory]::Exists($Path)
    $below = if ($isFolder) { 'OICI' } else { '' }
    # Program: everybody may read and run it. Data: the account may change them (0x1301bf), and nobody else may see them. It may not delete or move the
    # folder itself (0x1201bf): another would be in its place.
    $entry = if (-not $Account) { "(A;$below;0x1200a9;;;BU)" }
    elseif ($ReadOnly) { "(A;$below;0x1200a9;;;$Account)" }
    else { "(A;;0x1201bf;;;$Account)(A;OICIIO;0x1301bf;;;$Account)" }
    $list = Get-Acl -LiteralPath $Path
    $list.SetSecurityDescriptorSddlForm("O:BAG:SYD:P(A;$below;FA;;;SY)(A;$below;FA;;;BA)$entry")
    Set-Acl -LiteralPath $Path -AclObject $list
}

<#
What Windows runs or installs as SYSTEM is not the account's to change: Cloud Sync's program and package, the key that packages are held against, and what
an administrator gave. The folders are made here: whoever makes one has it.
#>
function Set-DataAccess([string]$Data, [string]$Account) {
    Set-KeptAccess -Path $Data -Account $Account
    foreach ($name in 'programs', 'packages') {
        $folder = Join-Path $Data $name
        [void][IO.Directory]::CreateDirectory($folder)
        Set-KeptAccess -Path $folder -Account $Account -ReadOnly
    }
    Set-KeptFileAccess -Data $Data -Account $Account
}

function Set-KeptFileAccess([string]$Data, [string]$Account) {
    # An upgrade believes it: whoever makes it says what the account is given.
    $rights = Join-Path $Data 'service-rights.json'
    if (-not [IO.File]::Exists($rights)) { [IO.File]::WriteAllText($rights, '{}') }
    foreach ($name in 'package-signing.json', 'service-rights.json') {
        $file = Join-Path $Data $name
        if ([IO.File]::Exists($file)) { Set-KeptAccess -Path $file -Account $Account -ReadOnly }
    }
}
