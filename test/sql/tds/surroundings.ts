/** What statements ask of the server itself, and the views of schema sys, as far as they are asked for. */

import type { RunningSession } from './running-session.js';
import { int, type SqlType, text } from './sql-type.js';
import { systemView } from './system-views.js';
import type { Surroundings } from './translate/compiler.js';
import type { Variables } from './variables.js';

const name: SqlType = { name: 'nvarchar', length: 128 };

/** Functions of the session's SQLite connection (store.ts), with the type that they answer. */
const asked: Readonly<Record<string, SqlType>> = {
  app_name: name,
  connectionproperty: name,
  databasepropertyex: name,
  db_id: int,
  db_name: name,
  fileproperty: int,
  has_perms_by_name: int,
  object_id: int,
  object_name: name,
  original_login: name,
  quotename: name,
  schema_id: int,
  schema_name: name,
  serverproperty: name,
  suser_sname: name,
  sysutcdatetime: { name: 'datetime2', scale: 7 },
  user_name: name,
};

export function surroundingsOf(session: RunningSession, variables: Variables): Surroundings {
  const { catalogue } = session.connection;
  return {
    catalogue,
    variables,
    system(variable) {
      if (variable === '@@trancount') return { sql: session.isInTransaction ? '1' : '0', type: int };
      if (variable === '@@rowcount') return { sql: String(session.rowCount), type: int };
      if (variable === '@@version')
        return { sql: "'Microsoft SQL Server 2022, scripted for tests'", type: text };
      if (variable === '@@spid') return { sql: '51', type: int };
      return undefined;
    },
    ask(called, args) {
      if (called === 'xact_state') return { sql: session.isInTransaction ? '1' : '0', type: int };
      const type = asked[called];
      if (type === undefined) return undefined;
      return { sql: `scripted_${called}(${args.map(({ sql }) => sql).join(', ')})`, type };
    },
    systemView(schema, view) {
      return systemView(`${schema}.${view}`, session.connection);
    },
  };
}
