/** What the plans need of the migration file (passport) that was imported on this server. */
import type { KeyValueStore } from '../ports/key-value-store.js';
import type { Passport } from '../types/passport.js';

const NAME = 'passport';

export interface KnownPassport {
  readonly id: string;
  readonly madeAt: Date;
  readonly importedAt: Date;
  /** The server that the cloud knew at the export; if it was unknown, the server that exported the file. */
  readonly machineId: string;
  readonly everConnected: boolean;
}

export async function recallPassport(keyValues: KeyValueStore): Promise<KnownPassport | undefined> {
  const kept = await keyValues.get(NAME);
  if (!kept) return undefined;
  const { madeAt, ...value } = kept.value as Omit<KnownPassport, 'madeAt' | 'importedAt'> & {
    madeAt: string;
  };
  return { ...value, madeAt: new Date(madeAt), importedAt: kept.at };
}

export async function rememberPassport(
  keyValues: KeyValueStore,
  { id, madeAt, gateway, server, everConnected }: Passport,
  at: Date,
): Promise<void> {
  const machineId = gateway?.machineId ?? server.machineId;
  await keyValues.set(NAME, { id, madeAt, machineId, everConnected }, at);
}
