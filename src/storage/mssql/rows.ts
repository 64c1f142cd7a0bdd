/** What mssql hands back -> what the stores read. */
import sql from 'mssql';

/** An integer of eight bytes comes as text, as it may be past 2^53; of ours none is. */
export function rowsOf<Row>(recordset: sql.IRecordSet<Row> | undefined): Row[] {
  if (recordset === undefined) return [];
  const long = Object.values(recordset.columns)
    .filter(({ type }) => type === sql.BigInt)
    .map(({ name }) => name);
  const rows = Array.from(recordset);
  return long.length === 0 ? rows : rows.map((row) => withNumbers(row, long));
}

function withNumbers<Row>(row: Row, names: readonly string[]): Row {
  const numbers = names.map((name) => [name, exact((row as Record<string, unknown>)[name])]);
  return { ...row, ...Object.fromEntries(numbers) };
}

function exact(stored: unknown): unknown {
  if (typeof stored !== 'string') return stored;
  const number = Number(stored);
  if (!Number.isSafeInteger(number)) throw new RangeError('A stored integer is past 2^53.');
  return number;
}
