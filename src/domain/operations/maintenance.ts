/** Maintenance mode: no new operation begins, scheduled ones wait, running ones continue. */
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

export class VenueMaintenance {
  readonly #parts: MaintenanceParts;

  constructor(parts: MaintenanceParts) {
    this.#parts = parts;
  }

  async read(): Promise<MaintenanceView> {
    const { settings, state } = this.#parts;
    const freezes = settings.freezes.toSorted((a, b) => a.from.getTime() - b.from.getTime());
    const { byId: _, ...view } = await read(state.keyValues);
    return { ...view, freezes };
  }

  /** By a clerk who has just stepped up; also by what was last known of them, while the venue's database is away. */
  async set(caller: Caller, on: boolean, reason: string): Promise<MaintenanceView> {
    await this.#parts.security.requirePresence(caller, Permission.SERVICES_CONTROL, 'setMaintenance');
    const { id, name } = caller.viewer.clerk;
    const value = { on, reason, byName: name, byId: id };
    const act = { action: 'setMaintenance', target: on ? 'on' : 'off', reason };
    await this.#parts.audit.auditedChange(actorOf(caller), act, async ({ keyValues }, tell) => {
      tell({ before: { on: (await read(keyValues)).on }, after: { on } });
      await keyValues.set(SWITCH, value, this.#parts.clock.now());
    });
    this.#parts.changed();
    return this.read();
  }

  /** Throws MAINTENANCE while the switch is on; not for `drainer` who turned it on. */
  requireOff(drainer?: Caller): Promise<void> {
    return requireOff(this.#parts.state.keyValues, drainer);
  }
}

export type Maintenance = Pick<VenueMaintenance, 'read' | 'set'>;

/** The same inside a transaction, so that the switch and what it stops can't pass each other. */
export async function requireOff(keyValues: KeyValueStore, drainer?: Caller): Promise<void> {
  const { on, reason, byName, byId } = await read(keyValues);
  // A token of theirs is a task that they may have forgotten.
  if (!on || (drainer && !drainer.viewer.token && drainer.viewer.clerk.id === byId)) return;
  throw new AppError('MAINTENANCE', { message: `${byName} turned on maintenance mode: ${reason}` });
}

async function read(keyValues: KeyValueStore): Promise<Switch> {
  const kept = await keyValues.get(SWITCH);
  if (kept?.value['on'] !== true) return { on: false, since: kept?.at, reason: undefined, byName: undefined };
  return {
    on: true,
    since: kept.at,
    reason: String(kept.value['reason']),
    byName: String(kept.value['byName']),
    byId: String(kept.value['byId']),
  };
}
