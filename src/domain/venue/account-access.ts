/** Reads what depends on the account of the server: readable event logs, and the way to the cloud. The server tests it, doctor shows it. */

import type { KeyValueStore } from '../ports/key-value-store.js';
import type { Clock, Log } from '../ports/machine.js';
import { every } from '../ports/pause.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import { Row } from '../scripts/output.js';

export interface AccountAccess {
  readonly part: 'event log' | 'proxy';
  /** Of the event log, or the proxy's address; undefined: no proxy. */
  readonly name: string | undefined;
  /** Of a proxy: venue.json, HTTPS_PROXY, or account. */
  readonly source: string | undefined;
  /** What is wrong. */
  readonly why: string | undefined;
  readonly account: string;
}

const script = 'Test-VenueAccess';
const NAME = 'access of the account';
const EVERY_MS = 600_000;

export async function testAccess(scripts: Pick<ScriptRunner, 'run'>): Promise<readonly AccountAccess[]> {
  const { output } = await scripts.run({ script, deadlineMs: 30_000 });
  return output.map((value) => {
    const row = new Row(value, script);
    return {
      part: row.oneOf('Part', ['event log', 'proxy']),
      name: row.optionalText('Name'),
      source: row.optionalText('Source'),
      why: row.optionalText('Why'),
      account: row.text('Account'),
    };
  });
}

interface Parts {
  readonly scripts: Pick<ScriptRunner, 'run'>;
  readonly keyValues: KeyValueStore;
  readonly clock: Clock;
  readonly log: Log;
}

/** At once, and every ten minutes until the signal. */
export async function keepAccess(
  { scripts, keyValues, clock, log }: Parts,
  signal: AbortSignal,
): Promise<void> {
  const failed = "What the server's account may use could not be tested";
  await every({ clock, log, failed, everyMs: EVERY_MS }, signal, async () => {
    const rows = await testAccess(scripts);
    await keyValues.set(NAME, { rows: JSON.stringify(rows) }, clock.now());
  });
}

/** Undefined: no server of this version ran yet. */
export async function accessRead(
  keyValues: KeyValueStore,
): Promise<{ readonly rows: readonly AccountAccess[]; readonly at: Date } | undefined> {
  const noted = await keyValues.get(NAME);
  const rows = noted?.value['rows'];
  return typeof rows === 'string' && noted ? { rows: JSON.parse(rows), at: noted.at } : undefined;
}
