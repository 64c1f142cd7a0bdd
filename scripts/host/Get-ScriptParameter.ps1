function Get-ScriptParameter {
    <#
    .SYNOPSIS
    Reads the parameter names and types of a script's param block.
    .DESCRIPTION
    From the syntax tree, without running anything. Names are compared exactly later on: PowerShell itself would also
    take prefixes, aliases and common parameters such as OutVariable.
    .PARAMETER Path
    The script.
    .EXAMPLE
    Get-ScriptParameter -Path ./Get-ServiceState.ps1
    #>
    [CmdletBinding()]
    [OutputType([Collections.IDictionary])]
    param([Parameter(Mandatory = $true)][string]$Path)
    $tokens = $null
    $problems = $null
    $tree = [Management.Automation.Language.Parser]::ParseFile($Path, [ref]$tokens, [ref]$problems)
    $parameters = [Collections.Generic.Dictionary[string, type]]::new([StringComparer]::Ordinal)
    if ($null -ne $tree.ParamBlock) {
        foreach ($parameter in $tree.ParamBlock.Parameters) {
            $parameters[$parameter.Name.VariablePath.UserPath] = $parameter.StaticType
        }
    }
    # The comma keeps PowerShell from unrolling the dictionary.
    , $parameters
}
