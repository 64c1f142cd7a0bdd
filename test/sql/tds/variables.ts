/** Parameters and declared variables of a batch, by their name in lower case with its @. */
import type { SqlType, StoredValue } from './sql-type.js';
import { Cursor } from './translate/cursor.js';
import { typeAt } from './translate/types.js';

export type Variables = Map<string, { readonly type: SqlType; readonly value: StoredValue }>;

const parsed = new Map<string, SqlType>();

/** "nvarchar(40)" as a type. */
export function variableOf(declared: string): SqlType {
  const known = parsed.get(declared) ?? typeAt(new Cursor(declared));
  parsed.set(declared, known);
  return known;
}
