/**
 * What a data folder knows about its state database beside it: which one it is, which keys it was signed with, and how far its audit had
 * come. So that a file that was lost, or restored from another day, is noticed before anything is built on it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BesideAnchor } from '../../domain/ports/audit-anchors.js';
import type { AuditHead } from '../../domain/ports/audit-log.js';
import type { Keys } from '../../domain/ports/machine.js';
import { canonicalJson } from '../../domain/types/canonical-json.js';
import { AppError } from '../../errors/errors.js';
import { isThere, replaceFile } from './access.js';

export const STATE_FILE = 'state.sqlite';
export const IDENTITY_FILE = 'identity.json';
export const ANCHOR_FILE = 'audit-anchor.json';

/** The same row of the state database is called so too. */
export const IDENTITY = 'identity';

export interface Identity {
  readonly id: string;
  readonly createdAt: string;
  /** By purpose: what shows that a key is the one it was, and nothing of the key. */
  readonly keys: Readonly<Record<string, string>>;
  /** Since its first start; undefined in one of an older version, until it is served again. */
  readonly environment?: 'rehearsal' | 'production';
}

const PURPOSES = ['code', 'pin', 'audit'] as const;

export function keyIdsOf(keys: Keys): Identity['keys'] {
  const idOf = (purpose: (typeof PURPOSES)[number]) =>
    keys.hmac(purpose, 'venue-control: id of this key').slice(0, 16);
  return Object.fromEntries(PURPOSES.map((purpose) => [purpose, idOf(purpose)]));
}

/** Neither state nor word of one: keys, state and identity are made. */
export function isFirstStart(dataFolder: string): boolean {
  return ![STATE_FILE, IDENTITY_FILE].some((name) => isThere(join(dataFolder, name)));
}

export function readIdentity(dataFolder: string): Identity | undefined {
  return readJson<Identity>(join(dataFolder, IDENTITY_FILE));
}

export function writeIdentity(dataFolder: string, identity: Identity): void {
  writeJson(join(dataFolder, IDENTITY_FILE), identity);
}

/** Throws STATE_LOST for one whose signature is wrong. */
export function readAnchor(dataFolder: string, keys: Keys): BesideAnchor | undefined {
  const file = join(dataFolder, ANCHOR_FILE);
  const anchor = readJson<AuditHead & { readonly hmac?: string }>(file);
  if (!anchor) return undefined;
  const { sequence, hash, hmac } = anchor;
  if (hmac !== undefined && hmac !== signatureOf(anchor, keys))
    throw stateLost(
      `The signature in ${file} is wrong. The file was changed, or it belongs to another installation.`,
    );
  return { sequence, hash, isSigned: hmac !== undefined };
}

/** Unproven, for the record alone: its keys may be lost, or the file edited. Undefined where it names no row. */
export function readAnchorAsItIs(dataFolder: string): BesideAnchor | undefined {
  try {
    const { sequence = 0, hash = '' } = readJson<Partial<AuditHead>>(join(dataFolder, ANCHOR_FILE)) ?? {};
    const isRow = Number.isInteger(sequence) && sequence > 0 && sequence < 2 ** 31;
    return isRow && /^[0-9a-f]{64}$/.test(hash) ? { sequence, hash, isSigned: false } : undefined;
  } catch {
    return undefined;
  }
}

export function writeAnchor(dataFolder: string, { sequence, hash }: AuditHead, keys: Keys): void {
  const hmac = signatureOf({ sequence, hash }, keys);
  writeJson(join(dataFolder, ANCHOR_FILE), { sequence, hash, hmac });
}

/** Says which place it is for: a line of the external anchor is none of these. */
function signatureOf({ sequence, hash }: AuditHead, keys: Keys): string {
  return keys.hmac('audit', canonicalJson({ place: 'data folder', sequence, hash }));
}

/** STATE_LOST, with what exactly. */
export function stateLost(message: string): AppError {
  return new AppError('STATE_LOST', { message });
}

function readJson<T>(file: string): T | undefined {
  if (!isThere(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    throw stateLost(`The file ${file} can't be read.`);
  }
}

function writeJson(file: string, value: object): void {
  replaceFile(file, `${JSON.stringify(value)}\n`);
}
