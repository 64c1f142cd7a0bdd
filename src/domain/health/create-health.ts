/** The parts that anyone may ask about: both databases, PowerShell, and the audit's external anchor where there is one. */
import type { KnownState } from '../ports/kept-state.js';
import type { Alerts, Clock, Log } from '../ports/machine.js';
import type { VenueStore } from '../ports/venue-store.js';
import { anchorProbe } from './anchor-health.js';
import { type HealthProbe, PartsHealth } from './health.js';
import { stateProbe } from './state-health.js';

export interface HealthOf {
  readonly state: Pick<KnownState, 'pulse' | 'audit' | 'anchors'>;
  readonly venue: VenueStore;
  readonly scripts: { health(): Awaited<ReturnType<HealthProbe['look']>> };
  readonly clock: Clock;
  readonly version: string;
  readonly log: Log;
  readonly alerts?: Alerts;
}

export function createHealth({ state, venue, scripts, clock, version, log, alerts }: HealthOf): PartsHealth {
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
    ...(state.anchors.isConfigured ? [anchorProbe({ ...state, alerts })] : []),
  ];
  return new PartsHealth({ probes, clock, version, log });
}
