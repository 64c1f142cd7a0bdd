/**
 * How the domain has PowerShell done: by the name of a catalogue script and values, never by text.
 * `src/powershell` is the adapter; domain tests use a fake of these two methods.
 */
import type { OperationTrace } from '../types/operation.js';
import type { Secret } from '../types/secret.js';

/** Milliseconds after which a host that is started is there, or is given up. */
export const HOST_START_MS = 60_000;

/** What a script parameter may be. Dates and durations travel as ISO 8601 strings. */
export type ScriptValue =
  | string
  | number
  | boolean
  | null
  | readonly ScriptValue[]
  | { readonly [name: string]: ScriptValue };

/** One line of a script's live output; `percent` only from progress records that know it. */
export interface ScriptEvent {
  readonly stream: 'progress' | 'warning' | 'verbose' | 'information' | 'error';
  readonly message: string;
  readonly percent?: number;
}

export interface ScriptCall {
  /** Name of a file in scripts/operations, without extension. */
  readonly script: string;
  readonly parameters?: Readonly<Record<string, ScriptValue>>;
  /** Become SecureStrings in PowerShell; never logged, never in an event or an error. */
  readonly secrets?: Readonly<Record<string, Secret>>;
  /** Milliseconds from the call to its end, waiting included; then it is stopped, and killed if it doesn't stop. */
  readonly deadlineMs: number;
  /** Milliseconds for which it waits for a host; `deadlineMs` begins when it has one. Default, and of a read always: waiting is included there. */
  readonly waitMs?: number;
  /**
   * Asked once a host is free, just before the call is sent. Where it rejects the call is not sent, and
   * rejects with that error.
   */
  readonly permit?: () => Promise<void>;
  /** Aborting cancels the script, by killing its host when it doesn't listen. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ScriptEvent) => void;
  /** Of a read that can be asked for in endlessly many ways: who asked. Readers take turns, and each has a share of what may wait. */
  readonly reader?: string;
  /** Of the operation whose call it is: for the log. */
  readonly trace?: OperationTrace;
  /** W3C trace context, which the script hands on to the cloud. Set by the runner. */
  readonly traceparent?: string | undefined;
}

export interface ScriptResult {
  /** What the script wrote, one entry an object: plain JSON values. */
  readonly output: readonly unknown[];
  /** When PowerShell answered. */
  readonly observedAt: Date;
}

/** Why a call has no result. `FAILED`: the script itself said no, `errorId` names the reason. */
export type ScriptFailure =
  | 'FAILED'
  | 'CANCELLED'
  | 'TIMED_OUT'
  | 'HOST_DIED'
  | 'BUSY'
  | 'NOT_CATALOGUED'
  | 'BAD_PARAMETER'
  | 'OUTPUT_TOO_LARGE'
  | 'UNAVAILABLE';

/** The one failure shape of a script call. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError';
  readonly script: string;
  readonly failure: ScriptFailure;
  /** FullyQualifiedErrorId up to its first comma, when the script failed on its own. */
  readonly errorId: string | undefined;
  /** False only when the script certainly never began. */
  readonly mayHaveRun: boolean;
  /** Category, target, line, exception type: for the log and for support; never a secret. */
  readonly detail: Readonly<Record<string, string>>;

  constructor(
    script: string,
    failure: ScriptFailure,
    message: string,
    options: {
      errorId?: string;
      mayHaveRun?: boolean;
      detail?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.script = script;
    this.failure = failure;
    this.errorId = options.errorId;
    this.mayHaveRun = options.mayHaveRun ?? true;
    this.detail = options.detail ?? {};
  }
}

export interface ScriptRunner {
  /** Runs one catalogue script; rejects with a ScriptError, or with what its `permit` rejected with. */
  run(call: ScriptCall): Promise<ScriptResult>;
  /** The exact PowerShell that `run` would do, for a plan: values quoted as literals, secrets left out. */
  describe(call: Pick<ScriptCall, 'script' | 'parameters' | 'secrets'>): string;
}
