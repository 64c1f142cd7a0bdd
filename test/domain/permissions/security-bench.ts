/** Clerk security over real databases, with a trail that is kept in memory and a clock that makes no progress. */

import { Denials } from '../../../src/domain/audit/denials.js';
import { AuditTrail } from '../../../src/domain/audit/trail.js';
import { MonotonicClock } from '../../../src/domain/clock/monotonic-clock.js';
import { TwoGateSecurity } from '../../../src/domain/permissions/clerk-security.js';
import { loadViewer } from '../../../src/domain/permissions/standing.js';
import type { AuditLog, AuditRecord } from '../../../src/domain/ports/audit-log.js';
import type { StateDatabase } from '../../../src/domain/ports/state-database.js';
import type { Caller } from '../../../src/domain/request/viewer.js';
import { ClerkLocks } from '../../../src/domain/sign-in/locks.js';
import type { Permission } from '../../../src/domain/types/permissions.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/domain/types/settings.js';
import type { OpenVenueDatabase } from '../../../src/storage/open-venue.js';
import { quietLog, type SqliteTestEngine, sqliteEngine, type VenueRows } from '../../storage/engines.js';
import { each } from '../stand-in.js';
import { StillClock, trusted } from '../still-clock.js';

export const NOON = new Date('2031-05-06T02:00:00.000Z');

export interface SecurityBench {
  readonly venue: OpenVenueDatabase;
  readonly state: StateDatabase;
  readonly clock: StillClock;
  readonly security: TwoGateSecurity;
  readonly signInLocks: ClerkLocks;
  readonly trail: AuditRecord[];
  /** Whether the trail takes nothing. */
  auditFails: boolean;
  /** Stepped up unless said. */
  caller(id: string, steppedUpUntil?: Date | undefined): Promise<Caller>;
  holds(groupId: string, permission: Permission): Promise<boolean>;
}

export async function securityBench(
  engine: SqliteTestEngine,
  rows: VenueRows,
  settings: Pick<Settings, 'onboardHolders'> = DEFAULT_SETTINGS,
): Promise<SecurityBench> {
  const clock = new StillClock(NOON);
  const [venue, stored] = await Promise.all([engine.venue(rows, { now: () => clock.now() }), engine.state()]);
  const trail: AuditRecord[] = [];
  const append = async (record: AuditRecord) => {
    if (bench.auditFails) throw new Error('The disk is full');
    trail.push(record);
  };
  const log: AuditLog = {
    ...stored.audit,
    append,
    intend: async (record) => (await append(record)) ?? 1,
    settle: async (_intent, record) => (await append(record)) ?? true,
  };
  const state: StateDatabase = {
    ...stored,
    audit: log,
    transaction: (work) => stored.transaction((stores) => work({ ...stores, audit: log })),
  };
  const audit = new AuditTrail({ state, clock });
  const time = new MonotonicClock({ clock: trusted(clock), keyValues: state.keyValues, log: quietLog });
  const denials = new Denials({ audit, clock, log: quietLog });
  const security = new TwoGateSecurity({
    ...venue,
    ...{ clock, audit, denials, time, settings },
  });
  const bench: SecurityBench = {
    venue,
    state,
    clock,
    security,
    signInLocks: new ClerkLocks({ clerks: venue.clerks, state, audit, security, time }),
    trail,
    auditFails: false,
    async caller(id, ...given) {
      const steppedUpUntil = given.length === 0 ? new Date(clock.now().getTime() + 1) : given[0];
      const viewer = await loadViewer(venue, id, { id: 'session', steppedUpUntil });
      if (!viewer) throw new Error(`Clerk ${id} may not sign in`);
      return { viewer, correlationId: 'c' };
    },
    async holds(groupId, permission) {
      return (await security.permissionsOf([groupId])).get(groupId)?.includes(permission) ?? false;
    },
  };
  return bench;
}

/** Over these rows again, for each test around the call. */
export function eachSecurity(rows: VenueRows): SecurityBench {
  const engine = sqliteEngine();
  return each(() => securityBench(engine, rows), engine.cleanUp);
}
