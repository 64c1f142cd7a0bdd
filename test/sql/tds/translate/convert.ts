/** Values of one type as another, and how text is compared. */
import type { SqlType } from '../sql-type.js';
import type { Expression } from './scope.js';

/** SQL Server pads before it compares, whatever the collation: "1 " is "1". A binary one tells upper from lower case. */
export function sqliteCollation(name: string): string {
  return /_BIN2?$|_CS_/i.test(name) ? 'RTRIM' : 'NOCASE';
}

export function converted({ sql, type: from }: Expression, type: SqlType): string {
  if (type.name === 'nvarchar') {
    const whole = `CAST(${sql} AS TEXT)`;
    return typeof type.length === 'number' ? `substr(${whole}, 1, ${type.length})` : whole;
  }
  if (type.name === 'int' || type.name === 'bigint' || type.name === 'bit') return `CAST(${sql} AS INTEGER)`;
  if (type.name === 'float' || type.name === 'decimal') return `CAST(${sql} AS REAL)`;
  if (type.name === 'date') return `substr(${sql}, 1, 10)`;
  // A time that is one already, or ISO text.
  return from?.name === 'datetime2' || from === undefined ? sql : `strftime('%Y-%m-%dT%H:%M:%fZ', ${sql})`;
}
