/** What anyone on the machine can read of the venue, and what "venue-control status" and doctor make of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from '../../../src/cli/command-context.js';
import { askStatus, statusFindings, venueStatus } from '../../../src/cli/status/status.js';
import type { Keys } from '../../../src/domain/ports/machine.js';
import { briefStatus } from '../../../src/domain/status/brief-status.js';
import { judgeStatus, type VenueStatus } from '../../../src/domain/status/judge-status.js';
import { buildGuardedSchema } from '../../../src/resolvers/build-schema.js';
import { createRequestContext } from '../../../src/resolvers/request/context.js';
import { createServer, type Server } from '../../../src/server/server.js';
import {
  BESIDE,
  FAULTS,
  OPERATIONS,
  stopped,
  wellStatusFacts,
} from '../../domain/status/status-situations.js';
import { NOON } from '../../domain/venue/facts-of.js';

import { fakeControlPlane } from '../../resolvers/fake-control-plane.js';

const keys = { hmac: (name: string, text: string) => `${name} ${text}` } as unknown as Keys;

let server: Server;
let address: string;
let dataFolder: string;
let now: VenueStatus;
beforeAll(async () => {
  server = createServer({
    config: { port: 0 },
    controlPlane: fakeControlPlane({ status: { status: () => now } }).controlPlane,
    schema: buildGuardedSchema(),
    createContext: createRequestContext,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    keys,
  });
  const { port } = await server.start();
  address = `http://127.0.0.1:${port}/healthz/venue`;
  dataFolder = mkdtempSync(join(tmpdir(), 'venue-control-status-'));
  writeFileSync(join(dataFolder, 'server.json'), JSON.stringify({ pid: process.pid, port }));
  writeFileSync(join(dataFolder, 'identity.json'), '{}');
});
afterAll(async () => {
  await server.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

const world = (own = keys) => ({ config: { dataFolder }, keys: () => own }) as unknown as World;
const judged = (change: object) => judgeStatus({ ...wellStatusFacts(), ...change });

test('is 200 while ordering works and 503 when it is down, by codes and without a name', async () => {
  now = judged({});
  expect((await fetch(address)).status).toBe(200);
  now = judged(stopped('gateway-client'));
  const down = await fetch(address);
  expect(down.status).toBe(503);
  expect(await down.json()).toEqual({
    state: 'DOWN',
    since: NOON.toISOString(),
    planned: false,
    plannedUntil: null,
    checkedAt: NOON.toISOString(),
    findings: [
      {
        code: 'SERVICE_DOWN',
        severity: 'CRITICAL',
        since: NOON.toISOString(),
        service: 'gateway-client',
      },
    ],
  });
});

test('is what status says, and nothing where no server with the keys of the folder answers', async () => {
  now = judged(OPERATIONS['resync, running'] ?? {});
  expect(await askStatus(world())).toMatchObject({ state: 'DOWN', planned: true });
  const elsewhere = { config: { dataFolder: join(dataFolder, 'none') } } as unknown as World;
  expect(await askStatus(elsewhere)).toBeUndefined();
  const others = { hmac: () => 'another' } as unknown as Keys;
  expect(await askStatus(world(others))).toBeUndefined();
});

test('is one line of doctor: bad when ordering is down, a warning where something needs a look', () => {
  const line = (change: object) => venueStatus(briefStatus(judged(change)));
  expect(line(stopped('gateway-client'))).toMatchObject({
    part: 'venue',
    ok: false,
    detail: expect.stringContaining('DOWN'),
    remedy: expect.any(String),
  });
  expect(line(stopped('netpos'))).toMatchObject({ ok: true, warning: true });
  expect(line({})).toMatchObject({ ok: true, detail: expect.stringContaining('OK') });
});

test('is what doctor says of services and link while a server runs', () => {
  const lines = (change: object) => statusFindings(briefStatus(judged(change)));
  const WELL = { ok: true, detail: 'the server finds nothing wrong' };
  expect(lines({})).toEqual([
    { part: 'services', ...WELL },
    { part: 'link', ...WELL },
  ]);
  // Held by an operation: no fault.
  expect(lines(BESIDE['Gateway Client, restarted by an operation'] ?? {})).toMatchObject([WELL, WELL]);
  expect(lines(stopped('netpos'))).toMatchObject([
    { ok: true, warning: true, detail: 'A required service is not running (NetPOS)' },
    WELL,
  ]);
  expect(lines(stopped('gateway-client'))[0]).toMatchObject({ ok: false });
  // By another server, which a link that is up does not show.
  expect(lines(FAULTS['swiftpos=migrated'] ?? {})).toMatchObject([
    WELL,
    { part: 'link', ok: false, detail: 'The connection to the cloud must be set up again' },
  ]);
});
