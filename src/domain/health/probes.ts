/** How each part is asked for its health. */
import { AppError } from '../../errors/errors.js';
import { compareWithAnchors, RESTORED_BY, restoreOf } from '../audit/anchor-verification.js';
import type { AuditAnchors } from '../ports/audit-anchors.js';
import type { AuditLog } from '../ports/audit-log.js';
import type { DatabaseFailure } from '../ports/database-failure.js';
import type { KeptState, KnownState } from '../ports/kept-state.js';
import type { Clock, EventLogAlerts, Log } from '../ports/machine.js';
import { unlessMalformed, type VenueStore } from '../ports/venue-store.js';
import { ALERTS } from '../types/alerts.js';
import { type HealthProbe, type HealthStatus, PartsHealth } from './health.js';

const LOST = 'The audit log does not match its anchor. Run "venue-control audit verify" on the server.';
const MOST_RESTORES = 1000;

/** Whether the audit's external anchor takes what is written to it, and whether the trail is what it was when its head was written there. */
export function anchorProbe({
  audit,
  anchors,
  alerts,
}: {
  readonly audit: AuditLog;
  readonly anchors: AuditAnchors;
  readonly alerts?: EventLogAlerts | undefined;
}): HealthProbe {
  let isLost = false;
  let isSearched = false;
  /** Once a server run: a database that was rolled back was so before it was opened. */
  const compareOnce = async (): Promise<void> => {
    const filter = { actions: [RESTORED_BY], outcome: 'SUCCEEDED' } as const;
    const rows = await audit.list(filter, MOST_RESTORES, 'newest');
    const found = await compareWithAnchors(
      { audit, anchors },
      rows.flatMap((row) => restoreOf(row) ?? []),
    );
    isLost = found.bad !== undefined || found.doubt !== undefined;
    if (isLost) alerts?.raise(ALERTS.AUDIT_TOUCHED, LOST);
  };
  return {
    name: 'audit anchor',
    async read() {
      if (!isSearched) {
        isSearched = true;
        void compareOnce().catch(() => {
          isSearched = false;
        });
      }
      const trouble = anchors.trouble();
      if (trouble)
        return {
          status: 'DEGRADED',
          detail: `The external audit anchor can't be written since ${trouble.since.toISOString()}. ${trouble.why} Operations continue. Fix the cause; the server then writes the anchor within a minute.`,
        };
      return isLost ? { status: 'DEGRADED', detail: LOST } : { status: 'OK' };
    },
  };
}

export interface HealthOf {
  readonly state: Pick<KnownState, 'pulse' | 'audit' | 'anchors'>;
  readonly venue: VenueStore;
  readonly scripts: { health(): Awaited<ReturnType<HealthProbe['read']>> };
  readonly clock: Clock;
  readonly version: string;
  readonly log: Log;
  readonly alerts?: EventLogAlerts;
}

/** The parts that anyone may ask about: both databases, PowerShell, and the audit's external anchor where there is one. */
export function createHealth({ state, venue, scripts, clock, version, log, alerts }: HealthOf): PartsHealth {
  const probes: readonly HealthProbe[] = [
    stateProbe(state, clock),
    {
      name: 'venue database',
      async read() {
        const found = await venue.registration().catch(unlessMalformed);
        return found ? { status: 'OK' } : { status: 'DEGRADED', detail: 'The row of a view is malformed.' };
      },
    },
    { name: 'PowerShell', read: async () => scripts.health() },
    ...(state.anchors.isConfigured ? [anchorProbe({ ...state, alerts })] : []),
  ];
  return new PartsHealth({ probes, clock, version, log });
}

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

/** Whether the state database takes writes, and in words for everyone what is wrong when it doesn't: no path, no host. */
export function stateProbe(state: Pick<KeptState, 'pulse'>, clock: Clock): HealthProbe {
  return {
    name: 'state database',
    async read() {
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
