/** The health report, public on this machine: which parts work, and since when they do not. No names, and no versions but our own. */
import { type Clock, inTime, type Log } from '../ports/machine.js';
import { every } from '../ports/pause.js';

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

/** One part of the whole; throws or answers with what is wrong. */
export interface HealthProbe {
  readonly name: string;
  read(): Promise<Found>;
}

interface Found {
  readonly status: HealthStatus;
  readonly detail?: string;
}

/** A part that answers later than this is DOWN; longer than a database waits for other writers. */
const PROBE_MS = 7000;
const AGAIN_MS = 5000;
const SILENT: Found = { status: 'DOWN', detail: 'It does not respond.' };

export class PartsHealth {
  readonly #probes: readonly HealthProbe[];
  readonly #clock: Clock;
  readonly #version: string;
  readonly #startedAt: Date;
  readonly #log: Log;
  readonly #found = new Map<string, HealthPart>();

  constructor(parts: { probes: readonly HealthProbe[]; clock: Clock; version: string; log: Log }) {
    this.#probes = parts.probes;
    this.#log = parts.log;
    this.#clock = parts.clock;
    this.#version = parts.version;
    this.#startedAt = parts.clock.now();
  }

  /** What the last reading found: `/healthz` is public, so a request asks no part anything. */
  async report(): Promise<HealthReport> {
    const parts = this.#probes.flatMap(({ name }) => this.#found.get(name) ?? []);
    const worst = (status: HealthStatus) => parts.some((part) => part.status === status);
    return {
      status: worst('DOWN') ? 'DOWN' : worst('DEGRADED') ? 'DEGRADED' : 'OK',
      version: this.#version,
      startedAt: this.#startedAt,
      parts,
    };
  }

  /** Checks every part now, and again every few seconds until `signal` aborts. */
  async watch(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#probes.map((probe) => this.#read(probe)));
    const loop = { clock: this.#clock, log: this.#log, afterMs: AGAIN_MS, everyMs: AGAIN_MS };
    for (const probe of this.#probes) {
      const failed = `${probe.name} could not be checked; the server retries`;
      void every({ ...loop, failed }, signal, () => this.#read(probe));
    }
  }

  async #read(probe: HealthProbe): Promise<void> {
    const reading = probe.read().catch(() => SILENT);
    const { status, detail } = (await inTime(this.#clock, PROBE_MS, reading)) ?? SILENT;
    const known = this.#found.get(probe.name);
    const isSame = known?.status === status;
    const since = isSame ? known.since : this.#clock.now();
    this.#found.set(probe.name, { name: probe.name, status, detail, since });
    if (isSame || (!known && status === 'OK')) return;
    const fields = { part: probe.name, was: known?.status, status, detail };
    if (status === 'OK') this.#log.info(fields, 'Health changed');
    else this.#log.warn(fields, 'Health changed');
  }
}

export type HealthReader = Pick<PartsHealth, 'report' | 'watch'>;
