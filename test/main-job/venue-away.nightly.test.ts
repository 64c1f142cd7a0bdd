/** A venue whose data is on SQL Server, onboarded by the module's example. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readKnown } from '../../bin/setup/powershell.mjs';
import { type OnSqlServer, prepareOnSqlServer } from '../venue/on-sql-server.js';
import { type PracticeVenue, QUICK } from '../venue/practice-venue.js';

let on: OnSqlServer;
let venue: PracticeVenue;

beforeAll(async () => {
  on = await prepareOnSqlServer({ site: { ...QUICK, attentionMs: 2000 } });
  ({ venue } = on);
  await venue.start();
}, 90_000);
afterAll(() => on?.stop(), 90_000);

test("the module's example onboards the venue, once", async () => {
  const known = readKnown(process.cwd());
  if (!known) throw new Error('PowerShell is not here yet: run "node bin/setup.mjs --test".');
  const args = [...known.args, '-NoProfile', '-NonInteractive', '-File', 'examples/Register-Venue.ps1'];
  // Without blocking: the scripted server runs in this process.
  await promisify(execFile)(known.file, args, {
    env: { ...process.env, ...venue.settings, NO_COLOR: '1' },
    timeout: 120_000,
  });
  expect(await venue.redemptions()).toBe(1);
  expect([on.server.unknown, on.server.mistakes]).toEqual([[], []]);
}, 150_000);
