/** Opens the state database only when it is the one that this data folder knows; a first start makes all that later starts check. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { BesideAnchor, LostAnchor } from '../../domain/ports/audit-anchors.js';
import type { KeptState, KnownState } from '../../domain/ports/kept-state.js';
import type { KeyValueStore } from '../../domain/ports/key-value-store.js';
import type { Keys, Log } from '../../domain/ports/machine.js';
import { AppError } from '../../errors/errors.js';
import { isThere } from './access.js';
import { anchoredState, anchorsOf } from './anchored-state.js';
import {
  ANCHOR_FILE,
  IDENTITY,
  IDENTITY_FILE,
  type Identity,
  isFirstStart,
  keyIdsOf,
  readAnchor,
  readIdentity,
  STATE_FILE,
  stateLost,
  writeAnchor,
  writeIdentity,
} from './identity.js';

export interface OpenHow {
  readonly create: boolean;
  readonly id: string | undefined;
  /** Nothing is written, and a state of another version is refused. */
  readonly readOnly?: boolean;
}

export interface KnownStateParts {
  readonly dataFolder: string;
  /** Opened at the first call. */
  keys(): Keys;
  /** Where the audit's head is written down besides; undefined: nowhere else. */
  readonly anchorFile: string | undefined;
  readonly log: Log;
  /** What it is opened as; a state that was made as the other is refused. */
  readonly environment: NonNullable<Identity['environment']>;
  /** `id`: of the state that it has to be, before anything is changed in it. */
  open(file: string, how: OpenHow): Promise<KeptState>;
  /** Records in the audit what was wrong with the folder's own anchor. Default: not recorded, as a copy has no anchor. */
  noteLost?: NoteLost | undefined;
}

export type NoteLost = (state: KeptState, lost: LostAnchor) => Promise<void>;

/** In the state once its anchor was found signed: only a state of an older version has an unsigned one. */
const ANCHOR_SIGNED = 'anchor signed';
const BEFORE_THE_FIRST = { sequence: 0, hash: '0'.repeat(64) };

/** Throws STATE_LOST with what is missing or is not what it was, or STATE_DATABASE_DAMAGED; nothing is changed then. */
export async function openKnownState(parts: KnownStateParts): Promise<KnownState> {
  const { dataFolder } = parts;
  const create = isFirstStart(dataFolder);
  const identity = readIdentity(dataFolder);
  const file = join(dataFolder, STATE_FILE);
  if (!create && !isThere(file)) throw stateLost(`The state database ${file} is missing.`);
  // Before there is a state: what it signs has to be there first.
  if (create && !readAnchor(dataFolder, parts.keys()))
    writeAnchor(dataFolder, BEFORE_THE_FIRST, parts.keys());
  const state = await parts.open(file, { create, id: identity?.id });
  try {
    await requireWhole(state, parts.log);
    const { id: stateId } = await recognise(state, identity, parts);
    const anchor = await requireUpToDate(state, parts);
    if (anchor?.isSigned && !(await state.keyValues.get(ANCHOR_SIGNED)))
      await state.keyValues.set(ANCHOR_SIGNED, {}, new Date());
    // On record before a signed one takes its place: a server run that ends between the two leaves it to the next.
    if (!anchor?.isSigned) await parts.noteLost?.(state, anchor ? 'unsigned' : 'missing');
    return anchoredState(state, { ...parts, stateId });
  } catch (error) {
    await state.close();
    throw error;
  }
}

/** The state that this data folder knows, only to be read. Throws as `openKnownState` does, and STATE_LOST where there is none. */
export async function inspectKnownState(parts: KnownStateParts): Promise<KnownState> {
  const { dataFolder } = parts;
  if (isFirstStart(dataFolder))
    throw new AppError('STATE_LOST', {
      message: `${dataFolder} has no state.`,
      remedy: 'Check VENUE_CONTROL_DATA, and that the disk of that folder is available. Nothing was written.',
    });
  const state = await openReadOnly(parts, readIdentity(dataFolder)?.id);
  try {
    await requireWhole(state, parts.log);
    requireOwnKeys(readIdentity(dataFolder) ?? (await insideOf(state)), parts);
    await requireUpToDate(state, parts);
    return state;
  } catch (error) {
    await state.close();
    throw error;
  }
}

/** The same file read-only and without a check, to find why it is refused. Throws STATE_LOST where there is none. */
export function openStateAsItIs(parts: KnownStateParts): Promise<KnownState> {
  return openReadOnly(parts, undefined);
}

async function openReadOnly(parts: KnownStateParts, id: string | undefined): Promise<KnownState> {
  const { dataFolder } = parts;
  const file = join(dataFolder, STATE_FILE);
  if (!isThere(file)) throw stateLost(`The state database ${file} is missing.`);
  const state = await parts.open(file, { create: false, id, readOnly: true });
  const stateId = (readIdentity(dataFolder) ?? (await insideOf(state)))?.id ?? '';
  return { ...state, anchors: anchorsOf({ ...parts, stateId }) };
}

async function requireWhole(state: KeptState, log: Log): Promise<void> {
  const damage = await state.damage();
  if (damage === undefined) return;
  log.error({ damage }, 'The state database is damaged');
  throw new AppError('STATE_DATABASE_DAMAGED');
}

/** The keys are the ones that the state knows; what doesn't know any yet learns them, as every data folder of an older version does. */
async function recognise(
  state: KeptState,
  identity: Identity | undefined,
  parts: KnownStateParts,
): Promise<Identity> {
  const inside = await insideOf(state);
  const known = identity ?? inside;
  const ids = requireOwnKeys(known, parts);
  const { environment = parts.environment } = known ?? {};
  if (environment !== parts.environment) throw madeAs(environment, parts.dataFolder);
  // In a transaction: of two that begin with it at once, both know it by one name.
  const mine =
    inside ??
    (await state.transaction(({ keyValues }) => introduce(keyValues, known, { keys: ids, environment })));
  if (!identity?.environment) writeIdentity(parts.dataFolder, { ...mine, environment });
  return mine;
}

function madeAs(environment: KnownStateParts['environment'], dataFolder: string): AppError {
  if (environment === 'rehearsal')
    return new AppError('VENUE_NOT_READY', {
      message: `The state in ${dataFolder} belongs to a rehearsal, whose PINs are public.`,
      remedy: 'Set VENUE_CONTROL_DATA to a new folder. Nothing was changed.',
    });
  return new AppError('VENUE_FILE_MISSING', {
    message: `The state in ${dataFolder} belongs to a production venue, but venue.json is missing there.`,
    remedy: 'Restore venue.json (each backup has a copy), then try again. Nothing was changed.',
  });
}

/** What the state itself knows; undefined in one of an older version. */
async function insideOf(state: KeptState): Promise<Identity | undefined> {
  return (await state.keyValues.get(IDENTITY))?.value as Identity | undefined;
}

function requireOwnKeys(
  known: Identity | undefined,
  { dataFolder, keys }: KnownStateParts,
): Identity['keys'] {
  const ids = keyIdsOf(keys());
  const changed = Object.keys(ids).filter((purpose) => known && known.keys[purpose] !== ids[purpose]);
  if (changed.length === 0) return ids;
  throw stateLost(
    `These keys do not belong to this state: ${changed.join(', ')}, in ${join(dataFolder, 'keys')}.`,
  );
}

async function introduce(
  keyValues: KeyValueStore,
  known: Identity | undefined,
  how: Pick<Identity, 'keys' | 'environment'>,
): Promise<Identity> {
  const other = (await keyValues.get(IDENTITY))?.value as Identity | undefined;
  if (other) return other;
  const now = new Date();
  const mine = known ?? { id: randomUUID(), createdAt: now.toISOString(), ...how };
  await keyValues.set(IDENTITY, { ...mine }, now);
  return mine;
}

/** A lost -wal file, or a copy of another day that was restored by hand, takes back what was said to be done. */
async function requireUpToDate(
  state: KeptState,
  { dataFolder, keys }: KnownStateParts,
): Promise<BesideAnchor | undefined> {
  const anchor = readAnchor(dataFolder, keys());
  if (anchor && !anchor.isSigned && (await state.keyValues.get(ANCHOR_SIGNED)))
    throw stateLost(
      `The file ${join(dataFolder, ANCHOR_FILE)} is no longer signed. Another program changed it.`,
    );
  if (!anchor || anchor.sequence === 0 || (await state.audit.hashOf(anchor.sequence)) === anchor.hash)
    return anchor;
  throw stateLost(
    `The state database is older than the one that was used last, or a different one: row ${anchor.sequence} of its audit log has changed. This was detected with ${IDENTITY_FILE} and audit-anchor.json.`,
  );
}
