import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PracticeVenue } from '../../venue/practice-venue.js';
import {
  jobsWithoutOwner,
  type OwnedFacts,
  ordersWithoutOwner,
  servicesWithoutOwner,
  untrueOwners,
} from './owners.js';
import type { WatchedRows } from './watched-rows.js';

const operation = { id: 'op', state: 'FAILED', sendId: 'job', isSendDeferred: false, isHoldDeferred: false };
const service = {
  key: 'netpos',
  installed: true,
  status: 'STOPPED',
  startMode: 'AUTOMATIC',
  heldBy: null,
  stoppedBy: null,
};

function facts(given: Partial<OwnedFacts>): OwnedFacts {
  return { jobs: [], operations: [], services: [], findings: [], plannedBy: {}, ...given };
}

test('finds an open full send whose operation has ended, and no other', () => {
  const found = (given: object) =>
    jobsWithoutOwner(
      facts({ jobs: [{ jobId: 'job', kind: 'FULL' }], operations: [{ ...operation, ...given }] }),
    ).length;
  expect([{}, { sendId: 'another' }].map(found)).toEqual([1, 1]);
  expect([{ state: 'RUNNING' }, { isSendDeferred: true }].map(found)).toEqual([0, 0]);
});

test('finds an open first sync that nothing sends', () => {
  const found = (status: string, given: object = {}) =>
    jobsWithoutOwner(
      facts({
        jobs: [{ jobId: 'first', kind: 'FIRST' }],
        operations: [{ ...operation, sendId: undefined, ...given }],
        services: [{ ...service, key: 'cloud-sync', status }],
      }),
    ).length;
  expect([found('STOPPED'), found('RUNNING')]).toEqual([1, 0]);
  expect([{ state: 'RUNNING' }, { isSendDeferred: true }].map((given) => found('STOPPED', given))).toEqual([
    0, 0,
  ]);
});

test('finds a stopped service of which neither an operation nor a finding says so', () => {
  expect(servicesWithoutOwner(facts({ services: [service] }))).toHaveLength(1);
  const findings = [{ code: 'SERVICE_DOWN', service: 'netpos' }];
  expect(servicesWithoutOwner(facts({ services: [service], findings }))).toEqual([]);
  expect(servicesWithoutOwner(facts({ services: [{ ...service, heldBy: {} }] }))).toEqual([]);
});

test('finds an order that Services Monitor still has of what has ended', () => {
  const found = (given: Partial<OwnedFacts>) =>
    ordersWithoutOwner(facts({ plannedBy: { op: ['netpos'] }, operations: [operation], ...given })).length;
  expect(found({})).toBe(1);
  expect(found({ operations: [{ ...operation, isHoldDeferred: true }] })).toBe(0);
  expect(found({ plannedBy: { rollback: ['netpos'] }, services: [{ ...service, status: 'RUNNING' }] })).toBe(
    1,
  );
  expect(found({ plannedBy: { 'service-control': ['netpos'] }, services: [service] })).toBe(0);
});

describe('a full send of an operation that has ended', () => {
  const expected = { outcome: 'expected', kind: 'FULL', jobId: 'job' };
  const found = async (...ledgers: object[][]) => {
    const folder = mkdtempSync(join(tmpdir(), 'venue-owners-'));
    mkdirSync(join(folder, 'rehearsal'));
    writeFileSync(join(folder, 'rehearsal', 'monitor.json'), '{}');
    const last = ledgers.at(-1);
    const venue = {
      folder,
      cloud: async () => ({ syncJobs: ledgers.shift() ?? last }),
      ask: async () => ({ data: { services: [], venueStatus: { findings: [] } } }),
    } as unknown as PracticeVenue;
    const rows = { operations: () => [operation] } as unknown as WatchedRows;
    return untrueOwners(venue, rows, 0).finally(() => rmSync(folder, { recursive: true }));
  };

  test('has no owner while it stays open', async () => {
    expect(await found([expected])).toEqual([expect.stringMatching(/^the FULL job job .* nothing owns it$/)]);
  });

  test('had one if its deferred cleanup ends it while the rest is read', async () => {
    expect(await found([expected], [expected, { ...expected, outcome: 'withdrawn' }])).toEqual([]);
  });
});
