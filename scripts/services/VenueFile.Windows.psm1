<#
Files on Windows: below the data folder, in folders that only this account, SYSTEM and Administrators may read. Not yet run there.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueError.psm1')
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
. (Join-Path $PSScriptRoot 'WindowsOnly.ps1')
. (Join-Path $PSScriptRoot 'FolderAccess.ps1')
. (Join-Path $PSScriptRoot 'GatewayPlace.ps1')
. (Join-Path $PSScriptRoot 'GatewayPlaceAccess.ps1')
. (Join-Path $PSScriptRoot 'VenueFile.ps1')

function Get-VenueFolder {
    $env:VENUE_CONTROL_DATA
}

# Its inheritance is cut before the first file is in it.
function Add-PrivateFolder([string]$Folder) {
    if ([IO.Directory]::Exists($Folder)) { return }
    [void][IO.Directory]::CreateDirectory($Folder)
    $security = New-Object Security.AccessControl.DirectorySecurity
    $security.SetAccessRuleProtection($true, $false)
    $owner = [Security.Principal.WindowsIdentity]::GetCurrent().User
    $system = New-Object Security.Principal.SecurityIdentifier 'S-1-5-18'
    $administrators = New-Object Security.Principal.SecurityIdentifier 'S-1-5-32-544'
    foreach ($who in $owner, $system, $administrators) {
        $security.AddAccessRule((New-Object Security.AccessControl.FileSystemAccessRule $who, 'FullControl', 'ContainerInherit, ObjectInherit', 'None', 'Allow'))
    }
    Set-Acl -LiteralPath $Folder -AclObject $security
}

# In its private folder.
function Open-PrivateFile([string]$Path) {
    New-Object IO.FileStream $Path, ([IO.FileMode]::CreateNew), ([IO.FileAccess]::Write)
}

# Elsewhere ConvertFrom-SecureString encrypts nothing.
function ConvertTo-StoredSecret([securestring]$Secret) {
    Confirm-Windows -What 'A secret of this account alone'
    ConvertFrom-SecureString -SecureString $Secret
}

function ConvertFrom-StoredSecret([string]$Text) {
    ConvertTo-SecureString -String $Text
}

# Windows encrypts for one account.
function Get-SecretOwner {
    $self = [Security.Principal.WindowsIdentity]::GetCurrent()
    @{ sid = $self.User.Value; name = $self.Name }
}

# Before a code is used: whether the credential could be written there.
function Confirm-Place {
    $place = Read-Place -Also ' No code was used.'
    if (-not [IO.Directory]::Exists([IO.Path]::GetDirectoryName($place.file))) { throw (New-PlaceError -Place $place -Why 'its folder does not exist') }
    Confirm-PlaceAccess -Place $place
    Confirm-Replaceable -Place $place
    if ($place.form -eq 'json') { [void](Get-FieldSpan -Place $place -Stream (Read-PlaceFile -Place $place)) }
    $draft = Get-DraftPath -Place $place
    try { (New-Object IO.FileStream $draft, ([IO.FileMode]::CreateNew)).Dispose() }
    catch { throw (New-PlaceError -Place $place -Why 'nothing may be written beside it') }
    finally { [IO.File]::Delete($draft) }
}

# May be done twice: what was there before is kept once a redemption, before anything is changed.
function Write-Place([string]$RedemptionId, [securestring]$Secret) {
    $place = Read-Place
    Save-Before -Place $place -RedemptionId $RedemptionId
    $old = if ($place.form -eq 'json') { Read-PlaceFile -Place $place } else { New-Object IO.MemoryStream }
    # As large as it will be: one that grows leaves copies behind.
    $whole = [IO.MemoryStream]::new([int]($old.Length + $Secret.Length + 2))
    try {
        if ($place.form -eq 'json') {
            $span = Get-FieldSpan -Place $place -Stream $old
            $whole.Write($old.GetBuffer(), 0, $span.From)
            $whole.WriteByte(34)
            Copy-SecretByte -Secret $Secret -Into $whole
            $whole.WriteByte(34)
            $rest = $span.From + $span.Length
            $whole.Write($old.GetBuffer(), $rest, $old.Length - $rest)
        }
        else { Copy-SecretByte -Secret $Secret -Into $whole }
        Move-IntoPlace -Place $place -Stream $whole
    }
    finally { foreach ($stream in $old, $whole) { [Array]::Clear($stream.GetBuffer(), 0, $stream.Capacity) } }
}

# What was there before that redemption, in the file that was written, whatever venue.json says by now: of JSON the field alone, as others may
# have changed the rest meanwhile.
function Restore-Place([string]$RedemptionId) {
    foreach ($path in Get-BeforePath -RedemptionId $RedemptionId) {
        $before = Read-Before -Path $path -WithContent
        $place = @{ file = $before.File; field = $before.Field }
        try {
            if ($before.Field -and [IO.File]::Exists($place.file)) { Restore-Field -Place $place -Before $before.Content }
            elseif ($before.IsThere) { Move-IntoPlace -Place $place -Stream $before.Content }
            elseif ([IO.File]::Exists($place.file)) {
                try { [IO.File]::Delete($place.file) }
                catch { throw (New-PlaceError -Place $place -Why "it can't be removed ($($_.Exception.GetBaseException().GetType().Name))") }
            }
        }
        finally { [Array]::Clear($before.Content.GetBuffer(), 0, $before.Content.Capacity) }
        [IO.File]::Delete($path)
    }
}

function Restore-Field([object]$Place, [IO.MemoryStream]$Before) {
    $now = Read-PlaceFile -Place $Place
    $whole = $null
    try {
        $to = Get-FieldSpan -Place $Place -Stream $now
        $from = Get-FieldSpan -Place $Place -Stream $Before
        $whole = [IO.MemoryStream]::new([int]($now.Length + $from.Length))
        $whole.Write($now.GetBuffer(), 0, $to.From)
        $whole.Write($Before.GetBuffer(), $from.From, $from.Length)
        $rest = $to.From + $to.Length
        $whole.Write($now.GetBuffer(), $rest, $now.Length - $rest)
        Move-IntoPlace -Place $Place -Stream $whole
    }
    finally { foreach ($stream in $now, $whole) { if ($stream) { [Array]::Clear($stream.GetBuffer(), 0, $stream.Capacity) } } }
}

function Clear-Place([string]$RedemptionId) {
    foreach ($path in Get-BeforePath -RedemptionId $RedemptionId) { [IO.File]::Delete($path) }
}

# For this account, SYSTEM, Administrators, and to read for the account that Gateway Client runs as. Counts where a file is new; one that is replaced keeps its rights.
function Protect-PlaceDraft([string]$Path) {
    Confirm-Windows -What 'Rights on a file'
    $security = New-Object Security.AccessControl.FileSecurity
    $security.SetAccessRuleProtection($true, $false)
    $system = New-Object Security.Principal.SecurityIdentifier 'S-1-5-18'
    $administrators = New-Object Security.Principal.SecurityIdentifier 'S-1-5-32-544'
    foreach ($who in [Security.Principal.WindowsIdentity]::GetCurrent().User, $system, $administrators) {
        $security.AddAccessRule((New-Object Security.AccessControl.FileSystemAccessRule $who, 'FullControl', 'Allow'))
    }
    $account = (Get-HostService -Name gateway-client).Account
    # SYSTEM has its rule.
    if ($account -and $account -ne 'LocalSystem') {
        $reader = New-Object Security.Principal.NTAccount ($account -replace '^\.\\', "$env:COMPUTERNAME\")
        $security.AddAccessRule((New-Object Security.AccessControl.FileSystemAccessRule $reader, 'Read', 'Allow'))
    }
    Set-Acl -LiteralPath $Path -AclObject $security
}
