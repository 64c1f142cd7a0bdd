/**
 * The situations of expected.ts in one rehearsal venue: what each opens, and that all of it is cleared
 * and sent.
 */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES } from '../../../src/domain/types/services.js';
import { dataOf, type PracticeVenue } from '../../venue/practice-venue.js';
import {
  change,
  onboard,
  planAt,
  planOnboarding,
  planResync,
  requestCode,
  resync,
  tomorrow,
  untilOver,
} from '../../venue/requests.js';
import { bringBack, takeAway } from '../../venue/venue-file.js';
import type { WatchedRows } from '../shared/watched-rows.js';
import type { AlertSituation } from './expected.js';
import { backupNote, deactivation, factsOfServer, noteBackup, noteStops } from './facts.js';

/** `set` resolves when it is so. `unset` ends it; left out: the next situation does. */
export interface Situation {
  readonly name: AlertSituation;
  set(): Promise<void>;
  /** When its last alert is due, after the wait of its rule. Default: at once. */
  due?(): Promise<Date>;
  unset?(): Promise<void>;
  /** Its alerts are cleared while the next one is set: their facts are read once a minute. Default: all is over before the next one. */
  readonly isSlow?: boolean;
}

const FAULT_ACTS_MS = 1500;
const OVER_MS = 120_000;

/** Starts the server once more. `down`: what is done while it does not run. */
export type Again = (down: () => void) => Promise<void>;

/** Of a venue that was never onboarded. `again`: also with a second person for a resync. */
export function ofOperations(venue: PracticeVenue, rows: WatchedRows, again: Again): readonly Situation[] {
  let waiting = '';
  return [
    { name: 'cloud away while a code is redeemed', isSlow: true, set: () => loseTheCloud(venue, rows) },
    {
      name: 'that onboarding fails, once the cloud is back',
      isSlow: true,
      set: async () => {
        await venue.setFaults({});
        await untilOver(venue, [...rows.ids()][0] ?? '', OVER_MS);
      },
    },
    {
      name: 'first sync, stalled',
      set: async () => {
        await begin(venue);
        await until(venue, ({ plannedUntil }) => plannedUntil !== null);
        await venue.setFaults({ sync: 'stall' });
      },
      due: () => rows.plannedEnd(OVER_MS),
      unset: async () => {
        await venue.setFaults({});
        await until(venue, ({ state }) => state === 'OK');
      },
    },
    { name: 'a resync that runs', set: () => resyncUntilOver(venue) },
    {
      name: 'database of the venue away',
      set: async () => {
        // Clerks are read from it, so the session has to be fresh.
        venue.forgetSessions();
        await venue.token();
        await again(() => takeAway(venue.folder));
      },
      unset: async () => {
        bringBack(venue.folder);
        await until(venue, ({ state }) => state === 'OK');
      },
    },
    {
      name: 'a resync that awaits approval',
      isSlow: true,
      set: async () => {
        // 12:00 or 13:00 in Sydney.
        const startAt = tomorrow(2);
        const answer = await resync(venue, await planAt(venue, startAt), { startAt });
        waiting = dataOf<{ resync: { id: string } }>(answer).resync.id;
      },
      unset: () => change(venue, 'cancelOperation', `id: "${waiting}", reason: "A campaign"`, 'id'),
    },
  ];
}

/** Of a venue that is onboarded. */
export function ofFaults(venue: PracticeVenue): readonly Situation[] {
  const set = (faults: Readonly<Record<string, string>>) => venue.setFaults(faults);
  const faulty = (name: AlertSituation, faults: Readonly<Record<string, string>>): Situation => ({
    name,
    set: () => set(faults),
    unset: () => set({}),
  });
  const others = SERVICES.map(({ key }) => key).filter((key) => key !== 'gateway-client');
  return [
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
    {
      name: 'facts of the server: audit, holders, PINs, backup, token, disk',
      isSlow: true,
      ...factsOfServer(venue),
    },
    { name: 'a clerk who is deactivated', isSlow: true, ...deactivation(venue) },
    {
      name: 'a service that runs, and has stopped again and again',
      isSlow: true,
      set: async () => noteStops(venue),
    },
    {
      name: 'no backup',
      set: async () => rmSync(backupNote(venue)),
      unset: async () => noteBackup(venue, 0),
    },
    faulty('exceptions, another version, no elevation, a re-index', {
      sync: 'exceptions',
      swiftpos: 'version-mismatch',
      elevation: 'missing',
      database: 'reindexing',
    }),
  ];
}

/** Until all data is sent. */
export async function connect(venue: PracticeVenue): Promise<void> {
  await begin(venue);
  await until(venue, ({ state }) => state === 'OK');
}

async function begin(venue: PracticeVenue): Promise<void> {
  dataOf(await onboard(venue, await planOnboarding(venue), await requestCode(venue)));
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
