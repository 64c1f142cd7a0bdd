#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'How the service starts its server' -Tag Quick {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../../../scripts/installation/ServerStart.ps1')
        $data = Join-Path $TestDrive 'data'
        $program = Join-Path $TestDrive 'program'
        [void][IO.Directory]::CreateDirectory($data)
        $start = New-ServerStart -Program $program -Data $data
    }

    It 'loads all but the service itself once Windows is answered, which waits 30 s for that' {
        $tree = [Management.Automation.Language.Parser]::ParseFile((Join-Path $PSScriptRoot '../../../scripts/installation/Start-ServerService.ps1'), [ref]$null, [ref]$null)
        $answer = $tree.Find({ param($node) $node -is [Management.Automation.Language.InvokeMemberExpressionAst] -and $node.Extent.Text -eq '$thread.Start()' }, $true)
        $loads = $tree.FindAll({ param($node) $node -is [Management.Automation.Language.CommandAst] -and ($node.InvocationOperator -eq 'Dot' -or $node.GetCommandName() -like 'Import-*') }, $true)
        @($loads | Where-Object { $_.Extent.StartOffset -lt $answer.Extent.StartOffset }).Extent.Text | Should -BeExactly ". (Join-Path `$PSScriptRoot 'ServiceType.ps1')"
        $loads.Count | Should -BeGreaterThan 3
    }
    It 'keeps what is temporary in the data folder: no one else may put anything there' {
        $temporary = Join-Path $data 'temp'
        $temporary | Should -Exist
        $start.EnvironmentVariables['TEMP'] | Should -BeExactly $temporary
        $start.EnvironmentVariables['TMP'] | Should -BeExactly $temporary
    }
    It "takes the program's own PowerShell where it brings one" {
        $start.EnvironmentVariables.ContainsKey('VENUE_CONTROL_PWSH') | Should -BeFalse
        $own = Join-Path $program 'powershell/pwsh.exe'
        [void][IO.Directory]::CreateDirectory((Split-Path $own))
        [IO.File]::WriteAllText($own, '')
        (New-ServerStart -Program $program -Data $data).EnvironmentVariables['VENUE_CONTROL_PWSH'] | Should -BeExactly $own
    }
    It 'serves the data folder, of a real venue also where its venue.json has gone, and ends with its standard input' {
        $start.EnvironmentVariables['VENUE_CONTROL_DATA'] | Should -BeExactly $data
        $start.EnvironmentVariables['VENUE_CONTROL_VENUE'] | Should -BeExactly 'windows'
        $start.Arguments | Should -BeLike '--disable-sigusr1 --use-system-ca "*main.js" serve --lifeline'
        $start.RedirectStandardInput | Should -BeTrue
    }
}
