/** The situations of alerts-expected.ts in one rehearsal venue: what each opens, and that all of it is cleared and sent. */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES } from '../../src/domain/types/services.js';
import { dataOf, type PracticeVenue } from '../venue/practice-venue.js';
import {
  onboard,
  planAt,
  planOnboarding,
  planResync,
  requestCode,
  resync,
  tomorrow,
  untilOver,
} from '../venue/requests.js';
import type { AlertSituation } from './alerts-expected.js';
import type { WatchedRows } from './watched-rows.js';

/** `set` resolves when it is so. `unset` ends it; left out: the next situation does. */
export interface Situation {
  readonly name: AlertSituation;
  set(): Promise<void>;
  unset?(): Promise<void>;
  /** Its alerts are cleared while the next one is set: their facts are read once a minute. Default: all is over before the next one. */
  readonly isSlow?: boolean;
}

const FAULT_ACTS_MS = 1500;
const OVER_MS = 120_000;
const DAY_MS = 86_400_000;

export function situationsOf(
  venue: PracticeVenue,
  rows: WatchedRows,
  again: () => Promise<void>,
): readonly Situation[] {
  const set = (faults: Readonly<Record<string, string>>) => venue.setFaults(faults);
  const faulty = (
    name: AlertSituation,
    faults: Readonly<Record<string, string>>,
    more: Partial<Situation> = {},
  ): Situation => ({ name, set: () => set(faults), unset: () => set({}), ...more });
  const others = SERVICES.map(({ key }) => key).filter((key) => key !== 'gateway-client');
  let waiting = '';
  return [
    { name: 'cloud away while a code is redeemed', isSlow: true, set: () => loseTheCloud(venue, rows) },
    {
      name: 'that onboarding fails, once the cloud is back',
      isSlow: true,
      set: async () => {
        await set({});
        await untilOver(venue, [...rows.ids()][0] ?? '', OVER_MS);
      },
    },
    {
      name: 'first sync, stalled',
      set: async () => {
        dataOf(await onboard(venue, await planOnboarding(venue), await requestCode(venue)));
        await until(venue, ({ plannedUntil }) => plannedUntil !== null);
        await set({ sync: 'stall' });
      },
      unset: async () => {
        await set({});
        await until(venue, ({ state }) => state === 'OK');
      },
    },
    faulty('link=down', { link: 'down' }),
    faulty('cloud=down', { cloud: 'down' }),
    faulty('swiftpos=migrated', { swiftpos: 'migrated' }),
    faulty('swiftpos=web-server-down', { swiftpos: 'web-server-down' }),
    faulty('registration=expiring', { registration: 'expiring' }),
    faulty('registration=expired', { registration: 'expired' }),
    {
      name: 'gateway-client stopped by a clerk',
      set: () => change(venue, 'stopService', 'key: "gateway-client"'),
      unset: () => change(venue, 'startService', 'key: "gateway-client"'),
    },
    {
      name: 'all other services stopped by a clerk',
      set: async () => {
        for (const key of others) await change(venue, 'stopService', `key: "${key}"`);
      },
      unset: async () => {
        for (const key of others) await change(venue, 'startService', `key: "${key}"`);
      },
    },
    {
      name: 'gateway-client stopped under maintenance',
      set: async () => {
        await change(venue, 'setMaintenance', 'on: true, reason: "A campaign"', 'on');
        await change(venue, 'stopService', 'key: "gateway-client"');
      },
      unset: async () => {
        await change(venue, 'startService', 'key: "gateway-client"');
        await until(venue, ({ state, codes }) => state !== 'DOWN' && !codes.includes('LINK_DOWN'));
        await change(venue, 'setMaintenance', 'on: false, reason: "A campaign"', 'on');
      },
    },
    factsOfTheServer(venue),
    {
      name: 'no backup',
      set: async () => rmSync(backupNote(venue)),
      unset: async () => noteBackup(venue, 0),
    },
    { name: 'a resync that runs', set: () => resyncUntilOver(venue) },
    faulty(
      'exceptions, another version, no elevation, a re-index',
      {
        sync: 'exceptions',
        swiftpos: 'version-mismatch',
        elevation: 'missing',
        database: 'reindexing',
      },
      { isSlow: true },
    ),
    {
      name: 'a resync that awaits approval',
      isSlow: true,
      set: async () => {
        await again();
        // 12:00 or 13:00 in Sydney.
        const startAt = tomorrow(2);
        const answer = await resync(venue, await planAt(venue, startAt), { startAt });
        waiting = dataOf<{ resync: { id: string } }>(answer).resync.id;
      },
      unset: () => change(venue, 'cancelOperation', `id: "${waiting}", reason: "A campaign"`, 'id'),
    },
  ];
}

/** From the moment at which the code is sent. */
async function loseTheCloud(venue: PracticeVenue, rows: WatchedRows): Promise<void> {
  const plan = await planOnboarding(venue);
  const code = await requestCode(venue);
  const known = rows.ids();
  dataOf(await onboard(venue, plan, code));
  await rows.until('ONBOARD', known, 'step:redeem-code:RUNNING', OVER_MS);
  const lock = rows.hold();
  await venue.setFaults({ cloud: 'down' });
  await sleep(FAULT_ACTS_MS);
  lock.free();
}

async function resyncUntilOver(venue: PracticeVenue): Promise<void> {
  const answer = await resync(venue, await planResync(venue));
  await untilOver(venue, dataOf<{ resync: { id: string } }>(answer).resync.id, OVER_MS);
}

function factsOfTheServer(venue: PracticeVenue): Situation {
  const filler = join(venue.folder, 'filler');
  const input =
    'input: { securityGroupId: "2", permission: CLOUD_CONNECTIVITY_ONBOARD, reason: "A campaign" }';
  const verify = async () => dataOf(await venue.ask('{ auditVerification { intact } }'));
  let token = '';
  let reason: unknown;
  let guard = '';
  return {
    name: 'facts of the server: audit, holders, PINs, backup, token, disk',
    isSlow: true,
    async set() {
      await change(venue, 'grantPermission', input, 'id');
      const until = new Date(Date.now() + 30 * DAY_MS).toISOString();
      const made = await venue.ask(
        `mutation { createApiToken(input: { name: "A campaign", permissions: [SERVICES_VIEW], expiresAt: "${until}" }) { id } }`,
      );
      token = dataOf<{ createApiToken: { id: string } }>(made).createApiToken.id;
      inState(venue, (state) => {
        const at = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
        state
          .prepare('UPDATE api_token SET created_at = ?, expires_at = ? WHERE id = ?')
          .run(at(-20), at(6), token);
        const hours = [[Math.floor(Date.now() / 3_600_000), 300]];
        state
          .prepare('INSERT OR REPLACE INTO memory (name, value, at) VALUES (?, ?, ?)')
          .run('wrong PINs', JSON.stringify({ hours, toldAt: Date.now() }), at(0));
        guard = String(
          state.prepare("SELECT sql FROM sqlite_master WHERE name = 'audit_unchanged'").get()?.['sql'],
        );
        state.exec('DROP TRIGGER audit_unchanged');
        reason = state.prepare('SELECT reason FROM audit WHERE sequence = 1').get()?.['reason'];
        state.exec("UPDATE audit SET reason = 'Touched' WHERE sequence = 1");
      });
      await verify();
      noteBackup(venue, 8);
      execFileSync('fallocate', ['-l', '700M', filler]);
    },
    async unset() {
      await change(venue, 'revokePermission', input, 'id');
      dataOf(await venue.ask(`mutation { revokeApiToken(id: "${token}") }`));
      inState(venue, (state) => {
        state.exec("DELETE FROM memory WHERE name = 'wrong PINs'");
        state.prepare('UPDATE audit SET reason = ? WHERE sequence = 1').run(reason as string | null);
        state.exec(guard);
      });
      await verify();
      noteBackup(venue, 0);
      rmSync(filler);
    },
  };
}

export function noteBackup(venue: PracticeVenue, daysAgo: number): void {
  const takenAt = new Date(Date.now() - daysAgo * DAY_MS).toISOString();
  writeFileSync(backupNote(venue), JSON.stringify({ id: 'a campaign', takenAt, folder: 'elsewhere' }));
}

function backupNote({ folder }: PracticeVenue): string {
  return join(folder, 'last-backup.json');
}

function inState({ stateFile }: PracticeVenue, work: (state: DatabaseSync) => void): void {
  const state = new DatabaseSync(stateFile, { timeout: 10_000 });
  try {
    work(state);
  } finally {
    state.close();
  }
}

interface StatusSeen {
  readonly state: string;
  readonly plannedUntil: string | null;
  readonly codes: readonly string[];
}

async function until(venue: PracticeVenue, isSo: (status: StatusSeen) => boolean): Promise<void> {
  const query = '{ venueStatus { state plannedUntil findings { code } } }';
  for (const deadline = Date.now() + OVER_MS; ; await sleep(500)) {
    const { data } = await venue.ask(query);
    const { state, plannedUntil, findings } = data?.venueStatus ?? {};
    const codes = (findings ?? []).map(({ code }: { code: string }) => code);
    if (state !== undefined && isSo({ state, plannedUntil, codes })) return;
    if (Date.now() > deadline) throw new Error(`The status stays ${state} [${codes}]`);
  }
}

async function change(venue: PracticeVenue, field: string, args: string, fields = 'key'): Promise<void> {
  dataOf(await venue.ask(`mutation { ${field}(${args}) { ${fields} } }`));
}
