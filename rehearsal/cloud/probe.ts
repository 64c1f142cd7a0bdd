/** Who answers where the rehearsal cloud should be. */
import { realpathSync } from 'node:fs';
import { resolve as absolute } from 'node:path';
import { askCloud } from '../services/cloud-client.js';

/**
 * `ours`: the cloud of this data folder. `other`: that of another one. `absent`: no one listens. `foreign`: something else does, or it
 * didn't answer within four: a machine at its limit is slow to answer, and one that no one listens on refuses at once.
 */
export type CloudPresence = 'ours' | 'other' | 'absent' | 'foreign';

export interface CloudIdentity {
  readonly dataFolder: string;
  readonly pid: number;
  readonly startedAt: string;
}

const answerWithinMs = 4000;

/** Never throws. */
export async function probeCloud(url: string, dataFolder: string): Promise<CloudPresence> {
  try {
    const identity = await readIdentity(url);
    if (!identity) return 'foreign';
    return real(identity.dataFolder) === real(dataFolder) ? 'ours' : 'other';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED' ? 'absent' : 'foreign';
  }
}

/** What a rehearsal cloud says of itself; undefined when none answers. */
export function findIdentity(url: string): Promise<CloudIdentity | undefined> {
  return readIdentity(url).catch(() => undefined);
}

async function readIdentity(url: string): Promise<CloudIdentity | undefined> {
  const call = { method: 'GET', path: '/identity', isAlone: true } as const;
  const { body } = await askCloud(url, call, AbortSignal.timeout(answerWithinMs));
  const identity = body as (CloudIdentity & { rehearsal?: unknown }) | null;
  return identity?.rehearsal === true && typeof identity.dataFolder === 'string' ? identity : undefined;
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return absolute(path);
  }
}
