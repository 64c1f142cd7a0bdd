/** Who answers where the rehearsal cloud should be. */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * `ours`: the cloud of this data folder. `other`: that of another one. `absent`: nobody listens. `foreign`: something else does, or it
 * didn't answer within a second.
 */
export type CloudPresence = 'ours' | 'other' | 'absent' | 'foreign';

/** Never throws. */
export async function probeCloud(url: string, dataFolder: string): Promise<CloudPresence> {
  try {
    const response = await fetch(`${url}/identity`, { signal: AbortSignal.timeout(1000), redirect: 'error' });
    const identity = (await response.json()) as { rehearsal?: unknown; dataFolder?: unknown };
    if (identity?.rehearsal !== true || typeof identity.dataFolder !== 'string') return 'foreign';
    return real(identity.dataFolder) === real(dataFolder) ? 'ours' : 'other';
  } catch (error) {
    return refused(error) ? 'absent' : 'foreign';
  }
}

function refused(error: unknown): boolean {
  const cause = (error as { cause?: { code?: string } }).cause;
  return cause?.code === 'ECONNREFUSED';
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
