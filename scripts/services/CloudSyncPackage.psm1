<#
Cloud Sync's package: downloaded once, checked by size, checksum and signature before it gets its name, unpacked when it is installed.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'VenueJson.psm1')
Import-Module (Join-Path $PSScriptRoot 'VenueError.psm1')

function Save-CheckedPackage {
    <#
    .SYNOPSIS
    Checks a downloaded package and keeps it.
    .DESCRIPTION
    Errors: PACKAGE_TRUNCATED, PACKAGE_CHECKSUM_WRONG, PACKAGE_SIGNATURE_WRONG, PACKAGE_KEY_MISSING. What fails is not written.
    .PARAMETER Information
    Version, Sha256, Signature, Size as the cloud states them.
    .PARAMETER Content
    The bytes.
    .EXAMPLE
    Save-CheckedPackage -Information $information -Content $bytes
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][object]$Information, [Parameter(Mandatory = $true)][byte[]]$Content)
    if ($Information.Version -notmatch '^\d{1,4}(\.\d{1,6}){1,3}$') { throw (New-VenueError -ErrorId PACKAGE_CHECKSUM_WRONG -Message 'The cloud states a version that is none.' -Category InvalidData) }
    $path = Get-PackagePath -Version $Information.Version
    if ($Content.Length -lt [long]$Information.Size) {
        throw (New-VenueError -ErrorId PACKAGE_TRUNCATED -Message "The package is cut: $($Information.Size) bytes were promised, $($Content.Length) came. Try again." -Category InvalidData)
    }
    if ((Get-Sha256 -Content $Content) -ne $Information.Sha256) {
        throw (New-VenueError -ErrorId PACKAGE_CHECKSUM_WRONG -Message 'The package is not what the cloud promised: its SHA-256 differs. Try again, then call swiftpos.' -Category InvalidData)
    }
    if (-not (Test-PackageSignature -Content $Content -Signature $Information.Signature)) {
        throw (New-VenueError -ErrorId PACKAGE_SIGNATURE_WRONG -Message 'The package is not signed by swiftpos. It was not kept. Call swiftpos.' -Category SecurityError)
    }
    [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($path))
    [IO.File]::WriteAllBytes("$path.tmp", $Content)
    Move-FileOver -Source "$path.tmp" -Destination $path
    $path
}

function Test-SavedPackage {
    <#
    .SYNOPSIS
    Says whether the package that the cloud states is here already, whole.
    .DESCRIPTION
    Compares the checksum of the file and its signature.
    .PARAMETER Information
    Version, Sha256, Signature as the cloud states them.
    .EXAMPLE
    Test-SavedPackage -Information $information
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param([Parameter(Mandatory = $true)][object]$Information)
    $path = Get-PackagePath -Version $Information.Version
    if (-not [IO.File]::Exists($path)) { return $false }
    $content = [IO.File]::ReadAllBytes($path)
    (Get-Sha256 -Content $content) -eq $Information.Sha256 -and (Test-PackageSignature -Content $content -Signature $Information.Signature)
}

function Expand-Package {
    <#
    .SYNOPSIS
    Unpacks the program of a kept package.
    .DESCRIPTION
    Emits the program's folder. What was there before stays until the new program has passed. Errors: PACKAGE_MISSING, and those of Check.
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
    if (-not [IO.File]::Exists($path)) { throw (New-VenueError -ErrorId PACKAGE_MISSING -Message "There is no package of Cloud Sync $Version. Download it first." -Category ObjectNotFound -Target $Version) }
    $document = ConvertFrom-JsonText -Text ([IO.File]::ReadAllText($path))
    $folder = Get-VenuePath -Of Program
    $new = "$folder.$([guid]::NewGuid().ToString('N')).new"
    foreach ($one in $folder, $new) { [void][IO.Directory]::CreateDirectory($one) }
    # What Windows runs or installs keeps its name; a rehearsal's program is data.
    $file = if ($document.name -match '^[A-Za-z0-9][A-Za-z0-9 ._-]{0,60}\.(exe|msi)\z') { $document.name } else { 'program.bin' }
    $program = [Convert]::FromBase64String($document.payload)
    try {
        [IO.File]::WriteAllBytes((Join-Path $new $file), $program)
        & $Check $new
        foreach ($old in [IO.Directory]::GetFiles($folder)) { [IO.File]::Delete($old) }
        # Once more, and not moved: somebody may still have open what was looked at.
        [IO.File]::WriteAllBytes((Join-Path $folder $file), $program)
        Set-JsonFile -Path (Join-Path $folder 'program.json') -Value @{ name = $document.name; version = $document.version }
    }
    finally {
        try { [IO.Directory]::Delete($new, $true) }
        catch [IO.IOException], [UnauthorizedAccessException] { Write-Verbose "What was looked at is still open: $new" }
    }
    $folder
}

function Remove-Package {
    <#
    .SYNOPSIS
    Deletes a kept package.
    .DESCRIPTION
    Emits whether there was one.
    .PARAMETER Version
    Version of the package.
    .EXAMPLE
    Remove-Package -Version 10.58.0
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([bool])]
    param([Parameter(Mandatory = $true)][string]$Version)
    $path = Get-PackagePath -Version $Version
    if (-not [IO.File]::Exists($path)) { return $false }
    if ($PSCmdlet.ShouldProcess($path)) { [IO.File]::Delete($path) }
    $true
}

function Get-PackagePath([string]$Version) {
    Join-Path (Get-VenuePath -Of Package) "cloud-sync-$Version.pkg"
}

function Get-Sha256([byte[]]$Content) {
    $hash = [Security.Cryptography.SHA256]::Create()
    try { ([BitConverter]::ToString($hash.ComputeHash($Content)) -replace '-', '').ToLowerInvariant() }
    finally { $hash.Dispose() }
}

function Test-PackageSignature([byte[]]$Content, [string]$Signature) {
    $key = Get-JsonFile -Path (Get-VenuePath -Of PackageKey)
    if ($null -eq $key) { throw (New-VenueError -ErrorId PACKAGE_KEY_MISSING -Message 'The public key that packages are checked with is missing on this machine. Nothing unsigned is installed.' -Category ObjectNotFound) }
    $parameters = New-Object Security.Cryptography.RSAParameters
    $parameters.Modulus = ConvertFrom-Base64Url -Text $key.n
    $parameters.Exponent = ConvertFrom-Base64Url -Text $key.e
    $rsa = [Security.Cryptography.RSA]::Create()
    try {
        $rsa.ImportParameters($parameters)
        $rsa.VerifyData($Content, [Convert]::FromBase64String($Signature), [Security.Cryptography.HashAlgorithmName]::SHA256, [Security.Cryptography.RSASignaturePadding]::Pkcs1)
    }
    catch [FormatException] { $false }
    finally { $rsa.Dispose() }
}

function ConvertFrom-Base64Url([string]$Text) {
    $padded = $Text.Replace('-', '+').Replace('_', '/')
    $padded += '=' * ((4 - $padded.Length % 4) % 4)
    return , [Convert]::FromBase64String($padded)
}

Export-ModuleMember -Function Save-CheckedPackage, Test-SavedPackage, Expand-Package, Remove-Package
