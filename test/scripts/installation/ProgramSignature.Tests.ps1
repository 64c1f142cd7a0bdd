#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Signing is Windows' own, and not Wine's: what is signed with what, and what is refused, by stand-ins with the real commands' parameters.
Describe "Scripts are signed with a site's own certificate" {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../shared/WindowsCommand.psm1') -Force
        foreach ($name in 'Get-AuthenticodeSignature', 'Set-AuthenticodeSignature', 'New-FileCatalog') { Add-WindowsCommand -Name $name }
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/VenueError.psm1') -Force
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/VenueJson.psm1') -Force
        . (Join-Path $PSScriptRoot '../../../scripts/services/WindowsOnly.ps1')
        . (Join-Path $PSScriptRoot '../../../scripts/installation/ProgramSignature.ps1')
        $thumbprint = 'A' * 40
        function New-Certificate([hashtable]$With = @{}) {
            $plain = @{ Thumbprint = $thumbprint; Subject = 'CN=Site'; HasPrivateKey = $true; EnhancedKeyUsageList = @([pscustomobject]@{ ObjectId = '1.3.6.1.5.5.7.3.3' }); NotBefore = [datetime]::Now.AddDays(-1); NotAfter = [datetime]::Now.AddDays(1) }
            foreach ($key in $With.Keys) { $plain[$key] = $With[$key] }
            [pscustomobject]$plain
        }
        function Get-Refusal([scriptblock]$Work) { try { & $Work; 'none' } catch { $_.FullyQualifiedErrorId.Split(',')[0] } }
        function New-Program {
            $folder = Join-Path $TestDrive ([guid]::NewGuid().ToString('N'))
            [void][IO.Directory]::CreateDirectory((Join-Path $folder 'scripts/operations'))
            foreach ($name in 'scripts/a.psm1', 'scripts/operations/b.ps1', 'scripts/operations/Catalogue.json', 'main.js') { [IO.File]::WriteAllText((Join-Path $folder $name), $name) }
            $lines = foreach ($name in 'main.js', 'scripts/a.psm1', 'scripts/operations/b.ps1', 'scripts/operations/Catalogue.json') { '{0}  {1}' -f (Get-FileSum -File (Join-Path $folder $name)), $name }
            [IO.File]::WriteAllText((Join-Path $folder 'SHA256SUMS'), ($lines -join "`n") + "`n")
            $folder
        }
    }
    AfterAll {
        foreach ($name in 'Get-AuthenticodeSignature', 'Set-AuthenticodeSignature', 'New-FileCatalog') { Remove-Item "function:global:$name" }
        Get-Module VenueError, VenueJson | Remove-Module -Force
    }

    It '<What> is refused' -ForEach @(
        @{ What = 'a thumbprint that is not there'; With = @{ Thumbprint = 'B' * 40 } }
        @{ What = 'a certificate for web servers'; With = @{ EnhancedKeyUsageList = @([pscustomobject]@{ ObjectId = '1.3.6.1.5.5.7.3.1' }) } }
        @{ What = 'a certificate without its key'; With = @{ HasPrivateKey = $false } }
        @{ What = 'one that has ended'; With = @{ NotAfter = [datetime]::Now.AddDays(-1) } }
        @{ What = 'one that has not begun'; With = @{ NotBefore = [datetime]::Now.AddHours(1) } }
    ) {
        $only = New-Certificate $With
        Mock Get-ChildItem { $only }
        Get-Refusal { Get-SigningCertificate -Thumbprint $thumbprint } | Should -Be SIGNING_CERTIFICATE_UNUSABLE
    }
    It 'one for code signing, with its key, that is valid now, is taken' {
        $only = New-Certificate
        Mock Get-ChildItem { $only }
        (Get-SigningCertificate -Thumbprint $thumbprint).Subject | Should -Be 'CN=Site'
    }
    It 'scripts, modules and manifests are signed, and no data' {
        $scripts = Join-Path (New-Program) 'scripts'
        [void][IO.Directory]::CreateDirectory("$scripts/assembly")
        [IO.File]::WriteAllText("$scripts/assembly/c.dll", 'c')
        Get-SignableFile -Folder $scripts | Split-Path -Leaf | Should -Be 'a.psm1', 'c.dll', 'b.ps1'
    }
    It 'what doctor asks for the language of our scripts is signed with them' {
        Get-SignableFile -Folder (Join-Path $PSScriptRoot '../../../scripts') | Split-Path -Leaf | Where-Object { $_ -in 'Get-LanguageMode.ps1', 'Start-ScriptHost.ps1' } | Should -Be 'Get-LanguageMode.ps1', 'Start-ScriptHost.ps1'
    }
    It 'what it finds as <Status>, signed by <By>: signed again is <Again>' -ForEach @(
        @{ Status = 'Valid'; By = 'A' * 40; Again = $false }
        @{ Status = 'Valid'; By = 'B' * 40; Again = $true }
        @{ Status = 'NotSigned'; By = ''; Again = $true }
        @{ Status = 'HashMismatch'; By = 'A' * 40; Again = $true }
    ) {
        $key = [Security.Cryptography.RSA]::Create(2048)
        $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=Site', $key, [Security.Cryptography.HashAlgorithmName]::SHA256, [Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $certificate = $request.CreateSelfSigned([DateTimeOffset]::UtcNow, [DateTimeOffset]::UtcNow.AddDays(1))
        $by = if ($By -eq 'A' * 40) { $certificate.Thumbprint } else { $By }
        Mock Get-AuthenticodeSignature { [pscustomobject]@{ Status = $Status; SignerCertificate = [pscustomobject]@{ Thumbprint = $by } } }
        Mock Set-AuthenticodeSignature { [pscustomobject]@{ Status = 'Valid'; StatusMessage = '' } }
        (Add-ProgramSignature -File "$TestDrive/x.ps1" -How @{ Certificate = $certificate; HashAlgorithm = 'SHA256' }).Signed | Should -Be $Again
        Should -Invoke Set-AuthenticodeSignature -Times ([int]$Again) -Exactly
        Mock Set-AuthenticodeSignature { [pscustomobject]@{ Status = 'NotSigned'; StatusMessage = 'No.' } }
        if ($Again) { Get-Refusal { Add-ProgramSignature -File "$TestDrive/x.ps1" -How @{ Certificate = $certificate; HashAlgorithm = 'SHA256' } } | Should -Be SIGNING_FAILED }
    }
    It 'a file that was changed since it was packaged keeps everything from being signed' {
        $program = New-Program
        $sums = Read-ProgramSum -Program $program
        Get-Refusal { Confirm-ProgramSum -Program $program -Sums $sums -Thumbprint $thumbprint } | Should -Be none
        [IO.File]::AppendAllText((Join-Path $program 'main.js'), ' ')
        Get-Refusal { Confirm-ProgramSum -Program $program -Sums $sums -Thumbprint $thumbprint } | Should -Be PROGRAM_DAMAGED
    }
    It 'the list says again what was signed, and of nothing else' {
        $program = New-Program
        $before = Read-ProgramSum -Program $program
        [IO.File]::AppendAllText((Join-Path $program 'scripts/a.psm1'), '# SIG')
        [IO.File]::AppendAllText((Join-Path $program 'main.js'), 'changed in between')
        [IO.File]::WriteAllText((Join-Path $program 'VenueControl.cat'), 'catalogue')
        Update-ProgramSum -Program $program -Sums (Read-ProgramSum -Program $program) -Signed (Join-Path $program 'scripts/a.psm1'), (Join-Path $program 'VenueControl.cat')
        $after = Read-ProgramSum -Program $program
        $after['scripts/a.psm1'] | Should -Be (Get-FileSum -File (Join-Path $program 'scripts/a.psm1'))
        $after['main.js'] | Should -Be $before['main.js']
        $after.Keys | Should -Contain 'VenueControl.cat'
    }

    It 'the list as it was packaged stays beside the one of what was signed, also when it is signed again' {
        $program = New-Program
        $list = Join-Path $program 'SHA256SUMS'
        $packaged = [IO.File]::ReadAllText($list)
        foreach ($time in 1, 2) {
            [IO.File]::AppendAllText((Join-Path $program 'scripts/a.psm1'), "# signed $time")
            Update-ProgramSum -Program $program -Sums (Read-ProgramSum -Program $program) -Signed (Join-Path $program 'scripts/a.psm1')
        }
        [IO.File]::ReadAllText("$list.packaged") | Should -BeExactly $packaged
        [IO.File]::ReadAllText($list) | Should -Not -BeExactly $packaged
    }

    It 'what doctor asks counts scripts by their signature, and names one of the worst: <Worst>' -ForEach @(
        @{ States = 'Valid', 'Valid'; Worst = ''; Counts = 0, 0, 0 }
        @{ States = 'Valid', 'NotSigned'; Worst = 'NotSigned'; Counts = 1, 0, 0 }
        @{ States = 'HashMismatch', 'NotSigned'; Worst = 'HashMismatch'; Counts = 1, 1, 0 }
        @{ States = 'NotSigned', 'NotTrusted'; Worst = 'NotTrusted'; Counts = 1, 0, 1 }
        @{ States = 'UnknownError', 'UnknownError'; Worst = 'UnknownError'; Counts = 0, 0, 2 }
    ) {
        Mock Confirm-Windows { }
        $program = New-Program
        $byName = @{ 'a.psm1' = $States[0]; 'b.ps1' = $States[1] }
        Mock Get-AuthenticodeSignature {
            $state = $byName[[IO.Path]::GetFileName("$LiteralPath")]
            [pscustomobject]@{ Status = $state; SignerCertificate = $(if ($state -ne 'NotSigned') { [pscustomobject]@{ Subject = 'CN=Site' } }) }
        }
        $row = & (Join-Path $PSScriptRoot '../../../scripts/operations/Get-ProgramSignature.ps1') -Program $program
        $row.Scripts, $row.Unsigned, $row.Altered, $row.Untrusted | Should -Be (@(2) + $Counts)
        if ($Worst) { $byName[[IO.Path]::GetFileName($row.Example)] | Should -Be $Worst } else { $row.Example | Should -BeNullOrEmpty }
        if ($row.Example) { [IO.File]::Exists((Join-Path $program $row.Example)) | Should -BeTrue }
        $row.Publisher | Should -Be 'CN=Site'
    }

    Context 'by the script itself' {
        BeforeAll {
            $key = [Security.Cryptography.RSA]::Create(2048)
            $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=Site', $key, [Security.Cryptography.HashAlgorithmName]::SHA256, [Security.Cryptography.RSASignaturePadding]::Pkcs1)
            $certificate = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(1))
            $ours = "# SIG $($certificate.Thumbprint)"
            function Set-Signature { & (Join-Path $PSScriptRoot '../../../scripts/installation/Set-ProgramSignature.ps1') -Thumbprint $certificate.Thumbprint -Program $program }
            function Get-WrongSum { $sums = Read-ProgramSum -Program $program; $sums.Keys | Where-Object { (Get-FileSum -File (Join-Path $program $_)) -ne $sums[$_] } }
        }
        BeforeEach {
            Mock Confirm-Windows { }
            # What of a certificate is checked is Windows' own, and tested above.
            Mock Get-SigningCertificate { $certificate }
            # As Windows' own: the signature is the end of the file, by whom it says.
            Mock Get-AuthenticodeSignature {
                $by = [regex]::Match([IO.File]::ReadAllText("$LiteralPath"), '# SIG (\w+)$').Groups[1].Value
                [pscustomobject]@{ Status = $(if ($by) { 'Valid' } else { 'NotSigned' }); SignerCertificate = [pscustomobject]@{ Thumbprint = $by } }
            }
            Mock Set-AuthenticodeSignature {
                [IO.File]::AppendAllText("$LiteralPath", $ours)
                [pscustomobject]@{ Status = 'Valid'; StatusMessage = '' }
            }
            Mock New-FileCatalog { [IO.File]::WriteAllText($CatalogFilePath, 'catalogue') }
            $program = New-Program
            $list = Join-Path $program 'SHA256SUMS'
        }

        It 'once, and again, the list is right and nothing is signed twice' {
            (Set-Signature | Where-Object Signed).Count | Should -Be 3
            Get-WrongSum | Should -BeNullOrEmpty
            # The catalogue is made again each time.
            @(Set-Signature | Where-Object Signed).File | Split-Path -Leaf | Should -Be VenueControl.cat
            Get-WrongSum | Should -BeNullOrEmpty
        }
        It 'signed where it was unpacked it is what install and upgrade take, by their own look: catalogue and signatures too, and nothing that was changed since' {
            $project = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../..'))
            $node = @(Get-ChildItem (Join-Path $project 'node_modules/node-*/bin/node*') | Where-Object { $_.BaseName -eq 'node' })[0].FullName
            $look = "import { copyProgram } from '$([Uri](Join-Path $project 'dist/src/platform/windows-service/program-files.js'))'; copyProgram(...process.argv.slice(1));"
            [void](Set-Signature)
            & $node --input-type=module -e $look $program "$program.installed"
            $LASTEXITCODE | Should -Be 0
            Join-Path "$program.installed" VenueControl.cat | Should -Exist
            foreach ($name in 'scripts/a.psm1', 'scripts/operations/b.ps1') { [IO.File]::ReadAllText((Join-Path "$program.installed" $name)) | Should -BeLike "*$ours" }
            [IO.File]::AppendAllText((Join-Path $program 'scripts/a.psm1'), ' ')
            (& $node --input-type=module -e $look $program "$program.again" 2>&1) -join ' ' | Should -BeLike '*scripts/a.psm1 differs from the packaged file.*'
        }
        It 'a script that was signed by hand with that certificate before is taken' {
            [IO.File]::AppendAllText((Join-Path $program 'scripts/a.psm1'), $ours)
            (Set-Signature | Where-Object Signed).Count | Should -Be 2
            Get-WrongSum | Should -BeNullOrEmpty
        }
        It 'what stops half way can be done again: <How>' -ForEach @(@{ How = 'by an error' }, @{ How = 'by the end of its process' }) {
            $before = [IO.File]::ReadAllText($list)
            Mock Set-AuthenticodeSignature -ParameterFilter { "$LiteralPath" -like '*b.ps1' } { [pscustomobject]@{ Status = 'UnknownFileFormat'; StatusMessage = 'No.' } }
            Get-Refusal { [void](Set-Signature) } | Should -Be SIGNING_FAILED
            Get-WrongSum | Should -BeNullOrEmpty
            if ($How -eq 'by the end of its process') {
                [IO.File]::WriteAllText($list, $before + ('{0}  VenueControl.cat' -f ('0' * 64)) + "`n")
                [IO.File]::WriteAllText((Join-Path $program 'VenueControl.cat'), 'half')
            }
            Mock Set-AuthenticodeSignature -ParameterFilter { "$LiteralPath" -like '*b.ps1' } {
                [IO.File]::AppendAllText("$LiteralPath", $ours)
                [pscustomobject]@{ Status = 'Valid'; StatusMessage = '' }
            }
            Get-Refusal { [void](Set-Signature) } | Should -Be none
            Get-WrongSum | Should -BeNullOrEmpty
        }
        It '<What> is damage, and nothing is signed' -ForEach @(
            @{ What = 'a script that was changed'; File = 'scripts/a.psm1'; Text = ' ' }
            @{ What = 'a script that another signed'; File = 'scripts/a.psm1'; Text = "# SIG $('B' * 40)" }
            @{ What = 'a program with a signature'; File = 'main.js'; Text = 'ours' }
            @{ What = 'data with a signature'; File = 'scripts/operations/Catalogue.json'; Text = 'ours' }
        ) {
            [IO.File]::AppendAllText((Join-Path $program $File), $(if ($Text -eq 'ours') { $ours } else { $Text }))
            Get-Refusal { [void](Set-Signature) } | Should -Be PROGRAM_DAMAGED
            Should -Invoke Set-AuthenticodeSignature -Times 0 -Exactly
        }
    }
}
