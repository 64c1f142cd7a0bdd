/** Keeps services running while an operation needs them: checks whether they have stopped, and starts them again. */

import type { StepRun } from '../operations/steps/step.js';
import type { Clock } from '../ports/machine.js';
import { ScriptError, type ScriptRunner } from '../ports/script-runner.js';
import { onlyRow } from '../scripts/output.js';
import { traceOf } from '../types/operation.js';
import { type ServiceKey, serviceName } from '../types/services.js';
import type { Settings } from '../types/settings.js';
import { getHostServices } from '../venue/host.js';
import { startScript } from './scripts.js';

export interface RestarterParts {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly scripts: ScriptRunner;
}

/** How often a service is started again before a clerk has to decide. */
export const STARTS = 3;
/** Often enough to lose little, seldom enough to disturb nothing. */
const CHECK_MS = 10_000;
/** After so long without a stop its earlier stops don't count. */
const FORGIVEN_MS = 30 * 60_000;

interface Restarts {
  starts: number;
  startedAtMs: number;
}

export class ServiceRestarter {
  readonly #parts: RestarterParts;
  readonly #run: StepRun;
  readonly #keys: readonly ServiceKey[];
  readonly #restarts = new Map<ServiceKey, Restarts>();
  readonly #givenUp = new Set<ServiceKey>();
  /** Stopped, and its next start is said. */
  readonly #said = new Set<ServiceKey>();
  #checkedAtMs: number;

  constructor(parts: RestarterParts, run: StepRun, keys: readonly ServiceKey[]) {
    this.#parts = parts;
    this.#run = run;
    this.#keys = keys;
    this.#checkedAtMs = parts.clock.workMs();
  }

  /** Checks if a check is due, and starts stopped services, at most `STARTS` times each. Records each start. `givenUp` are left to a clerk. */
  async restartStopped() {
    const { clock, settings, scripts } = this.#parts;
    const started: ServiceKey[] = [];
    if (clock.workMs() - this.#checkedAtMs >= Math.min(CHECK_MS, settings.stallMs / 4)) {
      // Not through the step, which would wait as long as it may take as a whole: a check that hangs must not hide a stall.
      const services = await getHostServices(scripts, this.#keys, this.#run.signal).catch(() => []);
      for (const key of this.#keys) {
        const state = services.find((service) => service.key === key)?.state;
        if (state === 'Running') this.#givenUp.delete(key);
        if (state === 'Stopped' && (await this.#startAgain(key))) started.push(key);
      }
      this.#checkedAtMs = clock.workMs();
    }
    return { started, givenUp: [...this.#givenUp] };
  }

  async #startAgain(key: ServiceKey): Promise<boolean> {
    const { clock } = this.#parts;
    const name = serviceName(key);
    const before = this.#restarts.get(key);
    const isForgiven = !before || clock.workMs() - before.startedAtMs > FORGIVEN_MS;
    const starts = isForgiven ? 0 : before.starts;
    if (starts === STARTS) {
      if (!this.#givenUp.has(key))
        await this.#run.say(
          `${name} was started again ${STARTS} times and did not keep running. Read its last event, then start it.`,
          'WARNING',
        );
      this.#givenUp.add(key);
      return false;
    }
    if (!this.#said.has(key))
      await this.#run.say(`${name} stopped during the send. Starting it again.`, 'WARNING');
    this.#said.add(key);
    const startedAtMs = clock.workMs();
    if (!(await this.#start(key))) return false;
    this.#restarts.set(key, { starts: starts + 1, startedAtMs });
    this.#said.delete(key);
    return true;
  }

  /** False: the call never began, so that it is no start. */
  async #start(key: ServiceKey): Promise<boolean> {
    const { scripts, settings } = this.#parts;
    const { signal, operation } = this.#run;
    const start = startScript(key, settings);
    let isStable = false;
    try {
      const { output } = await scripts.run({ ...start, signal, trace: traceOf(operation) });
      isStable = onlyRow(output, start.script).text('Outcome') === 'Stable';
    } catch (error) {
      if (!(error instanceof ScriptError) || !error.mayHaveRun) return false;
    }
    if (!isStable && !signal.aborted)
      await this.#run.say(`${serviceName(key)} did not keep running.`, 'WARNING');
    return true;
  }
}
