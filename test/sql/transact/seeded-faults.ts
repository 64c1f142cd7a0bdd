/** Mistakes as somebody would make them, each with the proof that has to find it: what shows that the proofs see. */
import type { Finding } from './run-proofs.js';
import type { Statement } from './texts.js';

export interface SeededFault extends Statement {
  readonly by: Finding['proof'];
}

const fault = (
  by: Finding['proof'],
  name: string,
  sql: string,
  parameters: Readonly<Record<string, string>> = {},
): SeededFault => ({
  by,
  name: `fault: ${name}`,
  sql,
  parameters: Object.entries(parameters).map(([key, type]) => ({ name: key, type })),
});

export const SEEDED_FAULTS: readonly SeededFault[] = [
  fault('parser', 'LIMIT', 'select [id] from [controlplane].[clerk] order by [id] limit 3'),
  fault(
    'parser',
    'RETURNING',
    'delete from [controlplane].[permission_note] where [permission] = @1 returning [noted_at]',
    { 1: 'nvarchar(100)' },
  ),
  fault(
    'parser',
    'ON CONFLICT',
    "insert into [controlplane].[permission_note] ([permission]) values (N'x') on conflict do nothing",
  ),
  fault('parser', 'two bars', "select [id] || N'x' as [id] from [controlplane].[clerk]"),
  fault('parser', 'a name in backticks', 'select `id` from [controlplane].[clerk]'),
  fault('model', 'a column that is not there', 'select [id], [pin] from [controlplane].[clerk]'),
  fault('model', 'a view that is not there', 'select [id] from [controlplane].[clerks]'),
  fault('model', 'a schema that is not there', 'select [id] from [control_plane].[clerk]'),
  fault(
    'model',
    'a column of the other table',
    'select [c].[rank] from [controlplane].[clerk] as [c] inner join [controlplane].[security_group] as [g] on [g].[id] = [c].[security_group_id]',
  ),
  fault(
    'model',
    'a column that two tables have',
    'select [name] from [controlplane].[clerk] as [c] inner join [controlplane].[security_group] as [g] on [g].[id] = [c].[security_group_id]',
  ),
  fault(
    'model',
    'a parameter that nobody declared',
    'select [id] from [controlplane].[clerk] where [id] = @2',
    { 1: 'nvarchar(50)' },
  ),
  fault(
    'model',
    'a parameter that the procedure does not have',
    'exec [controlplane].[revoke_permission] @security_group_id = @1, @permission = @2, @by_name = @3, @when = @4',
    { 1: 'nvarchar(50)', 2: 'nvarchar(100)', 3: 'nvarchar(200)', 4: 'datetime2(3)' },
  ),
  fault(
    'model',
    'a procedure that is not there',
    'exec [controlplane].[grant_permissions] @permission = @1',
    { 1: 'nvarchar(100)' },
  ),
  fault(
    'lint',
    'a parameter left out',
    'exec [controlplane].[revoke_permission] @security_group_id = @1, @permission = @2, @by_name = @3',
    { 1: 'nvarchar(50)', 2: 'nvarchar(100)', 3: 'nvarchar(200)' },
  ),
  fault(
    'lint',
    'a parameter of another type',
    'exec [controlplane].[revoke_permission] @security_group_id = @1, @permission = @2, @by_name = @3, @at = @4',
    { 1: 'nvarchar(50)', 2: 'nvarchar(100)', 3: 'nvarchar(200)', 4: 'nvarchar(24)' },
  ),
  fault(
    'lint',
    'a built-in of another engine',
    "select strftime('%s', [sold_at]) as [at] from [controlplane].[last_sale]",
  ),
  fault(
    'lint',
    'a built-in of a later version',
    'select greatest([rank], 1) as [rank] from [controlplane].[security_group]',
  ),
  fault(
    'lint',
    'a value too few',
    'insert into [controlplane].[permission_note] ([security_group_id], [permission]) values (@1)',
    { 1: 'nvarchar(50)' },
  ),
  fault(
    'lint',
    'a value too many, from a query',
    'insert into [controlplane].[permission_note] ([permission]) select [id], [name] from [controlplane].[clerk]',
  ),
  fault(
    'lint',
    'an insert by place',
    "insert into [controlplane].[permission_note] values (N'1', N'x', N'y', sysutcdatetime(), null)",
  ),
  fault(
    'lint',
    'a text for a number in a key',
    'select [id] from [controlplane].[security_group] where [rank] = @1',
    { 1: 'nvarchar(10)' },
  ),
  fault('lint', 'a number for a text in a key', 'select [name] from [controlplane].[clerk] where [id] = @1', {
    1: 'int',
  }),
  fault(
    'lint',
    'a time that is rounded',
    'select [id] from [controlplane].[sync_exception] where [raised_at] > @1',
    { 1: 'datetime' },
  ),
  fault(
    'lint',
    'a time as text',
    'update [controlplane].[permission_note] set [noted_at] = @1 where [permission] = @2',
    { 1: 'nvarchar(24)', 2: 'nvarchar(100)' },
  ),
  fault(
    'lint',
    'a list of texts for a number',
    'select [id] from [controlplane].[security_group] where [rank] in (select [value] from openjson(@1))',
    { 1: 'nvarchar(max)' },
  ),
  fault(
    'lint',
    'MERGE',
    'merge into [controlplane].[permission_note] as [n] using (select @1 as [permission]) as [v] on [n].[permission] = [v].[permission] when matched then delete;',
    { 1: 'nvarchar(100)' },
  ),
  fault('lint', 'NOLOCK', 'select [id] from [controlplane].[clerk] with (nolock)'),
  fault('lint', 'a hint for the plan', 'select [id] from [controlplane].[clerk] option (force order)'),
  fault('lint', 'select *', 'select * from [controlplane].[clerk]'),
  fault('lint', 'any three rows', 'select top (3) [id] from [controlplane].[clerk]'),
  fault('lint', 'a delete of everything', 'delete from [controlplane].[permission_note]'),
  fault('lint', 'an update of everything', "update [controlplane].[permission_note] set [by_name] = N'x'"),
  fault(
    'lint',
    'local time',
    'update [controlplane].[permission_note] set [noted_at] = getdate() where [permission] = @1',
    { 1: 'nvarchar(100)' },
  ),
  fault(
    'lint',
    'a name that no code page has',
    "select [id] from [controlplane].[clerk] where [name] = 'Zo\u00eb'",
  ),
  fault('lint', 'another database', 'select [id] from [other].[controlplane].[clerk]'),
  fault('lint', 'a statement put together', "exec (N'select [id] from [controlplane].[' + @1 + N']')", {
    1: 'nvarchar(100)',
  }),
];
