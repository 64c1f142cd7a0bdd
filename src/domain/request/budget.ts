export interface BudgetSize {
  readonly most: number;
  readonly withinMs: number;
}

/** How often each caller may do something within a time. In memory: a restart gives everyone a new budget. */
export class Budget {
  readonly #most: number;
  readonly #withinMs: number;
  readonly #spentAt = new Map<string, number[]>();

  constructor({ most, withinMs }: BudgetSize) {
    this.#most = most;
    this.#withinMs = withinMs;
  }

  /** Seconds until there is something left; undefined: there was, and it is spent. `now` in milliseconds of work. */
  spend(caller: string, now: number): number | undefined {
    const recent = (this.#spentAt.get(caller) ?? []).filter((at) => at > now - this.#withinMs);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= this.#most)
      return Math.max(1, Math.ceil((oldest + this.#withinMs - now) / 1000));
    recent.push(now);
    this.#spentAt.set(caller, recent);
    return undefined;
  }
}
