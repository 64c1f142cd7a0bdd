/** What anyone on the machine may know: which parts work, and since when they don't. No names, no versions but ours. */
import type { Clock } from '../ports/machine.js';

export type HealthStatus = 'OK' | 'DEGRADED' | 'DOWN';

export interface HealthPart {
  readonly name: string;
  readonly status: HealthStatus;
  readonly detail: string | undefined;
  readonly since: Date;
}

export interface HealthReport {
  readonly status: HealthStatus;
  readonly version: string;
  readonly startedAt: Date;
  readonly parts: readonly HealthPart[];
}

export interface HealthReader {
  report(): Promise<HealthReport>;
}

/** One part of the whole; throws or answers with what is wrong. */
export interface HealthProbe {
  readonly name: string;
  look(): Promise<{ readonly status: HealthStatus; readonly detail?: string }>;
}

/** A part that answers later than this is DOWN. */
const PROBE_MS = 2000;

export class PartsHealth implements HealthReader {
  readonly #probes: readonly HealthProbe[];
  readonly #clock: Clock;
  readonly #version: string;
  readonly #startedAt: Date;
  readonly #since = new Map<string, { readonly status: HealthStatus; readonly since: Date }>();

  constructor(parts: { probes: readonly HealthProbe[]; clock: Clock; version: string }) {
    this.#probes = parts.probes;
    this.#clock = parts.clock;
    this.#version = parts.version;
    this.#startedAt = parts.clock.now();
  }

  async report(): Promise<HealthReport> {
    const parts = await Promise.all(this.#probes.map((probe) => this.#look(probe)));
    const worst = (status: HealthStatus) => parts.some((part) => part.status === status);
    return {
      status: worst('DOWN') ? 'DOWN' : worst('DEGRADED') ? 'DEGRADED' : 'OK',
      version: this.#version,
      startedAt: this.#startedAt,
      parts,
    };
  }

  async #look(probe: HealthProbe): Promise<HealthPart> {
    const enough = new AbortController();
    const late = this.#clock
      .sleep(PROBE_MS, enough.signal)
      .then(() => ({ status: 'DOWN' as const, detail: 'It does not answer.' }));
    const found = await Promise.race([
      probe.look().catch(() => ({ status: 'DOWN' as const, detail: 'It does not answer.' })),
      late,
    ]);
    enough.abort();
    const known = this.#since.get(probe.name);
    const since = known?.status === found.status ? known.since : this.#clock.now();
    this.#since.set(probe.name, { status: found.status, since });
    return { name: probe.name, status: found.status, detail: found.detail, since };
  }
}
