<#
.SYNOPSIS
    Tables, views and procedures of the scripts, as their own text declares them: what the lint compares statements with.
#>
using namespace Microsoft.SqlServer.TransactSql.ScriptDom
using namespace System.Collections.Generic

class SchemaTypes {
    # schema.name -> column -> type, in the order of the columns.
    [Dictionary[string, System.Collections.Specialized.OrderedDictionary]] $Columns = [Dictionary[string, System.Collections.Specialized.OrderedDictionary]]::new([StringComparer]::OrdinalIgnoreCase)
    # schema.name -> parameter -> type.
    [Dictionary[string, System.Collections.Specialized.OrderedDictionary]] $Procedures = [Dictionary[string, System.Collections.Specialized.OrderedDictionary]]::new([StringComparer]::OrdinalIgnoreCase)

    [string] TextOf([TSqlFragment] $node) {
        $tokens = $node.ScriptTokenStream
        return -join $(for ($at = $node.FirstTokenIndex; $at -le $node.LastTokenIndex; $at += 1) { $tokens[$at].Text })
    }

    [string] NameOf([SchemaObjectName] $name) {
        $schema = if ($null -eq $name.SchemaIdentifier) { 'dbo' } else { $name.SchemaIdentifier.Value }
        return "$schema.$($name.BaseIdentifier.Value)"
    }

    [void] AddTable([SchemaObjectName] $name, [TableDefinition] $definition) {
        $key = $this.NameOf($name)
        if (-not $this.Columns.ContainsKey($key)) { $this.Columns[$key] = [System.Collections.Specialized.OrderedDictionary]::new([StringComparer]::OrdinalIgnoreCase) }
        foreach ($column in $definition.ColumnDefinitions) { $this.Columns[$key][$column.ColumnIdentifier.Value] = $this.TextOf($column.DataType) }
    }

    [void] AddView([ViewStatementBody] $view) {
        $query = $view.SelectStatement.QueryExpression
        while ($query -is [BinaryQueryExpression]) { $query = $query.FirstQueryExpression }
        $aliases = [SchemaTypes]::AliasesOf($view, $this)
        $declared = [System.Collections.Specialized.OrderedDictionary]::new([StringComparer]::OrdinalIgnoreCase)
        foreach ($element in $query.SelectElements) {
            if ($element -isnot [SelectScalarExpression]) { continue }
            $inner = $element.Expression
            $name = if ($null -ne $element.ColumnName) { $element.ColumnName.Value } else { $inner.MultiPartIdentifier.Identifiers[-1].Value }
            $declared[$name] = if ($inner -is [CastCall]) { $this.TextOf($inner.DataType) }
            elseif ($inner -is [FunctionCall] -and $inner.FunctionName.Value -eq 'COUNT') { 'int' }
            elseif ($inner -is [ColumnReferenceExpression]) { $this.TypeOfColumn($inner, $aliases) }
            else { '' }
        }
        $this.Columns[$this.NameOf($view.SchemaObjectName)] = $declared
    }

    [void] AddProcedure([ProcedureStatementBody] $procedure) {
        $parameters = [System.Collections.Specialized.OrderedDictionary]::new([StringComparer]::OrdinalIgnoreCase)
        foreach ($parameter in $procedure.Parameters) { $parameters[$parameter.VariableName.Value] = $this.TextOf($parameter.DataType) }
        $this.Procedures[$this.NameOf($procedure.ProcedureReference.Name)] = $parameters
    }

    [string] TypeOfColumn([ColumnReferenceExpression] $column, [Dictionary[string, string]] $aliases) {
        if ($null -eq $column.MultiPartIdentifier) { return '' }
        $parts = $column.MultiPartIdentifier.Identifiers
        $name = $parts[-1].Value
        $tables = if ($parts.Count -gt 1) { @($aliases[$parts[-2].Value]) } else { @($aliases.Values) }
        $types = @($tables | Where-Object { $_ -and $this.Columns.ContainsKey($_) -and $this.Columns[$_].Contains($name) } | ForEach-Object { $this.Columns[$_][$name] } | Select-Object -Unique)
        if ($types.Count -eq 1) { return $types[0] }
        # What OPENJSON makes of a list: its columns key, value and type.
        if ($types.Count -eq 0 -and $name -eq 'value' -and $aliases.Values -contains 'openjson') { return 'nvarchar' }
        return ''
    }

    # Every table that a statement names, by alias and by name; of a change also what OUTPUT calls it.
    static [Dictionary[string, string]] AliasesOf([TSqlFragment] $node, [SchemaTypes] $schema) {
        $collector = [TableCollector]::new($schema)
        $node.Accept($collector)
        return $collector.Aliases
    }

    static [string] Family([string] $type) {
        switch -Regex ($type) {
            '^(nvarchar|nchar|sysname)' { return 'unicode' }
            '^(varchar|char)' { return 'ansi' }
            '^(bigint|int|smallint|tinyint|literal|decimal|numeric|float|real)' { return 'number' }
            '^bit' { return 'bit' }
            '^datetime2' { return 'time' }
            '^(datetime|smalldatetime)' { return 'oldtime' }
        }
        return $type
    }
}

class TableCollector : TSqlFragmentVisitor {
    [Dictionary[string, string]] $Aliases = [Dictionary[string, string]]::new([StringComparer]::OrdinalIgnoreCase)
    [SchemaTypes] $Schema

    TableCollector([SchemaTypes] $schema) { $this.Schema = $schema }

    [void] Visit([NamedTableReference] $node) {
        $name = $this.Schema.NameOf($node.SchemaObject)
        $alias = if ($null -ne $node.Alias) { $node.Alias.Value } else { $node.SchemaObject.BaseIdentifier.Value }
        $this.Aliases[$alias] = $name
    }

    [void] Visit([OpenJsonTableReference] $node) { $this.Aliases['openjson'] = 'openjson' }

    [void] Visit([DataModificationSpecification] $node) {
        if ($node.Target -isnot [NamedTableReference]) { return }
        $this.Aliases['inserted'] = $this.Schema.NameOf($node.Target.SchemaObject)
        $this.Aliases['deleted'] = $this.Schema.NameOf($node.Target.SchemaObject)
    }
}
