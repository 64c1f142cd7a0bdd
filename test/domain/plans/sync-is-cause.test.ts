import { syncIsCause } from '../../../src/domain/plans/checks.js';
import type { SyncDiagnosis } from '../../../src/domain/venue/diagnosis.js';

it.each([
  ['UNKNOWN', 'UNKNOWN', 'The evidence does not show that: some facts could not be read.'],
  ['NONE', 'FAIL', 'The evidence does not show that: no fault was found.'],
  ['GATEWAY_STOPPED', 'FAIL', 'The evidence shows another cause: Gateway Client is stopped.'],
] as const)('a diagnosis of %s does not show that data sync is the cause', (cause, outcome, detail) => {
  const diagnosis = { cause, recommendation: 'Wait.', resyncJustified: false } as SyncDiagnosis;
  expect(syncIsCause(diagnosis, 1)).toMatchObject({ outcome, detail });
});
