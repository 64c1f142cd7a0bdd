/**
 * Records refusals of a clerk. Audit rows can't be deleted, so a caller must not create them at will: the first refusal of a kind is a row at
 * once, repeats are counted, and the count is one more row. A clerk who is refused again and again has to wait.
 */
import { AppError } from '../../errors/errors.js';
import type { Clock, Log } from '../ports/machine.js';
import { Budget } from '../request/budget.js';
import type { Act, Actor, AuditTrail } from './trail.js';

/** Repetitions within this time are one row. */
const COUNTS_FOR_MS = 5 * 60_000;
const MINUTE_MS = 60_000;
export const REFUSALS_A_MINUTE = 60;

export interface DenialsParts {
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly log: Log;
}

interface Counted {
  readonly actor: Actor;
  readonly act: Act;
  count: number;
  /** What the details of those that repeat it say, by name; the first few of each. */
  readonly also: Map<string, Set<unknown>>;
}

const ALSO = 10;

export class Denials {
  readonly #parts: DenialsParts;
  readonly #counted = new Map<string, Counted>();
  readonly #budget = new Budget({ most: REFUSALS_A_MINUTE, withinMs: MINUTE_MS });

  constructor(parts: DenialsParts) {
    this.#parts = parts;
  }

  /** Throws TOO_MANY_REQUESTS past the budget. What is allowed is never counted here. */
  requireBudget(clerkId: string): void {
    const wait = this.#budget.spend(clerkId, this.#parts.clock.workMs());
    if (wait === undefined) return;
    throw new AppError('TOO_MANY_REQUESTS', {
      message: 'Too many requests of this clerk were denied.',
      remedy: 'Wait a minute. Permitted requests of this clerk still work.',
      details: { retryAfterSeconds: wait },
    });
  }

  /** What repeats is only counted, with the first few of what its details say. */
  async note(actor: Actor, act: Act): Promise<void> {
    const key = JSON.stringify([actor.clerkId, actor.token?.id, act.action, act.target, act.reason]);
    const counted = this.#counted.get(key);
    if (counted) {
      repeat(counted, act);
      return;
    }
    this.#counted.set(key, { actor, act, count: 0, also: new Map() });
    void this.#parts.clock.sleep(COUNTS_FOR_MS).then(() => this.#tell(key));
    try {
      await this.#parts.audit.note(actor, act, 'DENIED');
    } catch (error) {
      // Not on record: the next one is the first again.
      this.#counted.delete(key);
      throw error;
    }
  }

  /** Writes the counts down, for the end of the server. */
  async flush(): Promise<void> {
    for (const key of [...this.#counted.keys()]) await this.#tell(key);
  }

  async #tell(key: string): Promise<void> {
    const counted = this.#counted.get(key);
    this.#counted.delete(key);
    if (!counted || counted.count === 0) return;
    const { actor, act, count, also } = counted;
    const more = Object.fromEntries([...also].map(([name, values]) => [name, [...values]]));
    const detail = { ...act.detail, ...more, repeated: count };
    await this.#parts.audit.note(actor, { ...act, detail }, 'DENIED').catch((error: unknown) => {
      this.#parts.log.warn({ err: error, repeated: count }, 'Repeated denials could not be recorded');
    });
  }
}

function repeat(counted: Counted, { detail = {} }: Act): void {
  counted.count += 1;
  for (const [name, value] of Object.entries(detail)) {
    const values = counted.also.get(name) ?? new Set();
    if (values.size < ALSO) values.add(value);
    counted.also.set(name, values);
  }
}
