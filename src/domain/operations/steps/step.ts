/** A step of an operation: it records the state before, does one idempotent thing, and can be rolled back. */
import type { AppError } from '../../../errors/errors.js';
import type { ScriptValue } from '../../ports/script-runner.js';
import type { EventLevel, Memory, Operation } from '../../types/operation.js';
import type { Secret } from '../../types/secret.js';

/** By name. */
export type Secrets = Readonly<Record<string, Secret>>;

/** What a step is given while it runs. Everything it says is recorded before anyone hears it. */
export interface StepRun {
  readonly operation: Operation;
  /** An earlier server run had begun this step. */
  readonly resumed: boolean;
  /**
   * Hears what time it is, as the machine may have been paused; `unlessSure`: only where its clock differs.
   * False: an earlier server run began the operation, and no one has confirmed the time since.
   */
  isAgeKnown(unlessSure?: boolean): Promise<boolean>;
  /** Aborts on a cancel, at the step's deadline and when the server stops. */
  readonly signal: AbortSignal;
  /** A person asked for a cancel. */
  readonly cancelled: boolean;
  /** What was handed over with the request, by name. In memory only: gone after a restart. */
  readonly secrets: Secrets;
  /** This step's own before-state. */
  readonly before: Memory;
  /** What an earlier step found; `{}` when it was skipped. */
  resultOf(step: string): Memory;
  /**
   * Runs a catalogue script; its progress and warnings become events. Resolves to what it wrote. Run again, until the step's deadline,
   * when its host died, when it never began, when it hung and when what it asked was away for a moment.
   */
  script(
    script: string,
    parameters: Readonly<Record<string, ScriptValue>>,
    options?: ScriptOptions,
  ): Promise<readonly unknown[]>;
  /** A check of the outside, repeated until the step's deadline while what is checked is away. */
  query<T>(question: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Titles of the other operations that need a service to run now, by its key. */
  neededByOthers(): Promise<ReadonlyMap<string, string>>;
  say(message: string, level?: EventLevel): Promise<void>;
  /** What this step has said so far, in earlier server runs too. */
  said(): Promise<readonly string[]>;
  /** Of this step, 0 to 100. */
  progress(percent: number, detail: string, estimatedFinishAt?: Date): Promise<void>;
}

export interface ScriptOptions {
  /** Without the wait for a host. Default: the step's. */
  readonly deadlineMs?: number;
  readonly secrets?: Readonly<Record<string, Secret>>;
  /** True for what must be heard to its end, such as asking the cloud what became of a code. Default: false. */
  readonly uninterruptible?: boolean;
  /** True for what must never be done twice, as redeeming a code: then only what certainly never began is tried again. Default: false. */
  readonly once?: boolean;
  /** How long what was away is tried again. Default: until the step's deadline. */
  readonly patienceMs?: number;
}

/** Item by item, seen again and not assumed. */
export interface Restoration {
  readonly restored: readonly string[];
  readonly notRestored: readonly string[];
  /** What a sentence of `notRestored` denies: what `restored` would say of the same thing. */
  readonly denied?: Readonly<Record<string, string>>;
  /** What was found as it had been, with nothing to do: worth telling only where another step said something of it. */
  readonly found?: readonly string[];
  /** The saga's deferred cleanup (`deferredCleanups`) continues with it. */
  readonly isDeferred?: true;
}

export interface Step {
  readonly name: string;
  readonly title: string;
  /** For the plan: what it runs, with values where they are known by then. */
  readonly script?: string;
  readonly parameters?: Readonly<Record<string, ScriptValue>>;
  readonly secretNames?: readonly string[];
  /** In words, for the plan. */
  readonly compensatedBy?: string;
  /** Milliseconds. */
  readonly deadlineMs: number;
  /** The operation is as far as this step is. Default: each step is an equal share. */
  readonly isMeasure?: true;
  /** How long restoring it may take, in milliseconds. Default: a minute. */
  readonly restoreMs?: number;
  /** Read once, stored before the step changes anything. */
  before?(run: StepRun): Promise<Memory>;
  /** Must do no harm when done twice. */
  perform(run: StepRun): Promise<Memory | undefined>;
  /** What is unknown when its time is up; undefined, or left out: it only took too long. */
  unknownAfter?(run: StepRun): Promise<AppError | undefined>;
  /** For a step that was begun; `done` says whether it had ended well. */
  compensate?(run: StepRun, done: boolean): Promise<Restoration>;
}

/** What an ended operation still holds, and how it is released. One that fails is tried again before what comes after it. */
export interface DeferredCleanup {
  /** Whose row remembers that it was released. */
  readonly step: string;
  /** Must do no harm when run twice. */
  readonly script: string;
  readonly parameters: Readonly<Record<string, ScriptValue>>;
  /** The sync that it withdraws, by its job ID; FIRST: the first sync, whichever job that is. */
  readonly withdraws?: string;
  /** The next operation of its kind that succeeds takes over what it would release. Default: none does. */
  readonly endsWithNext?: true;
  /** What is still so, in one sentence. */
  readonly open: string;
  /** Reads what the script wrote: what is recorded then. Throws when it is not done yet. */
  done(output: readonly unknown[]): string;
}

/** The outcome is unknown: the operation waits in NEEDS_ATTENTION, asks again, and keeps the venue's slot. */
export class NeedsAttention extends Error {
  override readonly name = 'NeedsAttention';
  readonly failure: AppError;

  constructor(failure: AppError) {
    super(failure.message, { cause: failure });
    this.failure = failure;
  }
}

/** What the trail says of a step, in the runner's words. */
export function begun({ title }: Step, resumed: boolean, isAfterRestart: boolean): string {
  if (!resumed) return `${title}.`;
  return isAfterRestart ? `${title}: continuing after a restart.` : `${title}: continuing.`;
}

export function event(operation: Operation, step: Step | undefined, message: string) {
  return {
    operationId: operation.id,
    step: step?.name,
    level: 'INFORMATION' as const,
    percent: undefined,
    message,
  };
}
