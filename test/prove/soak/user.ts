/** The user of a soak: operations of every kind, one after the other, each followed to its end. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PracticeVenue } from '../../venue/practice-venue.js';
import { linkServices } from '../../venue/requests.js';
import { cancelSometime } from '../crash/strike.js';
import { follow, giveUp } from '../outages/trial.js';
import { prepareWork, WORKS, type WorkName } from '../outages/work.js';
import { type Chance, deckOf } from '../shared/seeded.js';
import { isOver, type WatchedRows } from '../shared/watched-rows.js';
import type { Heard } from './heard.js';

export interface UserParts {
  readonly venue: PracticeVenue;
  readonly rows: WatchedRows;
  readonly heard: Heard;
  readonly chance: Chance;
}

export interface Done {
  readonly work: string;
  readonly outcome: string;
}

/** WriteRetry of a person, who answers what is asked then; and the longest that anything may take. */
const PATIENCE_MS = 30_000;
const BOUND_MS = 180_000;
/** One fault after another may hold up who has it in hand. */
const OWNED_MS = 15_000;
/** After a refusal: no one asks again at once. */
const PAUSE_MS = 1000;
/** One in so many is cancelled. */
const CANCELLED_IN = 8;

/** Until the signal, and then to the end of what is under way. */
export async function workOn(
  parts: UserParts,
  signal: AbortSignal,
  done: (one: Done) => void,
): Promise<void> {
  const works = deckOf(WORKS, parts.chance);
  let isConnected = false;
  while (!signal.aborted) {
    const name = isConnected ? works() : 'onboard';
    const one = await workOnce(parts, name, parts.chance.between(0, CANCELLED_IN) < 1);
    done(one);
    if (/^(refused|not begun)/.test(one.outcome))
      await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    if (name === 'onboard') isConnected = one.outcome === 'SUCCEEDED';
    // It may have lost its link: an onboarding reports, and brings it back.
    else if (one.outcome === 'not begun') isConnected = false;
  }
}

export async function workOnce(parts: UserParts, name: WorkName, isCancelled = false): Promise<Done> {
  const { venue, rows, heard, chance } = parts;
  try {
    await startLink(venue, heard);
    const work = await prepareWork(venue, name, chance);
    const known = rows.ids();
    const asked = work.ask();
    asked.then(
      (answer) => heard.take(work.name, answer),
      (error) => heard.takeError(work.name, error),
    );
    const heardOf = asked.catch((error) => ({
      status: 0,
      data: undefined,
      errors: [{ message: String(error), extensions: { code: 'connection dropped' } }],
    }));
    const { kind } = work;
    if (isCancelled && (kind === 'ONBOARD' || kind === 'RESYNC'))
      await cancelSometime(venue, rows, kind, known, chance).catch((error) =>
        heard.takeError('cancel', error),
      );
    const found = await follow(rows, work, known, heardOf, {
      boundMs: PATIENCE_MS,
      ownedMs: OWNED_MS,
    });
    heard.addUntrue(work.name, found.untrue);
    if (found.refusal)
      return { work: work.name, outcome: `refused ${found.refusal.errors[0]?.extensions.code}` };
    if (found.id === undefined) return { work: work.name, outcome: 'unknown' };
    const outcome = await bringToEnd(parts, work.name, found.id);
    return { work: work.name, outcome };
  } catch (error) {
    heard.takeError(name, error);
    return { work: name, outcome: 'not begun' };
  }
}

/** What asks for something is answered: given up. What does neither in time is untrue. */
async function bringToEnd(
  { venue, heard }: Pick<UserParts, 'venue' | 'heard'>,
  name: string,
  id: string,
): Promise<string> {
  let result: undefined | { state: string; failure: null | { code: string; choices: unknown[] } };
  for (const deadline = Date.now() + BOUND_MS; Date.now() < deadline; await sleep(1000)) {
    try {
      const query = 'query ($id: ID!) { operation(id: $id) { state failure { code choices { name } } } }';
      const answer = await venue.ask(query, { id });
      heard.take('operation', answer);
      result = answer.data?.operation ?? result;
      if (result?.state === 'NEEDS_ATTENTION' && result.failure?.choices.length) await giveUp(venue, id);
    } catch (error) {
      heard.takeError('operation', error);
    }
    if (result && isOver(result.state)) break;
  }
  if (!result || !isOver(result.state))
    heard.addUntrue(name, [`neither ended nor asking: ${result?.state ?? 'lost'}`]);
  if (result?.failure?.code === 'INTERNAL_SERVER_ERROR')
    heard.addUntrue(name, ['it failed without a reason']);
  return result?.failure ? `${result.state} ${result.failure.code}` : (result?.state ?? 'lost');
}

/** What a person sees first, and does: the link's services are to run. */
async function startLink(venue: PracticeVenue, heard: Heard): Promise<void> {
  for (const { key, installed, status, startMode } of await linkServices(venue)) {
    if (!installed || status !== 'STOPPED' || startMode !== 'AUTOMATIC') continue;
    const mutation = 'mutation ($key: ID!) { startService(key: $key, reason: "A campaign") { status } }';
    heard.take('start the link', await venue.ask(mutation, { key }));
  }
}

/** Nothing is left active, no matter who began it. */
export async function endAll({ venue, heard }: UserParts): Promise<void> {
  const query = `{ operations(first: 50, states: [PENDING, SCHEDULED, AWAITING_APPROVAL, RUNNING, CANCELLING, NEEDS_ATTENTION]) {
    edges { node { id kind } } } }`;
  const { data } = await venue.ask(query);
  for (const { node } of data?.operations?.edges ?? [])
    await bringToEnd({ venue, heard }, node.kind, node.id);
}
