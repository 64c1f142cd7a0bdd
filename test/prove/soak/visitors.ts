/** Who else is about during a soak: a screen that reads, clerks who come and go, subscribers that follow and lose their sockets. */
import { setTimeout as sleep } from 'node:timers/promises';
import { PINS } from '../../venue/practice-venue.js';
import { DROPS, openSocket, Watcher } from '../shared/watcher.js';
import type { UserParts } from './user.js';

export type Visitor = (parts: UserParts, signal: AbortSignal) => Promise<void>;

/** One sign-in in so many is with a wrong PIN. */
const MISTYPED_IN = 20;

/** Each until the signal; whatever is refused, it comes again. */
export const VISITORS: readonly Visitor[] = [
  again('reader', 1000, async ({ venue, heard }) => {
    heard.take(
      'reader',
      await venue.ask(
        '{ services { key status startMode health } venue { companyName observedAt consumers { name available } } }',
      ),
    );
  }),
  again('sign-in', 2500, signInAndOut),
  again('subscriber', 200, followNewest),
  again('subscriber of services', 200, followServices),
];

function again(who: string, pauseMs: number, once: (parts: UserParts) => Promise<void>): Visitor {
  return async (parts, signal) => {
    while (!signal.aborted) {
      await once(parts).catch((error) => parts.heard.takeError(who, error));
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  };
}

async function signInAndOut({ venue, heard, chance }: UserParts): Promise<void> {
  const clerkId = chance.pick(Object.keys(PINS));
  const pin = chance.between(0, MISTYPED_IN) < 1 ? '0000' : PINS[clerkId];
  const signIn = 'mutation ($clerkId: ID!, $pin: String!) { signIn(clerkId: $clerkId, pin: $pin) { token } }';
  const answer = await venue.request(signIn, { clerkId, pin });
  heard.take('sign-in', answer);
  const token: string | undefined = answer.data?.signIn?.token;
  if (token === undefined) return;
  heard.take('viewer', await venue.request('{ viewer { id name } }', {}, token));
  heard.take('sign-out', await venue.request('mutation { signOut }', {}, token));
}

/** Of the newest operation: every event once and in order, over however many sockets. */
async function followNewest({ venue, heard, chance }: UserParts): Promise<void> {
  const { data } = await venue.ask('{ operations(first: 1) { edges { node { id } } } }');
  const id: string | undefined = data?.operations?.edges[0]?.node.id;
  if (id === undefined) return;
  const watcher = new Watcher(venue.port, await venue.token(), id);
  for (let turn = 0; turn < 5; turn += 1)
    if (await watcher.follow(chance.between(200, 5000), chance.pick(DROPS))) break;
  // A subscription may be refused for a while, as a query may.
  heard.addUntrue(
    'subscriber',
    watcher.untrue.filter((line) => !line.startsWith('refused') || line.includes('INTERNAL_SERVER_ERROR')),
  );
}

async function followServices({ venue, chance }: UserParts): Promise<void> {
  const socket = await openSocket(venue.port, await venue.token());
  const query = 'subscription { serviceChanged { key status } }';
  socket?.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query } }));
  await sleep(chance.between(1000, 8000));
  if (chance.between(0, 2) < 1) socket?.close();
  else socket?.terminate();
}
