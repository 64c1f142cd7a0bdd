<#
What is signed, with what, and what the archive's list says of it afterwards.
#>

# One for code signing, with its key, that is valid now. Error: SIGNING_CERTIFICATE_UNUSABLE.
function Get-SigningCertificate([string]$Thumbprint) {
    $codeSigning = '1.3.6.1.5.5.7.3.3'
    $found = @(Get-ChildItem -Path Cert:\CurrentUser\My, Cert:\LocalMachine\My | Where-Object { $_.Thumbprint -eq $Thumbprint -and @($_.EnhancedKeyUsageList | ForEach-Object { $_.ObjectId }) -contains $codeSigning })
    if ($found.Count -eq 0) { throw (New-VenueError -ErrorId SIGNING_CERTIFICATE_UNUSABLE -Message "There is no certificate for code signing with the thumbprint $Thumbprint in the store My of this account or this machine.") }
    $certificate = $found[0]
    if (-not $certificate.HasPrivateKey) { throw (New-VenueError -ErrorId SIGNING_CERTIFICATE_UNUSABLE -Message "The certificate $($certificate.Subject) has no private key here.") }
    $now = [datetime]::Now
    if ($certificate.NotBefore -gt $now -or $certificate.NotAfter -lt $now) { throw (New-VenueError -ErrorId SIGNING_CERTIFICATE_UNUSABLE -Message "The certificate $($certificate.Subject) is valid from $($certificate.NotBefore) to $($certificate.NotAfter) only.") }
    $certificate
}

# What PowerShell and Windows ask a signature of: scripts, modules, manifests, formats, our assembly.
function Get-SignableFile([string]$Folder) {
    [IO.Directory]::GetFiles($Folder, '*', [IO.SearchOption]::AllDirectories) | Where-Object { [IO.Path]::GetExtension($_) -in '.ps1', '.psm1', '.psd1', '.ps1xml', '.dll' } | Sort-Object
}

function Test-SignedBy([string]$File, [string]$Thumbprint) {
    $signature = Get-AuthenticodeSignature -LiteralPath $File
    "$($signature.Status)" -eq 'Valid' -and $signature.SignerCertificate.Thumbprint -eq $Thumbprint
}

# Signed already by the same one: left as it is. Error: SIGNING_FAILED.
function Add-ProgramSignature([string]$File, [hashtable]$How) {
    $isSigned = Test-SignedBy -File $File -Thumbprint $How.Certificate.Thumbprint
    if (-not $isSigned) {
        $signature = Set-AuthenticodeSignature -LiteralPath $File @How
        # One that this machine doesn't trust yet is a signature all the same: the policy says whom to trust.
        if ("$($signature.Status)" -notin 'Valid', 'NotTrusted', 'UnknownError') { throw (New-VenueError -ErrorId SIGNING_FAILED -Message "$File was not signed: $($signature.Status). $($signature.StatusMessage)") }
    }
    [pscustomobject]@{ File = $File; Signed = -not $isSigned }
}

# Name to hash, as the archive's list has them; nothing where there is no list.
function Read-ProgramSum([string]$Program) {
    $sums = [ordered]@{}
    $list = Join-Path $Program 'SHA256SUMS'
    if ([IO.File]::Exists($list)) { foreach ($line in [IO.File]::ReadAllLines($list)) { $sums[$line.Substring(66)] = $line.Substring(0, 64) } }
    $sums
}

function Get-FileSum([string]$File) {
    (Get-FileHash -LiteralPath $File -Algorithm SHA256).Hash.ToLowerInvariant()
}

# Nothing is signed that isn't what was packaged, or what this certificate signed since: by hand, or before a stop half way. Error: PROGRAM_DAMAGED.
function Confirm-ProgramSum([string]$Program, [Collections.IDictionary]$Sums, [string]$Thumbprint) {
    $signable = @(Get-SignableFile -Folder (Join-Path $Program 'scripts'))
    foreach ($name in $Sums.Keys) {
        # The catalogue is made again each time.
        if ($name -eq 'VenueControl.cat') { continue }
        $file = [IO.Path]::GetFullPath((Join-Path $Program $name))
        if (-not [IO.File]::Exists($file)) { throw (New-VenueError -ErrorId PROGRAM_DAMAGED -Message "$name is missing. Nothing was signed.") }
        if ((Get-FileSum -File $file) -eq $Sums[$name]) { continue }
        $isSigned = $signable -contains $file -and (Test-SignedBy -File $file -Thumbprint $Thumbprint)
        if (-not $isSigned) { throw (New-VenueError -ErrorId PROGRAM_DAMAGED -Message "$name differs from the packaged file. Nothing was signed.") }
    }
}

# Of what was signed alone, and of the catalogue: the other lines stay what the archive said. The list as it was packaged stays beside it, as the program's
# folder has its name from that.
function Update-ProgramSum([string]$Program, [Collections.IDictionary]$Sums, [string[]]$Signed) {
    if ($Sums.Count -eq 0) { return }
    foreach ($file in $Signed) { $Sums[$file.Substring($Program.TrimEnd('\', '/').Length + 1).Replace('\', '/')] = Get-FileSum -File $file }
    $lines = foreach ($name in $Sums.Keys) { '{0}  {1}' -f $Sums[$name], $name }
    $list = Join-Path $Program 'SHA256SUMS'
    $draft = "$list.$([guid]::NewGuid().ToString('N')).tmp"
    [IO.File]::WriteAllText($draft, ($lines -join "`n") + "`n")
    if (-not [IO.File]::Exists("$list.packaged")) { [IO.File]::Copy($list, "$list.packaged") }
    Move-FileOver -Source $draft -Destination $list
}
