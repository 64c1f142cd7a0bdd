/** What must be true after a kill: asked of the server, of the cloud's ledger, of the services, of the machine's processes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PracticeVenue } from '../../venue/practice-venue.js';
import { linkServices, type OperationAnswer, type ServiceAnswer, tell } from '../../venue/requests.js';
import { isOver, type WatchedRows } from '../shared/watched-rows.js';

/** A true state is there within this time after `Ready`. */
export const RECONCILED_MS = 5000;

export interface Before {
  readonly services: readonly ServiceAnswer[];
  readonly at: string;
  readonly syncJobs: number;
  readonly cloudSyncLicensed: boolean;
}

export interface Ledger {
  readonly redemptions: readonly { readonly outcome: string; readonly redemptionId: string }[];
  readonly syncJobs: readonly { readonly outcome: string; readonly kind: string; readonly jobId: string }[];
}

export async function lookBefore(venue: PracticeVenue): Promise<Before> {
  const { syncJobs } = await venue.cloud<Ledger>('/ledger');
  const { licence } = await venue.cloud<{ licence?: string }>('/faults');
  return {
    services: await linkServices(venue),
    at: new Date().toISOString(),
    syncJobs: syncJobs.length,
    cloudSyncLicensed: licence === undefined,
  };
}

/** Over, or claimed by the new life and heard of since, or waiting for a person with evidence and choices. */
export async function untrueOfRestart(
  venue: PracticeVenue,
  id: string,
  restartedAt: Date,
): Promise<string[]> {
  const deadline = Date.now() + RECONCILED_MS;
  let result: OperationAnswer | undefined;
  do {
    result = await tell(venue, id);
    if (!result) return [`acknowledged operation ${id} is lost`];
    if (isTrue(result, restartedAt)) return [];
    await sleep(50);
  } while (Date.now() < deadline);
  return [`still ${result.state} without a word ${RECONCILED_MS} ms after the restart`];
}

function isTrue(result: OperationAnswer, restartedAt: Date): boolean {
  if (isOver(result.state)) return true;
  if (result.state === 'NEEDS_ATTENTION') return (result.failure?.choices.length ?? 0) > 0;
  return result.events.some(({ at }) => new Date(at) > restartedAt);
}

/** Once it is over: redemptions, services, sync jobs, events. */
export async function untrueOfEnded(
  venue: PracticeVenue,
  rows: WatchedRows,
  id: string,
  before: Before,
  isHonest = (code: string) => HONEST.includes(code),
): Promise<string[]> {
  const result = await tell(venue, id);
  if (!result) return [`operation ${id} is lost`];
  if (!isOver(result.state))
    return [`still ${result.state} after a minute: ${result.failure?.message ?? ''}`];
  const ledger = await venue.cloud<Ledger>('/ledger');
  return [
    ...untrueCode(result, isHonest),
    ...untrueRedemptions(result, ledger, rows),
    ...untrueJobs(result, ledger, before),
    ...untrueEvents(result),
    ...untrueServices(result, before, await linkServices(venue)),
    ...(result.kind === 'RESYNC' ? untrueOrders(venue) : []),
  ];
}

/** Without a fault only the kill itself, or a cancel, may be the reason. */
const HONEST = ['OPERATION_INTERRUPTED', 'REDEMPTION_CLOSED', 'OPERATION_CANCELLED'];

function untrueCode(
  { state, failure, steps }: OperationAnswer,
  isHonest: (code: string) => boolean,
): string[] {
  if (state === 'SUCCEEDED') {
    const open = steps.filter((step) => step.state !== 'SUCCEEDED' && step.state !== 'SKIPPED');
    return [
      ...open.map(({ name }) => `SUCCEEDED, but step ${name} is not`),
      ...(failure ? [`SUCCEEDED, but it has a failure: ${failure.code}`] : []),
    ];
  }
  if (!failure) return [`${state} without a failure`];
  return isHonest(failure.code) ? [] : [`${state} with ${failure.code}: ${failure.message}`];
}

/** Each took effect once, and is known here. */
export function untrueLedger(ledger: Ledger, rows: WatchedRows): string[] {
  const redeemed = redeemedIn(ledger);
  const stored = rows.redemptions();
  const found: string[] = [];
  for (const { id: redemptionId } of stored) {
    const times = redeemed.filter((entry) => entry.redemptionId === redemptionId).length;
    if (times > 1) found.push(`redemption ${redemptionId} took effect ${times} times`);
  }
  const unknown = redeemed.filter((entry) => !stored.some((row) => row.id === entry.redemptionId));
  return [
    ...found,
    ...unknown.map(({ redemptionId }) => `the cloud redeemed ${redemptionId}, which no server stored`),
  ];
}

function redeemedIn({ redemptions }: Ledger): Ledger['redemptions'] {
  return redemptions.filter(({ outcome }) => outcome === 'redeemed');
}

function untrueRedemptions(
  { id, kind, state, failure }: OperationAnswer,
  ledger: Ledger,
  rows: WatchedRows,
): string[] {
  const found = untrueLedger(ledger, rows);
  if (kind !== 'ONBOARD') return found;
  const [redeemed, stored] = [redeemedIn(ledger), rows.redemptions()];

  const own = stored.find((row) => row.operationId === id);
  const took = redeemed.some((entry) => entry.redemptionId === own?.id);
  if (state === 'SUCCEEDED' && !took) found.push('SUCCEEDED, but the cloud redeemed nothing');
  if (own?.state === 'REDEEMED' && !took) found.push('stored as REDEEMED, but the cloud did not redeem it');
  if (took && own?.state !== 'REDEEMED')
    found.push(`the cloud redeemed it, but it is stored as ${own?.state}`);
  const said = failure?.notRestored.some((line) => line.includes('authentication code')) ?? false;
  if (took && state !== 'SUCCEEDED' && !said) found.push('the code is used up, and no one says so');
  if (!took && said) found.push('the code is said to be used up, and is not');
  return found;
}

function untrueJobs({ kind, state }: OperationAnswer, ledger: Ledger, before: Before): string[] {
  const since = ledger.syncJobs.slice(before.syncJobs);
  const full = since.filter((entry) => entry.kind === 'FULL');
  const begun = new Set(full.map(({ jobId }) => jobId));
  if (kind !== 'RESYNC') return begun.size > 0 ? [`a full send was begun by ${kind}`] : [];
  const completed = full.some(({ outcome }) => outcome === 'completed');
  return [
    ...(begun.size > 1 ? [`${begun.size} full sends were begun`] : []),
    ...(state === 'SUCCEEDED' && !completed ? ['SUCCEEDED, but no full send was completed'] : []),
  ];
}

/** Numbered without a gap; progress never goes back. */
function untrueEvents({ events }: OperationAnswer): string[] {
  const gap = events.find(({ sequence }, index) => sequence !== index + 1);
  const percents = events.flatMap(({ percent }) => (percent === null ? [] : [percent]));
  const back = percents.find((percent, index) => percent < (percents[index - 1] ?? 0) - 0.001);
  return [
    ...(gap ? [`event ${gap.sequence} is out of order`] : []),
    ...(back === undefined ? [] : [`progress went back to ${back}`]),
  ];
}

function untrueServices(
  { kind, state, failure }: OperationAnswer,
  before: Before,
  now: readonly ServiceAnswer[],
): string[] {
  const isConnected = ({ key }: ServiceAnswer) => key !== 'cloud-sync' || before.cloudSyncLicensed;
  const expected = (was: ServiceAnswer): ServiceAnswer =>
    state === 'SUCCEEDED' && kind === 'ONBOARD' && isConnected(was)
      ? { ...was, installed: true, status: 'RUNNING', startMode: 'AUTOMATIC' }
      : was;
  return before.services.flatMap((was) => {
    const [want, is] = [expected(was), now.find(({ key }) => key === was.key)];
    const same =
      is && is.installed === want.installed && is.status === want.status && is.startMode === want.startMode;
    if (same || (failure?.notRestored ?? []).some((line) => line.includes('start') || line.includes('still')))
      return [];
    return [`${was.key} is ${is?.status} ${is?.startMode}, expected ${want.status} ${want.startMode}`];
  });
}

function untrueOrders(venue: PracticeVenue): string[] {
  const file = join(venue.folder, 'rehearsal', 'monitor.json');
  const result = JSON.parse(readFileSync(file, 'utf8')) as {
    plannedStops: string[];
    dailyRestartHeldUntil: string | null;
  };
  // A service that a person has stopped is left alone for as long.
  const alone = result.plannedStops.filter((key) => key === 'gateway-client' || key === 'cloud-sync');
  return [
    ...(result.dailyRestartHeldUntil ? ['the daily restart is still held'] : []),
    ...(alone.length > 0 ? [`Services Monitor still leaves ${alone.join(', ')} alone`] : []),
  ];
}
