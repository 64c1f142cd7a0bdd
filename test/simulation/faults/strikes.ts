/** Faults that strike a point of an operation (points.ts) and not a moment: by the clock they would hardly ever hit a step of seconds. */

/**
 * What may happen to a script call. `before`: nothing was done; `after`: it was done, and its answer is lost.
 * `failed-after`: it was done, and the script reports a failure.
 * `off-for-hours`: it was done, by night, and the server comes back while the venue trades.
 */
export const SCRIPT_MODES = [
  'refused',
  'failed-after',
  'died-before',
  'died-after',
  'hung-before',
  'hung-after',
  'no-host',
  'killed-before',
  'killed-after',
  'off-for-hours',
] as const;
export type ScriptMode = (typeof SCRIPT_MODES)[number];

/** What may happen to a write of the state. It is synchronous, so that it can't hang, and no answer of it is lost without its server. */
export const WRITE_MODES = ['killed-before', 'killed-after', 'off-for-hours', 'away'] as const;
export type WriteMode = (typeof WRITE_MODES)[number];

/**
 * What may happen in the very moment of a point. `cancelled`: a clerk cancels. `stopped`: Windows stops the
 * server. `overtaken`: the server is taken for dead; the next one takes over, and only then the old one hears
 * the answer, or writes.
 */
export const MOMENTS = ['cancelled', 'stopped', 'overtaken'] as const;
export type StrikeMode = ScriptMode | WriteMode | (typeof MOMENTS)[number];

export interface Strike {
  readonly point: string;
  readonly mode: StrikeMode;
  /** Strikes this time that the point is reached, from 1. */
  readonly time: number;
}

/** A strike that struck, and the operation that it struck. */
export interface Hit extends Strike {
  readonly operationId: string;
}

export class Strikes {
  readonly #armed = new Map<string, { readonly strike: Strike; left: number }[]>();
  /** Points that were reached. */
  readonly reached = new Set<string>();
  readonly hit: Hit[] = [];

  arm(strike: Strike): void {
    const armed = this.#armed.get(strike.point) ?? [];
    armed.push({ strike, left: strike.time });
    this.#armed.set(strike.point, armed);
  }

  /** None strikes any more. */
  disarm(): void {
    this.#armed.clear();
  }

  /** The strike that is due at this point of an operation now. */
  take(point: string | undefined, operationId = ''): Strike | undefined {
    if (point === undefined) return undefined;
    this.reached.add(point);
    for (const each of this.#armed.get(point) ?? []) {
      each.left -= 1;
      if (each.left !== 0) continue;
      this.hit.push({ ...each.strike, operationId });
      return each.strike;
    }
    return undefined;
  }
}

/** How long the server is away after a strike; undefined: it continues running. */
export function downAfter({ mode }: Strike): number | undefined {
  if (mode === 'off-for-hours') return OFF_MS;
  return mode.startsWith('killed-') || mode === 'overtaken' ? DOWN_MS : undefined;
}

const DOWN_MS = 5000;
const OFF_MS = 10 * 3_600_000;
