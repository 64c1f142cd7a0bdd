/** One kill -9: an operation is begun, the server is killed at a point, started again, and held to the truth. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PracticeVenue } from '../../venue/practice-venue.js';
import {
  type Checked,
  onboard,
  planOnboarding,
  planResync,
  requestCode,
  resync,
  untilOver,
} from '../../venue/requests.js';
import { untrueOwners } from '../shared/owners.js';
import { type Chance, chanceFrom } from '../shared/seeded.js';
import { isOver, type WatchedRows } from '../shared/watched-rows.js';
import { DROPS, Watcher } from '../shared/watcher.js';
import type { KillPoint } from './points.js';
import { lookBefore, untrueOfEnded, untrueOfRestart } from './truth.js';

export interface Strike {
  readonly point: KillPoint;
  readonly case: string;
  /** How often the server was killed: sometimes again while it takes over. */
  readonly kills: number;
  readonly stateAtKill: string;
  readonly outcome: string;
  readonly acknowledged: boolean;
  /** From `Ready` to a true state. */
  readonly reconciledMs: number;
  readonly restartMs: number;
  /** What doesn't hold. Empty: all is well. */
  readonly untrue: readonly string[];
}

const SEEN_MS = 20_000;
const LONGEST: Readonly<Record<KillPoint['kind'], number>> = { ONBOARD: 4500, RESYNC: 2600 };
/** One in so many kills is followed by another while the server takes over. */
const AGAIN_IN = 6;
/** So soon after a kill no PowerShell host may be left; one that was only starting may come up first, which takes long on a busy machine. */
const HOSTS_GONE_MS = 5000;
const STARTING_HOSTS_GONE_MS = 20_000;
const STARTING_MS = 3000;
/** A follower has heard all so soon after the end. */
const HEARD_MS = 10_000;

export async function strike(
  venue: PracticeVenue,
  rows: WatchedRows,
  point: KillPoint,
  chance: Chance,
): Promise<Strike> {
  const known = rows.ids();
  const plan = await readyPlan(venue, point.kind);
  const before = await lookBefore(venue);
  const token = await venue.token();
  // By a chance of its own: how often it is asked depends on how fast the venue is.
  const own = chanceFrom(Math.floor(chance.between(0, 1e6)));
  const begun = begin(venue, point.kind, plan).catch(() => undefined);
  const watching = begun.then((id) => watch(venue, { token, id }, own));
  const restart = await killAt(venue, rows, point, known, chance);
  const id = await Promise.race([begun, sleep(300, undefined)]);
  const sight = rows.look(point.kind, known);
  const untrue = await hostsLeft(venue, HOSTS_GONE_MS);

  let kills = 1;
  if (chance.between(0, AGAIN_IN) < 1) {
    void venue.start().catch(() => undefined);
    await sleep(chance.between(500, 4500));
    await venue.kill();
    kills += 1;
    untrue.push(...(await hostsLeft(venue, HOSTS_GONE_MS)));
  }
  const since = performance.now();
  const restartedAt = new Date();
  await venue.start();
  const readyAt = performance.now();
  const operationId = id ?? sight?.id;
  const shared = {
    point,
    case: plan.case ?? '',
    kills,
    stateAtKill: `${sight?.state ?? 'none'}${restart}`,
    acknowledged: id !== undefined,
    restartMs: readyAt - since,
  };
  if (operationId === undefined) return { ...shared, outcome: 'not begun', reconciledMs: 0, untrue };

  untrue.push(...(await untrueOfRestart(venue, operationId, restartedAt)));
  const reconciledMs = performance.now() - readyAt;
  const ended = await untilOver(venue, operationId, 60_000);
  untrue.push(...(await untrueOfEnded(venue, rows, operationId, before)));
  untrue.push(...(await (await watching)(rows)));
  untrue.push(...(await untrueOwners(venue, rows)));
  const outcome =
    ended?.failure && ended.state !== 'SUCCEEDED' ? `${ended.state} ${ended.failure.code}` : ended?.state;
  return { ...shared, outcome: outcome ?? 'lost', reconciledMs, untrue };
}

/** Follows it and loses its socket at random. Once it is over: what was not heard exactly once, over all sockets and lives of the server. */
function watch(
  { port }: PracticeVenue,
  { token, id }: { readonly token: string; readonly id: string | undefined },
  chance: Chance,
): (rows: WatchedRows) => Promise<readonly string[]> {
  if (id === undefined) return async () => [];
  const watcher = new Watcher(port, token, id);
  let isGivenUp = false;
  const following = (async () => {
    while (!(await watcher.follow(chance.between(5, 400), chance.pick(DROPS))) && !isGivenUp)
      await sleep(chance.between(0, 30));
  })();
  return async (rows) => {
    await Promise.race([following, sleep(HEARD_MS)]);
    isGivenUp = true;
    const recorded = rows.eventsOf(id);
    return watcher.sequences.length === recorded
      ? watcher.untrue
      : [...watcher.untrue, `${recorded} events are recorded, ${watcher.sequences.length} were heard`];
  };
}

/** A plan that may be carried out; a venue that is connected already becomes another machine first. */
export async function readyPlan(venue: PracticeVenue, kind: KillPoint['kind']): Promise<Checked> {
  let plan: Checked | undefined;
  for (const deadline = Date.now() + 40_000; Date.now() < deadline; await sleep(300)) {
    plan = kind === 'ONBOARD' ? await planOnboarding(venue) : await planResync(venue);
    if (plan.case === 'ALREADY_CONNECTED') await moveVenue(venue);
    else if (plan.checks.every((check) => check.overridable || !['FAIL', 'UNKNOWN'].includes(check.outcome)))
      return plan;
  }
  throw new Error(`No ${kind} can be begun: ${JSON.stringify(plan)}`);
}

/** From the old server to the new one, or back. */
async function moveVenue(venue: PracticeVenue): Promise<void> {
  const faults = await venue.cloud<Record<string, string>>('/faults');
  await venue.setFaults(faults['swiftpos'] ? {} : { swiftpos: 'migrated' });
  // Until the cloud takes the old one's last heartbeat for old: before, none may be begun.
  await sleep(6500);
}

/** The id of the operation, once it is acknowledged. */
async function begin(
  venue: PracticeVenue,
  kind: KillPoint['kind'],
  plan: Checked,
): Promise<string | undefined> {
  const { data } =
    kind === 'ONBOARD' ? await onboard(venue, plan, await requestCode(venue)) : await resync(venue, plan);
  return data?.onboard?.id ?? data?.resync?.id;
}

/** Resolves when the server is dead; in words when the point was missed. */
async function killAt(
  venue: PracticeVenue,
  rows: WatchedRows,
  point: KillPoint,
  known: ReadonlySet<string>,
  chance: Chance,
): Promise<string> {
  const { kind, when, seen = 'operation:PENDING' } = point;
  if (when === 'random') await sleep(chance.between(0, LONGEST[kind]) + (kind === 'ONBOARD' ? 200 : 0));
  if (when === 'after') await rows.until(kind, known, seen, SEEN_MS);
  if (when === 'cancelled') await cancelSometime(venue, rows, kind, known, chance);
  if (when !== 'before') {
    await venue.kill();
    return '';
  }
  const sight = await rows.until(kind, known, seen, SEEN_MS);
  const lock = rows.hold();
  await sleep(chance.between(40, 900));
  await venue.kill();
  lock.free();
  return sight && isOver(sight.state) ? ' (late)' : '';
}

/** At a random moment of its run. */
export async function cancelSometime(
  venue: PracticeVenue,
  rows: WatchedRows,
  kind: KillPoint['kind'],
  known: ReadonlySet<string>,
  chance: Chance,
): Promise<void> {
  const sight = await rows.until(kind, known, 'operation:RUNNING', SEEN_MS);
  await sleep(chance.between(0, LONGEST[kind] - 500));
  await venue.ask('mutation ($id: ID!) { cancelOperation(id: $id, reason: "A campaign") { state } }', {
    id: sight?.id ?? '',
  });
  await sleep(chance.between(0, 1200));
}

/** Hosts that are still there too long: `ms` after the kill, or after they began to run our script if that was later. */
async function hostsLeft(venue: PracticeVenue, ms: number): Promise<string[]> {
  const killedAt = performance.now();
  const seenStarting = new Map<number, number>();
  for (;;) {
    const now = performance.now();
    const hosts = venue.processes().filter(({ command }) => command.includes('pwsh'));
    for (const host of hosts) if (isStarting(host)) seenStarting.set(host.pid, now);
    const late = hosts.filter(({ pid }) => {
      const began = seenStarting.get(pid) ?? killedAt;
      return now - began > ms || now - killedAt > STARTING_HOSTS_GONE_MS;
    });
    if (hosts.length === 0 || late.length > 0)
      return late.map(({ pid }) => `PowerShell host ${pid} outlived its server by ${ms} ms`);
    await sleep(50);
  }
}

/** PowerShell itself comes up, which takes a second or two on a busy machine, and knows of no lifeline yet. */
function isStarting({ pid }: { readonly pid: number }): boolean {
  return ageOf(pid) < STARTING_MS;
}

/** Milliseconds; of a process that is gone, for ever. */
function ageOf(pid: number): number {
  try {
    const began =
      Number(
        readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')[19],
      ) / 100;
    return (Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) - began) * 1000;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
