/** What a client sends: its login (MS-TDS 2.2.6.4), then statements, as a batch of text or with parameters by sp_executesql. */
import { readMetadata } from 'tedious/lib/metadata-parser.js';
import { readValue } from 'tedious/lib/value-parser.js';
import { type Message, TYPE } from './packets.js';
import type { Value } from './tokens.js';

export interface Login {
  readonly user: string;
  /** Only ever compared. */
  readonly password: string;
  readonly database: string;
}

export interface Parameter {
  /** Without @. */
  readonly name: string;
  /** As T-SQL declares it. */
  readonly type: string;
  readonly value: Value;
}

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
  readonly isBatch: boolean;
}

export function loginOf(data: Buffer): Login {
  const field = (offset: number): Buffer => {
    const start = data.readUInt16LE(offset);
    return data.subarray(start, start + data.readUInt16LE(offset + 2) * 2);
  };
  // A password travels with the halves of its bytes swapped and a constant over it: that hides nothing, so TLS has to.
  const plain = (scrambled: Buffer) =>
    Buffer.from(scrambled.map((byte) => (((byte ^ 0xa5) << 4) & 0xf0) | ((byte ^ 0xa5) >> 4)));
  return {
    user: field(40).toString('ucs2'),
    password: plain(field(44)).toString('ucs2'),
    database: field(68).toString('ucs2'),
  };
}

const SP_EXECUTESQL = 10;

export function statementOf({ type, data }: Message): Statement {
  const body = data.subarray(data.readUInt32LE(0));
  if (type === TYPE['SQL_BATCH']) return { sql: body.toString('ucs2'), parameters: [], isBatch: true };
  if (
    type !== TYPE['RPC_REQUEST'] ||
    body.readUInt16LE(0) !== 0xffff ||
    body.readUInt16LE(2) !== SP_EXECUTESQL
  )
    throw new Error(`A request of type ${type} is not one that the server knows.`);
  const parameters: Parameter[] = [];
  for (let at = 6; at < body.length; ) {
    const { parameter, end } = parameterAt(body, at);
    parameters.push(parameter);
    at = end;
  }
  // The first two are the text and its declarations.
  return { sql: String(parameters[0]?.value), parameters: parameters.slice(2), isBatch: false };
}

const options = { useUTC: true, tdsVersion: '7_4' } as never;

function parameterAt(body: Buffer, start: number): { parameter: Parameter; end: number } {
  const nameEnd = start + 1 + body.readUInt8(start) * 2;
  const name = body.subarray(start + 1, nameEnd).toString('ucs2');
  // A column's metadata begins with six bytes that a parameter lacks.
  const rest = Buffer.concat([Buffer.alloc(6), body.subarray(nameEnd + 1)]);
  const { value: metadata, offset } = readMetadata(rest, 0, options);
  const isLong = metadata.dataLength === 0xffff;
  const { value, offset: end } = isLong
    ? longValue(rest, offset)
    : readValue(rest, offset, metadata as never, options);
  const type = {
    NVarChar: `nvarchar(${isLong ? 'max' : (metadata.dataLength ?? 0) / 2})`,
    DateTime2: `datetime2(${metadata.scale})`,
    IntN: metadata.dataLength === 8 ? 'bigint' : 'int',
    BitN: 'bit',
  }[metadata.type.name];
  if (type === undefined)
    throw new Error(`A parameter of type ${metadata.type.name} is not one that the server knows.`);
  return {
    parameter: { name: name.replace(/^@/, ''), type, value: value as Value },
    end: nameEnd + 1 + end - 6,
  };
}

/** PLP (MS-TDS 2.2.5.2.3): a length that says nothing or null, then chunks. */
function longValue(bytes: Buffer, start: number): { value: string | null; offset: number } {
  if (bytes.readBigUInt64LE(start) === 0xffff_ffff_ffff_ffffn) return { value: null, offset: start + 8 };
  const chunks: Buffer[] = [];
  for (let at = start + 8; ; ) {
    const length = bytes.readUInt32LE(at);
    at += 4;
    if (length === 0) return { value: Buffer.concat(chunks).toString('ucs2'), offset: at };
    chunks.push(bytes.subarray(at, at + length));
    at += length;
  }
}
