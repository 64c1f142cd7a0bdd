function Get-CatalogueEntry {
    <#
    .SYNOPSIS
    Finds the script that a call names.
    .DESCRIPTION
    Node has pinned every script, and looked just now whether it is still the same. The parameters are read from the
    script's own param block, once.
    .PARAMETER Catalogue
    Name to a table with File; this function adds Parameters.
    .PARAMETER Name
    Name of the script.
    .EXAMPLE
    Get-CatalogueEntry -Catalogue $catalogue -Name Get-ServiceState
    .OUTPUTS
    A hashtable with File and Parameters (name to type), or nothing where the call must be refused.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)][Collections.IDictionary]$Catalogue,
        [Parameter(Mandatory = $true)][string]$Name
    )
    $entry = $Catalogue[$Name]
    if ($null -eq $entry) { return }
    if ($null -eq $entry.Parameters) { $entry.Parameters = Get-ScriptParameter -Path $entry.File }
    $entry
}

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
    $parameters = New-Object 'Collections.Generic.Dictionary[string,type]' ([StringComparer]::Ordinal)
    if ($null -ne $tree.ParamBlock) {
        foreach ($parameter in $tree.ParamBlock.Parameters) {
            $parameters[$parameter.Name.VariablePath.UserPath] = $parameter.StaticType
        }
    }
    # The comma keeps PowerShell from unrolling the dictionary.
    , $parameters
}
