<#
Cloud Sync's package: downloaded once, checked by size, checksum and signature before it gets its name, checked again when it is installed.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
Import-Module (Join-Path $PSScriptRoot 'VenueError.psm1')
Import-Module (Join-Path $PSScriptRoot 'CloudTransport.psm1')
Import-Module (Join-Path $PSScriptRoot 'VenueCloud.psm1')
. (Join-Path $PSScriptRoot 'PackageStatement.ps1')
. (Join-Path $PSScriptRoot 'PackageDownload.ps1')

function Save-Package {
    <#
    .SYNOPSIS
    Downloads the package that the cloud states, and keeps it when it is the one.
    .DESCRIPTION
    Emits the path. One that is here already and whole isn't downloaded again; one that broke off continues from there. Errors: PACKAGE_KEY_MISSING,
    PACKAGE_SIGNATURE_WRONG, PACKAGE_TOO_LARGE, DISK_TOO_FULL, PACKAGE_TRUNCATED, PACKAGE_CHECKSUM_WRONG, and those of the cloud.
    .PARAMETER Information
    Name, Version, Sha256, Signature, Size, Path as the cloud states them.
    .PARAMETER MaximumBytes
    What a package may have at most.
    .EXAMPLE
    Save-Package -Information (Get-CloudSyncPackageInformation) -MaximumBytes 2147483648
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][object]$Information, [Parameter(Mandatory = $true)][long]$MaximumBytes)
    $statement = Get-AllowedStatement -Information $Information -MaximumBytes $MaximumBytes
    $path = Get-PackagePath -Version $statement.Version
    New-PrivateFolder -Path ([IO.Path]::GetDirectoryName($path))
    Remove-PackagePart -Except $statement.Version
    if ([IO.File]::Exists($path) -and (Copy-Hashed -From $path) -eq $statement.Sha256) {
        Set-KeptStatement -Statement $statement
        return $path
    }
    Confirm-PackageRoom -Statement $statement
    $part = Receive-PackagePart -Statement $statement -From $Information.Path
    Set-KeptStatement -Statement $statement
    Move-FileOver -Source $part -Destination $path
    Remove-PackagePart -Version $statement.Version
    $path
}

function Confirm-Package {
    <#
    .SYNOPSIS
    Checks what the cloud states of a package, and the room for it, before anything else is done that can't be done twice.
    .DESCRIPTION
    Nothing is downloaded. Errors: PACKAGE_KEY_MISSING, PACKAGE_SIGNATURE_WRONG, PACKAGE_CHECKSUM_WRONG, PACKAGE_TOO_LARGE, DISK_TOO_FULL.
    .PARAMETER Information
    Name, Version, Sha256, Signature, Size, Path as the cloud states them.
    .PARAMETER MaximumBytes
    What a package may have at most.
    .EXAMPLE
    Confirm-Package -Information (Get-CloudSyncPackageInformation) -MaximumBytes 2147483648
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][object]$Information, [Parameter(Mandatory = $true)][long]$MaximumBytes)
    $statement = Get-AllowedStatement -Information $Information -MaximumBytes $MaximumBytes
    # One that is here already needs less; whether it is whole is seen when it is wanted.
    if (-not [IO.File]::Exists((Get-PackagePath -Version $statement.Version))) { Confirm-PackageRoom -Statement $statement }
}

function Expand-Package {
    <#
    .SYNOPSIS
    Puts the program of a kept package where it is installed from.
    .DESCRIPTION
    Emits the program's folder. What was there before stays until the new program has passed. Errors: PACKAGE_MISSING, PACKAGE_CHECKSUM_WRONG,
    PACKAGE_SIGNATURE_WRONG, and those of Check.
    .PARAMETER Version
    Version of the package.
    .PARAMETER Check
    Given the folder that the program is unpacked to first; throws when it must not be used.
    .EXAMPLE
    Expand-Package -Version 10.58.0 -Check { param($Folder) Confirm-HostServiceProgram -Name cloud-sync -ProgramPath $Folder }
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][string]$Version, [Parameter(Mandatory = $true)][scriptblock]$Check)
    $path = Get-PackagePath -Version $Version
    $statement = Get-KeptStatement -Version $Version
    if ($null -eq $statement) { throw (New-VenueError -ErrorId PACKAGE_MISSING -Message "The package of Cloud Sync $Version does not exist. Download it first." -Category ObjectNotFound -Target $Version) }
    $folder = Get-VenuePath -Of Program
    $new = "$folder.$([guid]::NewGuid().ToString('N')).new"
    foreach ($one in $folder, $new) { [void][IO.Directory]::CreateDirectory($one) }
    # What Windows runs or installs keeps its name; a rehearsal's program is data.
    $file = if ($statement.Name -match '\.(exe|msi)\z') { $statement.Name } else { 'program.bin' }
    try {
        Copy-Program -Statement $statement -From $path -To (Join-Path $new $file)
        & $Check $new
        $program = Join-Path $folder $file
        # Put there before a server died: Windows Installer may be at it, and lets no one delete it.
        $isThere = [IO.File]::Exists($program) -and (Copy-Hashed -From $program) -eq $statement.Sha256
        foreach ($old in [IO.Directory]::GetFiles($folder)) { if (-not $isThere -or [IO.Path]::GetFileName($old) -ne $file) { [IO.File]::Delete($old) } }
        # Once more, and not moved: someone may still have open what was checked.
        if (-not $isThere) { Copy-Program -Statement $statement -From $path -To $program }
        Set-JsonFile -Path (Join-Path $folder 'program.json') -Value @{ name = $statement.Name; version = $statement.Version }
    }
    finally {
        try { [IO.Directory]::Delete($new, $true) }
        catch [IO.IOException], [UnauthorizedAccessException] { Write-Verbose "What was checked is still open: $new" }
    }
    $folder
}

function Remove-Package {
    <#
    .SYNOPSIS
    Deletes a kept package, and what has come of one.
    .DESCRIPTION
    Emits whether there was a whole one.
    .PARAMETER Version
    Version of the package.
    .EXAMPLE
    Remove-Package -Version 10.58.0
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([bool])]
    param([Parameter(Mandatory = $true)][string]$Version)
    $path = Get-PackagePath -Version $Version
    $isThere = [IO.File]::Exists($path)
    if ($PSCmdlet.ShouldProcess($path)) {
        Remove-PackagePart -Version $Version
        foreach ($file in $path, "$path.json") { if ([IO.File]::Exists($file)) { [IO.File]::Delete($file) } }
    }
    $isThere
}

function Get-AllowedStatement([object]$Information, [long]$MaximumBytes) {
    $statement = Confirm-PackageStatement -Information $Information
    if ($statement.Size -gt $MaximumBytes) {
        throw (New-VenueError -ErrorId PACKAGE_TOO_LARGE -Message "Cloud Sync $($statement.Version) has $(Format-Size $statement.Size), more than the $(Format-Size $MaximumBytes) that the venue settings allow. Nothing was downloaded." -Category LimitsExceeded)
    }
    $statement
}

function Copy-Program([object]$Statement, [string]$From, [string]$To) {
    if ((Copy-Hashed -From $From -To $To) -ne $Statement.Sha256) {
        throw (New-VenueError -ErrorId PACKAGE_CHECKSUM_WRONG -Message "The package of Cloud Sync $($Statement.Version) was changed since it was downloaded. It was not installed." -Category SecurityError -Target $From)
    }
}

# Emits the SHA-256 of a file of any size; with To it is copied on the way.
function Copy-Hashed([string]$From, [string]$To = '') {
    $hash = [Security.Cryptography.SHA256]::Create()
    $source = [IO.File]::Open($From, [IO.FileMode]::Open, [IO.FileAccess]::Read, [IO.FileShare]::Read)
    $target = $null
    try {
        if ($To) { $target = [IO.File]::Open($To, [IO.FileMode]::CreateNew, [IO.FileAccess]::Write, [IO.FileShare]::Read) }
        $buffer = New-Object byte[] 1048576
        while (($count = $source.Read($buffer, 0, $buffer.Length)) -gt 0) {
            [void]$hash.TransformBlock($buffer, 0, $count, $null, 0)
            if ($null -ne $target) { $target.Write($buffer, 0, $count) }
        }
        [void]$hash.TransformFinalBlock($buffer, 0, 0)
        ([BitConverter]::ToString($hash.Hash) -replace '-', '').ToLowerInvariant()
    }
    finally { foreach ($one in $hash, $source, $target) { if ($null -ne $one) { $one.Dispose() } } }
}

Export-ModuleMember -Function Confirm-Package, Save-Package, Expand-Package, Remove-Package
