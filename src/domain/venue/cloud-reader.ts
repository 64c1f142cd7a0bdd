/** Queries the cloud about this venue: coalesces requests, remembers the last answer, and whether there ever was a link. */
import { AppError } from '../../errors/errors.js';
import type { KeyValueStore } from '../ports/key-value-store.js';
import type { Clock } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import { asAppError } from '../scripts/failure.js';
import { type CloudVenue, getCloudVenue, isOpen, type SyncJob, wholePercentOf } from './cloud.js';

const EVER_CONNECTED = 'ever connected';
/** Scripts that change nothing. */
const READS = /^(Get|Test)-/;

interface CloudReaderParts {
  readonly scripts: ScriptRunner;
  readonly keyValues: KeyValueStore;
  readonly clock: Clock;
  /** Called after an answer that says something else of the link or of a send than the one before. Default: no one is. */
  readonly changed?: () => void;
}

interface LastAnswer {
  readonly answer: CloudVenue | AppError;
  readonly workedMs: number;
}

export class CloudReader {
  readonly #parts: CloudReaderParts;
  #asking: Promise<CloudVenue | AppError> | undefined;
  #last: LastAnswer | undefined;
  /** What was asked before this venue was last acted on is old, however young. */
  #askedBefore = false;
  /** Stored, too: once it is so, it stays so. */
  #wasConnected = false;

  constructor(parts: CloudReaderParts) {
    this.#parts = parts;
  }

  /** Now. A failure is an answer too. */
  ask(customerNumber: string): Promise<CloudVenue | AppError> {
    if (this.#asking) return this.#asking;
    const asking = this.#ask(customerNumber).then((answer) => {
      if (this.#asking === asking) {
        this.#asking = undefined;
        this.#askedBefore = false;
        this.#remember({ answer, workedMs: this.#parts.clock.workMs() });
      }
      return answer;
    });
    this.#asking = asking;
    return asking;
  }

  /** The last answer when it is younger than `maxAgeMs`, else a new one. */
  async recent(customerNumber: string, maxAgeMs: number): Promise<CloudVenue | AppError> {
    return this.#young(maxAgeMs) ?? this.ask(customerNumber);
  }

  /** What time it is there, now; undefined: it does not say. */
  async time(customerNumber: string): Promise<Date | undefined> {
    const answer = await this.ask(customerNumber);
    return answer instanceof AppError ? undefined : answer.cloudTime;
  }

  /** The same scripts, for operations: anyone who sees one end is shown what it did, not what the cloud said before. */
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

  /** What an operation has read of its send: so one percentage is shown of it, wherever it is read. Its end is asked for with all else. */
  learned(job: SyncJob): void {
    const last = this.#last;
    if (!last || last.answer instanceof AppError || last.answer.sync.job?.jobId !== job.jobId) return;
    if (!isOpen(job)) return;
    const { answer } = last;
    this.#remember({ ...last, answer: { ...answer, sync: { ...answer.sync, job } } });
  }

  async everConnected(): Promise<boolean> {
    this.#wasConnected ||= (await this.#parts.keyValues.get(EVER_CONNECTED))?.value['connected'] === true;
    return this.#wasConnected;
  }

  #remember(last: LastAnswer): void {
    const before = this.#last;
    this.#last = last;
    if (before && essenceOf(before.answer) !== essenceOf(last.answer)) this.#parts.changed?.();
  }

  #young(maxAgeMs: number): CloudVenue | AppError | undefined {
    if (!this.#last || this.#askedBefore) return undefined;
    return this.#parts.clock.workMs() - this.#last.workedMs < maxAgeMs ? this.#last.answer : undefined;
  }

  #outdate(): void {
    this.#asking = undefined;
    this.#askedBefore = true;
  }

  async #ask(customerNumber: string): Promise<CloudVenue | AppError> {
    const { scripts } = this.#parts;
    let answer: CloudVenue | AppError;
    try {
      answer = await getCloudVenue(scripts, customerNumber);
    } catch (error) {
      const known = asAppError(error);
      answer = known instanceof AppError ? known : new AppError('CLOUD_NO_ANSWER', { cause: error });
    }
    if (!(answer instanceof AppError) && answer.connection.firstHeartbeatAt) await this.#rememberLink();
    return answer;
  }

  /** What can't be kept now is kept after a later answer: a state database that is away says nothing about the cloud. */
  async #rememberLink(): Promise<void> {
    const { keyValues, clock } = this.#parts;
    try {
      if (await this.everConnected()) return;
      await keyValues.set(EVER_CONNECTED, { connected: true }, clock.now());
    } catch {
      // Asked again with the next answer.
    }
  }
}

function essenceOf(answer: CloudVenue | AppError): string {
  if (answer instanceof AppError) return answer.code;
  const { state } = answer.connection;
  const { job } = answer.sync;
  return job ? `${state} ${job.jobId} ${job.state} ${wholePercentOf(job)}` : state;
}
