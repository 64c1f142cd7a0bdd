/** The flat map of faults in rehearsal/faults.json: read live by every process of the rehearsal, replaced as a whole. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { applyFaultsToDatabase, isBusy } from './fault-effects.js';
import { type FaultMap, faultTable } from './fault-table.js';
import { readJsonFile, writeJsonFile } from './json-file.js';
import { isServiceKey, SERVICE_KEYS } from './model/service-keys.js';
import { RehearsalError } from './rehearsal-error.js';

interface Seen {
  readonly stamp: string;
  readonly faults: FaultMap;
}
const seen = new Map<string, Seen>();

/** What is set now. Costs one `stat`: the file is read again only when it was replaced. A missing or unreadable file is no fault. */
export function readFaults(dataFolder: string): FaultMap {
  const path = faultsFile(dataFolder);
  const stamp = stampOf(path);
  const last = seen.get(path);
  if (last?.stamp === stamp) return last.faults;
  const faults = stamp === '' ? {} : knownOnly(readJsonFile(path));
  seen.set(path, { stamp, faults });
  return faults;
}

/**
 * Replaces the whole map ({} clears it) and brings the rehearsal's database into line, so that a fault is there when this returns.
 * Throws RehearsalError FAULT_UNKNOWN, which lists what is known, before anything is written; DATABASE_BUSY when it is set but the
 * database could not be written within 3 s.
 */
export function setFaults(dataFolder: string, map: unknown): FaultMap {
  const faults = writeFaults(dataFolder, map);
  try {
    applyFaultsToDatabase(dataFolder, faults);
  } catch (error) {
    if (!isBusy(error)) throw error;
    const when = 'a running rehearsal cloud applies them as soon as possible';
    const message = `The faults are set, but the rehearsal database was busy: ${when}.`;
    throw new RehearsalError('DATABASE_BUSY', message, { cause: error });
  }
  return faults;
}

/** The map alone; the cloud process brings the database into line when it runs. */
export function writeFaults(dataFolder: string, map: unknown): FaultMap {
  const faults = checkFaults(map);
  writeJsonFile(faultsFile(dataFolder), faults);
  return faults;
}

/** The map itself when every name and value is known; else throws FAULT_UNKNOWN. */
export function checkFaults(map: unknown): FaultMap {
  if (typeof map !== 'object' || map === null || Array.isArray(map)) {
    throw unknown(`Expected one flat object such as {"redeem":"used"}. Known faults: ${nameList()}.`);
  }
  for (const [name, value] of Object.entries(map)) checkFault(name, value);
  return { ...map } as FaultMap;
}

/**
 * The words after `venue-control rehearse`: `none`, `name=value`, `name value`, or a name alone that has one value only; several at once.
 * Throws FAULT_UNKNOWN.
 */
export function parseFaultArgument(words: readonly string[]): FaultMap {
  const rest = words.filter((word) => word !== '');
  if (rest.length === 0) throw unknown(`Name a fault, or "none". Known faults: ${nameList()}.`);
  if (rest.length === 1 && rest[0] === 'none') return {};
  const map = new Map<string, string>();
  while (rest.length > 0) {
    const [name, value] = takeFault(rest);
    if (map.has(name)) throw unknown(`The fault "${name}" is named twice. It takes one value at a time.`);
    map.set(name, value);
  }
  return checkFaults(Object.fromEntries(map));
}

/** The whole table in lines of `name=value   what happens`, for `--help`. */
export function describeFaults(): string {
  const pairs = faultTable.flatMap(({ name, values }) =>
    Object.entries(values).map(([value, happens]) => [`${name}=${value}`, happens] as const),
  );
  const width = Math.max(...pairs.map(([pair]) => pair.length)) + 2;
  const lines = pairs.map(([pair, happens]) => `  ${pair.padEnd(width)}${happens}`);
  return [...lines, `  ${keysInWords()}`].join('\n');
}

export function faultsFile(dataFolder: string): string {
  return join(dataFolder, 'rehearsal', 'faults.json');
}

function takeFault(rest: string[]): [string, string] {
  const word = rest.shift() ?? '';
  const equals = word.indexOf('=');
  if (equals >= 0) return [word.slice(0, equals), word.slice(equals + 1)];
  const fault = faultTable.find((entry) => entry.name === word);
  const next = rest[0];
  const only = fault ? Object.keys(fault.values) : [];
  if (only.length === 1 && only[0] && (next === undefined || !isAllowed(fault?.values ?? {}, next))) {
    return [word, only[0]];
  }
  return [word, rest.shift() ?? ''];
}

function checkFault(name: string, value: unknown): void {
  const fault = faultTable.find((entry) => entry.name === name);
  if (!fault) {
    const meant = faultTable.find(({ values }) => isAllowed(values, name));
    const hint = meant ? `Did you mean ${meant.name}=${name}?` : `Known faults: ${nameList()}.`;
    throw unknown(`There is no fault "${name}". ${hint}`);
  }
  if (typeof value === 'string' && isAllowed(fault.values, value)) return;
  const keys = name === 'service' ? ` ${keysInWords()}.` : '';
  const values = Object.keys(fault.values).join(', ');
  throw unknown(`The fault "${name}" has no value "${String(value)}". Known values: ${values}.${keys}`);
}

function keysInWords(): string {
  return `KEY is one of: ${SERVICE_KEYS.join(', ')}`;
}

function isAllowed(values: Readonly<Record<string, string>>, value: string): boolean {
  if (Object.hasOwn(values, value)) return !value.startsWith('KEY:');
  const colon = value.indexOf(':');
  const key = value.slice(0, colon);
  return colon > 0 && isServiceKey(key) && Object.hasOwn(values, `KEY${value.slice(colon)}`);
}

/** A file edited by hand may hold anything: what isn't known has no effect. */
function knownOnly(map: unknown): FaultMap {
  if (typeof map !== 'object' || map === null) return {};
  const good = Object.entries(map).filter(([name, value]) => {
    const fault = faultTable.find((entry) => entry.name === name);
    return fault !== undefined && typeof value === 'string' && isAllowed(fault.values, value);
  });
  return Object.fromEntries(good);
}

/** The inode counts too: two writes within one tick of the clock may be of the same size. */
function stampOf(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat ? `${stat.mtimeNs}:${stat.size}:${stat.ino}` : '';
}

function nameList(): string {
  return faultTable.map((fault) => fault.name).join(', ');
}

function unknown(message: string): RehearsalError {
  return new RehearsalError('FAULT_UNKNOWN', message);
}
