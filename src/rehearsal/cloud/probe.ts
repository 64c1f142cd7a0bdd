/** Who answers where the rehearsal cloud should be. */
import { realpathSync } from 'node:fs';
import { get } from 'node:http';
import { resolve as absolute } from 'node:path';

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
const largestAnswer = 65_536;

/** Never throws. */
export async function probeCloud(url: string, dataFolder: string): Promise<CloudPresence> {
  try {
    const identity = JSON.parse(await read(`${url}/identity`)) as {
      rehearsal?: unknown;
      dataFolder?: unknown;
    };
    if (identity?.rehearsal !== true || typeof identity.dataFolder !== 'string') return 'foreign';
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
  const identity = JSON.parse(await read(`${url}/identity`)) as
    | (CloudIdentity & { rehearsal?: unknown })
    | null;
  return identity?.rehearsal === true && typeof identity.dataFolder === 'string' ? identity : undefined;
}

/** Not `fetch`, which refuses some ports that are free to use. */
function read(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, signal: AbortSignal.timeout(answerWithinMs) }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
        if (text.length > largestAnswer) request.destroy(new Error('No identity is that long.'));
      });
      response.once('end', () => resolve(text));
      response.once('error', reject);
    });
    request.once('error', reject);
  });
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return absolute(path);
  }
}
