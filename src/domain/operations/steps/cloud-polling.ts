/** Checks the cloud again and again while something is awaited there; what is away is said once, and once when it is back. */
import type { Clock } from '../../ports/machine.js';
import { asAppError, isPassing } from '../../scripts/failure.js';
import type { StepRun } from './step.js';

/** A single look that fails is not worth a word. */
const WORTH_A_WORD_MS = 10_000;

export class CloudPoller {
  readonly #clock: Clock;
  readonly #run: StepRun;
  #awaySinceMs: number | undefined;
  #isSaid = false;
  /** Why a look failed, the last time that one did. */
  lastFailure: unknown;

  constructor({ clock }: { readonly clock: Clock }, run: StepRun) {
    this.#clock = clock;
    this.#run = run;
  }

  /** The last look failed by an outage: it says nothing, neither that something moves nor that it makes no progress. */
  get isAway(): boolean {
    return this.#awaySinceMs !== undefined;
  }

  /** When it fails, whatever by: undefined. */
  async look<T>(question: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
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
