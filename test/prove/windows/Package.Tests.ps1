#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Cloud Sync from a package of Windows Installer, with the real msiexec: signature first, and afterwards a service or nothing.
Describe 'A package of Windows Installer' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Fixture.ps1')
        # What a run that was ended by force has left: the package has one product code, whenever it is made.
        $packages = Join-Path $PSScriptRoot '../../fixtures/windows'
        . (Join-Path $PSScriptRoot '../../../scripts/services/WindowsInstaller.ps1')
        [void](Invoke-WindowsInstaller -Do uninstall -Path ([IO.Path]::GetFullPath((Join-Path $packages 'package.msi'))))
        $installed = Join-Path ${env:ProgramFiles(x86)} 'Proof Cloud Sync/cloud-sync.exe'
        # As Expand-Package leaves it, in a data folder of its own: Wine keeps a package open whose signature was checked.
        function Use-Package([string]$Of, [hashtable]$VenueFile = @{}) {
            $env:VENUE_CONTROL_DATA = Join-Path ([IO.Path]::GetTempPath()) "package-$([guid]::NewGuid().ToString('N'))"
            $folder = Get-VenuePath -Of Program
            [void][IO.Directory]::CreateDirectory($folder)
            if (-not $VenueFile.ContainsKey('Services')) { $VenueFile.Services = $names }
            Set-VenueFile @VenueFile
            [IO.File]::Copy((Join-Path $packages "$Of.msi"), (Join-Path $folder 'cloud-sync.msi'))
            $folder
        }
        # As the download leaves it: the file, and its statement, signed by the key that this venue trusts.
        $key = [Security.Cryptography.RSA]::Create(2048)
        function Save-Download([string]$Of) {
            $public = $key.ExportParameters($false)
            $url = { param($Bytes) [Convert]::ToBase64String($Bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_') }
            [IO.File]::WriteAllText((Get-VenuePath -Of PackageKey), (ConvertTo-Json @{ n = (& $url $public.Modulus); e = (& $url $public.Exponent) }))
            $folder = Get-VenuePath -Of Package
            [void][IO.Directory]::CreateDirectory($folder)
            $file = Join-Path $folder 'cloud-sync-10.58.0.pkg'
            [IO.File]::Copy((Join-Path $packages "$Of.msi"), $file, $true)
            $said = [ordered]@{ Name = 'cloud-sync.msi'; Version = '10.58.0'; Size = (New-Object IO.FileInfo $file).Length; Sha256 = (Get-FileHash $file).Hash.ToLowerInvariant() }
            $text = "cloud-sync package`n$(@($said.Values) -join "`n")`n"
            $said.Signature = [Convert]::ToBase64String($key.SignData([Text.Encoding]::UTF8.GetBytes($text), 'SHA256', [Security.Cryptography.RSASignaturePadding]::Pkcs1))
            [IO.File]::WriteAllText("$file.json", (ConvertTo-Json $said))
        }
        function Get-Installation([string]$Of, [hashtable]$VenueFile = @{}) {
            $folder = Use-Package $Of $VenueFile
            Get-ErrorId { Install-HostService -Name cloud-sync -Version 10.58.0 -ProgramPath $folder }
        }
    }
    AfterAll { Close-ServiceFixture }

    It 'that is not signed is refused before anything is installed' {
        Get-Installation package-unsigned | Should -Be PACKAGE_SIGNATURE_WRONG
        (Get-HostService -Name cloud-sync).State | Should -Be Missing
        [IO.File]::Exists($installed) | Should -BeFalse
    }
    It 'of another publisher is refused' {
        Get-Installation package @{ Publisher = 'CN=Someone' } | Should -Be PACKAGE_SIGNATURE_WRONG
        [IO.File]::Exists($installed) | Should -BeFalse
    }
    It 'registers its service, which is on demand then, starts, and goes with the package' {
        Get-Installation package | Should -Be none
        [IO.File]::Exists($installed) | Should -BeTrue
        $seen = Get-HostService -Name cloud-sync
        $seen.State, $seen.StartMode, $seen.DisplayName | Should -Be 'Stopped', 'Manual', 'swiftpos proof cloud-sync'
        Get-ErrorId { Install-HostService -Name cloud-sync -Version 10.58.0 -ProgramPath (Get-VenuePath -Of Program) } | Should -Be none
        Start-HostService -Name cloud-sync
        (Wait-HostService -Name cloud-sync -State Running -TimeoutSeconds 20 -StableSeconds 0.5).Outcome | Should -Be Stable
        Get-ErrorId { Uninstall-HostService -Name cloud-sync } | Should -Be SERVICE_RUNNING
        Stop-HostService -Name cloud-sync
        [void](Wait-State cloud-sync Stopped)
        Uninstall-HostService -Name cloud-sync
        (Get-HostService -Name cloud-sync).State | Should -Be Missing
        [IO.File]::Exists($installed) | Should -BeFalse
        Get-ErrorId { Uninstall-HostService -Name cloud-sync } | Should -Be none
    }
    It 'that registers a service of another name is taken out again' {
        $mine = Get-ProofName; $mine['cloud-sync'] = 'ProofCloudSink'
        Get-Installation package @{ Services = $mine } | Should -Be SERVICE_PROGRAM_UNKNOWN
        [IO.File]::Exists($installed) | Should -BeFalse
        @(Get-Service -Name ProofCloudSync -ErrorAction SilentlyContinue).Count | Should -Be 0
    }
    It 'is unpacked and installed by the step of an onboarding, and one that is not signed leaves it as it is' {
        [IO.Directory]::Delete((Use-Package package), $true)
        Save-Download package
        (Invoke-Operation -Name Install-CloudSync -With @{ Version = '10.58.0' }).Version | Should -Be '10.58.0'
        (Get-HostService -Name cloud-sync).State | Should -Be Stopped
        $before = (Get-FileHash (Join-Path (Get-VenuePath -Of Program) 'cloud-sync.msi')).Hash
        Save-Download package-unsigned
        Invoke-Operation -Name Install-CloudSync -With @{ Version = '10.58.0' } | Should -Be PACKAGE_SIGNATURE_WRONG
        (Get-FileHash (Join-Path (Get-VenuePath -Of Program) 'cloud-sync.msi')).Hash | Should -Be $before
        Start-HostService -Name cloud-sync
        [void](Wait-State cloud-sync Running)
        Stop-HostService -Name cloud-sync
        [void](Wait-State cloud-sync Stopped)
        Uninstall-HostService -Name cloud-sync
        (Get-HostService -Name cloud-sync).State | Should -Be Missing
        [IO.File]::Exists($installed) | Should -BeFalse
    }
    It 'that is none, or not there, is reported by msiexec: <Name>' -ForEach @{ Name = 'none.msi' }, @{ Name = 'text.msi' } {
        $path = Join-Path $env:VENUE_CONTROL_DATA $Name
        if ($Name -eq 'text.msi') { [IO.File]::WriteAllText($path, 'no package') }
        Get-ErrorId { Invoke-WindowsInstaller -Do install -Path $path } | Should -Be INSTALLER_FAILED
    }
}
