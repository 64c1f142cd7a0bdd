/** `prove -- watch`: subscribers dropped at random during resyncs, with the server killed now and then; and one that does not read. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type WebSocket } from 'ws';
import { openState } from '../storage/engines.js';
import { type PracticeVenue, QUICK, startVenue } from '../venue/practice-venue.js';
import { onboard, planOnboarding, planResync, requestCode, resync } from '../venue/requests.js';
import { type Campaign, proofOf, type Row, type Run } from './campaign.js';
import { megabytesOf } from './held-memory.js';
import { chanceFrom } from './seeded.js';
import { type Drop, openSocket, Watcher } from './watcher.js';

export const campaign: Campaign = {
  title: 'Subscriptions: no event lost or repeated',
  async run({ seed, count = 1000, say }) {
    return proofOf(['what', 'figure', 'untrue'], await watch({ seed, count, say }), ({ what, figure }) => [
      what,
      figure,
    ]);
  },
};

/** How often the server is killed and started again meanwhile. */
const RESTARTS = 5;
/** Events that a slow subscriber has coming. */
const SLOW_EVENTS = 20_000;
const SUBSCRIBERS = 4;
/** Of each event's message. */
const EVENT_BYTES = 20_000;
/** An eighth of what is on its way. */
const HELD_MB = 50;
const DROPS: readonly Drop[] = ['terminate', 'close', 'complete'];

async function watch(run: Run): Promise<readonly Row[]> {
  const venue = await startVenue({ pace: run.count > 100 ? 0.5 : 0.1, site: QUICK });
  try {
    const code = await requestCode(venue);
    await onboard(venue, await planOnboarding(venue), code);
    const dropped = await dropAtRandom(venue, run);
    const slow = await readSlowly(venue, run);
    return [...dropped, slow];
  } finally {
    await venue.stop();
  }
}

async function dropAtRandom(venue: PracticeVenue, { count, seed, say }: Run): Promise<readonly Row[]> {
  const chance = chanceFrom(seed);
  const untrue: string[] = [];
  let [dropped, events, resyncs, killed] = [0, 0, 0, 0];
  while (dropped < count) {
    const id = await beginResync(venue);
    const token = await venue.token();
    const watchers = Array.from({ length: SUBSCRIBERS }, () => new Watcher(venue.port, token, id));
    let isUnderWay = true;
    const following = watchers.map(async (watcher) => {
      while (!(await watcher.follow(chance.between(5, 400), chance.pick(DROPS))))
        await sleep(chance.between(0, 30));
    });
    const killing = (async () => {
      await sleep(chance.between(500, 3000));
      if (!isUnderWay || killed >= RESTARTS) return;
      killed += 1;
      await venue.kill();
      await venue.start();
    })();
    await Promise.all(following);
    isUnderWay = false;
    await killing;
    const recorded = await countEvents(venue, id);
    for (const watcher of watchers) {
      dropped += watcher.drops;
      events += watcher.sequences.length;
      untrue.push(...watcher.untrue);
      if (watcher.sequences.length !== recorded)
        untrue.push(`${recorded} events are recorded, ${watcher.sequences.length} were seen`);
    }
    resyncs += 1;
    say(
      `${resyncs} resyncs, ${dropped} drops, ${events} events, ${killed} restarts, ${untrue.length} untrue`,
    );
  }
  const figure = `${dropped} drops, ${events} events seen by ${SUBSCRIBERS} subscribers of ${resyncs} resyncs, server killed ${killed} times`;
  return [{ what: 'dropped and reconnected at random: every sequence number exactly once', figure, untrue }];
}

async function beginResync(venue: PracticeVenue): Promise<string> {
  let why = '';
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(300)) {
    const { data, errors } = await resync(venue, await planResync(venue));
    if (data?.resync) return data.resync.id;
    why = JSON.stringify(errors);
  }
  throw new Error(`No resync can be begun: ${why}`);
}

async function countEvents(venue: PracticeVenue, id: string): Promise<number> {
  const state = await openState(venue.stateFile);
  const events = await state.operations.events(id, 0, 100_000);
  await state.close();
  return events.length;
}

/**
 * A subscriber that takes nothing off its socket while events wait: the table is the buffer, the server holds one batch. What the server holds
 * at most is asked, beyond what it held for one who reads a fifth as much: V8 keeps room for garbage, and gives it back, as it likes.
 */
async function readSlowly(venue: PracticeVenue, { say }: Run): Promise<Row> {
  const startAt = new Date(Date.now() + 3_600_000).toISOString();
  const { data } = await resyncLater(venue, startAt);
  const id = data.resync.id as string;
  const what = 'a subscriber that does not read: bounded, and knows its position by each sequence number';
  const reader = await openSocket(venue.port, await venue.token());
  const slow = await openSocket(venue.port, await venue.token());
  if (!reader || !slow) return { what, figure: 'no socket', untrue: ['it could not subscribe'] };
  const first = SLOW_EVENTS / 5;
  // Recorded before anyone follows: a server is woken by what it records itself.
  await appendEvents(venue, id, first);
  const read = followed(reader, id, 0);
  await until(() => read.length >= first);
  reader.close();
  await appendEvents(venue, id, SLOW_EVENTS);
  const before = megabytesOf(venue.pid, 'VmHWM');
  const seen = followed(slow, id, first);
  slow.pause();
  await sleep(4000);
  const grown = megabytesOf(venue.pid, 'VmHWM') - before;
  const heldBack = SLOW_EVENTS - seen.length;
  slow.resume();
  await until(() => seen.length >= SLOW_EVENTS);
  slow.close();
  await venue.ask('mutation ($id: ID!) { cancelOperation(id: $id, reason: "A campaign") { state } }', { id });
  const untrue = [...outOfTurn(read, 0, first), ...outOfTurn(seen, first, SLOW_EVENTS)];
  if (heldBack < SLOW_EVENTS / 2) untrue.push(`all but ${heldBack} events were taken, so nothing was held`);
  if (!(grown <= HELD_MB)) untrue.push(`the server grew by ${grown.toFixed(0)} MB`);
  const figure = `${SLOW_EVENTS} events of ${EVENT_BYTES / 1000} KB, ${heldBack} not taken for 4 s; server memory at most ${grown.toFixed(0)} MB more than with one who reads; then each exactly once`;
  say(figure);
  return { what, figure, untrue };
}

/** The sequence numbers after `after`, as they come. */
function followed(socket: WebSocket, id: string, after: number): readonly number[] {
  const seen: number[] = [];
  socket.on('message', (raw) => {
    const message = JSON.parse(String(raw)) as {
      payload?: { data?: { operationProgress?: { sequence: number } } };
    };
    const sequence = message.payload?.data?.operationProgress?.sequence;
    if (sequence !== undefined) seen.push(sequence);
  });
  const query = `subscription { operationProgress(id: "${id}", after: ${after}) { sequence message } }`;
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query } }));
  return seen;
}

function outOfTurn(seen: readonly number[], after: number, count: number): readonly string[] {
  const wrong = seen.findIndex((sequence, index) => sequence !== after + index + 1);
  if (wrong < 0 && seen.length >= count) return [];
  return [`${seen.length} of ${count} events after ${after}, the first wrong one at ${wrong}`];
}

/** Or two minutes. */
async function until(holds: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 120_000; !holds() && Date.now() < deadline; ) await sleep(100);
}

async function resyncLater(venue: PracticeVenue, startAt: string) {
  const { data } = await venue.ask(
    'query ($startAt: DateTime) { resyncPlan(startAt: $startAt) { fingerprint ready checks { code outcome overridable } } }',
    { startAt },
  );
  return resync(venue, data.resyncPlan, { startAt });
}

async function appendEvents(venue: PracticeVenue, operationId: string, count: number): Promise<void> {
  const state = await openState(venue.stateFile, { waitMs: 30_000 });
  const message = 'x'.repeat(EVENT_BYTES);
  for (let sent = 0; sent < count; sent += 500) {
    await state.transaction(async ({ operations }) => {
      for (let index = sent; index < Math.min(count, sent + 500); index += 1)
        await operations.appendEvent({
          operationId,
          at: new Date(),
          step: undefined,
          level: 'VERBOSE',
          percent: undefined,
          message,
        });
    });
  }
  await state.close();
}
