/** What any user of the machine can read of the venue, and what "venue-control status" and doctor make of it. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandContext } from '../../../src/cli/command-context.js';
import { servicesAndLink } from '../../../src/cli/doctor/link.js';
import { askStatus, asText, runningStatus, statusRows, venueStatus } from '../../../src/cli/status/status.js';
import { readerProof, serverProof } from '../../../src/domain/health/server-proof.js';
import type { Keys } from '../../../src/domain/ports/machine.js';
import type { ScriptRunner } from '../../../src/domain/ports/script-runner.js';
import { briefStatus } from '../../../src/domain/status/brief-status.js';
import { judgeStatus, type VenueStatus } from '../../../src/domain/status/judge-status.js';
import { known } from '../../../src/domain/types/fact.js';
import type { Operation } from '../../../src/domain/types/operation.js';
import { buildGuardedSchema } from '../../../src/resolvers/build-schema.js';
import { createRequestContext } from '../../../src/resolvers/request/context.js';
import { createServer, type Server } from '../../../src/server/server.js';
import {
  AWAY,
  BESIDE,
  FAULTS,
  OPERATIONS,
  stopped,
  wellStatusFacts,
} from '../../domain/status/status-situations.js';
import { NOON } from '../../domain/venue/facts-of.js';
import { ago } from '../../domain/venue/sync-facts.js';

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

const context = (own = keys) => ({ config: { dataFolder }, keys: () => own }) as unknown as CommandContext;
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
    failures: [],
    checkedAt: NOON.toISOString(),
    lastBackupAt: ago(60).toISOString(),
    findings: [
      {
        code: 'SERVICE_DOWN',
        severity: 'CRITICAL',
        since: NOON.toISOString(),
        service: 'gateway-client',
        causeCode: null,
        actionCode: 'OPEN_SERVICES',
      },
    ],
  });
});

test('is what status says, and nothing where no server with the keys of the folder answers', async () => {
  now = judged(OPERATIONS['resync, running'] ?? {});
  expect(await askStatus(context())).toMatchObject({ state: 'DOWN', planned: true });
  const elsewhere = { config: { dataFolder: join(dataFolder, 'none') } } as unknown as CommandContext;
  expect(await askStatus(elsewhere)).toBeUndefined();
  const others = { hmac: () => 'another' } as unknown as Keys;
  expect(await askStatus(context(others))).toBeUndefined();
});

test('has the next step of each finding for who has the keys of the folder, and for no one else', async () => {
  now = judged(FAULTS['swiftpos=migrated'] ?? {});
  const status = await askStatus(context());
  expect(status?.findings[0]).toMatchObject({
    code: 'RECONNECT_NEEDED',
    causeCode: 'OTHER_SERVER',
    remedy: 'Plan an onboarding.',
  });
  expect(asText(status)).toContain('[RECONNECT_NEEDED, OTHER_SERVER]\n         -> Plan an onboarding.\n');
  expect(status && statusRows(status)[1]).toMatchObject({ remedy: 'Plan an onboarding.' });
  expect(status && venueStatus(status)).toMatchObject({
    remedy:
      'The connection to the cloud must be set up again. Plan an onboarding. Run "venue-control status" for the rest.',
  });
  const away = venueStatus(briefStatus(judged(AWAY['state database'] ?? {}), true));
  expect(away.remedy).toBe(
    'The state database is unavailable. Follow the remedies of the other rows. Run "venue-control status" for the rest.',
  );
  // One that says more than to run the doctor is kept whole.
  const unread = venueStatus(briefStatus(judged(AWAY['venue database'] ?? {}), true));
  expect(unread.remedy).toContain("The venue's database is not responding. Wait. ");
  const challenge = 'a'.repeat(64);
  const port = new URL(address).port;
  const wrong = [
    readerProof({ hmac: () => 'another' } as unknown as Keys, challenge, Number(port)),
    serverProof(keys, challenge, Number(port)),
    readerProof(keys, 'b'.repeat(64), Number(port)),
  ];
  for (const reader of wrong) {
    const answer = await fetch(`${address}?challenge=${challenge}&reader=${encodeURIComponent(reader)}`);
    expect(await answer.text()).not.toContain('remedy');
  }
});

test('is said by status in a sentence, each finding with what to do', () => {
  const text = asText(briefStatus(judged(stopped('gateway-client'))));
  expect(text.split('\n')).toEqual([
    expect.stringMatching(/^DOWN, since /),
    'Ordering is down.',
    expect.stringMatching(/^CRITICAL .*\(Gateway Client\), since .* \[SERVICE_DOWN\]$/),
    expect.stringMatching(/^ {9}-> [A-Z].*\.$/),
    expect.stringMatching(/^Last backup: /),
    expect.stringMatching(/^Read at /),
    '',
  ]);
  expect(asText(briefStatus(judged({})))).toContain('\nOnline. Everything works.\n');
});

test('names in status what failed within a day, why, and what to do', () => {
  const finishedAt = new Date('2026-11-29T02:13:00Z');
  const failure = { code: 'CLOUD_UNREACHABLE', message: 'At Jordan Quay' };
  const failures = known([{ id: 'op-1', kind: 'RESYNC', finishedAt, failure } as Operation]);
  const brief = briefStatus(judged({ failures }));
  expect(
    asText(brief)
      .split('\n')
      .filter((text) => /FAILED|op-1/.test(text)),
  ).toEqual([
    expect.stringMatching(/^FAILED {3}The last resync failed at .*: swiftpos Cloud cannot be reached\.$/),
    expect.stringMatching(/^ {9}-> [A-Z].*\. Its log: venue-control logs --operation op-1$/),
  ]);
  // It is for anyone on this machine.
  expect(JSON.stringify(brief)).not.toContain('Jordan');
  expect(venueStatus(brief)).toMatchObject({
    ok: true,
    warning: true,
    detail: expect.stringMatching(/^OK, since .*; the last resync failed$/),
    remedy: 'Run "venue-control status" for the rest.',
  });
  const { failures: _, ...older } = brief;
  expect(asText(older as never)).not.toContain('FAILED');
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
  // On purpose, and no fault: down all the same.
  expect(line(BESIDE['Gateway Client, restarted by an operation'] ?? {})).toMatchObject({
    ok: true,
    warning: true,
    detail: expect.stringContaining('DOWN on purpose'),
  });
  expect(line({})).toMatchObject({ ok: true, detail: expect.stringContaining('OK') });
});

test('is what doctor says of services and link while a server runs', () => {
  const lines = (change: object) => statusRows(briefStatus(judged(change)));
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

describe('a server that is slow to say it', () => {
  const slow = createHttpServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    const proof = serverProof(keys, url.searchParams.get('challenge') ?? '', request.socket.localPort ?? 0);
    const brief = url.pathname === '/healthz/venue' ? briefStatus(judged(stopped('netpos'))) : {};
    setTimeout(() => response.end(JSON.stringify({ ...brief, proof })), 1200);
  });
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-status-'));
  beforeAll(async () => {
    await new Promise<void>((done) => slow.listen(0, '127.0.0.1', done));
    const { port } = slow.address() as AddressInfo;
    writeFileSync(join(folder, 'server.json'), JSON.stringify({ pid: process.pid, port }));
    writeFileSync(join(folder, 'identity.json'), '{}');
  });
  afterAll(() => {
    slow.closeAllConnections();
    slow.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const itsContext = {
    config: { dataFolder: folder, venue: 'windows' },
    keys: () => keys,
  } as unknown as CommandContext;

  test('is waited for by doctor, and not by status', async () => {
    expect(await askStatus(itsContext)).toBeUndefined();
    expect(await runningStatus(itsContext)).toMatchObject({ state: 'ATTENTION' });
  });
});

test('is unknown to doctor where the running server does not say it, which nothing else is judged for', async () => {
  const elsewhere = {
    config: { dataFolder: join(dataFolder, 'none'), venue: 'windows' },
  } as unknown as CommandContext;
  const status = await runningStatus(elsewhere);
  expect(venueStatus(status)).toMatchObject({
    part: 'venue',
    ok: false,
    detail: expect.stringMatching(/^unknown: the status could not be read/),
  });
  const runner = { run: () => Promise.reject(new Error('asked')) } as unknown as ScriptRunner;
  expect(await servicesAndLink(elsewhere, runner, status)).toEqual([]);
});
