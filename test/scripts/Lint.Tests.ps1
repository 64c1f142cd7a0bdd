#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeDiscovery {
    $root = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts'))
    $files = foreach ($file in (Get-ChildItem $root -Recurse -File -Include *.ps1, *.psm1, *.psd1)) {
        @{ Name = $file.FullName.Substring($root.Length + 1); Path = $file.FullName }
    }
    # What others call: a script's own param block, and each function that a module exports, in whichever file it is written.
    $exported = @(foreach ($file in $files) {
            foreach ($line in [regex]::Matches([IO.File]::ReadAllText($file.Path), '(?m)^Export-ModuleMember -Function (.+)$')) { $line.Groups[1].Value.Trim() -split ',\s*' }
        })
    $commands = foreach ($file in $files) {
        $ast = [Management.Automation.Language.Parser]::ParseFile($file.Path, [ref]$null, [ref]$null)
        if ($file.Name -like '*.psd1') { continue }
        if ($ast.ParamBlock) { @{ Name = $file.Name; Of = $file.Path; Function = $null } }
        foreach ($function in $ast.FindAll({ $args[0] -is [Management.Automation.Language.FunctionDefinitionAst] }, $false)) {
            if ($exported -contains $function.Name) { @{ Name = "$($file.Name) $($function.Name)"; Of = $file.Path; Function = $function.Name } }
        }
    }
}

Describe 'PowerShell file <Name>' -ForEach $files {
    BeforeAll {
        $tokens = $errors = $null
        $ast = [Management.Automation.Language.Parser]::ParseFile($Path, [ref]$tokens, [ref]$errors)
        function Find-Ast([type]$Type) { $ast.FindAll({ $args[0] -is $Type }.GetNewClosure(), $true) }
    }
    It 'parses, and is ASCII' {
        $errors | Should -BeNullOrEmpty
        @([IO.File]::ReadAllBytes($Path) | Where-Object { $_ -gt 127 }).Count | Should -Be 0
    }
    It 'says no more than objects and has no shortcuts' {
        $names = @(Find-Ast ([Management.Automation.Language.CommandAst]) | ForEach-Object { $_.GetCommandName() } | Where-Object { $_ })
        $names | Where-Object { $_ -in 'Write-Host', 'Invoke-Expression', 'Read-Host' } | Should -BeNullOrEmpty
        $names | Where-Object { Get-Alias -Name $_ -ErrorAction SilentlyContinue } | Should -BeNullOrEmpty
    }
    It 'takes a path as it is written, brackets too' {
        $found = foreach ($call in Find-Ast ([Management.Automation.Language.CommandAst])) {
            $parameters = @($call.CommandElements | Where-Object { $_ -is [Management.Automation.Language.CommandParameterAst] })
            if (@($parameters | ForEach-Object { $_.ParameterName }) -notcontains 'Path') { continue }
            $command = Get-Command -Name $call.GetCommandName() -CommandType Cmdlet -ErrorAction SilentlyContinue
            # Set-Acl is a cmdlet of Windows alone.
            $isLiteral = ($command -and $command.Parameters.ContainsKey('LiteralPath')) -or $call.GetCommandName() -in 'Get-Acl', 'Set-Acl', 'Get-AuthenticodeSignature', 'Set-AuthenticodeSignature'
            # A path that is written out here has no wildcards, or means them.
            $isWritten = $call.Extent.Text -match '-Path\s+(Cert:|Env:|Variable:)'
            if ($isLiteral -and -not $isWritten) { $call.Extent.Text }
        }
        $found | Should -BeNullOrEmpty
    }
    It 'swallows no error without a word' {
        @(Find-Ast ([Management.Automation.Language.CatchClauseAst]) | Where-Object { $_.Body.Statements.Count -eq 0 }).Count | Should -Be 0
    }
    It 'exports by name' {
        if ($Name -notlike '*.psm1') { return }
        # Of two worlds, the file exports that both dot-source.
        $shared = $Path -replace '\.(Windows|Rehearsal)\.psm1$', '.ps1'
        $export = @(foreach ($one in @($Path, $shared | Select-Object -Unique)) {
                $tree = [Management.Automation.Language.Parser]::ParseFile($one, [ref]$null, [ref]$null)
                $tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] -and $args[0].GetCommandName() -eq 'Export-ModuleMember' }, $true)
            })
        $export.Count | Should -Be 1
        $export[0].Extent.Text | Should -Not -Match '\*'
    }
}

Describe 'PowerShell command <Name>' -ForEach $commands {
    BeforeAll {
        $tree = [Management.Automation.Language.Parser]::ParseFile($Of, [ref]$null, [ref]$null)
        $command = $tree
        $title = [IO.Path]::GetFileNameWithoutExtension($Of)
        $block = $tree.ParamBlock
        if ($Function) {
            $command = $tree.Find({ $args[0] -is [Management.Automation.Language.FunctionDefinitionAst] -and $args[0].Name -eq $Function }.GetNewClosure(), $true)
            $title = $Function
            $block = $command.Body.ParamBlock
        }
        $help = $command.GetHelpContent()
        $attributes = @($block.Attributes | ForEach-Object { $_.TypeName.Name })
    }
    It 'has an approved verb and a singular noun' {
        $verb, $noun = $title -split '-'
        (Get-Verb -Verb $verb).Verb | Should -BeExactly $verb
        $verb | Should -Not -BeIn 'Build', 'Deploy'
        $noun | Should -Not -Match '[^s]s$'
    }
    It 'is an advanced command that says what it emits' {
        $attributes | Should -Contain CmdletBinding
        $attributes | Should -Contain OutputType
    }
    It 'has help: synopsis, description, an example and every parameter' {
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Description | Should -Not -BeNullOrEmpty
        $help.Examples.Count | Should -BeGreaterThan 0
        $documented = @($help.Parameters.Keys)
        $declared = @($block.Parameters | ForEach-Object { $_.Name.VariablePath.UserPath.ToUpperInvariant() })
        @($declared | Where-Object { $_ -notin $documented }) | Should -BeNullOrEmpty
        @($documented | Where-Object { $_ -notin $declared }) | Should -BeNullOrEmpty
    }
    It 'asks before it changes state' {
        if (-not $Function -or $Function -notmatch '^(Set|Remove|Start|Stop|Restart|Reset|Update|Uninstall|Install)-') { return }
        ($block.Attributes | Where-Object { $_.TypeName.Name -eq 'CmdletBinding' }).NamedArguments.ArgumentName | Should -Contain SupportsShouldProcess
    }
    It 'checks every parameter of a catalogue script' {
        if ($Of -notmatch '[\\/]operations[\\/]') { return }
        foreach ($parameter in $block.Parameters) {
            $checks = @($parameter.Attributes | ForEach-Object { $_.TypeName.Name } | Where-Object { $_ -like 'Validate*' -or $_ -eq 'securestring' })
            $checks.Count | Should -BeGreaterThan 0 -Because $parameter.Name.Extent.Text
        }
    }
}
