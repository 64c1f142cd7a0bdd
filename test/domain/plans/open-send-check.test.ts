/** The check for an open full send as a table. */

import { fullSendRunning } from '../../../src/domain/plans/kind-checks.js';
import type { SyncJob } from '../../../src/domain/venue/cloud.js';
import { AppError } from '../../../src/errors/errors.js';
import { cloudOf, factsOf, NOON } from '../venue/facts-of.js';

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
