#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# What is made of the signatures that Windows reports. That it reports so is shown by `npm run prove -- windows`.
Describe 'A program is installed when its publisher has signed it' -Tag Quick {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../shared/WindowsCommand.psm1') -Force
        Add-WindowsCommand -Name Get-AuthenticodeSignature
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/VenueError.psm1') -Force
        . (Join-Path $PSScriptRoot '../../../scripts/services/ProgramPublisher.ps1')
        function Get-Refusal([string]$Status, [string]$Subject, [string]$Publisher) {
            $answer = [pscustomobject]@{ Status = $Status; SignerCertificate = $(if ($Subject) { [pscustomobject]@{ Subject = $Subject } }) }
            Mock Get-AuthenticodeSignature { $answer }.GetNewClosure()
            try { Confirm-ProgramPublisher -Path "$TestDrive/cloud-sync.exe" -Publisher $Publisher; 'none' }
            catch { $_.FullyQualifiedErrorId.Split(',')[0] }
        }
    }
    AfterAll {
        Remove-Item function:global:Get-AuthenticodeSignature
        Get-Module VenueError | Remove-Module -Force
    }

    It '<Id> where it is <Status>, signed by <Subject>, and venue.json says <Publisher>' -ForEach @(
        @{ Status = 'Valid'; Subject = 'CN=swiftpos'; Publisher = 'CN=swiftpos'; Id = 'none' }
        @{ Status = 'Valid'; Subject = 'CN=swiftpos'; Publisher = ''; Id = 'PACKAGE_PUBLISHER_UNKNOWN' }
        @{ Status = 'Valid'; Subject = 'CN=Swiftpos'; Publisher = 'CN=swiftpos'; Id = 'PACKAGE_SIGNATURE_WRONG' }
        @{ Status = 'Valid'; Subject = 'CN=swiftpos, O=Other'; Publisher = 'CN=swiftpos'; Id = 'PACKAGE_SIGNATURE_WRONG' }
        @{ Status = 'NotSigned'; Subject = ''; Publisher = 'CN=swiftpos'; Id = 'PACKAGE_SIGNATURE_WRONG' }
        @{ Status = 'HashMismatch'; Subject = 'CN=swiftpos'; Publisher = 'CN=swiftpos'; Id = 'PACKAGE_SIGNATURE_WRONG' }
        @{ Status = 'NotTrusted'; Subject = 'CN=swiftpos'; Publisher = 'CN=swiftpos'; Id = 'PACKAGE_SIGNATURE_WRONG' }
        @{ Status = 'UnknownError'; Subject = 'CN=swiftpos'; Publisher = 'CN=swiftpos'; Id = 'PACKAGE_SIGNATURE_WRONG' }
        @{ Status = 'Incompatible'; Subject = 'CN=swiftpos'; Publisher = 'CN=swiftpos'; Id = 'PACKAGE_SIGNATURE_WRONG' }
    ) {
        Get-Refusal -Status $Status -Subject $Subject -Publisher $Publisher | Should -Be $Id
    }
    It 'says whose signature it is instead' {
        Mock Get-AuthenticodeSignature { [pscustomobject]@{ Status = 'Valid'; SignerCertificate = [pscustomobject]@{ Subject = 'CN=Someone' } } }
        { Confirm-ProgramPublisher -Path "$TestDrive/cloud-sync.exe" -Publisher 'CN=swiftpos' } | Should -Throw 'cloud-sync.exe is signed by CN=Someone, not by CN=swiftpos. It was not installed.'
    }
}
