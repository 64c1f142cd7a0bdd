/**
 * A saga is one kind of operation: who may request it, what it holds, its steps, its words. Everything else (runner, audit, summary, trail,
 * choices of NEEDS_ATTENTION) uses this object and knows no kind by name. `input` is what the operation's row stores of the request.
 */
import type { ErrorCode } from '../../errors/errors.js';
import type {
  Memory,
  Operation,
  OperationChoice,
  OperationFailure,
  OperationKind,
  OperationStep,
} from '../types/operation.js';
import type { Permission } from '../types/permissions.js';
import type { Concerned } from './seen-operation.js';
import type { DeferredCleanup, Step } from './steps/step.js';

export interface Saga {
  readonly kind: OperationKind;
  /** The action in the audit; the name of its mutation, if it has one of its own. */
  readonly action: string;
  /** Required to request it, and to cancel, approve, reject and resolve it, no matter who requested it. */
  readonly permission: Permission;
  /** The beginning of a sentence: "Connecting the venue to swiftpos Cloud". */
  readonly doing: string;
  /** A sentence: "NetPOS was restarted." */
  done(input: Memory): string;
  /** As on a button: "Stop NetPOS". */
  title(input: Memory): string;
  /** The lock key: one active operation at a time. Undefined: any number. */
  slot(input: Memory): string | undefined;
  /** Keys of the services that nothing else may change meanwhile, and that its trail is about. */
  holds(input: Memory): readonly string[];
  /** Of what it holds: what it needs to run, so that a person may start it, too, when it stops meanwhile. Default: nothing. */
  keepsUp?(input: Memory): readonly string[];
  /** Of these, the services that the named steps stop or start, so that a stopped one is no fault. Default: all that it does not keep up. */
  moves?(steps: readonly string[]): readonly string[];
  /** Keys of services that it only starts: allowed while another operation keeps them up. Default: none. */
  startsOnly?(input: Memory): readonly string[];
  /** Keys of services that were stopped before it: that they are is no part of it. Default: none is known. */
  foundDown?(input: Memory): readonly string[];
  /** The clerk who turned on maintenance mode may begin it during maintenance. */
  readonly mayDrain?: true;
  /** The state in which it leaves services, by their keys. Default: none is known. */
  leaves?(input: Memory): Readonly<Record<string, 'running' | 'stopped'>>;
  /** From the stored input only, so that another server run makes the same steps. */
  steps(input: Memory): readonly Step[];
  /**
   * From some step on nothing is rolled back: what is missing is finished by another operation. Default:
   * everything is rolled back.
   */
  readonly goesForward?: Forward;
  /** What an ended operation still holds, by its rows, in the order in which it is cleaned up. Default: nothing. */
  deferredCleanups?(operation: Operation, rows: readonly OperationStep[]): readonly DeferredCleanup[];
  /** Locations that its texts name: redacted for clerks who don't see them. Default: none. */
  concerns?(input: Memory): readonly Concerned[];
  /** What a clerk can choose in NEEDS_ATTENTION. Default: to ask again. */
  readonly choices?: readonly Choice[];
}

export interface Forward {
  /** The failure of one that ended there. */
  readonly as: ErrorCode;
  /** A sentence: what was reached, and stays. */
  readonly stays: string;
  /** Titles of the steps that are missing; undefined while all of it can be rolled back. */
  missing(operation: Operation, rows: readonly OperationStep[]): readonly string[] | undefined;
}

/** One way out of NEEDS_ATTENTION. */
export interface Choice extends OperationChoice {
  /** Gives up: rolls back, and ends with this failure. Default: asks again, and continues by the answer. */
  readonly givesUpAs?: ErrorCode;
}

export const ASK_AGAIN: Choice = {
  name: 'ask-again',
  title: 'Ask again now',
  consequence: 'Nothing is done twice. If the outcome is known now, the operation continues or ends.',
};

export function choicesOf({ choices = [ASK_AGAIN] }: Saga): readonly Choice[] {
  return choices;
}

/** The failure of an operation in NEEDS_ATTENTION: a question to a clerk. Undefined for a real failure. */
export function questionOf({ failure }: Pick<Operation, 'failure'>): OperationFailure | undefined {
  return failure && failure.choices.length > 0 ? failure : undefined;
}

/** The choice that a clerk made and that is not carried out yet. */
export function chosenOf(saga: Saga, { chosen }: Pick<Operation, 'chosen'>): Choice | undefined {
  return chosen === undefined ? undefined : choicesOf(saga).find(({ name }) => name === chosen);
}

export type Sagas = ReadonlyMap<OperationKind, Saga>;

export function sagasByKind(sagas: readonly Saga[]): Sagas {
  return new Map(sagas.map((saga) => [saga.kind, saga]));
}

/** Throws for a kind that this program does not know: a row of a newer one. */
export function sagaOf(sagas: Sagas, { kind }: Pick<Operation, 'kind'>): Saga {
  const saga = sagas.get(kind);
  if (!saga) throw new Error(`No operation of kind ${kind} is known here`);
  return saga;
}
