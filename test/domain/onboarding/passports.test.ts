/** The passport in the domain: which case it makes of a silent cloud, what is refused, what a clerk may take over and what is left for others. */

import type { Passport } from '../../../src/domain/types/passport.js';
import { Permission } from '../../../src/domain/types/permissions.js';
import { Secret } from '../../../src/domain/types/secret.js';
import { AppError } from '../../../src/errors/errors.js';
import { sqliteEngine, type VenueRows } from '../../storage/engines.js';
import { venueRows } from '../../storage/venue-rows.js';
import { callerOf, eachDomain } from '../rehearsal-domain.js';
import { openSeal } from './open-seal.js';

const NOW = '2031-05-05T17:10:00.000Z';
const rows: VenueRows = {
  ...venueRows,
  security_group: [
    [1, 'Administrators', 1],
    [2, 'Supervisors', 2],
    [3, 'Bar Staff', 3],
  ],
  security_group_object: [
    [3, 'SERVICES_VIEW', 1, 'Morgan', NOW, null],
    [3, 'AUDIT_VIEW', 1, null, null, null],
  ],
};
const phrase = new Secret('seven gulls over the marina');
const seal = openSeal;
const group = (id: string, name: string) => ({ id, name });

const SAMPLE: Passport = {
  id: 'passport-1',
  madeAt: '2031-05-05T09:00:00.000Z',
  version: '1.0.0',
  venue: { customerNumber: '10482213', companyName: 'Harbour View Hotel' },
  server: { machineId: 'old machine', swiftposVersion: '10.58.0' },
  gateway: {
    state: 'connected',
    machineId: 'old machine',
    swiftposVersion: '10.58.0',
    onboardedAt: null,
    lastHeartbeatAt: '2031-05-05T08:59:59.000Z',
  },
  everConnected: true,
  settings: {},
  grants: [],
  history: { head: { sequence: 7, hash: '0a'.repeat(32) }, operations: [] },
};

const domain = eachDomain({
  settings: { onboardHolders: 7 },
  database: async (now) => (await sqliteEngine().venue(rows, { now })) as never,
});
beforeEach(() => {
  Object.assign(domain.world, { connection: 'disconnected', cloudMachine: 'old machine' });
});

async function offer(given: object = {}, { by = '1', text = JSON.stringify({ ...SAMPLE, ...given }) } = {}) {
  return bring(await seal.seal(text, phrase), by);
}

const bring = (file: Uint8Array, by = '1') =>
  domain.plane.passports.import(callerOf(by), { file, passphrase: phrase, reason: 'The move' });

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'taken',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

async function trail(action: string): Promise<string[]> {
  const listed = await domain.state.audit.list({ actions: [action] }, 20, 'oldest');
  return listed.map(({ outcome }) => outcome);
}

test('what one server seals is what another one reads: settings, our own ticks, history', async () => {
  const input = { passphrase: phrase, reason: 'The move' };
  const { file, id, madeAt } = await domain.plane.passports.export(callerOf('1'), input);
  const sealed = JSON.parse(await seal.open(file, phrase));
  expect(sealed).toMatchObject({
    id,
    madeAt: madeAt.toISOString(),
    server: { machineId: 'machine' },
    gateway: { machineId: 'old machine' },
    settings: { onboardHolders: 7 },
    grants: [{ group: group('3', 'Bar Staff'), permission: 'SERVICES_VIEW', expiresAt: null }],
  });
  const { sequence, hash } = sealed.history.head;
  expect(await domain.state.audit.hashOf(sequence)).toBe(hash);
  expect(await trail('exportPassport')).toEqual(['INTENDED', 'SUCCEEDED']);
});

test('without a passport nothing speaks of one', async () => {
  const plan = await domain.plane.onboarding.plan();
  expect(plan.passport).toBeUndefined();
  expect(plan.checks.map(({ code }) => code)).not.toContain('PASSPORT');
});

test('with the cloud away a new server that has a passport re-establishes; without one it would be the first time', async () => {
  domain.world.refuse('Get-CloudVenue', 'CLOUD_UNREACHABLE');
  expect((await domain.plane.onboarding.plan()).case).toBe('FIRST_TIME');
  const { passport, case: found } = await offer();
  expect([found, passport.oldServer]).toEqual(['RE_ESTABLISH', 'UNKNOWN']);
  const plan = await domain.plane.onboarding.plan();
  expect([plan.case, plan.ready, plan.passport?.oldServer]).toEqual(['RE_ESTABLISH', false, 'UNKNOWN']);
  expect(plan.checks.find(({ code }) => code === 'PASSPORT')?.outcome).toBe('UNKNOWN');
});

test.each([
  [
    'that was never connected',
    { everConnected: false, gateway: null },
    'never',
    'NEVER_CONNECTED',
    'FIRST_TIME',
  ],
  ['that is silent', {}, 'disconnected', 'SILENT', 'RE_ESTABLISH'],
  ['that is alive', {}, 'connected', 'CONNECTED', 'RE_ESTABLISH'],
] as const)(
  'of a server %s the import says so, with the case',
  async (_, given, connection, oldServer, found) => {
    domain.world.connection = connection;
    const admitted = await offer(given);
    expect([admitted.passport.oldServer, admitted.case]).toEqual([oldServer, found]);
  },
);

test('a cloud that knows a third server is worth a warning', async () => {
  domain.world.cloudMachine = 'a third machine';
  await offer();
  const { checks } = await domain.plane.onboarding.plan();
  const found = checks.find(({ code }) => code === 'PASSPORT');
  expect(found).toMatchObject({ outcome: 'WARN', detail: expect.stringContaining('a different server') });
});

const DEEP = `${'['.repeat(8000)}${']'.repeat(8000)}`;
const nested = (depth: number): unknown => (depth === 0 ? [] : [nested(depth - 1)]);

describe('refused, and nothing is changed:', () => {
  const tick = { group: group('3', 'Bar Staff'), permission: 'SERVICES_CONTROL', expiresAt: null };
  const here = { ...SAMPLE.server, machineId: 'machine' };
  const endless = { freezes: nested(50) };
  const past = '+200000-01-01T00:00:00Z';
  const noHash = { head: { sequence: 7, hash: 'x' }, operations: [] };
  const FILES: readonly (readonly [string, object, string])[] = [
    ['one of another venue', { venue: { ...SAMPLE.venue, customerNumber: '10000001' } }, 'PASSPORT_FOREIGN'],
    ['one of this very server', { server: here }, 'PASSPORT_OF_THIS_SERVER'],
    ['one with an option that no one knows here', { settings: { lightsOut: true } }, 'PASSPORT_TOO_NEW'],
    [
      'one with a permission that no one knows here',
      { grants: [{ ...tick, permission: 'LIGHTS' }] },
      'PASSPORT_TOO_NEW',
    ],
    ['one without a history', { history: undefined }, 'PASSPORT_DAMAGED'],
    ['one with a grant that is none', { grants: [{ permission: 'AUDIT_VIEW' }] }, 'PASSPORT_DAMAGED'],
    ['one with a time that is none', { madeAt: 'yesterday' }, 'PASSPORT_DAMAGED'],
    ['one with a list of settings', { settings: [] }, 'PASSPORT_DAMAGED'],
    ['one with a time past all years', { madeAt: '+200000-01-01T00:00:00.000Z' }, 'PASSPORT_DAMAGED'],
    ['one from a clock that is ahead', { madeAt: '2031-05-07T09:00:00.000Z' }, 'PASSPORT_DAMAGED'],
    ['one with an end past all years', { grants: [{ ...tick, expiresAt: past }] }, 'PASSPORT_DAMAGED'],
    ['one with a setting that is nested without end', { settings: endless }, 'PASSPORT_DAMAGED'],
    ['one with a hash that is none', { history: noHash }, 'PASSPORT_DAMAGED'],
  ];

  test.each(FILES)('%s', async (_, given, code) => {
    expect(await refusal(offer({ grants: [tick], ...given }))).toBe(code);
    expect(await trail('importPassport')).toEqual(['INTENDED', 'FAILED']);
    expect(await trail('grantPermission')).toEqual([]);
    expect((await domain.plane.onboarding.plan()).passport).toBeUndefined();
  });

  test('what is no JSON, or nested deeper than anyone reads', async () => {
    const text = JSON.stringify(SAMPLE).replace('"settings":{}', `"settings":{"freezes":${DEEP}}`);
    for (const written of ['harbour', text])
      expect(await refusal(offer({}, { text: written }))).toBe('PASSPORT_DAMAGED');
  });

  test('the same once more, and an older one', async () => {
    await offer();
    const again = [
      await refusal(offer()),
      await refusal(offer({ id: 'older', madeAt: '2031-05-04T09:00:00Z' })),
    ];
    expect(again).toEqual(['PASSPORT_IMPORTED_BEFORE', 'PASSPORT_IMPORTED_BEFORE']);
    const newer = { id: 'passport-2', madeAt: '2031-05-05T10:00:00.000Z' };
    expect((await offer(newer)).passport.id).toBe('passport-2');
  });

  test('a clerk who has proved no presence', async () => {
    const file = await seal.seal(JSON.stringify(SAMPLE), phrase);
    const caller = callerOf('1', { steppedUpUntil: undefined });
    const input = { file, passphrase: phrase, reason: 'The move' };
    expect(await refusal(domain.plane.passports.import(caller, input))).toBe('FORBIDDEN');
    expect(await refusal(domain.plane.passports.export(caller, input))).toBe('FORBIDDEN');
  });
});

test('what belongs to no passport gets no further than the file', async () => {
  const text = JSON.stringify(SAMPLE).replace('"sequence":7', `"sequence":7,"deep":${DEEP}`);
  expect((await offer({}, { text })).passport.id).toBe('passport-1');
  expect(await trail('importPassport')).toEqual(['INTENDED', 'SUCCEEDED']);
});

test('two at once are one after the other', async () => {
  const file = await seal.seal(JSON.stringify(SAMPLE), phrase);
  const result = await Promise.all([refusal(bring(file)), refusal(bring(file))]);
  expect(result).toEqual(['taken', 'PASSPORT_IMPORTED_BEFORE']);
});

test('a clerk grants downwards only; what they may not, and what config.json decides, is left and says how', async () => {
  const grants = [
    { group: group('3', 'Bar Staff'), permission: 'SERVICES_VIEW', expiresAt: null },
    { group: group('3', 'Bar Staff'), permission: 'SERVICES_CONTROL', expiresAt: '2031-06-01T00:00:00.000Z' },
    { group: group('3', 'Bar Staff'), permission: 'CLERK_SECURITY_VIEW', expiresAt: '2031-05-01T00:00:00Z' },
    { group: group('2', 'Supervisors'), permission: 'AUDIT_VIEW', expiresAt: null },
    { group: group('9', 'Ghosts'), permission: 'AUDIT_VIEW', expiresAt: null },
  ];
  const settings = { onboardHolders: 7, secondPerson: true };
  const { takenOver, left } = await offer({ grants, settings }, { by: '2' });
  expect(takenOver).toEqual(['"Services > Control" for "Bar Staff" until 2031-06-01T00:00:00.000Z']);
  expect(left).toEqual([
    '"secondPerson": true: add it to config.json and restart the server, or keep the current value.',
    '"Audit > View" for "Ghosts": this Clerk Security Group does not exist here.',
    '"Audit > View" for "Supervisors": venue-control clerk grant 2 AUDIT_VIEW --reason "passport"',
  ]);
  expect(await trail('grantPermission')).toEqual(['INTENDED', 'SUCCEEDED']);
  expect(await domain.plane.security.permissionsOf(['3'])).toEqual(
    new Map([['3', expect.arrayContaining([Permission.SERVICES_CONTROL, Permission.SERVICES_VIEW])]]),
  );
  const [row] = await domain.state.audit.list({ actions: ['importPassport'] }, 1, 'newest');
  expect(row?.detail).toMatchObject({
    passport: 'passport-1',
    head: { sequence: 7, hash: '0a'.repeat(32) },
    takenOver,
    left,
  });
});
