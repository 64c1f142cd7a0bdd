<#
Rights of one account on single services, in the access lists that Windows keeps of each. services/ServiceManager.ps1 and ServiceRefusal.ps1 are loaded before this file,
ServerRegistration.ps1 beside it.
#>

<#
To check it, start and stop it and those that need it (0x200bd). Not to change its set-up: anyone who may do that names the program that Windows then runs
as SYSTEM, and is SYSTEM.
#>
$script:ServiceRights = 'CCLCSWRPWPLORC'
$script:RightsFile = 'service-rights.json'

# What was there before is kept once, before anything is changed. Emits the names of those that got the right now.
function Grant-ServiceRight([string[]]$Service, [string]$Sid, [string]$Data) {
    $kept = Read-KeptRight -Data $Data
    foreach ($name in $Service) {
        $before = Read-ServiceSddl -Name $name
        if ($null -eq $before) { continue }
        $after = Add-ServiceAce -Sddl $before -Sid $Sid
        if ($after -eq $before) { continue }
        if (-not $kept.ContainsKey($name)) { $kept[$name] = @{ before = $before; sids = @() } }
        $kept[$name].sids = @(@($kept[$name].sids) + $Sid | Select-Object -Unique)
        Write-KeptRight -Data $Data -Kept $kept
        Set-ServiceSddl -Name $name -Sddl $after
        $name
    }
}

# Of these names, those that no service here has.
function Find-AbsentService([string[]]$Service) {
    $Service | Where-Object { $null -eq (Read-ServiceSddl -Name $_) }
}

# As it was, also where others have changed it since: then only what we gave is taken.
function Undo-ServiceRight([string]$Data) {
    $kept = Read-KeptRight -Data $Data
    foreach ($name in @($kept.Keys)) {
        $now = Read-ServiceSddl -Name $name
        if ($null -ne $now) {
            $then = $now
            foreach ($sid in $kept[$name].sids) { $then = Remove-ServiceAce -Sddl $then -Sid $sid }
            if ($then -ne $now) { Set-ServiceSddl -Name $name -Sddl $then }
        }
        $kept.Remove($name)
        Write-KeptRight -Data $Data -Kept $kept
    }
}

# Behind the other entries that allow: Windows needs those that deny first.
function Add-ServiceAce([string]$Sddl, [string]$Sid) {
    $entry = "(A;;$script:ServiceRights;;;$Sid)"
    if ($Sddl.Contains($entry)) { return $Sddl }
    $list = [regex]::Match($Sddl, 'D:[A-Z]*(\([^)]*\))*')
    # A list that isn't there is written so: D:NO_ACCESS_CONTROL.
    if (-not $list.Success -or $Sddl.Contains('NO_ACCESS_CONTROL')) { throw (New-VenueError -ErrorId SERVICE_CONFIGURE_REFUSED -Message 'A service has no access list, so every user has full control of it and no permission can be added.') }
    $Sddl.Insert($list.Index + $list.Length, $entry)
}

function Remove-ServiceAce([string]$Sddl, [string]$Sid) {
    $Sddl.Replace("(A;;$script:ServiceRights;;;$Sid)", '')
}

function Read-KeptRight([string]$Data) {
    $kept = @{}
    $file = [IO.Path]::Combine($Data, $script:RightsFile)
    if (-not [IO.File]::Exists($file)) { return $kept }
    foreach ($one in (ConvertFrom-Json ([IO.File]::ReadAllText($file))).PSObject.Properties) { $kept[$one.Name] = @{ before = $one.Value.before; sids = @($one.Value.sids) } }
    $kept
}

# Whole, or as it was; also where nothing is left to keep: it is closed, and one that is gone the account could make again.
function Write-KeptRight([string]$Data, [hashtable]$Kept) {
    $file = [IO.Path]::Combine($Data, $script:RightsFile)
    # One that someone else has made beforehand would be theirs to change.
    [IO.File]::Delete("$file.new")
    $bytes = (New-Object Text.UTF8Encoding $false).GetBytes((ConvertTo-Json $Kept -Depth 4))
    $stream = New-Object IO.FileStream "$file.new", ([IO.FileMode]::CreateNew), ([IO.FileAccess]::Write), ([IO.FileShare]::None)
    try { $stream.Write($bytes, 0, $bytes.Length) }
    finally { $stream.Dispose() }
    if ([IO.File]::Exists($file)) { [IO.File]::Replace("$file.new", $file, [NullString]::Value) } else { [IO.File]::Move("$file.new", $file) }
}

# The list alone (DACL_SECURITY_INFORMATION, 4), as text; nothing for a service that isn't there.
function Read-ServiceSddl([string]$Name) {
    $found = @{ Bytes = $null }
    # READ_CONTROL.
    $failed = Invoke-WithService -Name $Name -Access 0x20000 -Do {
        param($service)
        $needed = 0
        $wrong = (Get-RightsApi)::QueryServiceObjectSecurity($service, 4, (New-Object byte[] 0), 0, [ref]$needed)
        # 122: the room was too small, of which it says how much it takes.
        if ($wrong -ne 122 -and $wrong -ne 0) { return $wrong }
        $found.Bytes = New-Object byte[] $needed
        (Get-RightsApi)::QueryServiceObjectSecurity($service, 4, $found.Bytes, $needed, [ref]$needed)
    }
    if ($failed -eq 1060) { return }
    Confirm-RightDone -Do 'read' -Name $Name -Code $failed
    (New-Object Security.AccessControl.RawSecurityDescriptor $found.Bytes, 0).GetSddlForm([Security.AccessControl.AccessControlSections]::Access)
}

function Set-ServiceSddl([string]$Name, [string]$Sddl) {
    $descriptor = New-Object Security.AccessControl.RawSecurityDescriptor $Sddl
    $bytes = New-Object byte[] $descriptor.BinaryLength
    $descriptor.GetBinaryForm($bytes, 0)
    # WRITE_DAC.
    $failed = Invoke-WithService -Name $Name -Access 0x40000 -Do { param($service) (Get-RightsApi)::SetServiceObjectSecurity($service, 4, $bytes) }
    Confirm-RightDone -Do 'set' -Name $Name -Code $failed
}

function Confirm-RightDone([string]$Do, [string]$Name, [int]$Code) {
    if ($Code -eq 0) { return }
    $refusal = ConvertFrom-ServiceRefusal -Code $Code -Name "the service $Name" -Do "$Do the access list of" -Otherwise SERVICE_CONFIGURE_REFUSED
    if ($Code -eq 5) { $refusal.Remedy = Get-DeniedRemedy -Name $Name }
    throw (New-RefusalError -Refusal $refusal)
}

# Where Windows denied something of a service (5). A caller without administrator rights gets FORBIDDEN; an administrator gains nothing from "Run as administrator".
# The name is in no order: it may be anything, and that is pasted.
function Get-DeniedRemedy([string]$Name) {
    Confirm-Administrator
    "You are an administrator, so something else denies access to the service ${Name}: security software that protects it, a policy, or its own access list (`"sc.exe sdshow`" with its name prints it). Allow administrators there, then run this again."
}

function Get-RightsApi { [VenueControl.RightsApi] }
