/** The checks that only the plan of a resync has, beside those in plans/checks.test.ts. */

import { findCondition } from '../../../src/domain/conditions/conditions.js';
import type { SyncDiagnosis } from '../../../src/domain/diagnosis/diagnosis.js';
import { connected, fullSendRunning, syncIsCause } from '../../../src/domain/resync/checks.js';
import { known } from '../../../src/domain/types/fact.js';
import type { SyncJob } from '../../../src/domain/venue/cloud.js';
import { AppError } from '../../../src/errors/errors.js';
import { serviceView } from '../status/status-situations.js';
import { CONNECTED, cloudOf, factsOf, NOON, serviceOf } from '../venue/facts-of.js';

const FULL: SyncJob = {
  jobId: 'job',
  kind: 'FULL',
  state: 'RUNNING',
  rowsExpected: 1000,
  rowsReceived: 240,
  tables: [],
  startedAt: NOON,
  completedAt: undefined,
};
const withJob = (job: SyncJob | undefined) => factsOf({ cloud: cloudOf({}, { job }) });

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
    const view = { installed: false, status: 'NOT_INSTALLED', health: 'INACTIVE' } as const;
    const facts = { ...factsOf({ cloud, services }), services: known([serviceView('cloud-sync', view)]) };
    expect(connected(facts)).toMatchObject({
      outcome: 'FAIL',
      detail: 'Cloud Sync is licensed but not installed. Nothing would be sent.',
      remedy: 'Plan an onboarding. Then plan again: a resync may not be needed.',
    });
  });

  it('whose cloud hears nothing has the words of the status', () => {
    const silent = cloudOf({ ...CONNECTED, state: 'disconnected' });
    const facts = factsOf({
      cloud: silent,
      services: new Map([['cloud-sync', serviceOf('cloud-sync', { state: 'Running' })]]),
    });
    const cloudSync = serviceView('cloud-sync');
    const running = { ...facts, services: known([serviceView('gateway-client'), cloudSync]) };
    expect(connected(running).detail).toBe(findCondition('LINK_DOWN', running)?.message);
    const stopped = [serviceView('gateway-client', { status: 'STOPPED', health: 'DOWN' }), cloudSync];
    expect(connected({ ...facts, services: known(stopped) }).detail).toBe('Gateway Client is not running.');
  });

  it('does not call a Cloud Sync stopped that was not reported', () => {
    const { outcome, detail } = connected(factsOf({ cloud, services: new Map() }));
    expect([outcome, detail]).toEqual([
      'UNKNOWN',
      'PowerShell did not report whether Cloud Sync is running.',
    ]);
  });
});

describe('an open full send', () => {
  it.each([
    ['no send', withJob(undefined), 'PASS', false],
    ['a first sync', withJob({ ...FULL, kind: 'FIRST' }), 'PASS', false],
    ['one that is expected', withJob({ ...FULL, state: 'EXPECTED' }), 'FAIL', true],
    ['one that runs', withJob(FULL), 'FAIL', true],
    ['one that is withdrawn', withJob({ ...FULL, state: 'WITHDRAWN' }), 'PASS', false],
    [
      'a cloud that does not answer',
      factsOf({ cloud: undefined, cloudFailure: new AppError('CLOUD_UNREACHABLE') }),
      'UNKNOWN',
      false,
    ],
  ] as const)('%s', (_, facts, outcome, overridable) => {
    expect(fullSendRunning(facts)).toMatchObject({ code: 'FULL_SEND_RUNNING', outcome, overridable });
  });
});
