/** Opens the state database only when it is the one that this data folder knows; a first start makes all that later starts check. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../errors.js';
import type { KeptState, KnownState } from '../operations/ports/kept-state.js';
import type { KeyValueStore } from '../operations/ports/key-value-store.js';
import type { Keys, Log } from '../operations/ports/machine.js';
import { anchoredState, anchorsOf } from './anchored-state.js';
import {
  IDENTITY,
  IDENTITY_FILE,
  type Identity,
  isFirstStart,
  keyIdsOf,
  readAnchor,
  readIdentity,
  STATE_FILE,
  stateLost,
  writeIdentity,
} from './identity.js';
import { isThere } from './is-there.js';

export interface KnownStateParts {
  readonly dataFolder: string;
  /** Opened at the first call. */
  keys(): Keys;
  /** Where the audit's head is written down besides; undefined: nowhere else. */
  readonly anchorFile: string | undefined;
  readonly log: Log;
  /** `id`: of the state that it has to be, before anything is changed in it. */
  open(file: string, how: { readonly create: boolean; readonly id: string | undefined }): Promise<KeptState>;
}

/** Throws STATE_LOST with what is missing or is not what it was, or STATE_DATABASE_DAMAGED; nothing is changed then. */
export async function openKnownState(parts: KnownStateParts): Promise<KnownState> {
  const { dataFolder } = parts;
  const create = isFirstStart(dataFolder);
  const identity = readIdentity(dataFolder);
  const file = join(dataFolder, STATE_FILE);
  if (!create && !isThere(file)) throw stateLost(`The state database ${file} is missing.`);
  // Before there is a state: what it signs has to be there first.
  if (create) parts.keys();
  const state = await parts.open(file, { create, id: identity?.id });
  try {
    await requireWhole(state, parts.log);
    const { id: stateId } = await recognise(state, identity, parts);
    await requireUpToDate(state, dataFolder);
    return anchoredState(state, { ...parts, stateId });
  } catch (error) {
    await state.close();
    throw error;
  }
}

/** The same file without a question, for whoever looks why it is refused. Throws STATE_LOST where there is none. */
export async function openStateAsItIs(parts: KnownStateParts): Promise<KnownState> {
  const { dataFolder } = parts;
  const file = join(dataFolder, STATE_FILE);
  if (!isThere(file)) throw stateLost(`The state database ${file} is missing.`);
  const state = await parts.open(file, { create: false, id: undefined });
  const identity =
    readIdentity(dataFolder) ?? ((await state.keyValues.get(IDENTITY))?.value as Identity | undefined);
  const stateId = identity?.id ?? '';
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
  { dataFolder, keys }: KnownStateParts,
): Promise<Identity> {
  const ids = keyIdsOf(keys());
  const inside = (await state.keyValues.get(IDENTITY))?.value as Identity | undefined;
  const known = identity ?? inside;
  const changed = Object.keys(ids).filter((purpose) => known && known.keys[purpose] !== ids[purpose]);
  if (changed.length > 0)
    throw stateLost(
      `Not the key that this state was made with: ${changed.join(', ')}, in ${join(dataFolder, 'keys')}.`,
    );
  // In a transaction: of two that begin with it at once, both know it by one name.
  const mine = inside ?? (await state.transaction(({ keyValues }) => introduce(keyValues, known, ids)));
  if (!identity) writeIdentity(dataFolder, mine);
  return mine;
}

async function introduce(
  keyValues: KeyValueStore,
  known: Identity | undefined,
  keys: Identity['keys'],
): Promise<Identity> {
  const other = (await keyValues.get(IDENTITY))?.value as Identity | undefined;
  if (other) return other;
  const now = new Date();
  const mine = known ?? { id: randomUUID(), createdAt: now.toISOString(), keys };
  await keyValues.set(IDENTITY, { ...mine }, now);
  return mine;
}

/** A lost -wal file, or a copy of another day that was put back by hand, takes back what was said to be done. */
async function requireUpToDate(state: KeptState, dataFolder: string): Promise<void> {
  const anchor = readAnchor(dataFolder);
  if (!anchor || anchor.sequence === 0 || (await state.audit.hashOf(anchor.sequence)) === anchor.hash) return;
  throw stateLost(
    `The state database is older than, or another than, the one that was used last: row ${anchor.sequence} of its audit is not what it was. ${IDENTITY_FILE} and audit-anchor.json tell so.`,
  );
}
