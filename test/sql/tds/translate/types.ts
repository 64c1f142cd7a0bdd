/** Types as T-SQL declares them. */
import type { SqlType } from '../sql-type.js';
import type { Cursor } from './cursor.js';
import { UnknownStatement } from './refusal.js';

const plain: Readonly<Record<string, SqlType['name']>> = {
  bigint: 'bigint',
  bit: 'bit',
  char: 'nvarchar',
  date: 'date',
  datetime2: 'datetime2',
  decimal: 'decimal',
  float: 'float',
  int: 'int',
  integer: 'int',
  nchar: 'nvarchar',
  numeric: 'decimal',
  nvarchar: 'nvarchar',
  smallint: 'int',
  sysname: 'nvarchar',
  tinyint: 'int',
  varchar: 'nvarchar',
};

export function typeAt(cursor: Cursor): SqlType {
  const declared = cursor.name().toLowerCase();
  const name = plain[declared];
  if (name === undefined) throw new UnknownStatement(`the type ${declared} in: ${cursor.sql}`);
  const sizes = cursor.seesSign('(') ? cursor.group(() => cursor.take().value.toLowerCase()) : [];
  const [first, second] = sizes;
  if (name === 'nvarchar') {
    if (declared === 'sysname') return { name, length: 128 };
    return { name, length: first === 'max' ? 'max' : Number(first ?? 1) };
  }
  if (name === 'datetime2') return { name, scale: Number(first ?? 7) };
  if (name === 'decimal') return { name, precision: Number(first ?? 18), scale: Number(second ?? 0) };
  return { name };
}
