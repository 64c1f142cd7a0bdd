/** What a server says, token by token (MS-TDS 2.2.7); tedious only reads these. */
import { collation, type SqlType, type StoredValue, typeInfo, wireValue } from './sql-type.js';

export interface ResultColumn {
  readonly name: string;
  readonly type: SqlType;
}

export interface SqlError {
  readonly number: number;
  readonly message: string;
  /** Severity. Default 16; from 20 on the server ends the connection. */
  readonly class?: number;
  readonly state?: number;
}

const [ERROR, INFO] = [0xaa, 0xab];
const DONE = { batch: 0xfd, procedure: 0xfe, inProcedure: 0xff } as const;
const status = { more: 0x01, error: 0x02, count: 0x10, attention: 0x20 } as const;

export interface Done {
  readonly of: keyof typeof DONE;
  readonly more?: boolean;
  readonly failed?: boolean;
  readonly rows?: number;
  readonly attention?: boolean;
}

export function done({ of, more, failed, rows, attention }: Done): Buffer {
  const bytes = Buffer.alloc(13);
  const flags =
    (more ? status.more : 0) |
    (failed ? status.error : 0) |
    (rows === undefined ? 0 : status.count) |
    (attention ? status.attention : 0);
  bytes.writeUInt8(DONE[of], 0);
  bytes.writeUInt16LE(flags, 1);
  bytes.writeBigUInt64LE(BigInt(rows ?? 0), 5);
  return bytes;
}

export function errorToken(error: SqlError): Buffer {
  return messageToken(ERROR, { class: 16, ...error });
}

export function infoToken(number: number, message: string): Buffer {
  return messageToken(INFO, { number, message, class: 0 });
}

export function loginAck(): Buffer {
  const version = Buffer.from([0x74, 0x00, 0x00, 0x04]);
  const program = Buffer.from([15, 0, 0x10, 0x00]);
  return sized(0xad, [Buffer.from([1]), version, shortText('Microsoft SQL Server'), program]);
}

/** No feature that a client may ask for is granted. */
export function featureExtAck(): Buffer {
  return Buffer.from([0xae, 0xff]);
}

export const environment = {
  database: (name: string) => change(1, shortText(name), shortText('master')),
  language: () => change(2, shortText('us_english'), shortText('')),
  packetSize: (size: number) => change(4, shortText(String(size)), shortText('4096')),
  collation: () => change(7, shortBytes(collation), shortBytes()),
  begun: (descriptor: Buffer) => change(8, shortBytes(descriptor), shortBytes()),
  committed: (descriptor: Buffer) => change(9, shortBytes(), shortBytes(descriptor)),
  rolledBack: (descriptor: Buffer) => change(10, shortBytes(), shortBytes(descriptor)),
  reset: () => change(18, shortBytes(), shortBytes()),
};

export function columnMetadata(columns: readonly ResultColumn[]): Buffer {
  const count = Buffer.alloc(2);
  count.writeUInt16LE(columns.length);
  const described = columns.map(({ name, type }) =>
    Buffer.concat([Buffer.from([0, 0, 0, 0, 0x09, 0]), typeInfo(type), shortText(name)]),
  );
  return Buffer.concat([Buffer.from([0x81]), count, ...described]);
}

export function row(columns: readonly ResultColumn[], values: readonly StoredValue[]): Buffer {
  const cells = columns.map(({ type }, index) => wireValue(type, values[index] ?? null));
  return Buffer.concat([Buffer.from([0xd1]), ...cells]);
}

export function returnStatus(value: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt8(0x79);
  bytes.writeInt32LE(value, 1);
  return bytes;
}

export function returnValue(name: string, type: SqlType, value: StoredValue): Buffer {
  return Buffer.concat([
    Buffer.from([0xac, 0, 0]),
    shortText(name),
    Buffer.from([1, 0, 0, 0, 0, 0, 0]),
    typeInfo(type),
    wireValue(type, value),
  ]);
}

function messageToken(token: number, { number, message, class: severity = 16, state = 1 }: SqlError): Buffer {
  const head = Buffer.alloc(6);
  head.writeInt32LE(number);
  head.writeUInt8(state, 4);
  head.writeUInt8(severity, 5);
  const line = Buffer.from([1, 0, 0, 0]);
  return sized(token, [head, longText(message), shortText('SCRIPTED'), shortText(''), line]);
}

function change(type: number, now: Buffer, before: Buffer): Buffer {
  return sized(0xe3, [Buffer.from([type]), now, before]);
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

function longText(value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16LE(value.length);
  return Buffer.concat([length, Buffer.from(value, 'ucs2')]);
}

function shortBytes(value: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([Buffer.from([value.length]), value]);
}
