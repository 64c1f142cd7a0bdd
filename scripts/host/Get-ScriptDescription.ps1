function Get-ScriptDescription {
    <#
    .SYNOPSIS
    Shows what a catalogue script does, takes and emits, from the script itself.
    .DESCRIPTION
    From its syntax tree and its help, without running anything: the param block is the one place where a parameter is
    described. Emits Name, Synopsis, Description, Parameters (name to Type, Mandatory, Check, Help; in the script's order)
    and Outputs (what its help says, else the properties of the objects that it writes out).
    .PARAMETER Path
    The script.
    .EXAMPLE
    Get-ScriptDescription -Path ./scripts/operations/Get-ServiceState.ps1
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter(Mandatory = $true)][string]$Path)
    $tokens = $null
    $problems = $null
    $tree = [Management.Automation.Language.Parser]::ParseFile($Path, [ref]$tokens, [ref]$problems)
    $help = $tree.GetHelpContent()
    $parameters = [ordered]@{}
    foreach ($parameter in $tree.ParamBlock.Parameters) {
        $name = $parameter.Name.VariablePath.UserPath
        $mandatory = $false
        $type = 'object'
        $checks = @(foreach ($attribute in $parameter.Attributes) {
                $word = $attribute.TypeName.Name
                if ($attribute -is [Management.Automation.Language.TypeConstraintAst]) { $type = $word; continue }
                if ($word -eq 'Parameter') {
                    # In one of several parameter sets it may be left out.
                    $isAlways = @($attribute.NamedArguments.ArgumentName) -notcontains 'ParameterSetName'
                    $mandatory = $isAlways -and @($attribute.NamedArguments | Where-Object { $_.ArgumentName -eq 'Mandatory' -and "$($_.Argument.Extent.Text)" -ne '$false' }).Count -gt 0
                    continue
                }
                # Without the brackets: ValidateRange(1, 300).
                $attribute.Extent.Text.Substring(1, $attribute.Extent.Text.Length - 2)
            })
        $text = ''
        if ($null -ne $help -and $help.Parameters.ContainsKey($name.ToUpperInvariant())) { $text = $help.Parameters[$name.ToUpperInvariant()].Trim() }
        $parameters[$name] = [ordered]@{ type = $type; mandatory = $mandatory; check = ($checks -join ', '); help = $text }
    }
    $synopsis = ''
    $description = ''
    $outputs = @()
    if ($null -ne $help) { $outputs = @(foreach ($text in $help.Outputs) { $text.Trim() }) }
    if ($outputs.Count -eq 0) { $outputs = @(Get-ScriptOutput -Tree $tree) }
    if ($null -ne $help) { $synopsis = "$($help.Synopsis)".Trim(); $description = "$($help.Description)".Trim() }
    [pscustomobject]@{
        Name = [IO.Path]::GetFileNameWithoutExtension($Path); Synopsis = $synopsis; Description = $description
        Parameters = $parameters; Outputs = $outputs
    }
}

function Get-ScriptOutput {
    <#
    .SYNOPSIS
    Names the properties of the objects that a script writes out.
    .DESCRIPTION
    A literal [pscustomobject]@{...} that is a statement of its own is what a script emits. Where there is none, the
    object was made elsewhere: then the script's help has to say under OUTPUTS what it is.
    .PARAMETER Tree
    The script's syntax tree.
    .EXAMPLE
    Get-ScriptOutput -Tree $tree
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][Management.Automation.Language.ScriptBlockAst]$Tree)
    $literals = $Tree.FindAll({
            $node = $args[0]
            $node -is [Management.Automation.Language.ConvertExpressionAst] -and $node.Type.TypeName.Name -eq 'pscustomobject' -and
            $node.Child -is [Management.Automation.Language.HashtableAst] -and $node.Parent -is [Management.Automation.Language.CommandExpressionAst] -and
            $node.Parent.Parent -is [Management.Automation.Language.PipelineAst] -and $node.Parent.Parent.PipelineElements.Count -eq 1 -and
            $node.Parent.Parent.Parent -isnot [Management.Automation.Language.AssignmentStatementAst]
        }, $false)
    $names = @(foreach ($literal in $literals) { foreach ($pair in $literal.Child.KeyValuePairs) { $pair.Item1.Extent.Text } }) | Select-Object -Unique
    $names
}
