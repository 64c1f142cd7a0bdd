/**
 * The only two writes to the venue's own tables, by name. In SQLite a procedure is a view that is always empty: inserting a row into it
 * calls it with that row. Both say how a tick box of that site is set, and nothing else of ours knows.
 */
export interface VenueProcedure {
  readonly name: string;
  readonly meaning: string;
  /** Definitions by name, in order. */
  readonly sqlite: readonly {
    readonly name: string;
    readonly type: 'view' | 'trigger';
    readonly sql: string;
  }[];
}

const grantPermission: VenueProcedure = {
  name: 'grant_permission',
  meaning:
    'Ticks a box of a Clerk Security Group, until expires_at when that is not null. Refuses a group that is not there.',
  sqlite: procedure(
    'grant_permission',
    ['security_group_id', 'permission', 'by_name', 'at', 'expires_at'],
    `INSERT INTO swiftpos_security_group_object (security_group_id, permission, granted, granted_by, granted_at, expires_at)
     VALUES (CAST(new.security_group_id AS INTEGER), new.permission, 1, new.by_name, new.at, new.expires_at)
     ON CONFLICT (security_group_id, permission)
     DO UPDATE SET granted = 1, granted_by = excluded.granted_by, granted_at = excluded.granted_at, expires_at = excluded.expires_at;`,
  ),
};

const revokePermission: VenueProcedure = {
  name: 'revoke_permission',
  meaning: 'Clears a box of a Clerk Security Group and keeps who did it. A box that is not ticked stays so.',
  sqlite: procedure(
    'revoke_permission',
    ['security_group_id', 'permission', 'by_name', 'at'],
    `UPDATE swiftpos_security_group_object
     SET granted = 0, granted_by = new.by_name, granted_at = new.at, expires_at = NULL
     WHERE security_group_id = CAST(new.security_group_id AS INTEGER) AND permission = new.permission;`,
  ),
};

export const VENUE_PROCEDURES: readonly VenueProcedure[] = [grantPermission, revokePermission];

function procedure(name: string, parameters: readonly string[], body: string): VenueProcedure['sqlite'] {
  const columns = parameters.map((parameter) => `NULL AS ${parameter}`).join(', ');
  return [
    { name, type: 'view', sql: `CREATE VIEW ${name} AS SELECT ${columns} WHERE 0` },
    {
      name: `${name}_call`,
      type: 'trigger',
      sql: `CREATE TRIGGER ${name}_call INSTEAD OF INSERT ON ${name}
BEGIN
     SELECT RAISE(ABORT, 'no such security group')
     WHERE NOT EXISTS (SELECT 1 FROM swiftpos_security_group WHERE CAST(id AS TEXT) = new.security_group_id);
     ${body}
END`,
    },
  ];
}
