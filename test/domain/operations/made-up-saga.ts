/** A saga of steps that a test makes up; `given` says what is different. */
import type { Saga } from '../../../src/domain/operations/saga.js';
import type { Step } from '../../../src/domain/operations/steps/step.js';
import { Permission } from '../../../src/domain/types/permissions.js';

export function madeUpSaga(steps: () => readonly Step[], given: Partial<Saga> = {}): Saga {
  return {
    kind: 'RESYNC',
    action: 'resync',
    permission: Permission.CLOUD_CONNECTIVITY_ONBOARD,
    doing: 'Doing it',
    done: () => 'It is done.',
    title: () => 'Do it',
    slot: () => 'venue',
    holds: () => [],
    steps,
    ...given,
  };
}
