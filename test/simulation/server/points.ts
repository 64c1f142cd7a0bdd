/**
 * Where a fault can strike: each changing script call and each write of an operation, by kind and step. Steps are known by what the
 * operation itself has written, so that a point has the same name in each run.
 */
import { isTerminal, type OperationState } from '../../../src/domain/types/operation.js';
import type { StateWrite } from './life.js';

interface Known {
  readonly kind: string;
  /** The step that runs; `undo`: its rollback; `later`: it has ended. */
  step: string;
  /** Of its last claim. */
  attempt: number;
}

export class Points {
  readonly #refused = new Set<string>();
  /** By operation and script. */
  readonly #outcomes = new Map<string, string>();
  readonly #known = new Map<string, Known>();

  /** Of a call in the name of an operation, e.g. `RESYNC/expect-send Register-SyncJob`. Undefined: no operation's. */
  ofScript(operationId: string | undefined, script: string): string | undefined {
    const known = operationId === undefined ? undefined : this.#known.get(operationId);
    return known && `${known.kind}/${known.step} ${script}`;
  }

  /** What a script of an operation answered. */
  answered(operationId: string | undefined, script: string, [row]: readonly object[]): void {
    const outcome = (row as { readonly Outcome?: string } | undefined)?.Outcome;
    if (outcome !== undefined) this.#outcomes.set(`${operationId} ${script}`, outcome);
  }

  /** A call was not permitted, or could not be judged. */
  refused(operationId: string | undefined): void {
    if (operationId !== undefined) this.#refused.add(operationId);
  }

  wasRefused(operationId: string): boolean {
    return this.#refused.has(operationId);
  }

  /** Its last answer to an operation. */
  outcomeOf(operationId: string, script: string): string | undefined {
    return this.#outcomes.get(`${operationId} ${script}`);
  }

  /** Whose write it is. */
  operationOf({ args: [first] }: StateWrite): string {
    if (typeof first === 'string') return first;
    const { id, operationId } = first as { id: string; operationId?: string };
    return operationId ?? id;
  }

  /** Of a write, e.g. `RESYNC/expect-send updateStep:SUCCEEDED`. Undefined: none that may tear an operation apart. */
  ofWrite(write: StateWrite): string | undefined {
    const { store, method, args } = write;
    if (store !== 'operations') return undefined;
    const [first, ...rest] = args;
    // What comes after the end lost a race, but for a cleanup that records what it did.
    const known = this.#known.get(String(first));
    const isCleanup =
      method === 'updateStep' && rest[0] === known?.attempt && !(rest[2] as { state?: string }).state;
    if (known?.step === 'later' && !isCleanup) return undefined;
    switch (method) {
      case 'create':
        return `${(first as { kind: string }).kind}/- create`;
      case 'claim':
        return this.#inPhase(first, 'claim');
      case 'transition':
        return this.#inPhase(first, `transition:${String(rest[1])}`);
      case 'updateStep': {
        const { state } = rest[2] as { state?: string };
        const patch = rest[2] as object;
        if (state === undefined && !('result' in patch)) return undefined;
        return this.#named(first, `updateStep:${state ?? 'result'}`, String(rest[1]));
      }
      case 'progress': {
        const patch = rest[1] as Readonly<Record<string, unknown>>;
        const what = 'failure' in patch ? 'failure' : 'chosen' in patch ? 'chosen' : undefined;
        return what && this.#inPhase(first, `progress:${what}`);
      }
      case 'storeRedemption':
        return this.#named((first as { operationId: string }).operationId, 'storeRedemption');
      default:
        return undefined;
    }
  }

  /** Remembers what a write says of where its operation is. */
  written({ store, method, args }: StateWrite, result: unknown): void {
    if (store !== 'operations') return;
    const [first, , third, fourth] = args;
    if (method === 'create') {
      const { id, kind } = first as { id: string; kind: string };
      this.#known.set(id, { kind, step: '-', attempt: 0 });
      return;
    }
    const known = this.#known.get(String(first));
    if (!known) return;
    if (method === 'claim')
      known.attempt = (result as { attempt: number } | undefined)?.attempt ?? known.attempt;
    if (method === 'updateStep' && (fourth as { state?: string }).state === 'RUNNING')
      known.step = stepOf(known.kind, String(third));
    if (method === 'progress' && (third as { failure?: unknown }).failure) known.step = 'undo';
    if (method === 'transition' && isTerminal(third as OperationState)) known.step = 'later';
  }

  kindOf(operationId: string): string | undefined {
    return this.#known.get(operationId)?.kind;
  }

  stepOf(operationId: string): string | undefined {
    return this.#known.get(operationId)?.step;
  }

  /** Kinds of the operations that are at work; one that waits for its start is not. */
  atWork(): readonly string[] {
    return [...this.#known.values()]
      .filter(({ step }) => step !== '-' && step !== 'later')
      .map(({ kind, step }) => `${kind}/${step}`);
  }

  /** `-` before the first step, `do` in one, `undo` in the rollback. */
  #inPhase(operationId: unknown, what: string): string | undefined {
    const known = this.#known.get(String(operationId));
    if (!known) return undefined;
    const phase = known.step === '-' || known.step === 'undo' ? known.step : 'do';
    return `${known.kind}/${phase} ${what}`;
  }

  /** `step`: of the write itself, where it names one. */
  #named(operationId: unknown, what: string, step?: string): string | undefined {
    const known = this.#known.get(String(operationId));
    if (!known) return undefined;
    const isOver = known.step === 'undo' || known.step === 'later';
    return `${known.kind}/${step === undefined || isOver ? known.step : stepOf(known.kind, step)} ${what}`;
  }
}

/** The same step for each of the seven services, and for each location. */
function stepOf(kind: string, step: string): string {
  if (kind === 'SERVICE_CONTROL') return step.replace(/^(start|stop)-.*/, '$1');
  return step.replace(/^activate-.*/, 'activate');
}
