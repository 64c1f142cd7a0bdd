/** One script call from the queue to its result: deadline, cancel, grace period and kill. It settles once. */
import {
  type ScriptCall,
  ScriptError,
  type ScriptFailure,
  type ScriptResult,
} from '../../domain/ports/script-runner.js';
import type { ScriptHost } from '../host/host.js';
import { callLine, type DoneFrame, type EventFrame } from '../wire/frames.js';
import { limits } from '../wire/protocol.js';

type StopReason = 'CANCELLED' | 'TIMED_OUT' | 'OUTPUT_TOO_LARGE';

const stopSentences: Record<StopReason, string> = {
  CANCELLED: 'The call was cancelled.',
  TIMED_OUT: 'The script did not end within its deadline.',
  OUTPUT_TOO_LARGE: 'The script wrote more than a call may.',
};

export class Job {
  readonly call: ScriptCall;
  /** Resolves or rejects once, with a ScriptError or with what its permit rejected with. */
  readonly result: Promise<ScriptResult>;
  /** Resolves when the job needs its place no longer: settled and, if it ran, its script over. */
  readonly over: Promise<void>;
  #endsAt: number;
  #resolve!: (result: ScriptResult) => void;
  #reject!: (error: unknown) => void;
  #leave!: () => void;
  #settled = false;
  #stop: StopReason | undefined;
  #hasFlooded = false;
  #running: { host: ScriptHost; id: string; at: number } | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #grace: NodeJS.Timeout | undefined;
  readonly #onAbort = () => this.stop('CANCELLED');

  constructor(call: ScriptCall) {
    this.call = call;
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.over = new Promise((resolve) => {
      this.#leave = resolve;
    });
    this.#endsAt = this.#endAfter(call.waitMs ?? call.deadlineMs);
    if (call.signal?.aborted) this.stop('CANCELLED');
    else call.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  get isSettled(): boolean {
    return this.#settled;
  }

  get hasBegun(): boolean {
    return this.#running !== undefined;
  }

  /** Since it began to run; 0 before. */
  get milliseconds(): number {
    return this.#running ? performance.now() - this.#running.at : 0;
  }

  /**
   * Asks whether it may run now. Refused, it is settled; a permit that hangs is left alone at the job's
   * deadline.
   */
  async askPermit(): Promise<void> {
    try {
      await Promise.race([this.call.permit?.(), this.over]);
    } catch (error) {
      this.#settle(() => this.#reject(error));
    }
  }

  /** Sends the call to a host that has a free slot; `fresh` in a runspace of its own. */
  runOn(host: ScriptHost, fresh: boolean): void {
    const { script, parameters = {}, secrets = {}, traceparent: trace } = this.call;
    if (this.call.waitMs !== undefined) this.#endsAt = this.#endAfter(this.call.deadlineMs);
    const at = performance.now();
    const deadline = Math.min(2 ** 31 - 1, Math.max(1, Math.ceil(this.#endsAt - at)));
    const id = host.send(
      (made) => callLine({ id: made, script, parameters, secrets, deadline, fresh, trace }),
      {
        event: (frame) => this.#tell(frame),
        done: (frame, output) => this.#done(frame, output),
        flooded: () => {
          this.#hasFlooded = true;
          this.stop('OUTPUT_TOO_LARGE');
        },
        died: (reason) => this.#died(reason),
      },
    );
    this.#running = { host, id, at };
  }

  /** Waiting: refused at once, nothing ran. Running: asked to stop, then given up with its host. */
  stop(reason: StopReason): void {
    if (this.#settled || this.#stop) return;
    this.#stop = reason;
    if (!this.#running) {
      this.fail(reason, stopSentences[reason], { mayHaveRun: false });
      return;
    }
    const { host, id } = this.#running;
    host.cancel(id);
    const grace = reason === 'CANCELLED' ? limits.cancelGraceMs : limits.deadlineGraceMs;
    this.#grace = setTimeout(() => host.abandon(id), grace);
  }

  /** Settles with a failure, unless it is settled already. */
  fail(
    failure: ScriptFailure,
    message: string,
    options: { mayHaveRun?: boolean; errorId?: string; detail?: Record<string, string> } = {},
  ): void {
    this.#settle(() =>
      this.#reject(new ScriptError(this.call.script, failure, this.#hide(message), options)),
    );
  }

  #endAfter(ms: number): number {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.stop('TIMED_OUT'), ms);
    return performance.now() + ms;
  }

  #tell(frame: EventFrame): void {
    if (this.#settled) return;
    const { message, percent } = frame.m;
    try {
      this.call.onEvent?.({
        stream: frame.s,
        message: this.#hide(message),
        ...(percent === undefined ? {} : { percent }),
      });
    } catch {
      // A listener's fault is the listener's: it must not end the host's reader.
    }
  }

  #done(frame: DoneFrame, output: readonly unknown[]): void {
    // An end that came in spite of a stop is still what happened; output that was released is no result.
    if (frame.ok && !this.#hasFlooded) {
      this.#settle(() => this.#resolve({ output, observedAt: new Date() }));
    } else if (this.#stop && (frame.ok || frame.code === 'CANCELLED' || frame.code === 'OUTPUT_TOO_LARGE')) {
      this.fail(this.#stop, stopSentences[this.#stop]);
    } else this.#failAs(frame);
  }

  #failAs(frame: DoneFrame): void {
    const code = frame.code === 'CANCELLED' ? 'TIMED_OUT' : (frame.code ?? 'FAILED');
    const neverBegan = code === 'NOT_CATALOGUED' || code === 'BAD_PARAMETER';
    const { message, fqid, figures, ...rest } = frame.e ?? {};
    const detail = Object.entries({ ...(figures as object | undefined), ...rest }).filter(
      ([, value]) => value !== '',
    );
    if (frame.exit !== 0) detail.push(['exitCode', frame.exit]);
    const errorId = code === 'FAILED' ? idOf(String(fqid ?? '')) : undefined;
    this.fail(code, message === undefined ? sentenceOf(code) : String(message), {
      mayHaveRun: !neverBegan,
      ...(errorId ? { errorId } : {}),
      detail: Object.fromEntries(detail.map(([name, value]) => [name, this.#hide(String(value))])),
    });
  }

  #died(reason: string): void {
    if (this.#stop) this.fail(this.#stop, stopSentences[this.#stop]);
    else this.fail('HOST_DIED', reason);
  }

  /** Scripts shouldn't say a secret; what they say all the same goes no further than here. */
  #hide(text: string): string {
    let hidden = text;
    for (const secret of Object.values(this.call.secrets ?? {})) {
      const value = secret.reveal();
      if (value.length >= 4) hidden = hidden.replaceAll(value, '[redacted]');
    }
    return hidden;
  }

  #settle(how: () => void): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#deadline);
    clearTimeout(this.#grace);
    this.call.signal?.removeEventListener('abort', this.#onAbort);
    how();
    this.#leave();
  }
}

function sentenceOf(code: ScriptFailure): string {
  if (code === 'TIMED_OUT' || code === 'OUTPUT_TOO_LARGE') return stopSentences[code];
  return 'The script failed without saying why.';
}

/** Of `CODE_WRONG,Invoke-CodeRedemption.ps1` the first part. A bare `throw 'text'` has its text there: that is no id. */
function idOf(fullyQualified: string): string | undefined {
  const id = fullyQualified.split(',')[0] ?? '';
  return /^[A-Za-z][\w.]*$/.test(id) ? id : undefined;
}
