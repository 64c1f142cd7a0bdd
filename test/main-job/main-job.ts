/** What every file here does with a practice venue: start it quick, speak as any clerk, follow an operation to its end. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type PracticeVenue, QUICK, startVenue } from '../venue/practice-venue.js';
import {
  type OperationAnswer,
  onboard,
  planOnboarding,
  planResync,
  requestCode,
  tell,
} from '../venue/requests.js';

/** How long an operation may take here; the machine may be busy. */
export const OPERATION_MS = 90_000;

/** With some of what a site decides changed. */
export function startQuick(site: object = {}): Promise<PracticeVenue> {
  return startVenue({ site: { ...QUICK, attentionMs: 2000, ...site } });
}

/** Extensions of the first error; a test that expects none reads `undefined`. */
export function refusalOf({ errors }: Answer) {
  return errors[0]?.extensions as
    | { code: string; remedy?: string; gate?: string; grantableBy?: string[]; [more: string]: unknown }
    | undefined;
}

export async function ended(venue: PracticeVenue, id: string): Promise<OperationAnswer> {
  for (const deadline = Date.now() + OPERATION_MS; ; await sleep(100)) {
    const result = await tell(venue, id);
    if (result && ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(result.state)) return result;
    if (Date.now() > deadline) throw new Error(`Operation ${id} does not end: ${JSON.stringify(result)}`);
  }
}

/** Plan, code, onboard: the operation that was begun. */
export async function beginOnboarding(venue: PracticeVenue): Promise<string> {
  const plan = await planOnboarding(venue);
  const answer = await onboard(venue, plan, await requestCode(venue));
  if (!answer.data?.onboard) throw new Error(`Not begun: ${JSON.stringify(answer.errors)}`);
  return answer.data.onboard.id;
}

export async function onboarded(venue: PracticeVenue): Promise<OperationAnswer> {
  return ended(venue, await beginOnboarding(venue));
}

/** None runs, that is: also true before one began. */
export async function firstSyncIsOver(venue: PracticeVenue): Promise<boolean> {
  const plan = await planResync(venue);
  return plan.checks.some(({ code, outcome }) => code === 'FIRST_SYNC_RUNNING' && outcome === 'PASS');
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

/** Checks until it is so. */
export async function until(isSo: () => Promise<boolean>, what: string, ms = 60_000): Promise<void> {
  for (const deadline = Date.now() + ms; !(await isSo()); await sleep(200)) {
    if (Date.now() > deadline) throw new Error(`Not in time: ${what}`);
  }
}
