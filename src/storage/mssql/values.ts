/** Values on their way to SQL Server and back. */
import sql from 'mssql';

interface Parameter {
  readonly type: sql.ISqlType;
  readonly value: unknown;
}

/**
 * JavaScript values -> typed parameters, without loss or with an error. Every type is said: what is left to guessing would be nvarchar(max) in
 * a comparison with a key, which no index serves, or another text of the same statement for each length. As the statement names them: @1, @2, …
 */
export function bind(request: sql.Request, parameters: readonly unknown[]): void {
  for (const [index, value] of parameters.entries()) {
    const parameter = parameterOf(value);
    request.input(String(index + 1), parameter.type, parameter.value);
  }
}

/** The longest nvarchar that isn't max. */
const LONGEST = 4000;
const INT = 2_147_483_647;

export function parameterOf(value: unknown): Parameter {
  if (value === null) return { type: sql.NVarChar(LONGEST), value };
  if (typeof value === 'string') return text(value);
  if (typeof value === 'boolean') return { type: sql.Bit(), value };
  if (typeof value === 'number') return number(value);
  if (typeof value === 'bigint') return number(Number(value));
  // In UTC: the connection says so.
  if (value instanceof Date) return { type: sql.DateTime2(3), value: storable(value) };
  if (value instanceof Uint8Array) return { type: sql.VarBinary(sql.MAX), value: Buffer.from(value) };
  throw new TypeError(`A value of type ${typeof value} can't be stored.`);
}

function text(value: string): Parameter {
  return { type: value.length > LONGEST ? sql.NVarChar(sql.MAX) : sql.NVarChar(LONGEST), value };
}

function number(value: number): Parameter {
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
    throw new RangeError(
      'A number that is not finite, or an integer past 2^53, would not be stored exactly.',
    );
  }
  if (!Number.isInteger(value)) return { type: sql.Float(), value };
  return { type: Math.abs(value) <= INT ? sql.Int() : sql.BigInt(), value };
}

function storable(time: Date): Date {
  const year = time.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) throw new RangeError('A time outside the years 1 to 9999 has no place.');
  return time;
}

/** What mssql hands back -> what the stores read. An integer of eight bytes comes as text, as it may be past 2^53; of ours none is. */
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
  // Past 2^53 it stays text, which the reader of the row reports as malformed.
  return Number.isSafeInteger(number) ? number : stored;
}
