/** One outage at a random moment of one operation, and whether all that is said afterwards is true. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, PracticeVenue } from '../../venue/practice-venue.js';
import type { Before } from '../crash/truth.js';
import { lookBefore, untrueOfEnded } from '../crash/truth.js';
import { untrueOwners } from '../shared/owners.js';
import type { Chance } from '../shared/seeded.js';
import { isOver, type WatchedRows } from '../shared/watched-rows.js';
import type { Outage, Stage } from './kinds.js';
import { untrueProcesses, untrueRefusal, untrueService } from './truth.js';
import { prepareWork, type Work, type WorkName } from './work.js';

export interface Trial {
  readonly outage: string;
  readonly work: string;
  readonly lastedMs: number;
  /** After it was asked for; negative: the outage was there before. */
  readonly atMs: number;
  readonly outcome: string;
  /** From the end of the outage to that of the operation. */
  readonly endedMs: number;
  /** The longest that nothing was heard of it while it was active, from the end of the outage on. */
  readonly silentMs: number;
  readonly codeBurnt: boolean;
  readonly untrue: readonly string[];
}

/** No shorter than this is the deadline of any step. */
const SHORT_MS = 10_000;
/** By then every operation has ended, or says what it needs. */
const BOUND_MS = 120_000;
/** Someone has it in hand by then; a step that waits for the cloud or a service says nothing for longer. */
const OWNED_MS = 5000;
const LONGEST_WAIT_MS = 30_000;

export async function tryOutage(
  stage: Stage & { readonly rows: WatchedRows },
  outage: Outage,
  name: WorkName,
  chance: Chance,
): Promise<Trial> {
  const { venue, rows } = stage;
  const work = await prepareWork(venue, name, chance);
  const [before, known] = [await lookBefore(venue), rows.ids()];
  const [atMs, lastsMs] = [chance.between(-800, work.takesMs), lengthOf(outage, chance)];
  const begin = async (): Promise<() => Promise<number>> => {
    const since = performance.now();
    const end = await outage.begin(stage);
    return async () => {
      await sleep(Math.max(0, lastsMs - (performance.now() - since)));
      await end();
      return performance.now() - since;
    };
  };
  const early = atMs < 0 ? await begin() : undefined;
  if (early) await sleep(-atMs);
  const asked = work.ask().catch((error: unknown) => failed(error));
  if (!early) await sleep(atMs);
  const end = early ?? (await begin());
  const reads = outage.silences || outage.needs === 'clock' ? undefined : readMeanwhile(venue);
  const lastedMs = await end();
  const untrue = (await reads?.stop()) ?? [];

  const shared = { outage: outage.name, work: work.name, lastedMs, atMs };
  const found = await follow(rows, work, known, asked);
  if (stage.clock) {
    stage.clock.move(0);
    venue.forgetSessions();
  }
  const { refusal, id, state, endedMs, silentMs } = found;
  untrue.push(...found.untrue);
  if (id === undefined) {
    if (refusal) untrue.push(...untrueRefusal(refusal));
    const outcome = `refused ${refusal?.errors[0]?.extensions.code ?? '?'}`;
    return { ...shared, outcome, endedMs: 0, silentMs: 0, codeBurnt: false, untrue };
  }
  const mustSucceed = outage.decidesNothing || lastedMs < SHORT_MS;
  const verdict = await judge(stage, work, { id, state, before, mustSucceed, loses: outage.loses ?? false });
  untrue.push(...verdict.untrue, ...(await untrueOwners(venue, rows)));
  const { outcome, codeBurnt } = verdict;
  return { ...shared, outcome, endedMs, silentMs, codeBurnt, untrue };
}

/** Short ones more often than long ones. */
function lengthOf({ lasts: [shortest, longest] }: Outage, chance: Chance): number {
  return shortest + (longest - shortest) * chance.between(0, 1) ** 2;
}

function failed(error: unknown): Answer {
  return {
    status: 0,
    data: undefined,
    errors: [{ message: String(error), extensions: { code: 'NO_ANSWER' } }],
  };
}

/** What anyone may read, each half second. */
function readMeanwhile(venue: PracticeVenue): { stop(): Promise<string[]> } {
  const [found, done] = [new Set<string>(), new AbortController()];
  const asking = (async () => {
    while (!done.signal.aborted) {
      const { errors } = await venue.ask('{ operations(first: 1) { edges { node { id state } } } }');
      for (const { extensions } of errors) found.add(`a read was refused meanwhile: ${extensions.code}`);
      await sleep(500, undefined, { signal: done.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      done.abort();
      await asking;
      return [...found];
    },
  };
}

interface Followed {
  readonly id?: string;
  readonly refusal?: Answer;
  readonly state: string;
  readonly endedMs: number;
  readonly silentMs: number;
  readonly untrue: readonly string[];
}

/** From the end of the outage until the operation is over, by its rows, or the time is up. */
export async function follow(
  rows: WatchedRows,
  { kind }: Work,
  known: ReadonlySet<string>,
  asked: Promise<Answer>,
  { boundMs = BOUND_MS, ownedMs = OWNED_MS } = {},
): Promise<Followed> {
  const since = performance.now();
  let answer: Answer | undefined;
  void asked.then((heard) => {
    answer = heard;
  });
  let [pulse, changedAt, silentMs] = ['', since, 0];
  for (;;) {
    const now = performance.now();
    const sight = rows.look(kind, known);
    if (!sight && answer?.errors.length)
      return { refusal: answer, state: '', endedMs: 0, silentMs, untrue: [] };
    const heard = sight ? rows.pulse(sight.id) : '';
    if (heard !== pulse) [pulse, changedAt] = [heard, now];
    silentMs = Math.max(silentMs, now - changedAt);
    const state = sight?.state ?? 'unknown';
    const result = { ...(sight && { id: sight.id }), state, endedMs: now - since, silentMs };
    if (isOver(state)) return { ...result, untrue: [] };
    const allowed = ['PENDING', 'CANCELLING'].includes(state) ? ownedMs : LONGEST_WAIT_MS;
    if (['PENDING', 'CANCELLING', 'RUNNING'].includes(state) && now - changedAt > allowed)
      return { ...result, untrue: [`without an owner: ${state}, and nothing is heard of it`] };
    if (now - since > boundMs) return { ...result, untrue: sight ? [] : ['asked for, and never answered'] };
    await sleep(100);
  }
}

interface Ended {
  readonly id: string;
  readonly state: string;
  readonly before: Before;
  readonly mustSucceed: boolean;
  readonly loses: boolean;
}

async function judge(
  { venue, rows }: Stage & { readonly rows: WatchedRows },
  work: Work,
  { id, before, mustSucceed, loses }: Ended,
): Promise<{ outcome: string; codeBurnt: boolean; untrue: string[] }> {
  const { data } = await venue.ask(
    'query ($id: ID!) { operation(id: $id) { state failure { code choices { name } } } }',
    { id },
  );
  const result = data?.operation as
    | undefined
    | { state: string; failure: null | { code: string; choices: unknown[] } };
  if (!result) return { outcome: 'lost', codeBurnt: false, untrue: [`acknowledged operation ${id} is lost`] };
  const outcome = result.failure ? `${result.state} ${result.failure.code}` : result.state;
  if (result.state === 'NEEDS_ATTENTION' && result.failure?.choices.length) {
    await giveUp(venue, id);
    const untrue = mustSucceed ? ['still needs attention long after the outage'] : [];
    return { outcome, codeBurnt: false, untrue };
  }
  const isHonest = (code: string) =>
    (loses && code === 'REDEMPTION_CLOSED') || (!mustSucceed && code !== 'INTERNAL_SERVER_ERROR');
  const untrue = await untrueOfEnded(venue, rows, id, before, isHonest);
  if (result.state === 'SUCCEEDED') untrue.push(...(await untrueService(venue, work)));
  untrue.push(...(await untrueProcesses(venue)));
  const redeemed = rows.redemptions().some((row) => row.operationId === id && row.state === 'REDEEMED');
  const codeBurnt = redeemed && result.state !== 'SUCCEEDED' && mustSucceed;
  return { outcome, codeBurnt, untrue };
}

export async function giveUp(venue: PracticeVenue, id: string): Promise<void> {
  await venue.ask(
    'mutation ($id: ID!) { resolveOperation(id: $id, choice: "give-up", reason: "A campaign") { state } }',
    { id },
  );
  await sleep(5000);
}
