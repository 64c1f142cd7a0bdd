/** Whether the state database takes writes, and in words for everyone what is wrong when it doesn't: no path, no host. */
import { AppError } from '../../errors/errors.js';
import type { DatabaseFailure } from '../ports/database-failure.js';
import type { KeptState } from '../ports/kept-state.js';
import type { Clock } from '../ports/machine.js';
import type { HealthProbe, HealthStatus } from './health.js';

/** Readable all the while is DEGRADED: what runs waits, and nothing new begins. */
const TROUBLE: Readonly<Record<DatabaseFailure, readonly [HealthStatus, string]>> = {
  BUSY: ['DEGRADED', 'Another program has locked it. Running operations wait, and no new ones start.'],
  FULL: ['DEGRADED', 'Its disk is full. Running operations wait, and no new ones start.'],
  READ_ONLY: ['DEGRADED', 'It is read-only. Running operations wait, and no new ones start.'],
  DAMAGED: ['DOWN', 'It is damaged. Stop the server and run "venue-control doctor".'],
  GONE: [
    'DOWN',
    'Its file or disk is missing, was replaced, or failed. Run "venue-control doctor" on the server.',
  ],
  CLOSED: ['DOWN', 'The server is stopping.'],
  OTHER: ['DOWN', 'It does not respond.'],
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
