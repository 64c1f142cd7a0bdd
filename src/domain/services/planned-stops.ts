/**
 * A stop that people or rollbacks planned is over when its service runs again, also where Windows or another
 * program started it, and when the service is gone.
 */
import type { Clock, Log } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import { onlyRow } from '../scripts/output.js';
import { type Fact, knownOf } from '../types/fact.js';
import type { Settings } from '../types/settings.js';
import type { VenueHost } from '../venue/host.js';
import type { ServiceView } from './view.js';

/** From one reading of the venue. */
export interface StopFacts {
  readonly host: Fact<Pick<VenueHost, 'plannedStops'>>;
  readonly services: Fact<readonly ServiceView[]>;
  readonly operations: Fact<unknown>;
}

const OVER: readonly ServiceView['status'][] = ['RUNNING', 'NOT_INSTALLED'];

/**
 * Services that run, or are gone, while their stop is still planned. What an operation holds may be about to
 * stop.
 */
export function outlivedStops({ host, services, operations }: StopFacts): readonly ServiceView[] {
  // Which operation holds them is not known then.
  if (operations.is === 'unknown') return [];
  const planned = knownOf(host)?.plannedStops ?? [];
  return (knownOf(services) ?? []).filter(
    ({ key, status, heldBy }) => OVER.includes(status) && heldBy === undefined && planned.includes(key),
  );
}

/** Those that run: Services Monitor would not start them again. */
export function ignoredServices(facts: StopFacts): readonly ServiceView[] {
  return outlivedStops(facts).filter(({ status }) => status === 'RUNNING');
}

export interface PlannedStopsParts {
  readonly scripts: ScriptRunner;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Settings;
  /** The next reading is due. */
  readonly changed: () => void;
}

const RELEASE = 'Resume-ServicesMonitor';
/** On Windows Services Monitor itself starts again. */
const RELEASE_MS = 60_000;

export class PlannedStops {
  readonly #parts: PlannedStopsParts;
  readonly #stopped: AbortSignal;
  #isBusy = false;

  constructor(parts: PlannedStopsParts, stopped: AbortSignal) {
    this.#parts = parts;
    this.#stopped = stopped;
  }

  /** With each reading of the venue. After a failure it pauses: the finding stays meanwhile. */
  async releaseOutlived(facts: StopFacts): Promise<void> {
    const { scripts, clock, log, settings, changed } = this.#parts;
    const keys = outlivedStops(facts).map(({ key }) => key);
    if (keys.length === 0 || this.#isBusy) return;
    this.#isBusy = true;
    try {
      const { output } = await scripts.run({
        script: RELEASE,
        parameters: { Key: keys },
        deadlineMs: RELEASE_MS,
      });
      if (!onlyRow(output, RELEASE).flag('Released')) throw new Error('Services Monitor did not start again');
      log.info({ services: keys }, 'The planned stop of services that run is over');
      changed();
    } catch (err) {
      log.warn({ err, services: keys }, 'A planned stop could not be ended; the server retries');
      await clock.sleep(settings.attentionMs, this.#stopped);
    } finally {
      this.#isBusy = false;
    }
  }
}
