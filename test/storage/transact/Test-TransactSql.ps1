<#
.SYNOPSIS
    Proves T-SQL without a SQL Server: syntax by ScriptDom, names by the model of DacFx, the rest by a lint over the tree.
.DESCRIPTION
    Reads a question (JSON), writes an answer (JSON): findings, each with the text it is about and the proof that found it, what was
    proved, and the types of the views' columns. Scripts come in the order in which they would be run.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Question,
    [Parameter(Mandatory)] [string] $Answer
)
$ErrorActionPreference = 'Stop'
$asked = Get-Content -LiteralPath $Question -Raw | ConvertFrom-Json -AsHashtable
foreach ($assembly in $asked.assemblies) { Add-Type -LiteralPath $assembly }
. (Join-Path $PSScriptRoot 'SchemaTypes.ps1')
. (Join-Path $PSScriptRoot 'StatementLint.ps1')
. (Join-Path $PSScriptRoot 'SchemaModel.ps1')

$parser = [Microsoft.SqlServer.TransactSql.ScriptDom.TSql150Parser]::new($true)
$schema = [SchemaTypes]::new()
$model = [SchemaModel]::new($schema, $parser)
$findings = [System.Collections.Generic.List[hashtable]]::new()
$lints = [System.Collections.Generic.List[object]]::new()

function Add-Finding([string] $Text, [string] $Proof, [string] $Said) {
    $findings.Add(@{ text = $Text; proof = $Proof; says = $Said })
}

function Read-Tree([string] $Name, [string] $Sql) {
    $errors = $null
    $tree = $parser.Parse([System.IO.StringReader]::new($Sql), [ref] $errors)
    foreach ($one in $errors) { Add-Finding $Name 'parser' "$($one.Number), line $($one.Line): $($one.Message)" }
    if ($errors.Count -eq 0) { return $tree }
}

# One syntax error would poison the whole model: what doesn't parse never reaches it.
foreach ($script in $asked.scripts) {
    $tree = Read-Tree $script.name $script.sql
    if ($null -eq $tree) { continue }
    $model.AddScript($script.name, $tree)
    $lints.Add(@{ name = $script.name; tree = $tree; variables = @{} })
}
foreach ($statement in $asked.statements) {
    $tree = Read-Tree $statement.name $statement.sql
    if ($null -eq $tree) { continue }
    $model.AddStatement($statement.name, $statement.sql, $statement.parameters)
    $lints.Add(@{ name = $statement.name; tree = $tree; parameters = $statement.parameters })
}

$model.Build()
foreach ($refused in $model.Refused) { Add-Finding $refused.text 'model' $refused.says }
foreach ($message in $model.Validate()) { Add-Finding $message.text 'model' $message.says }

foreach ($one in $lints) {
    $found = [System.Collections.Generic.HashSet[string]]::new()
    foreach ($batch in $one.tree.Batches) {
        $variables = [SchemaModel]::VariablesOf($batch, $schema)
        # A null has no type that could be wrong.
        foreach ($parameter in $one.parameters) { $variables["@$($parameter.name)"] = $(if ($parameter.isNull) { '' } else { $parameter.type }) }
        foreach ($part in $batch.Statements) {
            $lint = [StatementLint]::new($schema, $variables, [SchemaTypes]::AliasesOf($part, $schema))
            $part.Accept($lint)
            $lint.Found | ForEach-Object { $null = $found.Add($_) }
        }
    }
    foreach ($says in $found) { Add-Finding $one.name 'lint' $says }
}

@{
    findings   = $findings
    objects    = $model.Objects
    procedures = $model.Wrapped
    columns    = $schema.Columns
} | ConvertTo-Json -Depth 8 -Compress | Set-Content -LiteralPath $Answer -Encoding utf8NoBOM
