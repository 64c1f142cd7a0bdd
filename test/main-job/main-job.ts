/** What every file here does with a practice venue: start it quick, speak as any clerk, follow an operation to its end. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, PracticeVenue } from '../prove/practice-venue.js';
import {
  type Checked,
  onboard,
  planOnboarding,
  planResync,
  requestCode,
  type Told,
  tell,
} from '../prove/requests.js';

const SITE = {
  stableSeconds: 0.5,
  pollMs: 100,
  heartbeatMs: 15_000,
  startTimeoutSeconds: 10,
  stopGraceSeconds: 5,
  attentionMs: 2000,
};

const PINS: Readonly<Record<string, string>> = { 1: '2468', 2: '1357', 3: '8642', 4: '9753', 5: '1122' };

/** How long an operation may take here; the machine may be busy. */
export const OPERATION_MS = 90_000;

export async function startVenue(site: object = {}): Promise<PracticeVenue> {
  const venue = await PracticeVenue.prepare({ site: { ...SITE, ...site } });
  await venue.start();
  return venue;
}

export async function signIn(venue: PracticeVenue, clerkId: string): Promise<string> {
  const { data, errors } = await venue.request(
    'mutation ($id: ID!, $pin: String!) { signIn(clerkId: $id, pin: $pin) { token } }',
    { id: clerkId, pin: PINS[clerkId] },
  );
  if (!data?.signIn) throw new Error(`Clerk ${clerkId} may not sign in: ${JSON.stringify(errors)}`);
  return data.signIn.token;
}

/** Extensions of the first error; a test that expects none reads `undefined`. */
export function refusalOf({ errors }: Answer) {
  return errors[0]?.extensions as
    | { code: string; remedy?: string; gate?: string; grantableBy?: string[]; [more: string]: unknown }
    | undefined;
}

export async function ended(venue: PracticeVenue, id: string): Promise<Told> {
  for (const deadline = Date.now() + OPERATION_MS; ; await sleep(100)) {
    const told = await tell(venue, id);
    if (told && ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(told.state)) return told;
    if (Date.now() > deadline) throw new Error(`Operation ${id} does not end: ${JSON.stringify(told)}`);
  }
}

/** Plan, code, onboard: the operation that was begun. */
export async function beginOnboarding(venue: PracticeVenue): Promise<string> {
  const plan = await planOnboarding(venue);
  const answer = await onboard(venue, plan, await requestCode(venue));
  if (!answer.data?.onboard) throw new Error(`Not begun: ${JSON.stringify(answer.errors)}`);
  return answer.data.onboard.id;
}

export async function onboarded(venue: PracticeVenue): Promise<Told> {
  return ended(venue, await beginOnboarding(venue));
}

/** None runs, that is: also true before one began. */
export async function firstSyncIsOver(venue: PracticeVenue): Promise<boolean> {
  const plan = await planResync(venue);
  return plan.checks.some(({ code, outcome }) => code === 'FIRST_SYNC_RUNNING' && outcome === 'PASS');
}

export async function redemptions(venue: PracticeVenue): Promise<number> {
  const ledger = await venue.cloud<{ redemptions: { outcome: string }[] }>('/ledger');
  return ledger.redemptions.filter(({ outcome }) => outcome === 'redeemed').length;
}

/** By key: what GraphQL says of the two that onboarding is about. */
export async function linkTable(venue: PracticeVenue): Promise<Record<string, Record<string, unknown>>> {
  const { data } = await venue.ask('{ services { key status startMode processId } }');
  const link = data.services.filter(({ key }: { key: string }) =>
    ['gateway-client', 'cloud-sync'].includes(key),
  );
  return Object.fromEntries(link.map((service: { key: string }) => [service.key, service]));
}

export const BEFORE_ONBOARDING = {
  'gateway-client': { key: 'gateway-client', status: 'STOPPED', startMode: 'MANUAL', processId: null },
  'cloud-sync': { key: 'cloud-sync', status: 'NOT_INSTALLED', startMode: null, processId: null },
};

export function failing({ checks }: Checked): readonly string[] {
  return checks.filter(({ outcome }) => outcome === 'FAIL' || outcome === 'UNKNOWN').map(({ code }) => code);
}

export function isAlive(pid: unknown): boolean {
  try {
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}

export function serverJson(venue: PracticeVenue): { pid: number; port: number; startedAt: string } {
  return JSON.parse(readFileSync(join(venue.folder, 'server.json'), 'utf8'));
}

/** Looks until it is so. */
export async function until(isSo: () => Promise<boolean>, what: string, ms = 60_000): Promise<void> {
  for (const deadline = Date.now() + ms; !(await isSo()); await sleep(200)) {
    if (Date.now() > deadline) throw new Error(`Not in time: ${what}`);
  }
}
