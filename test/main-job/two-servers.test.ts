/** Two real servers that share a state on (a scripted) SQL Server, each in a data folder of its own with the same keys. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seedVenueFolder } from '../../src/rehearsal/venue-folder.js';
import { temporaryFolder } from '../sql/engines.js';
import { ScriptedServer } from '../sql/tds/server.js';
import { dataOf, PracticeVenue, QUICK } from '../venue/practice-venue.js';
import { tell } from '../venue/requests.js';
import { ended, until } from './main-job.js';

const folder = temporaryFolder();
const server = new ScriptedServer({
  folder: folder.path,
  databases: { state: join(folder.path, 'state.sqlite'), venue: join(folder.path, 'venue.sqlite') },
});
const venues: PracticeVenue[] = [];

beforeAll(async () => {
  seedVenueFolder(folder.path);
  await server.start();
});
afterAll(async () => {
  await Promise.all(venues.map((venue) => venue.stop()));
  await server.stop();
  folder.remove();
}, 60_000);

/** With what a server needs to reach the scripted one; `like`: the server whose state it shares. */
async function prepared(like?: PracticeVenue): Promise<PracticeVenue> {
  const certificate = join(folder.path, 'certificate.pem');
  writeFileSync(certificate, server.certificate.cert);
  const sql = `mssql://${server.credentials.user}@localhost:${server.port}/venue?stateDatabase=state&certificateFile=${encodeURIComponent(certificate)}`;
  const venue = await PracticeVenue.prepare({
    site: { ...QUICK, stopGraceSeconds: 60 },
    env: { VENUE_CONTROL_SQL: sql },
  });
  venues.push(venue);
  mkdirSync(join(venue.folder, 'keys'), { recursive: true, mode: 0o700 });
  if (like)
    for (const name of ['keys', 'identity.json'])
      cpSync(join(like.folder, name), join(venue.folder, name), { recursive: true });
  writeFileSync(join(venue.folder, 'keys', 'sql-password'), server.credentials.password, { mode: 0o600 });
  return venue;
}

test('what one holds stays with it while it lives, and is carried on by the other within half a minute of its death', async () => {
  const one = await prepared();
  await one.start();
  const other = await prepared(one);
  await other.start();
  await one.setFaults({ service: 'netpos:stubborn' });
  // Answers when it is over, which nobody lives to see here.
  const asked = one
    .ask('mutation { restartService(key: "netpos", reason: "A test") { key } }')
    .catch(() => undefined);
  const newest = '{ operations(first: 1) { edges { node { id } } } }';
  let id = '';
  await until(async () => {
    const { operations } = dataOf<{ operations: { edges: { node: { id: string } }[] } }>(
      await one.ask(newest),
    );
    id = operations.edges[0]?.node.id ?? '';
    return id !== '';
  }, 'it is on record');
  const said = async (at: PracticeVenue) => (await tell(at, id))?.events.map(({ message }) => message) ?? [];
  await until(async () => (await said(one)).some((text) => text.includes('Stop NetPOS')), 'it is under way');
  // The other sees it at once, and leaves it where it is.
  expect((await tell(other, id))?.state).toBe('RUNNING');
  await sleep(12_000);
  expect((await said(other)).join('\n')).not.toContain('after a restart');

  await one.kill();
  await asked;
  const killed = performance.now();
  await until(
    async () => (await said(other)).join('\n').includes('after a restart'),
    'it is carried on',
    45_000,
  );
  expect(performance.now() - killed).toBeGreaterThan(10_000);
  const told = await ended(other, id);
  expect([told.state, told.failure]).toEqual(['SUCCEEDED', null]);
  expect(server.unknown).toEqual([]);
  expect(server.mistakes).toEqual([]);
}, 240_000);
