/** Polls the cloud while a step waits for something there. An outage is reported once, and its end once. */
import type { Clock } from '../../ports/machine.js';
import { asAppError, isPassing } from '../../scripts/failure.js';
import type { StepRun } from './step.js';

/** An outage that is shorter is not reported. */
const WORTH_A_WORD_MS = 10_000;

export class CloudPoller {
  readonly #clock: Clock;
  readonly #run: StepRun;
  #awaySinceMs: number | undefined;
  #isSaid = false;
  /** The error of the last request that failed. */
  lastFailure: unknown;

  constructor({ clock }: { readonly clock: Clock }, run: StepRun) {
    this.#clock = clock;
    this.#run = run;
  }

  /** The last request failed by an outage: whether there is progress is unknown. */
  get isAway(): boolean {
    return this.#awaySinceMs !== undefined;
  }

  /** Undefined when the request fails for any reason. */
  async poll<T>(question: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await question(this.#run.signal);
      await this.#isBack();
      return answer;
    } catch (error) {
      this.lastFailure = error;
      if (isPassing(error)) await this.#failed(error);
      else await this.#isBack();
      return undefined;
    }
  }

  async #failed(error: unknown): Promise<void> {
    const now = this.#clock.workMs();
    this.#awaySinceMs ??= now;
    if (this.#isSaid || now - this.#awaySinceMs < WORTH_A_WORD_MS) return;
    this.#isSaid = true;
    const known = asAppError(error);
    const why = known instanceof Error ? known.message : String(known);
    await this.#run.say(`The progress is unknown now: ${why} The server keeps querying.`, 'WARNING');
  }

  async #isBack(): Promise<void> {
    this.#awaySinceMs = undefined;
    if (!this.#isSaid) return;
    this.#isSaid = false;
    await this.#run.say('The progress is known again.');
  }
}
