/** Whether the state database takes writes, and in words for everybody what is wrong when it doesn't: no path, no host. */
import { AppError } from '../../errors.js';
import type { DatabaseFailure } from '../ports/database-failure.js';
import type { KeptState } from '../ports/kept-state.js';
import type { Clock } from '../ports/machine.js';
import type { HealthProbe, HealthStatus } from './health.js';

/** Readable all the while is DEGRADED: what runs waits, and nothing new begins. */
const TROUBLE: Readonly<Record<DatabaseFailure, readonly [HealthStatus, string]>> = {
  BUSY: ['DEGRADED', 'Another program holds it: what runs waits, and nothing new begins.'],
  FULL: ['DEGRADED', 'Its disk is full: what runs waits, and nothing new begins.'],
  READ_ONLY: ['DEGRADED', 'It can be read and not written: what runs waits, and nothing new begins.'],
  DAMAGED: ['DOWN', 'It is damaged. Stop the server and run "venue-control doctor".'],
  GONE: [
    'DOWN',
    'Its file or its disk is gone, was replaced, or does not work. Run "venue-control doctor" on the server.',
  ],
  CLOSED: ['DOWN', 'The server is stopping.'],
  OTHER: ['DOWN', 'It does not answer.'],
};

export function stateProbe(state: Pick<KeptState, 'pulse'>, clock: Clock): HealthProbe {
  return {
    name: 'state database',
    async look() {
      try {
        await state.pulse(clock.now());
        return { status: 'OK' };
      } catch (error) {
        const [status, detail] = TROUBLE[failureIn(error)];
        return { status, detail };
      }
    },
  };
}

function failureIn(error: unknown): DatabaseFailure {
  const failure = error instanceof AppError ? error.details['failure'] : undefined;
  return Object.hasOwn(TROUBLE, String(failure)) ? (failure as DatabaseFailure) : 'OTHER';
}
