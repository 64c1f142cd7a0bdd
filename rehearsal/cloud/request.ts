/** What a handler of the contract is given, and how it reads the body: checked here once, trusted afterwards. */
import type { FaultMap } from '../fault-table.js';
import { Refusal } from '../model/cloud/answers.js';
import type { CloudModel } from '../model/cloud/cloud-model.js';
import type { Redemption } from '../model/records.js';
import type { CloudMemory } from './memory.js';

export interface CloudRequest {
  /** State of the cloud: what a handler changes of it synchronously is stored before its answer leaves. */
  readonly cloud: CloudModel;
  readonly memory: CloudMemory;
  readonly dataFolder: string;
  /** Read again for each request. */
  readonly faults: FaultMap;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One that carries a credential of the gateway. */
export interface VenueRequest extends CloudRequest {
  /** The redemption that the credential came from. */
  readonly bearer: Redemption;
}

export interface CloudAnswer {
  readonly status: number;
  /** As JSON; undefined for an empty answer. */
  readonly body?: unknown;
  /** Instead of a body: sent from the disk, whole or from where the client says. */
  readonly file?: SentFile;
}

export interface SentFile {
  readonly path: string;
  readonly size: number;
  /** A strong one. */
  readonly etag: string;
  /** A fault: the connection is lost at this byte, each time. */
  readonly lostAt?: number;
  /** A fault: the connection is lost after so many bytes of one answer. */
  readonly atMost?: number;
}

interface AnyRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As in the OpenAPI document: /v1/venues/{customerNumber}. */
  readonly path: string;
  /** Largest body in bytes. Default 65,536. */
  readonly bodyLimit?: number;
}

interface OpenRoute extends AnyRoute {
  readonly auth?: never;
  readonly handle: (request: CloudRequest) => CloudAnswer | Promise<CloudAnswer>;
}

/** Needs `Authorization: Bearer <gateway credential>`. */
interface VenueRoute extends AnyRoute {
  readonly auth: true;
  readonly handle: (request: VenueRequest) => CloudAnswer;
}

export type CloudRoute = OpenRoute | VenueRoute;

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A non-empty string of at most 200 characters, or 400. */
export function textOf(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value !== '' && value.length <= 200) return value;
  throw malformed(`"${name}" must be a text of 1 to 200 characters.`);
}

export function uuidOf(value: unknown, name: string): string {
  if (typeof value === 'string' && uuidPattern.test(value)) return value.toLowerCase();
  throw malformed(`"${name}" must be a UUID.`);
}

export function countOf(body: Readonly<Record<string, unknown>>, name: string): number {
  const value = body[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw malformed(`"${name}" must be a whole number, 0 or more.`);
}

export function rowsOf(body: Readonly<Record<string, unknown>>): unknown[] {
  const value = body['rows'];
  if (Array.isArray(value)) return value;
  throw malformed('"rows" must be a list.');
}

/** `[{name, rows}]` with each name once. */
export function tablesOf(body: Readonly<Record<string, unknown>>): Map<string, number> {
  const list = body['tables'];
  if (!Array.isArray(list)) throw malformed('"tables" must be a list of {name, rows}.');
  const tables = new Map<string, number>();
  for (const entry of list) {
    if (typeof entry !== 'object' || entry === null)
      throw malformed('"tables" must be a list of {name, rows}.');
    tables.set(textOf(entry, 'name'), countOf(entry, 'rows'));
  }
  if (tables.size !== list.length) throw malformed('"tables" names a table twice.');
  return tables;
}

export function malformed(message: string): Refusal {
  return new Refusal(400, 'REQUEST_MALFORMED', message);
}

/** The JSON object in a body; {} for none. */
export function jsonObject(text: string): Record<string, unknown> {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {}
  throw malformed('The body must be one JSON object.');
}

/** Thrown instead of an answer: the connection ends at once. */
export class HangUp extends Error {
  override readonly name = 'HangUp';
}
