#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Both worlds of services, and the control plane's own, refuse by one table.
BeforeDiscovery {
    $rows = (Import-PowerShellDataFile -Path (Join-Path $PSScriptRoot '../../scripts/services/ServiceRefusal.psd1')).Refusals
}

Describe "What Windows refuses of the control plane's own service" {
    BeforeAll {
        $root = Join-Path $PSScriptRoot '../../scripts'
        Import-Module (Join-Path $root 'services/VenueError.psm1') -Force
        . (Join-Path $root 'services/ServiceRefusal.ps1')
        foreach ($part in 'ServerRegistration', 'ServiceRights') { . (Join-Path $root "installation/$part.ps1") }
        # A row has its remedy here, or is content with that of its code.
        $errors = [IO.File]::ReadAllText((Join-Path $root '../src/errors.ts'))
        function Get-Refusal([scriptblock]$Asked) {
            try { & $Asked }
            catch {
                $id = $_.FullyQualifiedErrorId.Split(',')[0]
                $ofCode = [regex]::Match($errors, "(?m)^  ${id}: \{.* remedy: (['`"])(?<Remedy>.+)\1 \},$").Groups['Remedy'].Value
                $own = $_.Exception.Data['remedy']
                @{ Id = $id; Message = $_.Exception.Message; Remedy = if ($own) { $own } else { $ofCode } }
            }
        }
    }
    AfterAll { Get-Module VenueError | Remove-Module -Force }

    It 'with <Code> is told in words, with what to do about this service' -ForEach $rows {
        $refused = Get-Refusal { Confirm-Done 'start' $Code }
        $refused.Id | Should -Be $(if ($Code -eq 5) { 'FORBIDDEN' } else { $ErrorId })
        $refused.Message | Should -Match '^(?=.*(Venue Control Plane|VenueControl))'
        $refused.Message | Should -Not -Match "\b$Code\b|[{}]"
        $refused.Remedy | Should -Not -BeNullOrEmpty
        $refused.Remedy | Should -Not -Match 'swiftpos|Cloud Sync|[{}]' -Because 'it is no part of swiftpos'
    }
    It 'with 1075 sends whoever installs to --needs' {
        $refused = Get-Refusal { Confirm-Done 'start' 1075 }
        $refused.Message | Should -Be 'A service that Venue Control Plane depends on does not exist.'
        $refused.Remedy | Should -BeLike '*--needs*Get-Service*'
    }
    It 'with a number that nobody knows says where Windows has words for it' {
        $refused = Get-Refusal { Confirm-Done 'register' 87 }
        $refused.Id, $refused.Message | Should -Be 'SERVICE_CONFIGURE_REFUSED', 'Windows refused with 87 to register Venue Control Plane.'
        $refused.Remedy | Should -BeLike '*"net helpmsg 87"*'
    }
    It 'of an access list is told by the same table' {
        $refused = Get-Refusal { Confirm-RightDone -Do set -Name Spooler -Code 5 }
        $refused.Id, $refused.Message | Should -Be 'SERVICE_ACCESS_DENIED', 'Windows refused to set the access list of the service Spooler: this account may not.'
    }
    It 'is nothing where it did it' {
        Confirm-Done 'start' 0 | Should -BeNullOrEmpty
    }
}
