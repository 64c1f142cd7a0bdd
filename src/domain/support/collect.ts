/** Collects the parts of a support bundle, each on its own: one that can't be read is listed as missing, and the others are collected. */
import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { AppError } from '../../errors/errors.js';
import { type Clock, inTime } from '../ports/machine.js';
import type { BundleFile } from '../ports/support-files.js';
import { People } from './people.js';

export interface BundleQuery {
  readonly since: Date;
  readonly until: Date;
  readonly operationId: string | undefined;
  /** Names, e-mail addresses and typed reasons stay. */
  readonly withNames: boolean;
}

export interface BundlePart {
  /** e.g. "audit.json" */
  readonly file: string;
  /** Plain JSON, or lines of JSON. Names that it meets are noted in `people`. */
  read(query: BundleQuery, people: People): Promise<PartContent>;
  /** Default: 30 seconds. */
  readonly limitMs?: number;
}

export interface PartContent {
  readonly value: unknown;
  /** What of it was left out, in one sentence. */
  readonly left?: string | undefined;
}

export interface Missing {
  readonly file: string;
  readonly reason: string;
}

export interface CollectedBundle {
  readonly files: readonly BundleFile[];
  readonly missing: readonly Missing[];
}

const LIMIT_MS = 30_000;
/** Also of the archive: what is in it is smaller there. */
const MOST_BYTES = 50_000_000;
const TURN_MS = 20;
/** The manifest and the ends of the archive. */
const RESERVED_BYTES = 200_000;

export function bundleName(at: Date): string {
  return `support-${at.toISOString().replaceAll(/[:.]/g, '-')}.zip`;
}

/** Never rejects because of a part. `version`: of this program. */
export async function collectBundle(
  parts: readonly BundlePart[],
  query: BundleQuery,
  { clock, version, account }: { readonly clock: Clock; readonly version: string; readonly account: string },
): Promise<CollectedBundle> {
  const people = new People(query.withNames, account);
  const read: { readonly file: string; readonly value: unknown }[] = [];
  const missing: Missing[] = [];
  for (const part of parts) {
    const content = await within(clock, part, () => part.read(query, people)).catch(reasonOf);
    if (typeof content === 'string') missing.push({ file: part.file, reason: content });
    else {
      read.push({ file: part.file, value: content.value });
      if (content.left !== undefined) missing.push({ file: part.file, reason: content.left });
    }
  }
  const files: BundleFile[] = [];
  let left = MOST_BYTES - RESERVED_BYTES;
  // Only now all names are known.
  for (const { file, value } of read) {
    const bytes = bytesOf(file, await hideIn(people, value));
    if (bytes.length > left)
      missing.push({ file, reason: `It has ${bytes.length} bytes, which is too large for the bundle.` });
    else files.push({ name: file, bytes });
    left -= bytes.length > left ? 0 : bytes.length;
  }
  const hidden = missing.map(({ file, reason }) => ({ file, reason: people.hideIn(reason) as string }));
  return { files: [...files, manifestOf(files, hidden, query, version)], missing: hidden };
}

/** Other requests wait for no log of megabytes. */
async function hideIn(people: People, value: unknown): Promise<unknown> {
  if (!Array.isArray(value)) return people.hideIn(value);
  const rows: unknown[] = [];
  let begun = performance.now();
  for (const row of value) {
    if (performance.now() - begun > TURN_MS) {
      await turn();
      begun = performance.now();
    }
    rows.push(people.hideIn(row));
  }
  return rows;
}

async function within<T>(clock: Clock, part: BundlePart, read: () => Promise<T>): Promise<T> {
  const { limitMs = LIMIT_MS } = part;
  const content = await inTime(clock, limitMs, read());
  if (content !== undefined) return content;
  throw new AppError('NOT_AVAILABLE_YET', { message: `It could not be read within ${limitMs / 1000} s.` });
}

function reasonOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  return `It could not be read: ${error instanceof Error ? error.message : 'unknown reason'}.`;
}

function bytesOf(file: string, value: unknown): Buffer {
  const lines = file.endsWith('.jsonl') && Array.isArray(value) ? value : undefined;
  const text = lines ? lines.map((line) => JSON.stringify(line)).join('\n') : JSON.stringify(value, null, 2);
  return Buffer.from(`${text}\n`);
}

function manifestOf(
  files: readonly BundleFile[],
  missing: readonly Missing[],
  { since, until, operationId, withNames }: BundleQuery,
  version: string,
): BundleFile {
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  const manifest = {
    version,
    createdAt: until,
    since,
    operationId: operationId ?? null,
    names: withNames ? 'included' : 'replaced',
    files: files.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
    missing,
  };
  return { name: 'manifest.json', bytes: bytesOf('manifest.json', manifest) };
}
