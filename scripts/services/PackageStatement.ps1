<#
What the cloud states of a package, signed by swiftpos' key: nothing else says what a file has to be. And where a package and its statement are kept.
#>

# Emits the statement, checked: Name, Version, Size, Sha256, Signature. Errors: PACKAGE_KEY_MISSING, PACKAGE_SIGNATURE_WRONG, PACKAGE_CHECKSUM_WRONG.
function Confirm-PackageStatement([object]$Information) {
    if (-not (Test-PackageSignature -Information $Information)) {
        throw (New-VenueError -ErrorId PACKAGE_SIGNATURE_WRONG -Message 'The package is not signed by swiftpos. It was deleted. Contact swiftpos.' -Category SecurityError)
    }
    $isGood = $Information.Name -match '^[A-Za-z0-9][A-Za-z0-9 ._-]{0,60}\z' -and $Information.Version -match '^\d{1,4}(\.\d{1,6}){1,3}\z' -and
    $Information.Sha256 -match '^[0-9a-f]{64}\z' -and "$($Information.Size)" -match '^[1-9]\d{0,14}\z'
    if (-not $isGood) { throw (New-VenueError -ErrorId PACKAGE_CHECKSUM_WRONG -Message 'The cloud states an invalid name, version, size or checksum.' -Category InvalidData) }
    [pscustomobject]@{
        Name = $Information.Name; Version = $Information.Version; Size = [long]$Information.Size; Sha256 = $Information.Sha256; Signature = $Information.Signature
    }
}

function Get-PackagePath([string]$Version) {
    Join-Path (Get-VenuePath -Of Package) "cloud-sync-$Version.pkg"
}

# Before the package itself has its name: one that is there has its statement.
function Set-KeptStatement([object]$Statement) {
    Set-JsonFile -Path "$(Get-PackagePath -Version $Statement.Version).json" -Value $Statement
}

# The statement of a kept package, its signature checked again; nothing where there is none.
function Get-KeptStatement([string]$Version) {
    $kept = Get-JsonFile -Path "$(Get-PackagePath -Version $Version).json"
    if ($null -eq $kept -or -not [IO.File]::Exists((Get-PackagePath -Version $Version))) { return }
    $statement = Confirm-PackageStatement -Information $kept
    if ($statement.Version -ne $Version) { throw (New-VenueError -ErrorId PACKAGE_CHECKSUM_WRONG -Message "The file stored as Cloud Sync $Version is another version." -Category InvalidData) }
    $statement
}

function Test-PackageSignature([object]$Information) {
    $key = Get-JsonFile -Path (Get-VenuePath -Of PackageKey)
    if ($null -eq $key) { throw (New-VenueError -ErrorId PACKAGE_KEY_MISSING -Message 'The public key that verifies packages is missing on this machine. Nothing unsigned is installed.' -Category ObjectNotFound) }
    $parameters = New-Object Security.Cryptography.RSAParameters
    $parameters.Modulus = ConvertFrom-Base64Url -Text $key.n
    $parameters.Exponent = ConvertFrom-Base64Url -Text $key.e
    # Line by line, so that no field can end in another's place.
    $said = "cloud-sync package`n{0}`n{1}`n{2}`n{3}`n" -f $Information.Name, $Information.Version, $Information.Size, $Information.Sha256
    $rsa = [Security.Cryptography.RSA]::Create()
    try {
        $rsa.ImportParameters($parameters)
        $rsa.VerifyData([Text.Encoding]::UTF8.GetBytes($said), [Convert]::FromBase64String($Information.Signature), [Security.Cryptography.HashAlgorithmName]::SHA256, [Security.Cryptography.RSASignaturePadding]::Pkcs1)
    }
    catch [FormatException] { $false }
    finally { $rsa.Dispose() }
}

function ConvertFrom-Base64Url([string]$Text) {
    $padded = $Text.Replace('-', '+').Replace('_', '/')
    $padded += '=' * ((4 - $padded.Length % 4) % 4)
    return , [Convert]::FromBase64String($padded)
}
