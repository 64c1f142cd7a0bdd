/**
 * What a venue costs that has run for years, over one that has just begun: the same start and the same questions, asked of both by turns.
 * A page must not care how many pages there are.
 */
import { rmSync } from 'node:fs';
import { GOALS } from './goals.mjs';
import { fillVenue } from './growth/fill.mjs';
import { openOutbox } from './growth/outbox.mjs';
import { interleave, median, ratioRow, timed } from './measure.mjs';
import { makePlace, startPracticeVenue } from './practice-venue.mjs';

/** Enough that each page is full, as it is in the large one. */
const SMALL = { operations: 1000, auditRows: 10_000, locations: 10, clerks: 10 };
const LARGE = { operations: 10_000, auditRows: 1_000_000, locations: 1000, clerks: 1000 };
/** Notifications that a channel has yet to take. */
const QUEUED = { small: 100, large: 10_000 };
const TIMES = 15;
/** Each with a page of at most 50, by the cursor of a page before where it is about the middle. */
const PAGES = {
  'audit, newest page': () => ['{ auditLog(first: 50) { edges { node { sequence action } } } }'],
  'audit, a page in the middle': ({ middle }) => [
    'query ($after: String) { auditLog(first: 50, after: $after) { edges { node { sequence action } } } }',
    { after: middle.audit },
  ],
  'operations, newest page': () => ['{ operations(first: 50) { edges { node { id title state } } } }'],
  'events of one operation': ({ operation }) => [
    'query ($id: ID!) { operation(id: $id) { events(first: 100) { sequence message } } }',
    { id: operation },
  ],
  services: () => ['{ services { key status health nextAction } }'],
};

export const bench = {
  title:
    'years of a venue: a million audit rows and events, a thousand locations and clerks, ten thousand notifications, over a new one',
  rounds: 7,
  async run({ rounds, say }) {
    const small = await grownVenue(SMALL, say);
    const large = await grownVenue(LARGE, say);
    try {
      const starts = await interleave(
        { small: () => startOf(small), large: () => startOf(large) },
        rounds,
        say,
      );
      const rows = [ratioRow('start to Ready', starts, ['large', 'small'], GOALS.growth['start to Ready'])];
      await open(small);
      await open(large);
      const names = Object.keys(PAGES);
      const taken = await interleave(
        { small: () => askAll(small, names), large: () => askAll(large, names) },
        rounds,
        () => undefined,
      );
      for (const name of names) {
        const pair = { large: taken[`large ${name}`], small: taken[`small ${name}`] };
        rows.push(ratioRow(name, pair, ['large', 'small'], GOALS.growth[name]));
      }
      rows.push(...(await outboxRows(rounds)));
      return { rows };
    } finally {
      await end(small);
      await end(large);
    }
  },
};

async function outboxRows(rounds) {
  const outbox = await openOutbox();
  try {
    const take = async (size) => {
      const { send, health } = await outbox.take(QUEUED[size]);
      return { [`${size} send`]: send, [`${size} health`]: health };
    };
    const samples = { small: () => take('small'), large: () => take('large') };
    const taken = await interleave(samples, rounds, () => undefined);
    return [
      ratioRow(
        'a notification is sent',
        taken,
        ['large send', 'small send'],
        GOALS.growth['a notification is sent'],
      ),
      ratioRow(
        '/healthz meanwhile',
        taken,
        ['large health', 'small health'],
        GOALS.growth['/healthz meanwhile'],
      ),
    ];
  } finally {
    outbox.close();
  }
}

async function grownVenue(size, say) {
  const place = await makePlace();
  const first = await startPracticeVenue('.', { place });
  const token = await first.signIn();
  await first.stop();
  say(`filling ${size.auditRows} audit rows and ${size.operations * 100} events`);
  fillVenue(place.data, size);
  return { name: size === LARGE ? 'large' : 'small', place, token };
}

async function startOf({ place }) {
  let venue;
  const ms = await timed(async () => {
    venue = await startPracticeVenue('.', { place });
  });
  await venue.stop();
  return ms;
}

/** Starts it for the questions, and finds the cursors that they are asked by. */
async function open(venue) {
  const running = await startPracticeVenue('.', { place: venue.place });
  venue.running = running;
  const ask = (document, variables) => running.ask(document, variables, venue.token);
  let after = null;
  for (let pages = 0; pages < 5; pages += 1) {
    const query = 'query ($after: String) { auditLog(first: 150, after: $after) { pageInfo { endCursor } } }';
    after = (await ask(query, { after })).auditLog.pageInfo.endCursor;
  }
  const { edges } = (await ask('{ operations(first: 1) { edges { node { id } } } }')).operations;
  Object.assign(venue, { ask, middle: { audit: after }, operation: edges[0].node.id });
}

async function askAll(venue, names) {
  const found = {};
  for (const name of names) {
    const times = [];
    for (let time = 0; time < TIMES; time += 1)
      times.push(await timed(() => venue.ask(...PAGES[name](venue))));
    found[`${venue.name} ${name}`] = median(times);
  }
  return found;
}

async function end({ running, place }) {
  await running?.stop();
  const last = await startPracticeVenue('.', { place, keep: false });
  await last.stop();
  rmSync(place.data, { recursive: true, force: true });
}
