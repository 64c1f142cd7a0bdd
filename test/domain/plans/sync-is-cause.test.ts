import { connected, syncIsCause } from '../../../src/domain/plans/checks.js';
import type { SyncDiagnosis } from '../../../src/domain/venue/diagnosis.js';
import { CONNECTED, cloudOf, factsOf, serviceOf } from '../venue/facts-of.js';

it.each([
  ['UNKNOWN', 'UNKNOWN', 'The evidence does not show that: some facts could not be read.'],
  ['NONE', 'FAIL', 'The evidence does not show that: no fault was found.'],
  ['GATEWAY_STOPPED', 'FAIL', 'The evidence shows another cause: Gateway Client is stopped.'],
] as const)('a diagnosis of %s does not show that data sync is the cause', (cause, outcome, detail) => {
  const diagnosis = { cause, recommendation: 'Wait.', resyncJustified: false } as SyncDiagnosis;
  expect(syncIsCause(diagnosis, 1)).toMatchObject({ outcome, detail });
});

it('does not state twice that no fault was found', () => {
  const recommendation = 'No fault was found. A resync would only interrupt ordering.';
  const { remedy } = syncIsCause(
    { cause: 'NONE', recommendation, resyncJustified: false } as SyncDiagnosis,
    1,
  );
  expect(remedy).toBe(
    'A resync would only interrupt ordering. Only a clerk of the highest group may override this.',
  );
});

describe('a resync', () => {
  const cloud = cloudOf(CONNECTED);

  it('sends no one to start a Cloud Sync that is not installed', () => {
    const services = new Map([
      ['cloud-sync', serviceOf('cloud-sync', { installed: false, state: 'Missing' })],
    ]);
    const { outcome, detail, remedy } = connected(factsOf({ cloud, services }));
    expect([outcome, detail]).toEqual(['FAIL', 'Cloud Sync is not installed, so nothing would be sent.']);
    expect(remedy).toMatch(/^Onboard the venue/);
  });

  it('does not call a Cloud Sync stopped that was not reported', () => {
    const { outcome, detail } = connected(factsOf({ cloud, services: new Map() }));
    expect([outcome, detail]).toEqual([
      'UNKNOWN',
      'PowerShell did not report whether Cloud Sync is running.',
    ]);
  });
});
