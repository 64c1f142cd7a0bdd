/**
 * A kind of operation, whole: who may ask for one, what it holds, its steps, its words. The runner, the audit, the summary, the trail
 * and the way out of NEEDS_ATTENTION ask this object and know no kind by name. A new kind is one file that makes one, and one line in
 * create-control-plane.ts that takes it in.
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
  /** In the audit; the name of the mutation that asks for one, where it has one of its own. */
  readonly action: string;
  /** Who may ask for one, and cancel, approve, reject and resolve it, no matter who asked. */
  readonly permission: Permission;
  /** As a sentence begins: "Connecting the venue to swiftpos Cloud". */
  readonly doing: string;
  /** As a sentence, of its stored input: "NetPOS was restarted." */
  done(input: Memory): string;
  /** As a button says it, of its stored input: "Stop NetPOS". */
  title(input: Memory): string;
  /** What keeps a second one out while one is active; undefined: nothing does. Of its stored input. */
  slot(input: Memory): string | undefined;
  /** Keys of the services that no one else may change meanwhile, and that its trail is about. Of its stored input. */
  holds(input: Memory): readonly string[];
  /** Of what it holds: what it needs to run, so that a person may start it, too, when it stops meanwhile. Default: nothing. */
  keepsUp?(input: Memory): readonly string[];
  /** Of what it holds: what these of its steps stop or start, so that being stopped is a part of them. Default: all that it does not keep up. */
  moves?(steps: readonly string[]): readonly string[];
  /** Keys of the services that it only brings to run, by its stored input: no harm to anyone who keeps them up. Default: none. */
  startsOnly?(input: Memory): readonly string[];
  /** The clerk who turned on maintenance mode may begin it meanwhile. */
  readonly mayDrain?: true;
  /** How it leaves services that it was asked to start or stop, by their keys and its stored input. Default: nothing is said of any. */
  leaves?(input: Memory): Readonly<Record<string, 'running' | 'stopped'>>;
  /** From its stored input, so that a restart makes the same ones. */
  steps(input: Memory): readonly Step[];
  /** What an ended one still holds, by its rows, in the order in which it is released later. Default: nothing. */
  deferredCleanups?(operation: Operation, rows: readonly OperationStep[]): readonly DeferredCleanup[];
  /** Locations that its texts name, of its stored input. Default: none. */
  concerns?(input: Memory): readonly Concerned[];
  /** What a person can decide while it is unknown what is true. Default: to ask again. */
  readonly choices?: readonly Choice[];
}

/** One way out of NEEDS_ATTENTION. */
export interface Choice extends OperationChoice {
  /** Give up: go back and end with this failure. Default: ask again, and continue by what is said. */
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

/** Its failure where that is a question to a person, and nothing that went wrong. */
export function questionOf({ failure }: Pick<Operation, 'failure'>): OperationFailure | undefined {
  return failure && failure.choices.length > 0 ? failure : undefined;
}

/** What a person chose and no one has acted on yet. */
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
