<#
.SYNOPSIS
    The model of DacFx, filled from scripts and statements: a declaration goes in as it is, everything else as the body of a procedure.
#>
using namespace Microsoft.SqlServer.TransactSql.ScriptDom
using namespace Microsoft.SqlServer.Dac.Model
using namespace System.Collections.Generic

class SchemaModel {
    [int] $Objects = 0
    [int] $Wrapped = 0
    [SchemaTypes] $Schema
    [TSqlParser] $Parser
    [List[hashtable]] $Declarations = [List[hashtable]]::new()
    [HashSet[string]] $Schemas = [HashSet[string]]::new([StringComparer]::OrdinalIgnoreCase)
    [List[hashtable]] $Bodies = [List[hashtable]]::new()
    # What the model would not take, one entry a text.
    [List[hashtable]] $Refused = [List[hashtable]]::new()
    [TSqlModel] $Model

    SchemaModel([SchemaTypes] $schema, [TSqlParser] $parser) {
        $this.Schema = $schema
        $this.Parser = $parser
    }

    [void] AddScript([string] $name, [TSqlFragment] $tree) {
        foreach ($batch in $tree.Batches) {
            foreach ($statement in $batch.Statements) { $this.AddPart($name, $statement) }
        }
    }

    [void] AddPart([string] $name, [TSqlStatement] $statement) {
        $text = $this.Schema.TextOf($statement)
        if ($statement -is [IfStatement]) { $this.AddPart($name, $statement.ThenStatement); return }
        if ($statement -is [CreateTableStatement]) { $this.Schema.AddTable($statement.SchemaObjectName, $statement.Definition) }
        if ($statement -is [ExecuteStatement] -and $statement.ExecuteSpecification.ExecutableEntity -is [ExecutableStringList]) {
            # EXEC (N'CREATE SCHEMA ...'), as that must be alone in its batch.
            foreach ($string in $statement.ExecuteSpecification.ExecutableEntity.Strings) {
                if ($string -isnot [StringLiteral]) { continue }
                $errors = $null
                $inner = $this.Parser.Parse([System.IO.StringReader]::new($string.Value), [ref] $errors)
                if ($errors.Count -eq 0) { $this.AddScript($name, $inner) }
                else { $this.Refused.Add(@{ text = $name; says = "in EXEC: $($errors[0].Message)" }) }
            }
            return
        }
        if ($statement -is [ViewStatementBody]) { $this.Schema.AddView($statement) }
        if ($statement -is [ProcedureStatementBody]) { $this.Schema.AddProcedure($statement) }
        if ($statement -is [ViewStatementBody] -or $statement -is [ProcedureStatementBody] -or
            $statement.GetType().Name -match '^(Create(Table|Schema|Index|User|Role|Login)|Grant)Statement$') {
            # Two scripts may each make sure of the same user or schema.
            if ($statement -is [CreateUserStatement] -and $this.Declarations.Where({ $_.sql -eq $text }).Count -gt 0) { return }
            if ($statement -is [CreateSchemaStatement]) {
                if ($this.Schemas.Contains($statement.Name.Value)) { return }
                $null = $this.Schemas.Add($statement.Name.Value)
            }
            $this.Declarations.Add(@{ text = $name; sql = ($text -replace '^\s*CREATE\s+OR\s+ALTER\b', 'CREATE') })
            return
        }
        $this.Bodies.Add(@{ text = $name; sql = $text; parameters = @() })
    }

    [void] AddStatement([string] $name, [string] $sql, [object[]] $parameters) {
        $this.Bodies.Add(@{ text = $name; sql = $sql; parameters = $parameters })
    }

    [void] Build() {
        $this.Model = [TSqlModel]::new([SqlServerVersion]::Sql150, [TSqlModelOptions]::new())
        $all = [List[hashtable]]::new()
        $all.Add(@{ text = 'proof'; sql = 'CREATE SCHEMA [proof]' })
        $all.AddRange($this.Declarations)
        for ($at = 0; $at -lt $this.Bodies.Count; $at += 1) {
            $body = $this.Bodies[$at]
            $declared = @($body.parameters | Where-Object { $_ } | ForEach-Object { "@$($_.name) $($_.type)" }) -join ', '
            $all.Add(@{ text = $body.text; sql = "CREATE PROCEDURE [proof].[$at] $declared AS $($body.sql)"; body = $true })
        }
        foreach ($one in $all) {
            try {
                $this.Model.AddObjects($one.sql)
                if ($one.body) { $this.Wrapped += 1 } else { $this.Objects += 1 }
            }
            catch { $this.Refused.Add(@{ text = $one.text; says = $_.Exception.GetBaseException().Message }) }
        }
    }

    # Errors and warnings alike.
    [hashtable[]] Validate() {
        return @(foreach ($message in $this.Model.Validate()) {
                $said = "$($message.Prefix)$($message.Number): $($message.Message)"
                $text = if ($said -match '\[proof\]\.\[(\d+)\]') { $this.Bodies[[int] $Matches[1]].text } else { $this.TextOf($said) }
                @{ text = $text; says = $said }
            })
    }

    hidden [string] TextOf([string] $said) {
        if ($said -notmatch '\[(\w+)\]\.\[(\w+)\]') { return 'model' }
        $object = "\[?$($Matches[1])\]?\.\[?$($Matches[2])\]?"
        $declared = $this.Declarations | Where-Object { $_.sql -match "^\s*CREATE\s+\w+\s+$object" } | Select-Object -First 1
        return $(if ($declared) { $declared.text } else { $said })
    }

    # What a batch declares: variables, and the parameters of a procedure that it makes.
    static [Dictionary[string, string]] VariablesOf([TSqlFragment] $batch, [SchemaTypes] $schema) {
        $collector = [VariableCollector]::new($schema)
        $batch.Accept($collector)
        return $collector.Types
    }
}

class VariableCollector : TSqlFragmentVisitor {
    [Dictionary[string, string]] $Types = [Dictionary[string, string]]::new([StringComparer]::OrdinalIgnoreCase)
    [SchemaTypes] $Schema

    VariableCollector([SchemaTypes] $schema) { $this.Schema = $schema }

    [void] Visit([DeclareVariableElement] $node) { $this.Types[$node.VariableName.Value] = $this.Schema.TextOf($node.DataType) }

    [void] Visit([ProcedureParameter] $node) { $this.Types[$node.VariableName.Value] = $this.Schema.TextOf($node.DataType) }
}
