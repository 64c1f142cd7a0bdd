/** One PowerShell call for callers that read the same thing in the same moment. */
import {
  type ScriptCall,
  ScriptError,
  type ScriptEvent,
  type ScriptResult,
} from '../../domain/ports/script-runner.js';
import { limits } from '../wire/protocol.js';
import { Job } from './job.js';

/**
 * Callers share a read of the same reader that is still running, began at most `shareMs` ago, and began after the last operation ended: no one
 * is shown a state from before what was done for him. Each keeps his own deadline and cancel; the script is stopped when the
 * last one has left.
 */
export class SharedReads {
  readonly #reads = new Map<string, SharedRead>();

  /** Undefined: there is no call to share. */
  join(call: ScriptCall): Promise<ScriptResult> | undefined {
    const known = this.#reads.get(keyOf(call));
    return known?.isJoinableBy(call) ? known.join(call) : undefined;
  }

  /** A new call, for this caller and those who join. */
  begin(call: ScriptCall, submit: (job: Job) => void): Promise<ScriptResult> {
    const key = keyOf(call);
    const read = new SharedRead(call);
    this.#reads.set(key, read);
    void read.job.over.then(() => {
      if (this.#reads.get(key) === read) this.#reads.delete(key);
    });
    const joined = read.join(call);
    submit(read.job);
    return joined;
  }

  /** After an operation: who asks from now on gets a read that begins from now on. */
  forget(): void {
    this.#reads.clear();
  }
}

/** A caller who waits behind himself must not make another wait there, too. */
function keyOf({ script, parameters = {}, reader }: ScriptCall): string {
  return JSON.stringify([script, parameters, reader ?? null]);
}

class SharedRead {
  readonly job: Job;
  readonly #beganAt = performance.now();
  readonly #followers = new Set<Follower>();
  readonly #deadlineMs: number;
  #isLeft = false;

  constructor({ script, parameters = {}, deadlineMs, reader, traceparent }: ScriptCall) {
    this.#deadlineMs = deadlineMs;
    this.job = new Job({
      script,
      parameters,
      // Of the caller who began it.
      traceparent,
      ...(reader === undefined ? {} : { reader }),
      // Anyone who joins last has his whole deadline too; each one's own timer is in Follower.
      deadlineMs: deadlineMs + limits.shareMs,
      onEvent: (event) => {
        for (const follower of this.#followers) follower.tell(event);
      },
    });
    // Every follower hears of a failure; this promise itself has no other reader.
    this.job.result.then(
      (result) => this.#settle((follower) => follower.resolve(result)),
      (error: ScriptError) => this.#settle((follower) => follower.reject(error)),
    );
  }

  /** Not one that everyone has left, which is being stopped, nor one that may end before the newcomer's own deadline. */
  isJoinableBy({ deadlineMs }: ScriptCall): boolean {
    if (this.#isLeft || this.job.isSettled || deadlineMs > this.#deadlineMs) return false;
    return performance.now() - this.#beganAt <= limits.shareMs;
  }

  join(call: ScriptCall): Promise<ScriptResult> {
    return new Promise((resolve, reject) => {
      const follower = new Follower(call, resolve, reject, (reason) => {
        this.#followers.delete(follower);
        if (this.#followers.size === 0) {
          this.#isLeft = true;
          this.job.stop(reason);
        }
        return this.job.hasBegun;
      });
      this.#followers.add(follower);
      follower.begin();
    });
  }

  #settle(how: (follower: Follower) => void): void {
    for (const follower of this.#followers) {
      follower.end();
      how(follower);
    }
    this.#followers.clear();
  }
}

class Follower {
  readonly resolve: (result: ScriptResult) => void;
  readonly reject: (error: ScriptError) => void;
  readonly #call: ScriptCall;
  readonly #leave: (reason: 'CANCELLED' | 'TIMED_OUT') => boolean;
  readonly #onAbort = () => this.#give('CANCELLED', 'The call was cancelled.');
  #deadline: NodeJS.Timeout | undefined;

  constructor(
    call: ScriptCall,
    resolve: (result: ScriptResult) => void,
    reject: (error: ScriptError) => void,
    leave: (reason: 'CANCELLED' | 'TIMED_OUT') => boolean,
  ) {
    this.#call = call;
    this.resolve = resolve;
    this.reject = reject;
    this.#leave = leave;
  }

  begin(): void {
    const late = () => this.#give('TIMED_OUT', 'The script did not end within its deadline.');
    this.#deadline = setTimeout(late, this.#call.deadlineMs);
    this.#call.signal?.addEventListener('abort', this.#onAbort, { once: true });
    if (this.#call.signal?.aborted) this.#onAbort();
  }

  tell(event: ScriptEvent): void {
    try {
      this.#call.onEvent?.(event);
    } catch {
      // A listener's fault is the listener's: the others get it all the same.
    }
  }

  end(): void {
    clearTimeout(this.#deadline);
    this.#call.signal?.removeEventListener('abort', this.#onAbort);
  }

  #give(failure: 'CANCELLED' | 'TIMED_OUT', message: string): void {
    this.end();
    const mayHaveRun = this.#leave(failure);
    this.reject(new ScriptError(this.#call.script, failure, message, { mayHaveRun }));
  }
}
