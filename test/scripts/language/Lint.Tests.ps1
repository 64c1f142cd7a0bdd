#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# A test for each rule, over all of scripts: it names the file that breaks it. Where PSScriptAnalyzer has the rule, the title ends with its name.
BeforeAll {
    $root = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../../scripts'))
    # By .NET itself: a script block would be run for each of 200,000 nodes, once for each question.
    function Find-Ast([Management.Automation.Language.Ast]$Ast, [type]$Type, [bool]$Nested = $true) {
        $Ast.FindAll([type].GetMethod('IsInstanceOfType').CreateDelegate([Func[object, bool]], $Type), $Nested)
    }
    # Each file is parsed once, for its help too.
    $tokensOf = [Collections.Generic.Dictionary[Management.Automation.Language.Ast, Management.Automation.Language.Token[]]]::new()
    $files = foreach ($file in (Get-ChildItem $root -Recurse -File -Include *.ps1, *.psm1, *.psd1)) {
        $tokens = $errors = $null
        $ast = [Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref]$tokens, [ref]$errors)
        $tokensOf[$ast] = $tokens
        $calls = @(Find-Ast $ast ([Management.Automation.Language.CommandAst]))
        @{ Name = $file.FullName.Substring($root.Length + 1); Path = $file.FullName; Ast = $ast; Errors = $errors; Calls = $calls }
    }
    # What others call: a script's own param block, and each function that a module exports, in whichever file it is written.
    $exported = @(foreach ($file in $files) {
            foreach ($line in [regex]::Matches([IO.File]::ReadAllText($file.Path), '(?m)^Export-ModuleMember -Function (.+)$')) { $line.Groups[1].Value.Trim() -split ',\s*' }
        })
    function Find-Broken([type]$Type, [scriptblock]$Is) { foreach ($file in $files) { foreach ($node in Find-Ast $file.Ast $Type) { if (& $Is $node) { "$($file.Name):$($node.Extent.StartLineNumber) $(($node.Extent.Text -split '\r?\n')[0])" } } } }
    function New-Command([hashtable]$File, [string]$Name, [string]$Title, [Management.Automation.Language.Ast]$Ast, [object]$Block) {
        @{ Name = $Name; Title = $Title; Path = $File.Path; IsFunction = $Ast -ne $File.Ast; Block = $Block; Help = $(if ($Ast -is [Management.Automation.Language.FunctionDefinitionAst]) { $Ast.GetHelpContent($tokensOf) } else { $Ast.GetHelpContent() }); Attributes = @($Block.Attributes | ForEach-Object { $_.TypeName.Name }) }
    }
    $commands = foreach ($file in $files | Where-Object { $_.Name -notlike '*.psd1' }) {
        if ($file.Ast.ParamBlock) { New-Command $file $file.Name ([IO.Path]::GetFileNameWithoutExtension($file.Path)) $file.Ast $file.Ast.ParamBlock }
        foreach ($function in Find-Ast $file.Ast ([Management.Automation.Language.FunctionDefinitionAst]) $false) {
            if ($exported -contains $function.Name) { New-Command $file "$($file.Name) $($function.Name)" $function.Name $function $function.Body.ParamBlock }
        }
    }
}

Describe 'Each PowerShell file' -Tag Quick {
    It 'is checked' { $files.Count | Should -BeGreaterThan 150 }
    It 'parses, and is ASCII' {
        $files | Where-Object { $_.Errors.Count -gt 0 -or [Text.Encoding]::Latin1.GetString([IO.File]::ReadAllBytes($_.Path)) -cmatch '[^\x00-\x7f]' } | ForEach-Object { $_.Name } | Should -BeNullOrEmpty
    }
    It 'says no more than objects and has no shortcuts: PSAvoidUsingWriteHost, PSAvoidUsingInvokeExpression, PSAvoidUsingCmdletAliases' {
        $not = [Collections.Generic.HashSet[string]]::new([string[]](@('Write-Host', 'Invoke-Expression', 'Read-Host') + (Get-Alias).Name), [StringComparer]::OrdinalIgnoreCase)
        @(foreach ($file in $files) { foreach ($call in $file.Calls) { $name = $call.GetCommandName(); if ($name -and $not.Contains($name)) { "$($file.Name): $name" } } }) | Should -BeNullOrEmpty
    }
    It 'takes a path as it is written, brackets too' {
        $literal = @{}
        foreach ($name in 'Get-Acl', 'Set-Acl', 'Get-AuthenticodeSignature', 'Set-AuthenticodeSignature') { $literal[$name] = 'of Windows alone' }
        # At once: to ask for each name has every module of the machine searched for those that are none.
        $modules = Import-Module Microsoft.PowerShell.Management, Microsoft.PowerShell.Utility, Microsoft.PowerShell.Security -PassThru
        foreach ($command in $modules.ExportedCmdlets.Values) {
            if ($command.Parameters.ContainsKey('LiteralPath')) { $literal[$command.Name] = 'of both' }
        }
        $literal.Keys | Should -Contain 'Get-Content'
        $found = foreach ($file in $files) {
            foreach ($call in $file.Calls) {
                $name = $call.GetCommandName()
                # A path that is written out here has no wildcards, or means them.
                if (-not $name -or -not $literal.ContainsKey($name) -or $call.Extent.Text -match '-Path\s+(Cert:|Env:|Variable:)') { continue }
                foreach ($element in $call.CommandElements) {
                    if ($element -is [Management.Automation.Language.CommandParameterAst] -and $element.ParameterName -eq 'Path') { "$($file.Name): $($call.Extent.Text)" }
                }
            }
        }
        $found | Should -BeNullOrEmpty
    }
    It 'compares with $null at the left: PSPossibleIncorrectComparisonWithNull' {
        Find-Broken ([Management.Automation.Language.BinaryExpressionAst]) { param($node) "$($node.Operator)" -match '^[IC]?(eq|ne)$' -and "$($node.Right)" -eq '$null' } | Should -BeNullOrEmpty
    }
    It 'assigns to no variable of PowerShell''s own: PSAvoidAssignmentToAutomaticVariable' {
        $own = '$args', '$input', '$this', '$PSCmdlet', '$MyInvocation', '$PSBoundParameters', '$Matches', '$Host', '$Error', '$PID', '$HOME', '$PWD', '$PSScriptRoot', '$true', '$false', '$null'
        Find-Broken ([Management.Automation.Language.AssignmentStatementAst]) { param($node) "$($node.Left)" -in $own -and "$($node.Left)" -ne '$null' } | Should -BeNullOrEmpty
    }
    It 'has no global variable but PowerShell''s own: PSAvoidGlobalVars' {
        Find-Broken ([Management.Automation.Language.VariableExpressionAst]) { param($node) $node.VariablePath.IsGlobal -and $node.VariablePath.UserPath -notin 'global:LASTEXITCODE', 'global:Error' } | Should -BeNullOrEmpty
    }
    It 'has no switch that is on by default: PSAvoidDefaultValueSwitchParameter' {
        Find-Broken ([Management.Automation.Language.ParameterAst]) { param($node) $node.StaticType -eq [switch] -and $node.DefaultValue } | Should -BeNullOrEmpty
    }
    It 'takes no secret as text, and makes none of it: PSAvoidUsingPlainTextForPassword, PSAvoidUsingConvertToSecureStringWithPlainText' {
        Find-Broken ([Management.Automation.Language.ParameterAst]) { param($node) $node.Name.VariablePath.UserPath -match 'password|passphrase|^pin$|^(new|current)pin$' -and $node.StaticType -in [string], [object] } | Should -BeNullOrEmpty
        Find-Broken ([Management.Automation.Language.CommandAst]) { param($node) $node.GetCommandName() -eq 'ConvertTo-SecureString' -and "$node" -match '-AsPlainText' } | Should -BeNullOrEmpty
    }
    It 'uses each of its parameters: PSReviewUnusedParameter' {
        # By name in its own block; $PSBoundParameters and a block that takes positions by an interface count as a use.
        Find-Broken ([Management.Automation.Language.ParamBlockAst]) {
            param($node)
            $body = "$($node.Parent)"
            $used = $body.Remove($node.Extent.StartOffset - $node.Parent.Extent.StartOffset, $node.Extent.Text.Length)
            $node.Parent.Parent -is [Management.Automation.Language.FunctionDefinitionAst] -and $used -notmatch '\$PSBoundParameters|BoundParameters' -and
            @($node.Parameters | Where-Object { $used -notmatch ('(?i)[$@]' + [regex]::Escape($_.Name.VariablePath.UserPath) + '\b') }).Count
        } | Should -BeNullOrEmpty
    }
    It 'swallows no error without a word: PSAvoidUsingEmptyCatchBlock' {
        $files | Where-Object { Find-Ast $_.Ast ([Management.Automation.Language.CatchClauseAst]) | Where-Object { $_.Body.Statements.Count -eq 0 } } | ForEach-Object { $_.Name } | Should -BeNullOrEmpty
    }
    It 'exports by name: PSUseToExportFieldsInManifest' {
        foreach ($file in $files | Where-Object { $_.Name -like '*.psm1' }) {
            # Of two providers, the file exports that both dot-source.
            $shared = $file.Path -replace '\.(Windows|Rehearsal)\.psm1$', '.ps1'
            $export = @($files | Where-Object { $_.Path -in $file.Path, $shared } | ForEach-Object { $_.Calls } | Where-Object { $_.GetCommandName() -eq 'Export-ModuleMember' })
            $export.Count | Should -Be 1 -Because $file.Name
            $export[0].Extent.Text | Should -Not -Match '\*' -Because $file.Name
        }
    }
}

Describe 'Each PowerShell command' -Tag Quick {
    It 'is checked' { $commands.Count | Should -BeGreaterThan 100 }
    It 'has an approved verb and a singular noun: PSUseApprovedVerbs, PSUseSingularNouns' {
        $verbs = (Get-Verb).Verb | Where-Object { $_ -notin 'Build', 'Deploy' }
        $commands | Where-Object { ($_.Title -split '-')[0] -cnotin $verbs -or ($_.Title -split '-')[1] -match '[^su]s$' } | ForEach-Object { $_.Name } | Should -BeNullOrEmpty
    }
    It 'is an advanced command that says what it emits: PSUseOutputTypeCorrectly' {
        $commands | Where-Object { 'CmdletBinding' -notin $_.Attributes -or 'OutputType' -notin $_.Attributes } | ForEach-Object { $_.Name } | Should -BeNullOrEmpty
    }
    It 'has help, with synopsis, description, an example and every parameter: PSProvideCommentHelp' {
        $wrong = foreach ($command in $commands) {
            $documented = @($command.Help.Parameters.Keys | Sort-Object)
            $declared = @($command.Block.Parameters | ForEach-Object { $_.Name.VariablePath.UserPath.ToUpperInvariant() } | Sort-Object)
            if (-not $command.Help.Synopsis -or -not $command.Help.Description -or -not $command.Help.Examples.Count -or "$documented" -ne "$declared") { $command.Name }
        }
        $wrong | Should -BeNullOrEmpty
    }
    It 'asks before it changes state: PSUseShouldProcessForStateChangingFunctions' {
        $changing = $commands | Where-Object { $_.IsFunction -and $_.Title -match '^(Set|Remove|Start|Stop|Restart|Reset|Update|Uninstall|Install)-' }
        $changing | Where-Object { ($_.Block.Attributes | Where-Object { $_.TypeName.Name -eq 'CmdletBinding' }).NamedArguments.ArgumentName -notcontains 'SupportsShouldProcess' } | ForEach-Object { $_.Name } | Should -BeNullOrEmpty
    }
    It 'checks every parameter, in a catalogue script' {
        $unchecked = foreach ($command in $commands | Where-Object { $_.Path -match '[\\/]operations[\\/]' }) {
            $command.Block.Parameters | Where-Object { -not ($_.Attributes | Where-Object { $_.TypeName.Name -like 'Validate*' -or $_.TypeName.Name -eq 'securestring' }) } | ForEach-Object { "$($command.Name) $($_.Name)" }
        }
        $unchecked | Should -BeNullOrEmpty
    }
}
