/** Acknowledges alerts: who may change an acknowledgement, and how often, as no row of the audit can be deleted. */
import { AppError } from '../../errors/errors.js';
import { type AuditTrail, actorOf } from '../audit/trail.js';
import { ranksAbove } from '../permissions/rules.js';
import type { AuditRow } from '../ports/audit-log.js';
import type { Clock } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import { Budget } from '../request/budget.js';
import type { Caller } from '../request/viewer.js';
import { WouldBeDone } from '../request/what-if.js';
import { isShown, type ShownAlert, type VenueAlert } from '../types/venue-alert.js';

export interface AcknowledgementsParts {
  readonly audit: AuditTrail;
  readonly state: StateDatabase;
  readonly clock: Clock;
}

export interface Acknowledgement {
  readonly reason: string;
  /** Undefined: until the alert is cleared. */
  readonly until?: Date | undefined;
}

const ACTION = 'acknowledgeAlert';
const LONGEST_MS = 30 * 86_400_000;
const CHANGES_AN_HOUR = 60;

export class Acknowledgements {
  readonly #parts: AcknowledgementsParts;
  readonly #budget = new Budget({ most: CHANGES_AN_HOUR, withinMs: 3_600_000 });

  constructor(parts: AcknowledgementsParts) {
    this.#parts = parts;
  }

  /** Within 30 days. Throws NOT_FOUND, ALERT_CLEARED, BAD_USER_INPUT, FORBIDDEN, TOO_MANY_REQUESTS. */
  async acknowledge(caller: Caller, id: string, given: Acknowledgement): Promise<ShownAlert> {
    const { audit, clock, state } = this.#parts;
    const { reason, until } = given;
    if (until) requireSoon(until, clock.now());
    const known = await state.alerts.find(id);
    if (known && isShown(known) && isAlready(known, given)) {
      if (caller.whatIf) throw new WouldBeDone();
      return known;
    }
    this.#requireBudget(caller);
    const act = { action: ACTION, target: id, reason };
    return audit.auditedChange(actorOf(caller), act, async (stores, tell) => {
      const alert = await stores.alerts.find(id);
      if (!alert || !isShown(alert))
        throw new AppError('NOT_FOUND', { message: `Alert ${id} does not exist.` });
      if (alert.state === 'CLEARED') throw new AppError('ALERT_CLEARED');
      if (isAcknowledged(alert, clock.now())) {
        const of = { actions: [ACTION], target: id, outcome: 'SUCCEEDED' } as const;
        const [made] = await stores.audit.list(of, 1, 'newest');
        if (!mayChange(caller, made)) throw notYours(alert);
      }
      const { code, state } = alert;
      tell({
        before: { state },
        after: { state: 'ACKNOWLEDGED', until: until?.toISOString() ?? null },
        detail: { code, rank: caller.viewer.securityGroup?.rank ?? null },
      });
      const next: ShownAlert = {
        ...alert,
        state: 'ACKNOWLEDGED',
        acknowledgedByName: caller.viewer.clerk.name,
        acknowledgedReason: reason,
        acknowledgedUntil: until,
      };
      await stores.alerts.save(next);
      return next;
    });
  }

  #requireBudget({ viewer }: Caller): void {
    const wait = this.#budget.spend(viewer.token?.id ?? viewer.clerk.id, this.#parts.clock.workMs());
    if (wait === undefined) return;
    throw new AppError('TOO_MANY_REQUESTS', {
      message: `More than ${CHANGES_AN_HOUR} acknowledgements in an hour came from this caller.`,
      remedy: 'Wait, then acknowledge the alert.',
      details: { retryAfterSeconds: wait },
    });
  }
}

function isAlready(alert: VenueAlert, { reason, until }: Acknowledgement): boolean {
  const { state, acknowledgedReason, acknowledgedUntil } = alert;
  const isSame = acknowledgedReason === reason && acknowledgedUntil?.getTime() === until?.getTime();
  return state === 'ACKNOWLEDGED' && isSame;
}

/** Its time may have ended a moment ago, before the alert is evaluated again. */
function isAcknowledged({ state, acknowledgedUntil: until }: VenueAlert, now: Date): boolean {
  return state === 'ACKNOWLEDGED' && (until === undefined || until > now);
}

/** `made`: the row of who acknowledged it. An API token has no rank: it changes only what it has acknowledged itself. */
function mayChange({ viewer }: Caller, made: AuditRow | undefined): boolean {
  const { clerk, token, securityGroup } = viewer;
  const { rank, token: by } = (made?.detail ?? {}) as {
    readonly rank?: number | null;
    readonly token?: { readonly id: string };
  };
  if (token) return by?.id === token.id;
  return made?.clerkId === clerk.id || ranksAbove(securityGroup, rank == null ? undefined : { rank });
}

function notYours({ acknowledgedByName: name }: VenueAlert): AppError {
  return new AppError('FORBIDDEN', {
    message: `${name} has acknowledged this alert. Only that clerk, or a clerk of a higher group, can change it.`,
    remedy: `Wait until the acknowledgement ends, or ask ${name} to change it.`,
    details: { gate: 'HIERARCHY' },
  });
}

function requireSoon(until: Date, now: Date): void {
  const ahead = until.getTime() - now.getTime();
  if (ahead > 0 && ahead <= LONGEST_MS) return;
  throw new AppError('BAD_USER_INPUT', {
    message: 'The argument "until" must be within the next 30 days.',
    details: { argument: 'until', arguments: ['until'] },
  });
}
