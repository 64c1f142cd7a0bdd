/**
 * Who else has this state open, and whether they live. An operation belongs to the life that made or claimed it until that life is over:
 * it holds what was handed over with the request, and its steps run on its machine.
 *
 * A life is over when it ended itself, when a younger one has its place, or when its beat stood still for SILENT_MS of looks in a row,
 * timed by the one who looks. No clock of another machine is read, and what kept both from the database counts for nobody's death. A
 * life that was only paused finds its fencing token old.
 */

import type { LifeStore } from '../ports/life-store.js';
import type { Clock, Log } from '../ports/machine.js';

/** How often a life says that it is there, and looks at the others. */
export const BEAT_MS = 5_000;
/** Three beats missed, and some. */
export const SILENT_MS = 20_000;
/** Looks that are further apart are not in a row. */
const IN_A_ROW_MS = 2 * BEAT_MS;
const KEPT_MS = 7 * 24 * 60 * 60_000;

export interface LivesParts {
  /** Absent where nobody else can have the state open: then every other life is over. */
  readonly lives?: LifeStore | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly bootId: string;
  readonly place: string;
}

interface Seen {
  readonly place: string;
  readonly beat: number;
  /** By `workMs`, since when the beat is this one. */
  readonly since: number;
}

export class Lives {
  readonly #parts: LivesParts;
  #seen: ReadonlyMap<string, Seen> | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: LivesParts) {
    this.#parts = parts;
  }

  /** Says that this one is there, and looks at who else is; before anything is taken over. */
  async start(): Promise<void> {
    const { lives, clock } = this.#parts;
    if (!lives) return;
    await lives.dropSilent(new Date(clock.now().getTime() - KEPT_MS));
    await this.#beat(lives);
  }

  /** Until `signal` aborts; then it says that it ended. */
  async keep(signal: AbortSignal): Promise<void> {
    const { lives, clock, log, bootId } = this.#parts;
    if (!lives) return;
    while (!signal.aborted) {
      await clock.sleep(BEAT_MS, signal);
      if (signal.aborted) break;
      await this.#beat(lives).catch((err: unknown) =>
        log.warn({ err }, 'This server could not say that it lives'),
      );
    }
    await lives
      .end(bootId)
      .catch((err: unknown) => log.warn({ err }, 'This server could not say that it ends'));
  }

  /** Nobody's, this one's, or that of a life which is over: it may be claimed. */
  mayTake(bootId: string | undefined): boolean {
    return bootId === undefined || bootId === this.#parts.bootId || this.#isOver(bootId);
  }

  #isOver(bootId: string): boolean {
    const { lives, clock, place } = this.#parts;
    if (!lives) return true;
    if (!this.#seen) return false;
    const other = this.#seen.get(bootId);
    if (!other || other.place === place) return true;
    // What was seen is of a while ago: nobody is over by that.
    return this.#lookedAt - other.since >= SILENT_MS && clock.workMs() - this.#lookedAt <= IN_A_ROW_MS;
  }

  async #beat(lives: LifeStore): Promise<void> {
    const { clock, bootId, place } = this.#parts;
    await lives.beat({ bootId, place }, clock.now());
    const all = await lives.all();
    const now = clock.workMs();
    const inARow = now - this.#lookedAt <= IN_A_ROW_MS;
    this.#seen = new Map(
      all.map((life) => {
        const before = this.#seen?.get(life.bootId);
        const stoodStill = inARow && before?.beat === life.beat;
        return [life.bootId, { ...life, since: stoodStill ? before.since : now }];
      }),
    );
    this.#lookedAt = now;
  }
}
