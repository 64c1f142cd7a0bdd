/**
 * A clerk confirms that the machine's clock is right, after it was moved and no other clock could be asked.
 */
import { type AuditTrail, actorOf } from '../audit/trail.js';
import type { TrustedClock } from '../clock/trusted-clock.js';
import type { TwoGateSecurity } from '../permissions/clerk-security.js';
import type { Caller } from '../request/viewer.js';
import { Permission } from '../types/permissions.js';

export interface ClockConfirmationParts {
  readonly clock: TrustedClock;
  readonly audit: AuditTrail;
  readonly security: Pick<TwoGateSecurity, 'requirePresence'>;
  /** Called after it was confirmed. */
  readonly changed: () => void;
}

export class ClockConfirmation {
  readonly #parts: ClockConfirmationParts;

  constructor(parts: ClockConfirmationParts) {
    this.#parts = parts;
  }

  /** By a clerk who has just stepped up. Resolves with the time by which everything counts from now on. */
  async confirm(caller: Caller, reason: string): Promise<Date> {
    const { audit, clock, security, changed } = this.#parts;
    await security.requirePresence(caller, Permission.SERVICES_CONTROL, 'confirmClock');
    const movedSeconds = Math.round(clock.aheadMs() / 1000);
    const act = { action: 'confirmClock', reason, detail: { movedSeconds } };
    await audit.auditedChange(actorOf(caller), act, async () => undefined);
    clock.confirm();
    changed();
    return clock.now();
  }
}

export type ClockConfirmer = Pick<ClockConfirmation, 'confirm'>;
