/** Mistakes as someone would make them, each with the proof that has to find it: what shows that the proofs see. */
import type { Finding } from './run-proofs.js';
import type { Statement } from './texts.js';

export interface SeededFault extends Statement {
  readonly by: Finding['proof'];
}

/** By the proof. A comment at the end declares the parameters. */
const FAULTS: Readonly<Record<Finding['proof'], Readonly<Record<string, string>>>> = {
  parser: {
    LIMIT: 'select [id] from [controlplane].[clerk] order by [id] limit 3',
    RETURNING:
      'delete from [controlplane].[permission_note] where [permission] = @1 returning [noted_at] -- @1 nvarchar(100)',
    'ON CONFLICT':
      "insert into [controlplane].[permission_note] ([permission]) values (N'x') on conflict do nothing",
    'two bars': "select [id] || N'x' as [id] from [controlplane].[clerk]",
    'a name in backticks': 'select `id` from [controlplane].[clerk]',
  },
  model: {
    'a column that is not there': 'select [id], [pin] from [controlplane].[clerk]',
    'a view that is not there': 'select [id] from [controlplane].[clerks]',
    'a schema that is not there': 'select [id] from [control_plane].[clerk]',
    'a column of the other table':
      'select [c].[rank] from [controlplane].[clerk] as [c] inner join [controlplane].[security_group] as [g] on [g].[id] = [c].[security_group_id]',
    'a column that two tables have':
      'select [name] from [controlplane].[clerk] as [c] inner join [controlplane].[security_group] as [g] on [g].[id] = [c].[security_group_id]',
    'a parameter that no one declared':
      'select [id] from [controlplane].[clerk] where [id] = @2 -- @1 nvarchar(50)',
    'a parameter that the procedure does not have':
      'exec [controlplane].[revoke_permission] @security_group_id = @1, @permission = @2, @by_name = @3, @when = @4 -- @1 nvarchar(50), @2 nvarchar(100), @3 nvarchar(200), @4 datetime2(3)',
    'a procedure that is not there':
      'exec [controlplane].[grant_permissions] @permission = @1 -- @1 nvarchar(100)',
  },
  lint: {
    'a parameter left out':
      'exec [controlplane].[revoke_permission] @security_group_id = @1, @permission = @2, @by_name = @3 -- @1 nvarchar(50), @2 nvarchar(100), @3 nvarchar(200)',
    'a parameter of another type':
      'exec [controlplane].[revoke_permission] @security_group_id = @1, @permission = @2, @by_name = @3, @at = @4 -- @1 nvarchar(50), @2 nvarchar(100), @3 nvarchar(200), @4 nvarchar(24)',
    'a built-in of another engine':
      "select strftime('%s', [sold_at]) as [at] from [controlplane].[last_sale]",
    'a built-in of a later version':
      'select greatest([rank], 1) as [rank] from [controlplane].[security_group]',
    'a value too few':
      'insert into [controlplane].[permission_note] ([security_group_id], [permission]) values (@1) -- @1 nvarchar(50)',
    'a value too many, from a query':
      'insert into [controlplane].[permission_note] ([permission]) select [id], [name] from [controlplane].[clerk]',
    'an insert by place':
      "insert into [controlplane].[permission_note] values (N'1', N'x', N'y', sysutcdatetime(), null)",
    'a text for a number in a key':
      'select [id] from [controlplane].[security_group] where [rank] = @1 -- @1 nvarchar(10)',
    'a number for a text in a key': 'select [name] from [controlplane].[clerk] where [id] = @1 -- @1 int',
    'a time that is rounded':
      'select [id] from [controlplane].[sync_exception] where [raised_at] > @1 -- @1 datetime',
    'a time as text':
      'update [controlplane].[permission_note] set [noted_at] = @1 where [permission] = @2 -- @1 nvarchar(24), @2 nvarchar(100)',
    'a list of texts for a number':
      'select [id] from [controlplane].[security_group] where [rank] in (select [value] from openjson(@1)) -- @1 nvarchar(max)',
    MERGE:
      'merge into [controlplane].[permission_note] as [n] using (select @1 as [permission]) as [v] on [n].[permission] = [v].[permission] when matched then delete; -- @1 nvarchar(100)',
    NOLOCK: 'select [id] from [controlplane].[clerk] with (nolock)',
    'a hint for the plan': 'select [id] from [controlplane].[clerk] option (force order)',
    'select *': 'select * from [controlplane].[clerk]',
    'any three rows': 'select top (3) [id] from [controlplane].[clerk]',
    'a delete of everything': 'delete from [controlplane].[permission_note]',
    'an update of everything': "update [controlplane].[permission_note] set [by_name] = N'x'",
    'local time':
      'update [controlplane].[permission_note] set [noted_at] = getdate() where [permission] = @1 -- @1 nvarchar(100)',
    'a name that no code page has': "select [id] from [controlplane].[clerk] where [name] = 'Zo\u00eb'",
    'another database': 'select [id] from [other].[controlplane].[clerk]',
    'a statement put together': "exec (N'select [id] from [controlplane].[' + @1 + N']') -- @1 nvarchar(100)",
  },
};

export const SEEDED_FAULTS = Object.entries(FAULTS).flatMap(([by, faults]) =>
  Object.entries(faults).map(([name, text]): SeededFault => {
    const [sql = '', declared = ''] = text.split(' -- ');
    const parameters = [...declared.matchAll(/@(\d+) ([\w()]+)/g)];
    return {
      by: by as SeededFault['by'],
      name: `fault: ${name}`,
      sql,
      parameters: parameters.map(([, key = '', type = '']) => ({ name: key, type })),
    };
  }),
);
