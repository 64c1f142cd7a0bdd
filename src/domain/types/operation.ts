/** An operation as it is stored: one long job with its steps and its recorded events. */

/** Every kind with its description in the API, whose enum is made of this table. What a kind does is in its saga. */
export const OPERATION_KINDS = {
  ONBOARD: '',
  RESYNC: '',
  ACTIVATE_LOCATIONS: '',
  SERVICE_CONTROL: 'Start, stop, restart, start mode of one service.',
} as const;
export type OperationKind = keyof typeof OPERATION_KINDS;

/** In the middle of a sentence. */
export const KINDS_IN_WORDS: Readonly<Record<OperationKind, string>> = {
  ONBOARD: 'onboarding',
  RESYNC: 'resync',
  ACTIVATE_LOCATIONS: 'activation of locations',
  SERVICE_CONTROL: 'change of a service',
};

export const OPERATION_STATES = [
  'AWAITING_APPROVAL',
  'SCHEDULED',
  'PENDING',
  'RUNNING',
  'CANCELLING',
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
  'NEEDS_ATTENTION',
] as const;
export type OperationState = (typeof OPERATION_STATES)[number];

const TERMINAL_STATES = ['SUCCEEDED', 'FAILED', 'CANCELLED'] as const satisfies readonly OperationState[];

export function isTerminal(state: OperationState): boolean {
  return (TERMINAL_STATES as readonly OperationState[]).includes(state);
}

export type StepState = 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'SKIPPED' | 'COMPENSATED';
export type EventLevel = 'VERBOSE' | 'INFORMATION' | 'WARNING' | 'ERROR';

/** Plain JSON that a step remembers: its before-state and what it found. Never a secret. */
export type Memory = { readonly [name: string]: unknown };

/** What the log names an operation by. */
export interface OperationTrace {
  readonly operationId: string;
  readonly correlationId: string;
}

export function traceOf({ id, correlationId }: Pick<Operation, 'id' | 'correlationId'>): OperationTrace {
  return { operationId: id, correlationId };
}

export interface Operation {
  readonly id: string;
  readonly kind: OperationKind;
  readonly state: OperationState;
  /** What keeps a second one out while this is active: `venue` for ONBOARD and RESYNC, `service:KEY` for service control, else undefined. */
  readonly slot: string | undefined;
  readonly requestedById: string;
  readonly requestedByName: string;
  readonly approvedByName: string | undefined;
  readonly reason: string | undefined;
  /** What was asked, without secrets. */
  readonly input: Memory;
  readonly planFingerprint: string | undefined;
  readonly correlationId: string;
  readonly scheduledFor: Date | undefined;
  readonly createdAt: Date;
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
  /** 0 to 100. */
  readonly percent: number | undefined;
  readonly estimatedFinishAt: Date | undefined;
  /** Fencing token: counts the claims; a write that carries an older one does nothing. */
  readonly attempt: number;
  /** Boot that owns it while it runs. */
  readonly bootId: string | undefined;
  readonly cancelReason: string | undefined;
  readonly cancelledByName: string | undefined;
  /** While its choices are not empty it is a question to a person, also while it is being asked again. */
  readonly failure: OperationFailure | undefined;
  /** The choice that a person made and that is still to be carried out. */
  readonly chosen: string | undefined;
}

export interface OperationFailure {
  readonly code: string;
  readonly message: string;
  readonly cause: string | undefined;
  readonly remedy: string;
  readonly restored: readonly string[];
  readonly notRestored: readonly string[];
  readonly trail: readonly string[];
  readonly choices: readonly OperationChoice[];
}

/** What a person can decide. */
export interface OperationChoice {
  readonly name: string;
  readonly title: string;
  readonly consequence: string;
}

export interface OperationStep {
  readonly operationId: string;
  readonly position: number;
  readonly name: string;
  readonly title: string;
  readonly state: StepState;
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
  readonly percent: number | undefined;
  readonly detail: string | undefined;
  /** Taken before the step changes anything; what its compensation restores. */
  readonly before: Memory | undefined;
  /** What the step found or made, for the steps after it. */
  readonly result: Memory | undefined;
}

export interface OperationEvent {
  readonly operationId: string;
  /** 1, 2, 3 … without gaps. */
  readonly sequence: number;
  readonly at: Date;
  readonly step: string | undefined;
  readonly level: EventLevel;
  readonly percent: number | undefined;
  readonly message: string;
}

/** An event as the subscribers of its operation get it: all who get it at the same time are given this very object. */
export interface FollowedEvent {
  /** As it was found just before the event was read. */
  readonly operation: Operation;
  readonly event: OperationEvent;
}
