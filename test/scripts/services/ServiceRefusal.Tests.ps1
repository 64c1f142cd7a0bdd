#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# The refusals of both providers, and of the control plane's own service, are in one table.
BeforeDiscovery {
    $rows = (Import-PowerShellDataFile -Path (Join-Path $PSScriptRoot '../../../scripts/services/ServiceRefusal.psd1')).Refusals
}

Describe "What Windows refuses of the control plane's own service" {
    BeforeAll {
        $root = Join-Path $PSScriptRoot '../../../scripts'
        Import-Module (Join-Path $root 'services/VenueError.psm1') -Force
        . (Join-Path $root 'services/ServiceRefusal.ps1')
        foreach ($part in 'ServerRegistration', 'ServiceRights') { . (Join-Path $root "installation/$part.ps1") }
        # A row has its remedy here, or is content with that of its code.
        $errors = [IO.File]::ReadAllText((Join-Path $root '../src/errors/errors.ts'))
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
    # Each plan of the command begins by asking that.
    BeforeEach { Mock Confirm-Administrator }

    It 'with <Code> is reported in words, with what to do about this service' -ForEach $rows {
        $refused = Get-Refusal { Confirm-Done 'start' $Code }
        $refused.Id | Should -Be $ErrorId
        $refused.Message | Should -Match '^(?=.*(Venue Control Plane|VenueControl))'
        $refused.Message | Should -Not -Match "\b$Code\b|[{}]"
        $refused.Remedy | Should -Not -BeNullOrEmpty
        $refused.Remedy | Should -Not -Match 'swiftpos|Cloud Sync|[{}]' -Because 'it is no part of swiftpos'
    }
    It 'with 1075 sends anyone who installs to --needs, and anyone who upgrades, where the service stays, to sc.exe' {
        $refused = Get-Refusal { Confirm-Done 'start' 1075 }
        $refused.Message | Should -Be 'A service that Venue Control Plane depends on does not exist.'
        $refused.Remedy | Should -BeLike '*Get-Service*"install": *--needs*"upgrade": "sc.exe qc VenueControl"*sc.exe config VenueControl depend= *'
    }
    It 'with <Code>: of a service that a failed install has taken away again nothing is asked' -ForEach $rows {
        # 1051 is the answer to a stop alone, which no install asks for.
        foreach ($said in [regex]::Matches("$($_['Own'])", '\{2\}|Windows'' Services') | Where-Object { $Code -ne 1051 }) {
            $for = [regex]::Matches($_.Own.Substring(0, $said.Index), '"(?:venue-control )?(install|upgrade|uninstall)"')
            $for.Count | Should -BeGreaterThan 0 -Because $said.Value
            $for[$for.Count - 1].Groups[1].Value | Should -Be 'upgrade' -Because $said.Value
        }
    }
    It 'with a number that no one knows says where Windows has words for it' {
        $refused = Get-Refusal { Confirm-Done 'register' 87 }
        $refused.Id, $refused.Message | Should -Be 'SERVICE_CONFIGURE_REFUSED', 'Windows refused with 87 to register Venue Control Plane.'
        $refused.Remedy | Should -BeLike '*"net helpmsg 87"*'
    }
    It 'of an access list is reported by the same table' {
        $refused = Get-Refusal { Confirm-RightDone -Do set -Name Spooler -Code 5 }
        $refused.Id, $refused.Message | Should -Be 'SERVICE_ACCESS_DENIED', 'Windows refused to set the access list of the service Spooler: this account may not.'
    }
    It 'with 5 sends no administrator to "Run as administrator", but to who keeps <Name>' -ForEach @(
        @{ Name = 'Spooler'; Asked = { Confirm-RightDone -Do set -Name Spooler -Code 5 } }
        @{ Name = 'VenueControl'; Asked = { Confirm-Done 'start' 5 } }
    ) {
        (Get-Refusal $Asked).Remedy | Should -BeLike "You are an administrator, *the service ${Name}: security software*"
        Mock Confirm-Administrator { throw (New-VenueError -ErrorId FORBIDDEN -Message 'Only an administrator may.') }
        (Get-Refusal $Asked).Id | Should -Be FORBIDDEN -Because 'a caller who is none gets that'
    }
    It 'is nothing where it did it' {
        Confirm-Done 'start' 0 | Should -BeNullOrEmpty
    }
}
