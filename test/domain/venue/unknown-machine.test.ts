/** A server whose identity, and a swiftpos whose version, can't be read: neither another nor the same, and the reader sees that. */
import { notConnectedYet, passportChecks } from '../../../src/domain/onboarding/checks.js';
import { oldServer } from '../../../src/domain/plans/checks.js';
import { connected } from '../../../src/domain/resync/checks.js';
import { compareVersions, knownVersion, versionsDiffer } from '../../../src/domain/types/swiftpos-version.js';
import { isAnotherHeard, judgeLink } from '../../../src/domain/venue/link.js';
import { OnboardingVenue } from '../onboarding/onboarding-venue.js';
import { eachDomain } from '../rehearsal-domain.js';
import { CONNECTED, cloudOf, factsOf, NOON, serviceOf } from './facts-of.js';
import { diagnosed, wellFacts } from './sync-facts.js';

const nameless = (connection = {}) =>
  factsOf({
    host: { machineId: undefined },
    cloud: cloudOf({ ...CONNECTED, ...connection }),
    services: new Map([['cloud-sync', serviceOf('cloud-sync')]]),
  });

test('is not another server, and not surely the one that is heard', () => {
  const facts = nameless({ machineId: 'old machine' });
  expect([judgeLink(facts), isAnotherHeard(facts)]).toEqual(['UP', false]);
  expect(oldServer(facts)).toMatchObject({
    outcome: 'UNKNOWN',
    detail: expect.stringContaining('could not be read'),
  });
  expect(connected(facts)).toMatchObject({
    outcome: 'WARN',
    detail: expect.stringContaining('another server'),
  });
  // Two are heard: one of them is another, whichever this is.
  expect(oldServer(nameless({ otherServers: ['older'] })).outcome).toBe('FAIL');
});

test('is not connected with a code whose server could not be determined', () => {
  const facts = factsOf({ host: { machineId: undefined } });
  expect(oldServer(facts)).toMatchObject({ outcome: 'UNKNOWN', overridable: false });
  expect(notConnectedYet(facts, 'FIRST_TIME').outcome).toBe('PASS');
});

test('says in the evidence that the heartbeat may be another one', () => {
  const well = wellFacts();
  const host = well.host && { ...well.host, machineId: undefined };
  const { evidence, cause } = diagnosed({ host });
  expect(cause).toBe('NONE');
  expect(evidence.find(({ code }) => code === 'LINK')?.value).toContain('may come from another');
});

test('is distinguished from a passport by no one', () => {
  const known = { id: 'p', importedAt: NOON, everConnected: true, madeAt: NOON };
  const checked = (machineId: string) =>
    passportChecks(nameless({ machineId: 'third' }), { ...known, machineId })[0]?.outcome;
  expect([checked('third'), checked('old')]).toEqual(['PASS', 'UNKNOWN']);
});

describe('with a domain around it', () => {
  const domain = eachDomain();
  beforeEach(() => {
    new OnboardingVenue(domain.venue);
    Object.assign(domain.venue.model.machine, { id: '', swiftposVersion: 'Unknown' });
  });

  test('the plan is not ready, and says why', async () => {
    const plan = await domain.plane.onboarding.plan();
    expect([plan.case, plan.ready]).toEqual(['FIRST_TIME', false]);
    expect(plan.checks.filter(({ outcome }) => outcome === 'UNKNOWN').map(({ code }) => code)).toEqual([
      'OLD_SERVER',
    ]);
  });
});

test('a version that is unknown, or that is written longer, proves no mismatch', () => {
  expect(['10.58.0', 'Unknown', '', undefined].map(knownVersion)).toEqual([
    '10.58.0',
    undefined,
    undefined,
    undefined,
  ]);
  expect(versionsDiffer('10.58.0', '10.58.0.1201')).toBe(false);
  expect(versionsDiffer('10.58.0', 'Unknown')).toBe(false);
  expect(versionsDiffer('10.58.0', '10.58.1.0')).toBe(true);
  expect(versionsDiffer('10.58', '10.5.8')).toBe(true);
  const linked = (swiftposVersion: string) =>
    judgeLink(factsOf({ cloud: cloudOf({ ...CONNECTED, swiftposVersion }) }));
  const versions = ['Unknown', '10.58.0.0', '10.57.0', '10.37', '10.36.9'];
  expect(versions.map(linked)).toEqual(['UP', 'UP', 'UP', 'UP', 'OTHER_VERSION']);
});

test('programs whose version no one knows may be of another: possible, and not the cause', () => {
  const well = wellFacts();
  const host = well.host && { ...well.host, swiftposVersion: undefined };
  expect(diagnosed({ host })).toMatchObject({ cause: 'UNKNOWN', candidates: ['VERSION_MISMATCH'] });
  const exceptions = { rows: 3, tables: ['sale'], newestAt: NOON, newestMessage: 'no' };
  expect(diagnosed({ host, exceptions }).cause).toBe('DATA_SYNC_FAILING');
});

describe('versions', () => {
  it.each([
    ['10.9', '10.37', -1],
    ['10.37', '10.37.0', 0],
    ['10.37.1', '10.37', 1],
    ['10.100', '10.37', 1],
    ['9.99', '10.0', -1],
    ['11', '10.58.0', 1],
  ])('%s against %s', (left, right, sign) => {
    expect(Math.sign(compareVersions(left, right))).toBe(sign);
    expect(Math.sign(compareVersions(right, left))).toBe(sign === 0 ? 0 : -sign);
  });
});
