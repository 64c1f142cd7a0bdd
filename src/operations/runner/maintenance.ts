/** The stop-everything switch: nothing new starts, schedules wait; what runs goes on. */
import { AppError } from '../../errors.js';
import type { Caller } from '../clerks/viewer.js';
import type { Clock } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';

export interface MaintenanceView {
  readonly on: boolean;
  readonly since: Date | undefined;
  readonly reason: string | undefined;
  readonly byName: string | undefined;
}
export interface Maintenance {
  read(): Promise<MaintenanceView>;
  set(caller: Caller, on: boolean, reason: string): Promise<MaintenanceView>;
}

const SWITCH = 'maintenance';

export class VenueMaintenance implements Maintenance {
  readonly #parts: { readonly state: StateDatabase; readonly clock: Clock };

  constructor(parts: { readonly state: StateDatabase; readonly clock: Clock }) {
    this.#parts = parts;
  }

  async read(): Promise<MaintenanceView> {
    const kept = await this.#parts.state.plans.recall(SWITCH);
    if (kept?.value['on'] !== true)
      return { on: false, since: kept?.at, reason: undefined, byName: undefined };
    return {
      on: true,
      since: kept.at,
      reason: String(kept.value['reason']),
      byName: String(kept.value['byName']),
    };
  }

  async set(caller: Caller, on: boolean, reason: string): Promise<MaintenanceView> {
    const { clerk } = caller.viewer;
    const at = this.#parts.clock.now();
    await this.#parts.state.transaction(async (stores) => {
      await stores.audit.append({
        at,
        clerkId: clerk.id,
        clerkName: clerk.name,
        action: 'setMaintenance',
        target: on ? 'on' : 'off',
        outcome: 'SUCCEEDED',
        reason,
        correlationId: caller.correlationId,
      });
      await stores.plans.remember(SWITCH, { on, reason, byName: clerk.name }, at);
    });
    return this.read();
  }

  /** Throws MAINTENANCE while the switch is on. */
  async requireOff(): Promise<void> {
    const { on, reason, byName } = await this.read();
    if (!on) return;
    throw new AppError('MAINTENANCE', { message: `${byName} has stopped everything new: ${reason}` });
  }
}
