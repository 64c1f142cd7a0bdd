/** The parts that anybody may ask about: both databases and PowerShell. */
import type { Clock } from '../ports/machine.js';
import type { VenueStore } from '../ports/venue-store.js';
import { type HealthProbe, PartsHealth } from './health.js';
import { stateProbe } from './state-health.js';

export interface HealthOf {
  readonly state: Parameters<typeof stateProbe>[0];
  readonly venue: VenueStore;
  readonly scripts: { health(): Awaited<ReturnType<HealthProbe['look']>> };
  readonly clock: Clock;
  readonly version: string;
}

export function createHealth({ state, venue, scripts, clock, version }: HealthOf): PartsHealth {
  const probes: readonly HealthProbe[] = [
    stateProbe(state, clock),
    {
      name: 'venue database',
      async look() {
        await venue.registration();
        return { status: 'OK' };
      },
    },
    { name: 'PowerShell', look: async () => scripts.health() },
  ];
  return new PartsHealth({ probes, clock, version });
}
