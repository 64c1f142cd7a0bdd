import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import { asAppError, asStepError } from '../../../src/domain/scripts/failure.js';

test('a query whose script does not answer in time is POWERSHELL_UNAVAILABLE, a step is STEP_TIMED_OUT', () => {
  const late = new ScriptError('Get-HostService', 'TIMED_OUT', 'The script did not end within its deadline.');
  expect(asAppError(late)).toMatchObject({ code: 'POWERSHELL_UNAVAILABLE' });
  expect(asStepError(late)).toMatchObject({ code: 'STEP_TIMED_OUT' });
});
