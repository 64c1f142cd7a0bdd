<#
.SYNOPSIS
    What neither the parser nor the model of DacFx sees: rules over ScriptDom's tree. Dot-source it once ScriptDom is loaded.
.DESCRIPTION
    Findings are sentences in $lint.Found. Types of columns come from SchemaTypes.ps1; a type that can't be determined is no finding.
#>
using namespace Microsoft.SqlServer.TransactSql.ScriptDom
using namespace System.Collections.Generic

class StatementLint : TSqlFragmentVisitor {
    # Built-ins that we use, all of SQL Server 2019 or earlier, with what they give where that matters.
    static [hashtable] $BuiltIns = @{
        count = 'int'; max = ''; min = ''; sum = ''; row_number = 'bigint'; len = 'int'; datalength = 'int'; isnull = ''; concat = 'nvarchar'
        sysutcdatetime = 'datetime2'; sysdatetime = 'datetime2'; dateadd = ''; datediff = 'int'; datediff_big = 'bigint'
        object_id = 'int'; schema_id = 'int'; schema_name = 'nvarchar'; db_id = 'int'; db_name = 'nvarchar'; suser_id = 'int'; suser_sname = 'nvarchar'; user_id = 'int'
        database_principal_id = 'int'; has_perms_by_name = 'int'; is_srvrolemember = 'int'; is_rolemember = 'int'; is_member = 'int'
        serverproperty = ''; databasepropertyex = ''; connectionproperty = ''; type_name = 'nvarchar'; fileproperty = 'int'; json_value = 'nvarchar'; isjson = 'int'
        error_number = 'int'; error_message = 'nvarchar'; xact_state = 'int'; substring = ''; replace = ''; lower = ''; upper = ''; ltrim = ''; rtrim = ''
        right = ''; abs = ''; newid = 'uniqueidentifier'; hashbytes = 'varbinary'; checksum_agg = 'int'; quotename = 'nvarchar'
    }

    [List[string]] $Found = [List[string]]::new()
    [SchemaTypes] $Schema
    [Dictionary[string, string]] $Variables
    [Dictionary[string, string]] $Aliases

    StatementLint([SchemaTypes] $schema, [Dictionary[string, string]] $variables, [Dictionary[string, string]] $aliases) {
        $this.Schema = $schema
        $this.Variables = $variables
        $this.Aliases = $aliases
    }

    [void] Say([string] $text) { $this.Found.Add($text) }

    [void] Visit([FunctionCall] $node) {
        $name = $node.FunctionName.Value.ToLowerInvariant()
        if ($null -eq $node.CallTarget -and -not [StatementLint]::BuiltIns.ContainsKey($name)) { $this.Say("$name is not among the built-ins of SQL Server 2019 that we use") }
        if ($name -eq 'getdate') { $this.Say('getdate is local time: use sysutcdatetime') }
    }

    [void] Visit([ParameterlessCall] $node) {
        if ($node.ParameterlessCallType -eq [ParameterlessCallType]::CurrentTimestamp) { $this.Say('current_timestamp is local time: use sysutcdatetime') }
    }

    [void] Visit([MergeStatement] $node) { $this.Say('merge races with itself: update, then insert') }
    [void] Visit([TableHint] $node) { $this.Say("the hint $($node.HintKind) changes what is read or locked") }
    [void] Visit([OptimizerHint] $node) { $this.Say("the hint $($node.HintKind) takes the plan out of the server's hands") }
    [void] Visit([SelectStarExpression] $node) { $this.Say('select * of what others keep changes when they add a column') }

    # One text as it is is no more than a batch of its own, which goes through the same proofs.
    [void] Visit([ExecutableStringList] $node) {
        if ($node.Strings.Count -ne 1 -or $node.Strings[0] -isnot [StringLiteral]) { $this.Say('a statement that is put together at run time is seen by no proof') }
    }

    [void] Visit([StringLiteral] $node) {
        if (-not $node.IsNational -and $node.Value -cmatch '[^\x00-\x7F]') { $this.Say('a text outside ASCII without N loses characters') }
    }

    [void] Visit([NamedTableReference] $node) {
        if ($node.SchemaObject.Identifiers.Count -gt 2) { $this.Say('a name with a database or a server in it holds on one machine only') }
    }

    [void] Visit([QuerySpecification] $node) {
        if ($null -ne $node.TopRowFilter -and $null -eq $node.OrderByClause) { $this.Say('top without order by gives any rows') }
    }

    [void] Visit([DeleteSpecification] $node) { if ($null -eq $node.WhereClause) { $this.Say('a delete without where') } }

    [void] Visit([UpdateSpecification] $node) { if ($null -eq $node.WhereClause) { $this.Say('an update without where') } }

    [void] Visit([InsertSpecification] $node) {
        $width = $node.Columns.Count
        if ($width -eq 0) { $this.Say('an insert without a list of columns'); return }
        $source = $node.InsertSource
        if ($source -is [ValuesInsertSource]) {
            foreach ($row in $source.RowValues) {
                if ($row.ColumnValues.Count -ne $width) { $this.Say("an insert of $($row.ColumnValues.Count) values into $width columns"); continue }
                for ($at = 0; $at -lt $width; $at += 1) { $this.Compare($node.Columns[$at], $row.ColumnValues[$at], 'is given') }
            }
        }
        elseif ($source -is [SelectInsertSource] -and $source.Select -is [QuerySpecification]) {
            $given = $source.Select.SelectElements
            if ($given.Count -ne $width) { $this.Say("an insert of $($given.Count) values into $width columns"); return }
            for ($at = 0; $at -lt $width; $at += 1) { $this.Compare($node.Columns[$at], $given[$at].Expression, 'is given') }
        }
    }

    [void] Visit([AssignmentSetClause] $node) {
        if ($null -ne $node.Column) { $this.Compare($node.Column, $node.NewValue, 'is given') }
    }

    [void] Visit([BooleanComparisonExpression] $node) { $this.Compare($node.FirstExpression, $node.SecondExpression, 'is compared with') }

    [void] Visit([InPredicate] $node) {
        foreach ($value in $node.Values) { $this.Compare($node.Expression, $value, 'is compared with') }
        if ($null -ne $node.Subquery) { $this.Compare($node.Expression, $node.Subquery, 'is compared with') }
    }

    [void] Visit([ExecuteSpecification] $node) {
        $call = $node.ExecutableEntity
        if ($call -isnot [ExecutableProcedureReference]) { return }
        $name = $this.Schema.NameOf($call.ProcedureReference.ProcedureReference.Name)
        if ($name.StartsWith('sys.')) { return }
        $known = $this.Schema.Procedures[$name]
        if ($null -eq $known) { $this.Say("there is no procedure $name"); return }
        $given = @($call.Parameters | ForEach-Object { $_.Variable.Name })
        foreach ($parameter in $call.Parameters) {
            if ($null -eq $parameter.Variable) { $this.Say("$name is called by place: name its parameters"); continue }
            $type = $known[$parameter.Variable.Name]
            if ($null -eq $type) { $this.Say("$name has no parameter $($parameter.Variable.Name)"); continue }
            $this.Types("parameter $($parameter.Variable.Name)", $type, $this.TypeOf($parameter.ParameterValue), 'is given')
        }
        foreach ($parameter in $known.Keys) { if ($parameter -notin $given) { $this.Say("$name is called without $parameter") } }
    }

    # Either side may be the column.
    [void] Compare([TSqlFragment] $one, [TSqlFragment] $other, [string] $verb) {
        if ($one -is [ColumnReferenceExpression]) { $this.Types("column $($this.Schema.TextOf($one))", $this.TypeOf($one), $this.TypeOf($other), $verb) }
        elseif ($other -is [ColumnReferenceExpression]) { $this.Types("column $($this.Schema.TextOf($other))", $this.TypeOf($other), $this.TypeOf($one), $verb) }
    }

    [void] Types([string] $what, [string] $its, [string] $others, [string] $verb) {
        if (-not $its -or -not $others) { return }
        $wrong = switch ("$([SchemaTypes]::Family($its)) $([SchemaTypes]::Family($others))") {
            'ansi unicode' { $verb -eq 'is compared with' }
            'unicode ansi' { $false }
            'unicode unicode' { $false }
            # A number that is written out is neither; SQL Server takes it as either.
            'bit number' { $others -ne 'literal' }
            'time oldtime' { $true }
            default { [SchemaTypes]::Family($its) -ne [SchemaTypes]::Family($others) }
        }
        if ($wrong) { $this.Say("$what is $its and $verb $others") }
    }

    [string] TypeOf([TSqlFragment] $node) {
        if ($node -is [VariableReference]) { return $this.Variables[$node.Name] }
        if ($node -is [ColumnReferenceExpression]) { return $this.Schema.TypeOfColumn($node, $this.Aliases) }
        if ($node -is [StringLiteral]) { return $(if ($node.IsNational) { 'nvarchar' } else { 'varchar' }) }
        if ($node -is [IntegerLiteral]) { return 'literal' }
        if ($node -is [CastCall] -or $node -is [ConvertCall] -or $node -is [TryCastCall]) { return $this.Schema.TextOf($node.DataType) }
        if ($node -is [ParenthesisExpression]) { return $this.TypeOf($node.Expression) }
        if ($node -is [BinaryExpression]) { return $this.TypeOf($node.FirstExpression) }
        if ($node -is [FunctionCall]) { return [StatementLint]::BuiltIns[$node.FunctionName.Value.ToLowerInvariant()] }
        if ($node -is [ScalarSubquery] -and $node.QueryExpression -is [QuerySpecification]) {
            $first = $node.QueryExpression.SelectElements[0]
            return $(if ($first -is [SelectScalarExpression]) { $this.TypeOf($first.Expression) } else { '' })
        }
        return ''
    }
}
