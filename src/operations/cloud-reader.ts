/** Asks the cloud about this venue, once for callers that ask together, and remembers the last answer and whether there ever was a link. */
import { AppError } from '../errors.js';
import { type CloudVenue, getCloudVenue } from './cloud.js';
import type { Clock } from './ports/machine.js';
import type { PlanStore } from './ports/plan-store.js';
import type { ScriptRunner } from './ports/script-runner.js';
import { asAppError } from './script-failure.js';

const EVER_CONNECTED = 'ever connected';

export class CloudReader {
  readonly #parts: { scripts: ScriptRunner; plans: PlanStore; clock: Clock };
  #asking: Promise<CloudVenue | AppError> | undefined;
  #last: { readonly answer: CloudVenue | AppError; readonly at: Date } | undefined;

  constructor(parts: { scripts: ScriptRunner; plans: PlanStore; clock: Clock }) {
    this.#parts = parts;
  }

  /** The last answer or failure, without asking; undefined before the first. */
  get last(): { readonly answer: CloudVenue | AppError; readonly at: Date } | undefined {
    return this.#last;
  }

  /** Now. A failure is an answer too. */
  ask(customerNumber: string): Promise<CloudVenue | AppError> {
    this.#asking ??= this.#ask(customerNumber).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** The last answer when it is younger than `maxAgeMs`, else a new one. */
  async recent(customerNumber: string, maxAgeMs: number): Promise<CloudVenue | AppError> {
    const age = this.#last
      ? this.#parts.clock.now().getTime() - this.#last.at.getTime()
      : Number.POSITIVE_INFINITY;
    return this.#last && age >= 0 && age < maxAgeMs ? this.#last.answer : this.ask(customerNumber);
  }

  async everConnected(): Promise<boolean> {
    return (await this.#parts.plans.recall(EVER_CONNECTED))?.value['connected'] === true;
  }

  async #ask(customerNumber: string): Promise<CloudVenue | AppError> {
    const { scripts, plans, clock } = this.#parts;
    let answer: CloudVenue | AppError;
    try {
      answer = await getCloudVenue(scripts, customerNumber);
      const connected = answer.connection.firstHeartbeatAt !== undefined;
      if (connected && !(await this.everConnected()))
        await plans.remember(EVER_CONNECTED, { connected }, clock.now());
    } catch (error) {
      const known = asAppError(error);
      answer = known instanceof AppError ? known : new AppError('CLOUD_NO_ANSWER', { cause: error });
    }
    this.#last = { answer, at: clock.now() };
    return answer;
  }
}
