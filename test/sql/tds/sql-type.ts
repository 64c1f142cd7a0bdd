/** The types of SQL Server that we use: as they are declared, as they travel, and as the store keeps them. */

import { TYPES } from 'tedious';
import { Collation } from 'tedious/lib/collation.js';

export interface SqlType {
  readonly name: 'bigint' | 'bit' | 'date' | 'datetime2' | 'decimal' | 'float' | 'int' | 'nvarchar';
  /** nvarchar: UTF-16 units. */
  readonly length?: number | 'max';
  readonly precision?: number;
  /** datetime2: digits of a second. */
  readonly scale?: number;
}

export type StoredValue = string | number | null;

export const int: SqlType = { name: 'int' };
export const bit: SqlType = { name: 'bit' };
export const text: SqlType = { name: 'nvarchar', length: 'max' };
export const time: SqlType = { name: 'datetime2', scale: 3 };

/** Latin1_General_CI_AS of a server, as it says at login. */
export const collation = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);

const wire = {
  bigint: TYPES.BigInt,
  bit: TYPES.Bit,
  date: TYPES.Date,
  datetime2: TYPES.DateTime2,
  decimal: TYPES.Decimal,
  float: TYPES.Float,
  int: TYPES.Int,
  nvarchar: TYPES.NVarChar,
} as const;

/** Of a column's metadata, and of a returned value. tedious writes what it sends as a parameter; a nullable column is spelled the same. */
export function typeInfo(type: SqlType): Buffer {
  return wire[type.name].generateTypeInfo(shaped(type, null), options);
}

/** As it stands in a row of that type. */
export function wireValue(type: SqlType, stored: StoredValue): Buffer {
  const parameter = shaped(type, sent(type, stored));
  const described = wire[type.name];
  return Buffer.concat([
    described.generateParameterLength(parameter, options),
    ...described.generateParameterData(parameter, options),
  ]);
}

/** What a parameter holds, as the store keeps it: times as ISO text in UTC, flags as 0 or 1. */
export function stored(value: unknown): StoredValue {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new Error(`A parameter of type ${typeof value} is not one that the store keeps.`);
}

const options = { useUTC: true, tdsVersion: '7_4' } as never;

function shaped(type: SqlType, value: unknown) {
  const length = type.length === 'max' || type.length === undefined ? 65_535 : type.length;
  return {
    value,
    length,
    precision: type.precision ?? 18,
    scale: type.scale ?? (type.name === 'datetime2' ? 7 : 0),
    collation: Collation.fromBuffer(collation),
  } as never;
}

function sent(type: SqlType, value: StoredValue): unknown {
  if (value === null) return null;
  if (type.name === 'bit') return value !== 0 && value !== '0';
  if (type.name === 'nvarchar') return String(value);
  if (type.name !== 'datetime2' && type.name !== 'date') return Number(value);
  const moment = new Date(value);
  if (Number.isNaN(moment.getTime())) throw new Error(`"${value}" is stored where a ${type.name} should be.`);
  return moment;
}
