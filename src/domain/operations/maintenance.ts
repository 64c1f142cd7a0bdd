/** Maintenance mode: until its end no new operation begins, scheduled ones wait, running ones continue. */
import { AppError } from '../../errors/errors.js';
import { type AuditTrail, actorOf } from '../audit/trail.js';
import type { TwoGateSecurity } from '../permissions/clerk-security.js';
import type { KeyValueStore } from '../ports/key-value-store.js';
import type { Clock } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { Caller } from '../request/viewer.js';
import { Permission } from '../types/permissions.js';
import type { FreezePeriod, Settings } from '../types/settings.js';

export interface MaintenanceView {
  readonly on: boolean;
  readonly since: Date | undefined;
  /** When it ends automatically. Undefined: it is off. */
  readonly until: Date | undefined;
  readonly reason: string | undefined;
  readonly byName: string | undefined;
  /** In the order in which they begin. */
  readonly freezes: readonly FreezePeriod[];
}

type Switch = Omit<MaintenanceView, 'freezes'> & { readonly byId?: string };

export interface MaintenanceParts {
  readonly state: StateDatabase;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly security: Pick<TwoGateSecurity, 'requirePresence'>;
  readonly settings: Pick<Settings, 'freezes'>;
  /** Called after it was set. */
  readonly changed: () => void;
}

const SWITCH = 'maintenance';
const HOUR_MS = 3_600_000;
/** Where no end is chosen, and for what a version without ends has stored. */
const DEFAULT_MS = 4 * HOUR_MS;
const LONGEST_MS = 7 * 24 * HOUR_MS;

export class VenueMaintenance {
  readonly #parts: MaintenanceParts;

  constructor(parts: MaintenanceParts) {
    this.#parts = parts;
  }

  async read(): Promise<MaintenanceView> {
    const { settings, state, clock } = this.#parts;
    const freezes = settings.freezes.toSorted((a, b) => a.from.getTime() - b.from.getTime());
    const { byId: _, ...view } = await read(state.keyValues, clock.now());
    return { ...view, freezes };
  }

  /**
   * By a clerk who has just stepped up; also by what was last known of them, while the venue's database is
   * away. `until`: within seven days; default: four hours. Throws BAD_USER_INPUT.
   */
  async set(caller: Caller, on: boolean, reason: string, until?: Date): Promise<MaintenanceView> {
    const { audit, clock, security, changed } = this.#parts;
    await security.requirePresence(caller, Permission.SERVICES_CONTROL, 'setMaintenance');
    const now = clock.now();
    const end = on ? endOf(until, now) : requireNone(until);
    const after = factsOf({ on, until: end });
    const { id, name } = caller.viewer.clerk;
    const value = { ...after, reason, byName: name, byId: id };
    const act = { action: 'setMaintenance', target: on ? 'on' : 'off', reason };
    await audit.auditedChange(actorOf(caller), act, async ({ keyValues }, tell) => {
      tell({ before: factsOf(await read(keyValues, now)), after });
      await keyValues.set(SWITCH, value, now);
    });
    changed();
    return this.read();
  }

  /** Throws MAINTENANCE while it is on; not for `drainer` who turned it on. */
  requireOff(drainer?: Caller): Promise<void> {
    return requireOff(this.#parts.state.keyValues, this.#parts.clock, drainer);
  }
}

export type Maintenance = Pick<VenueMaintenance, 'read' | 'set'>;

/** The same inside a transaction, so that the switch and what it stops can't pass each other. */
export async function requireOff(keyValues: KeyValueStore, clock: Clock, drainer?: Caller): Promise<void> {
  const { until, reason, byName, byId } = await read(keyValues, clock.now());
  // A token of theirs is a task that they may have forgotten.
  if (!until || (drainer && !drainer.viewer.token && drainer.viewer.clerk.id === byId)) return;
  throw new AppError('MAINTENANCE', {
    message: `${byName} turned on maintenance mode until ${until.toISOString()}: ${reason}`,
  });
}

/** The one place that decides whether it is on. */
async function read(keyValues: KeyValueStore, now: Date): Promise<Switch> {
  const kept = await keyValues.get(SWITCH);
  const until = kept?.value['on'] === true ? storedEnd(kept.value['until'], kept.at) : undefined;
  if (!kept || !until || until <= now)
    return { on: false, since: until ?? kept?.at, until: undefined, reason: undefined, byName: undefined };
  return {
    on: true,
    since: kept.at,
    until,
    reason: String(kept.value['reason']),
    byName: String(kept.value['byName']),
    byId: String(kept.value['byId']),
  };
}

function storedEnd(until: unknown, at: Date): Date {
  const end = new Date(typeof until === 'string' ? until : Number.NaN);
  return Number.isNaN(end.getTime()) ? new Date(at.getTime() + DEFAULT_MS) : end;
}

function endOf(until: Date | undefined, now: Date): Date {
  const end = until ?? new Date(now.getTime() + DEFAULT_MS);
  const ahead = end.getTime() - now.getTime();
  if (ahead > LONGEST_MS) throw badEnd('The end of maintenance mode is more than seven days ahead.');
  if (ahead > 0) return end;
  throw badEnd('The end of maintenance mode is not in the future.');
}

function requireNone(until: Date | undefined): undefined {
  if (until) throw badEnd('Maintenance mode is turned off at once: "until" is only for turning it on.');
}

function badEnd(message: string): AppError {
  return new AppError('BAD_USER_INPUT', {
    message,
    remedy: 'Choose a time within the next seven days, or omit "until" for four hours.',
    details: { argument: 'until', arguments: ['until'] },
  });
}

/** As the audit and the switch itself have it. */
function factsOf({ on, until }: Pick<Switch, 'on' | 'until'>): { on: boolean; until: string | null } {
  return { on, until: until?.toISOString() ?? null };
}
