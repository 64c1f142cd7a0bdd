/** The migration file in the domain: which case it makes of a silent cloud, what is refused, what is taken over and what is left. */

import { AuditTrail, commandLine } from '../../../src/domain/audit/trail.js';
import { admitPassport, type Successor } from '../../../src/domain/onboarding/admit-passport.js';
import { issuePassport, type PassportParts } from '../../../src/domain/onboarding/issue-passport.js';
import { Secret } from '../../../src/domain/types/secret.js';
import { DEFAULT_SETTINGS } from '../../../src/domain/types/settings.js';
import { CloudReader } from '../../../src/domain/venue/cloud-reader.js';
import { AppError } from '../../../src/errors/errors.js';
import { quietLog, sqliteEngine, type VenueRows } from '../../storage/engines.js';
import { venueRows } from '../../storage/venue-rows.js';
import { eachDomain } from '../rehearsal-domain.js';
import { openSeal } from './open-seal.js';
import { SAMPLE } from './sample-passport.js';

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

let stores: Pick<PassportParts, 'clerks' | 'venue'>;
const domain = eachDomain({
  database: async (now) => {
    const opened = (await sqliteEngine().venue(rows, { now })) as never;
    stores = opened;
    return opened;
  },
});
/** What was taken over. */
let done: string[];
beforeEach(() => {
  done = [];
  domain.venue.model.machine.id = 'machine';
  for (const each of domain.venue.model.cloud.redemptions) each.machineId = 'old machine';
});

function parts(): PassportParts {
  const { state, clock, venue } = domain;
  const log = quietLog;
  return {
    ...{ ...stores, state, clock, log, seal, version: '1.0.0', scripts: venue.runner },
    cloud: new CloudReader({ scripts: venue.runner, keyValues: state.keyValues, clock }),
    audit: new AuditTrail({ state, clock, log }),
    settings: { ...DEFAULT_SETTINGS, onboardHolders: 7 },
  };
}

const successor: Successor = {
  check: async () => undefined,
  async grant({ group: { id }, permission }) {
    done.push(`${id} ${permission}`);
  },
  setting(name) {
    if (name === 'secondPerson') return false;
    done.push(name);
    return true;
  },
};

async function offer(given: object = {}, { text = JSON.stringify({ ...SAMPLE, ...given }) } = {}) {
  const offered = { file: await seal.seal(text, phrase), passphrase: phrase, successor };
  return admitPassport(parts(), commandLine(), { action: 'passport.import', reason: 'The move' }, offered);
}

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
  const act = { action: 'passport.export', reason: 'The move' };
  let file = new Uint8Array();
  const keep = (made: Uint8Array) => {
    file = new Uint8Array(made);
  };
  const { id, madeAt } = await issuePassport(parts(), commandLine(), act, { passphrase: phrase, keep });
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
  expect(await trail('passport.export')).toEqual(['INTENDED', 'SUCCEEDED']);
});

test('without a passport nothing speaks of one', async () => {
  const plan = await domain.plane.onboarding.plan();
  expect(plan.passport).toBeUndefined();
  expect(plan.checks.map(({ code }) => code)).not.toContain('PASSPORT');
});

test('with the cloud away a new server that has a passport re-establishes; without one it would be the first time', async () => {
  domain.venue.refuse('Get-CloudVenue', 'CLOUD_UNREACHABLE');
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
    domain.venue.connection = connection;
    const admitted = await offer(given);
    expect([admitted.passport.oldServer, admitted.case]).toEqual([oldServer, found]);
  },
);

test('a cloud that knows a third server is worth a warning', async () => {
  for (const each of domain.venue.model.cloud.redemptions) each.machineId = 'a third machine';
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
    expect(await trail('passport.import')).toEqual(['INTENDED', 'FAILED']);
    expect(done).toEqual([]);
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
});

test('what belongs to no passport gets no further than the file', async () => {
  const text = JSON.stringify(SAMPLE).replace('"sequence":7', `"sequence":7,"deep":${DEEP}`);
  expect((await offer({}, { text })).passport.id).toBe('passport-1');
  expect(await trail('passport.import')).toEqual(['INTENDED', 'SUCCEEDED']);
});

test('what is missing here is taken over; what ended, was decided here or has no group is not', async () => {
  const grants = [
    { group: group('3', 'Bar Staff'), permission: 'SERVICES_VIEW', expiresAt: null },
    { group: group('3', 'Bar Staff'), permission: 'SERVICES_CONTROL', expiresAt: '2031-06-01T00:00:00.000Z' },
    { group: group('3', 'Bar Staff'), permission: 'CLERK_SECURITY_VIEW', expiresAt: '2031-05-01T00:00:00Z' },
    { group: group('9', 'Ghosts'), permission: 'AUDIT_VIEW', expiresAt: null },
  ];
  const settings = { onboardHolders: 7, secondPerson: true, keepEventsDays: 90 };
  const { takenOver, left } = await offer({ grants, settings });
  expect(done).toEqual(['keepEventsDays', '3 SERVICES_CONTROL']);
  expect(takenOver).toEqual([
    '"keepEventsDays": 90 in config.json',
    '"Services > Control" for "Bar Staff" until 2031-06-01T00:00:00.000Z',
  ]);
  expect(left).toEqual([
    '"secondPerson": true: config.json has another value, which was not changed.',
    '"Audit > View" for "Ghosts": this Clerk Security Group does not exist here.',
  ]);
  const [row] = await domain.state.audit.list({ actions: ['passport.import'] }, 1, 'newest');
  expect(row?.detail).toMatchObject({
    passport: 'passport-1',
    head: { sequence: 7, hash: '0a'.repeat(32) },
    takenOver,
    left,
  });
});
