/** What a client asks for after login: a batch of text, a procedure by name or number, or something of a transaction. */
import { readMetadata } from 'tedious/lib/metadata-parser.js';
import { OPERATION_TYPE } from 'tedious/lib/transaction.js';
import { readValue } from 'tedious/lib/value-parser.js';

export interface Parameter {
  /** Without @; empty for one by position. */
  readonly name: string;
  /** As T-SQL declares it. */
  readonly type: string;
  readonly value: unknown;
  readonly isOutput: boolean;
}

export interface RpcRequest {
  /** Lower case where it is one of the server's own. */
  readonly procedure: string;
  readonly parameters: readonly Parameter[];
}

export type TransactionRequest =
  | { readonly kind: 'begin'; readonly isolation: number }
  | { readonly kind: 'commit' | 'rollback' };

export function batchOf(data: Buffer): string {
  return withoutHeaders(data).toString('ucs2');
}

const numbered: Readonly<Record<number, string>> = {
  10: 'sp_executesql',
  11: 'sp_prepare',
  12: 'sp_execute',
  13: 'sp_prepexec',
  15: 'sp_unprepare',
};

export function rpcOf(data: Buffer): RpcRequest {
  const body = withoutHeaders(data);
  const length = body.readUInt16LE(0);
  const isNumbered = length === 0xffff;
  const nameEnd = isNumbered ? 4 : 2 + length * 2;
  const procedure = isNumbered
    ? (numbered[body.readUInt16LE(2)] ?? `procedure number ${body.readUInt16LE(2)}`)
    : body.subarray(2, nameEnd).toString('ucs2');
  const parameters: Parameter[] = [];
  for (let at = nameEnd + 2; at < body.length; ) {
    const { parameter, end } = parameterAt(body, at);
    parameters.push(parameter);
    at = end;
  }
  return { procedure: isNumbered ? procedure : unquoted(procedure), parameters };
}

export function transactionOf(data: Buffer): TransactionRequest {
  const body = withoutHeaders(data);
  const operation = body.readUInt16LE(0);
  if (operation === OPERATION_TYPE['TM_BEGIN_XACT']) return { kind: 'begin', isolation: body.readUInt8(2) };
  if (operation === OPERATION_TYPE['TM_COMMIT_XACT']) return { kind: 'commit' };
  if (operation === OPERATION_TYPE['TM_ROLLBACK_XACT']) return { kind: 'rollback' };
  throw new Error(`Transaction request ${operation} is not one that the server knows.`);
}

function withoutHeaders(data: Buffer): Buffer {
  return data.subarray(data.readUInt32LE(0));
}

function unquoted(procedure: string): string {
  const plain = procedure.replace(/[[\]]/g, '');
  return plain.startsWith('sp_') ? plain.toLowerCase() : plain;
}

const options = { useUTC: true, tdsVersion: '7_4' } as never;

function parameterAt(body: Buffer, start: number): { parameter: Parameter; end: number } {
  const nameEnd = start + 1 + body.readUInt8(start) * 2;
  const name = body
    .subarray(start + 1, nameEnd)
    .toString('ucs2')
    .replace(/^@/, '');
  const isOutput = (body.readUInt8(nameEnd) & 0x01) !== 0;
  // A column's metadata begins with six bytes that a parameter lacks.
  const rest = Buffer.concat([Buffer.alloc(6), body.subarray(nameEnd + 1)]);
  const { value: metadata, offset } = readMetadata(rest, 0, options);
  const isLong = metadata.dataLength === 0xffff;
  const read = isLong ? longValue(rest, offset) : readValue(rest, offset, metadata as never, options);
  const length = isLong ? 'max' : (metadata.dataLength ?? 0) / 2;
  const declared = {
    NVarChar: `nvarchar(${length})`,
    VarChar: `varchar(${metadata.dataLength})`,
    DateTime2: `datetime2(${metadata.scale})`,
    IntN: metadata.dataLength === 8 ? 'bigint' : 'int',
    BitN: 'bit',
    FloatN: 'float',
    DecimalN: `decimal(${metadata.precision}, ${metadata.scale})`,
    NumericN: `decimal(${metadata.precision}, ${metadata.scale})`,
  }[metadata.type.name];
  if (declared === undefined)
    throw new Error(`A parameter of type ${metadata.type.name} is not one that the server knows.`);
  const value =
    metadata.type.name === 'IntN' && typeof read.value === 'string' ? exact(read.value) : read.value;
  return {
    parameter: { name, type: declared, value, isOutput },
    end: nameEnd + 1 + read.offset - 6,
  };
}

/** PLP (MS-TDS 2.2.5.2.3): a length that says nothing or null, then chunks. */
function longValue(bytes: Buffer, start: number): { value: string | null; offset: number } {
  if (bytes.readBigUInt64LE(start) === 0xffff_ffff_ffff_ffffn) return { value: null, offset: start + 8 };
  const chunks: Buffer[] = [];
  let at = start + 8;
  for (;;) {
    const length = bytes.readUInt32LE(at);
    at += 4;
    if (length === 0) return { value: Buffer.concat(chunks).toString('ucs2'), offset: at };
    chunks.push(bytes.subarray(at, at + length));
    at += length;
  }
}

function exact(digits: string): number {
  const value = Number(digits);
  if (!Number.isSafeInteger(value))
    throw new Error(`The bigint ${digits} is past what the store keeps exactly.`);
  return value;
}
