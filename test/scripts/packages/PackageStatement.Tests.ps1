#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'The key that packages are compared with' -Tag Quick {
    BeforeAll {
        $services = Join-Path $PSScriptRoot '../../../scripts/services'
        foreach ($module in 'VenueError', 'VenueJson') { Import-Module (Join-Path $services "$module.psm1") -Force }
        . (Join-Path $services 'PackageStatement.ps1')
        function Get-VenuePath([string]$Of) { Join-Path $TestDrive "$Of.json" }
        $information = [pscustomobject]@{ Name = 'cloud-sync.exe'; Version = '10.58.0'; Size = 1; Sha256 = '0' * 64; Signature = 'AAAA' }
    }

    # An installation on Windows makes it empty, so that no one else makes it.
    It 'is missing where its file <What>, and nothing is taken for signed' -ForEach @(@{ What = 'is not there'; Text = $null }, @{ What = 'is empty'; Text = '' }, @{ What = 'has a line end alone'; Text = "`r`n" }) {
        $file = Get-VenuePath -Of PackageKey
        if ($null -ne $Text) { [IO.File]::WriteAllText($file, $Text) }
        { Confirm-PackageStatement -Information $information } | Should -Throw -ErrorId PACKAGE_KEY_MISSING
        [IO.File]::WriteAllText($file, '{"n":"3q2-7w","e":"AQAB"}')
        { Confirm-PackageStatement -Information $information } | Should -Throw -ErrorId PACKAGE_SIGNATURE_WRONG
        [IO.File]::Delete($file)
    }
}
