/** A saga of steps that a test makes up; `given` says what is different. */
import type { Saga } from '../../src/operations/runner/saga.js';
import type { Step } from '../../src/operations/runner/step.js';
import { Permission } from '../../src/operations/words/permissions.js';

export function madeUpSaga(steps: () => readonly Step[], given: Partial<Saga> = {}): Saga {
  return {
    kind: 'RESYNC',
    action: 'resync',
    permission: Permission.CLOUD_CONNECTIVITY_ONBOARD,
    doing: 'Doing it',
    done: 'it is done',
    title: () => 'Do it',
    slot: () => 'venue',
    holds: () => [],
    steps,
    ...given,
  };
}
