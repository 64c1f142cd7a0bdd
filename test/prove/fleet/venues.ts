/** The venues of a fleet, in the network namespace of this process: real rehearsals and stand-ins; asked line by line. */

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { dataOf, type PracticeVenue, startVenue } from '../../venue/practice-venue.js';
import { CUSTOMER } from '../../venue/requests.js';
import { inParallel } from '../shared/hosts-row.js';
import { type Act, StandIn, type StandInFault } from './stand-ins.js';

/** Where a venue is, and by what one signs in to it. */
export interface FleetVenue {
  readonly name: string;
  readonly url: string;
  readonly customerNumber: string;
  readonly token: string;
  readonly isReal: boolean;
}

export interface FleetStart {
  readonly folder: string;
  readonly real: number;
  readonly standIns: number;
}

/** What is asked, as JSON on one line. */
export type FleetRequest =
  | { readonly what: 'venues' | 'acts' | 'seen' | 'end' }
  | { readonly what: 'fault'; readonly names: readonly string[]; readonly fault?: StandInFault };

export interface FleetSeen {
  /** By name of the stand-in: the documents that came. */
  readonly asked: Readonly<Record<string, readonly string[]>>;
  readonly wrongTokens: number;
}

/** Here SSH connections are accepted, and nothing is ever said. */
export interface Fleet {
  readonly venues: readonly FleetVenue[];
  readonly mutePort: number;
}

const PERMISSIONS = 'SERVICES_VIEW, SERVICES_CONTROL, CLERK_SECURITY_VIEW, SUPPORT_BUNDLE';

const { folder, real, standIns } = JSON.parse(process.argv[2] ?? '{}') as FleetStart;
await promisify(execFile)('ip', ['link', 'set', 'lo', 'up']);
// Network and sshd are made while the venues start.
console.log('ready');
const rehearsals: PracticeVenue[] = [];
await inParallel(real, 2, async (index) => {
  rehearsals[index] = await startVenue({ pace: 0.05 });
});
const venues: FleetVenue[] = [];
for (const [index, venue] of rehearsals.entries())
  venues.push({
    name: `rehearsal-${index + 1}`,
    url: venue.url,
    customerNumber: CUSTOMER,
    token: await createToken(venue),
    isReal: true,
  });
const ledger = join(folder, 'ledger.jsonl');
const learned = new Map<string, Promise<string>>();
const teacher = rehearsals[0];
const learn = (query: string, variables: object): Promise<string> => {
  const key = JSON.stringify([query, variables]);
  const known = learned.get(key) ?? askTeacher(key);
  learned.set(key, known);
  return known;
};
const doubles = Array.from({ length: standIns }, (_, index) => {
  const token = `vct_${randomBytes(24).toString('base64url')}`;
  return new StandIn(index + 1, { token, ledger, original: CUSTOMER, learn });
});
for (const double of doubles) {
  await double.listen();
  const { name, port, customerNumber, token } = double;
  venues.push({ name, url: `http://127.0.0.1:${port}`, customerNumber, token, isReal: false });
}
const mute = createServer((socket) => socket.on('error', () => undefined));
await new Promise<void>((ready) => mute.listen(0, '0.0.0.0', ready));

async function createToken(venue: PracticeVenue): Promise<string> {
  const expiresAt = new Date(Date.now() + 7_200_000).toISOString();
  const input = `{ name: "Fleet", permissions: [${PERMISSIONS}], expiresAt: "${expiresAt}" }`;
  const made = await venue.ask(`mutation { createApiToken(input: ${input}) { token } }`);
  return dataOf<{ createApiToken: { token: string } }>(made).createApiToken.token;
}

async function askTeacher(key: string): Promise<string> {
  const [query, variables] = JSON.parse(key) as [string, object];
  const { data, errors } = (await teacher?.request(query, variables, venues[0]?.token)) ?? {};
  return JSON.stringify(errors?.length ? { data, errors } : { data });
}

interface Audited {
  readonly reason: string;
  readonly outcome: string;
  readonly correlationId: string;
}

const AUDIT =
  '{ auditLog(first: 100, action: "serviceControl") { edges { node { reason outcome correlationId } } } }';

/** Of the ledger, and of the audit log of each rehearsal. */
async function acts(): Promise<readonly Act[]> {
  const lines = existsSync(ledger) ? readFileSync(ledger, 'utf8').split('\n') : [];
  const own = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Act);
  for (const [index, venue] of rehearsals.entries()) {
    const { auditLog } = dataOf<{ auditLog: { edges: { node: Audited }[] } }>(await venue.ask(AUDIT));
    // Each request once, whatever rows it has.
    const requests = new Map(
      auditLog.edges
        .filter(({ node }) => node.outcome !== 'DENIED')
        .map(({ node }) => [node.correlationId, node.reason]),
    );
    for (const reason of requests.values()) own.push({ venue: `rehearsal-${index + 1}`, reason });
  }
  return own;
}

async function answer(request: FleetRequest): Promise<unknown> {
  switch (request.what) {
    case 'venues':
      return { venues, mutePort: (mute.address() as AddressInfo).port } satisfies Fleet;
    case 'acts':
      return acts();
    case 'seen':
      return {
        asked: Object.fromEntries(doubles.map(({ name, asked }) => [name, asked])),
        wrongTokens: doubles.reduce((sum, { wrongTokens }) => sum + wrongTokens, 0),
      } satisfies FleetSeen;
    case 'fault':
      for (const double of doubles) if (request.names.includes(double.name)) double.fault = request.fault;
      return true;
    case 'end':
      await Promise.all(rehearsals.map((venue) => venue.stop()));
      return true;
  }
}

for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(await answer(JSON.parse(line))));
// The process that started it has ended.
await Promise.all(rehearsals.map((venue) => venue.stop()));
process.exit();
