import { jobsWithoutOwner, type OwnedFacts, ordersWithoutOwner, servicesWithoutOwner } from './owners.js';

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
  const found = (status: string) =>
    jobsWithoutOwner(
      facts({
        jobs: [{ jobId: 'first', kind: 'FIRST' }],
        services: [{ ...service, key: 'cloud-sync', status }],
      }),
    ).length;
  expect(['STOPPED', 'RUNNING'].map(found)).toEqual([1, 0]);
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
