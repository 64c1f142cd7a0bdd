/** Asks the cloud about this venue, once for callers that ask together, and remembers the last answer and whether there ever was a link. */
import { AppError } from '../../errors.js';
import type { Clock } from '../ports/machine.js';
import type { PlanStore } from '../ports/plan-store.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import { type CloudVenue, getCloudVenue } from './cloud.js';
import { asAppError } from './script-failure.js';

const EVER_CONNECTED = 'ever connected';
/** Scripts that change nothing. */
const READS = /^(Get|Test)-/;

export class CloudReader {
  readonly #parts: { scripts: ScriptRunner; plans: PlanStore; clock: Clock };
  #asking: Promise<CloudVenue | AppError> | undefined;
  #last: { readonly answer: CloudVenue | AppError; readonly at: Date } | undefined;
  /** What was asked before this venue was last acted on is old, however young. */
  #askedBefore = false;

  constructor(parts: { scripts: ScriptRunner; plans: PlanStore; clock: Clock }) {
    this.#parts = parts;
  }

  /** The last answer or failure, without asking; undefined before the first. */
  get last(): { readonly answer: CloudVenue | AppError; readonly at: Date } | undefined {
    return this.#last;
  }

  /** Now. A failure is an answer too. */
  ask(customerNumber: string): Promise<CloudVenue | AppError> {
    if (this.#asking) return this.#asking;
    this.#askedBefore = false;
    const asking = this.#ask(customerNumber).then((answer) => {
      if (this.#asking === asking) {
        this.#asking = undefined;
        this.#last = { answer, at: this.#parts.clock.now() };
      }
      return answer;
    });
    this.#asking = asking;
    return asking;
  }

  /** The last answer when it is younger than `maxAgeMs`, else a new one. */
  async recent(customerNumber: string, maxAgeMs: number): Promise<CloudVenue | AppError> {
    const age = this.#last
      ? this.#parts.clock.now().getTime() - this.#last.at.getTime()
      : Number.POSITIVE_INFINITY;
    const isYoung = !this.#askedBefore && age >= 0 && age < maxAgeMs;
    return this.#last && isYoung ? this.#last.answer : this.ask(customerNumber);
  }

  /** The same scripts, for operations: whoever sees one end is told what it did, not what the cloud said before. */
  outdatedBy(scripts: ScriptRunner): ScriptRunner {
    return {
      describe: (call) => scripts.describe(call),
      run: async (call) => {
        try {
          return await scripts.run(call);
        } finally {
          if (!READS.test(call.script)) this.#outdate();
        }
      },
    };
  }

  async everConnected(): Promise<boolean> {
    return (await this.#parts.plans.recall(EVER_CONNECTED))?.value['connected'] === true;
  }

  #outdate(): void {
    this.#asking = undefined;
    this.#askedBefore = true;
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
    return answer;
  }
}
