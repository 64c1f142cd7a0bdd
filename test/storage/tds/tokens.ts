/** What a server sends, token by token (MS-TDS 2.2.7); tedious only reads these, and writes the values in them. */
import { TYPES } from 'tedious';
import { Collation } from 'tedious/lib/collation.js';

export type Value = string | number | boolean | Date | null;
export type Row = Readonly<Record<string, Value>>;

export interface SqlError {
  readonly number: number;
  readonly message: string;
  /** Severity. Default 16; from 20 on the server ends the connection. */
  readonly class?: number;
}

const DONE = { batch: 0xfd, procedure: 0xfe, inProcedure: 0xff } as const;
const status = { more: 0x01, error: 0x02, count: 0x10, attention: 0x20 } as const;

/** Latin1_General_CI_AS. */
const collation = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);

export function done(of: keyof typeof DONE, flags: readonly (keyof typeof status)[] = [], rows = 0): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt8(DONE[of], 0);
  bytes.writeUInt16LE(
    flags.reduce((sum, flag) => sum | status[flag], 0),
    1,
  );
  bytes.writeBigUInt64LE(BigInt(rows), 5);
  return bytes;
}

/** The answer to a batch, or to sp_executesql. Without rows there are no columns either. */
export function answerOf(rows: readonly Row[], isBatch: boolean): Buffer {
  const body = rows.length === 0 ? Buffer.alloc(0) : table(rows);
  if (isBatch) return Buffer.concat([body, done('batch', ['count'], rows.length)]);
  const returned = Buffer.from([0x79, 0, 0, 0, 0]);
  return Buffer.concat([
    body,
    done('inProcedure', ['more', 'count'], rows.length),
    returned,
    done('procedure'),
  ]);
}

export function failure(...errors: readonly SqlError[]): Buffer {
  return Buffer.concat([...errors.map(errorToken), done('batch', ['error'])]);
}

function errorToken({ number, message, class: severity = 16 }: SqlError): Buffer {
  const head = Buffer.alloc(6);
  head.writeInt32LE(number);
  head.writeUInt8(1, 4);
  head.writeUInt8(severity, 5);
  const length = Buffer.alloc(2);
  length.writeUInt16LE(message.length);
  const line = Buffer.from([1, 0, 0, 0]);
  const text = Buffer.from(message, 'ucs2');
  return sized(0xaa, [head, length, text, shortText('SCRIPTED'), shortText(''), line]);
}

/** The answer to a login that is accepted. */
export function welcome(database: string): Buffer {
  const change = (type: number, now: Buffer, before: Buffer) =>
    sized(0xe3, [Buffer.from([type]), now, before]);
  const version = Buffer.from([1, 0x74, 0x00, 0x00, 0x04]);
  return Buffer.concat([
    change(1, shortText(database), shortText('master')),
    change(7, Buffer.concat([Buffer.from([collation.length]), collation]), Buffer.from([0])),
    sized(0xad, [version, shortText('Microsoft SQL Server'), Buffer.from([15, 0, 0x10, 0x00])]),
    // No feature that a client may request is granted.
    Buffer.from([0xae, 0xff]),
    change(4, shortText('4096'), shortText('4096')),
    done('batch'),
  ]);
}

/** Column metadata and rows; each column has the type of its values. */
function table(rows: readonly Row[]): Buffer {
  const names = Object.keys(rows[0] ?? {});
  const columns = names.map((name) => ({ name, ...typeOf(rows.map((row) => row[name] ?? null)) }));
  const count = Buffer.alloc(2);
  count.writeUInt16LE(columns.length);
  return Buffer.concat([
    Buffer.from([0x81]),
    count,
    ...columns.flatMap(({ name, type, shape }) => [
      Buffer.from([0, 0, 0, 0, 0x09, 0]),
      type.generateTypeInfo({ ...shape, value: null } as never, options),
      shortText(name),
    ]),
    ...rows.flatMap((row) => [
      Buffer.from([0xd1]),
      ...columns.flatMap(({ name, type, shape }) => {
        const parameter = { ...shape, value: row[name] ?? null } as never;
        return [
          type.generateParameterLength(parameter, options),
          ...type.generateParameterData(parameter, options),
        ];
      }),
    ]),
  ]);
}

const options = { useUTC: true, tdsVersion: '7_4' } as never;
const INT = 2 ** 31 - 1;
const [LONGEST, MAX] = [4000, 65_535];

function typeOf(values: readonly Value[]) {
  const known = values.filter((value) => value !== null);
  const [first] = known;
  const shape = { scale: 3, length: LONGEST, collation: Collation.fromBuffer(collation) };
  if (typeof first === 'boolean') return { type: TYPES.Bit, shape };
  if (first instanceof Date) return { type: TYPES.DateTime2, shape };
  if (typeof first === 'number') {
    if (!known.every(Number.isInteger)) return { type: TYPES.Float, shape };
    return { type: known.some((value) => Math.abs(Number(value)) > INT) ? TYPES.BigInt : TYPES.Int, shape };
  }
  const isLong = known.some((value) => String(value).length > LONGEST);
  return { type: TYPES.NVarChar, shape: { ...shape, length: isLong ? MAX : LONGEST } };
}

function sized(token: number, parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(3);
  head.writeUInt8(token);
  head.writeUInt16LE(body.length, 1);
  return Buffer.concat([head, body]);
}

function shortText(value: string): Buffer {
  return Buffer.concat([Buffer.from([value.length]), Buffer.from(value, 'ucs2')]);
}
