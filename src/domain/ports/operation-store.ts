/** Operations, their steps, events and redemptions. Every write on a running operation carries its fencing token (`attempt`). */
import type {
  Memory,
  Operation,
  OperationEvent,
  OperationFailure,
  OperationKind,
  OperationState,
  OperationStep,
  StepState,
} from '../types/operation.js';

export interface NewOperation
  extends Pick<
    Operation,
    | 'id'
    | 'kind'
    | 'slot'
    | 'requestedById'
    | 'requestedByName'
    | 'reason'
    | 'input'
    | 'planFingerprint'
    | 'correlationId'
    | 'scheduledFor'
    | 'createdAt'
  > {
  readonly state: 'PENDING' | 'SCHEDULED' | 'AWAITING_APPROVAL';
  /** With requestedById, unique among the operations that are kept. */
  readonly idempotencyKey: string | undefined;
  /** Hash of the payload without secrets' values but with their HMAC. */
  readonly requestFingerprint: string;
  /** Of the server run that creates it, which has the request's secrets in memory. */
  readonly bootId: string;
  readonly steps: readonly { readonly name: string; readonly title: string }[];
}

/** `taken`: another active operation holds the slot. `repeated`: this key was used before, with `sameRequest` or another payload. */
export type CreateOutcome =
  | { readonly outcome: 'created'; readonly operation: Operation }
  | { readonly outcome: 'taken'; readonly operation: Operation }
  | { readonly outcome: 'repeated'; readonly sameRequest: boolean; readonly operation: Operation };

export interface OperationPatch {
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
  readonly percent?: number;
  readonly estimatedFinishAt?: Date;
  /** Null forgets it. */
  readonly failure?: OperationFailure | null;
  readonly cancelReason?: string;
  readonly cancelledByName?: string;
  readonly approvedByName?: string;
  /** Null forgets it. */
  readonly chosen?: string | null;
}

export interface StepPatch {
  readonly state?: StepState;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
  readonly percent?: number;
  readonly detail?: string;
  readonly before?: Memory;
  readonly result?: Memory;
}

/** `STORED` before anything is sent; `SENDING` just before the code leaves; then what the cloud said. */
export type RedemptionState = 'STORED' | 'SENDING' | 'REDEEMED' | 'REFUSED' | 'CLOSED';

export interface Redemption {
  readonly id: string;
  readonly operationId: string;
  readonly state: RedemptionState;
  /** Since when it is so. */
  readonly changedAt: Date;
}

/** Which operations; what is left out asks nothing. */
export interface OperationQuery {
  readonly ids?: readonly string[];
  readonly kinds?: readonly OperationKind[];
  readonly states?: readonly OperationState[];
  /** Only this clerk's own. */
  readonly requestedById?: string;
  /** Asked for at this moment or later. */
  readonly since?: Date;
  /** Asked for before this moment. */
  readonly until?: Date;
  /** Not over before this moment. */
  readonly notOverBefore?: Date;
  /** Each of its words is in the reason, in the name of the requester, or in the slot; in any case. */
  readonly text?: string;
}

export interface OperationStore {
  /** Inserts operation and steps; never throws for a taken slot or a repeated key, it says so. */
  create(operation: NewOperation): Promise<CreateOutcome>;
  find(id: string): Promise<Operation | undefined>;
  findByIdempotencyKey(
    requestedById: string,
    key: string,
  ): Promise<{ readonly operation: Operation; readonly requestFingerprint: string } | undefined>;
  /** Newest first, keyset-paged by (createdAt, id). Returns up to `first` + 1 rows, so that the caller sees whether more follow. */
  list(
    query: OperationQuery & {
      readonly first: number;
      readonly after?: { readonly createdAt: Date; readonly id: string };
    },
  ): Promise<readonly Operation[]>;
  /**
   * The one that was stored last first, whatever the clock said; else as `list`. `after`: the ID of a row.
   */
  listAsStored(
    query: OperationQuery & { readonly first: number; readonly after?: string },
  ): Promise<readonly Operation[]>;
  count(query: OperationQuery): Promise<number>;
  /** Not terminal, oldest first. */
  active(): Promise<readonly Operation[]>;

  /**
   * PENDING (or what `from` names) -> RUNNING, CANCELLING as it is, with attempt + 1 and this boot as
   * owner; undefined when it is over.
   */
  claim(
    id: string,
    bootId: string,
    from: readonly OperationState[],
    at: Date,
  ): Promise<Operation | undefined>;
  /** Compare-and-set on state and, where given, on the fencing token. Terminal states never change. */
  transition(
    id: string,
    from: readonly OperationState[],
    to: OperationState,
    patch?: OperationPatch,
    attempt?: number,
  ): Promise<boolean>;
  progress(id: string, attempt: number, patch: OperationPatch): Promise<boolean>;

  steps(operationIds: readonly string[]): Promise<readonly OperationStep[]>;
  /** False when the fencing token is old. */
  updateStep(operationId: string, attempt: number, name: string, patch: StepPatch): Promise<boolean>;

  /** Assigns the next sequence number. */
  appendEvent(event: Omit<OperationEvent, 'sequence'>): Promise<OperationEvent>;
  /** In order, with sequence > after. */
  events(operationId: string, after: number, first: number): Promise<readonly OperationEvent[]>;

  /** Drops events of an operation that ended before then, `most` at most; answers how many. */
  dropEvents(endedBefore: Date, most: number): Promise<number>;
  /**
   * Drops operations that ended before then, `most` at most, with steps and events; answers how many.
   * Never one that isn't over, one of `kept`, nor an onboarding: it may have a code, and the last one says
   * whether an earlier one is finished.
   */
  dropOperations(endedBefore: Date, most: number, kept: readonly string[]): Promise<number>;

  /** False, and stores nothing, where another server run has taken the operation over. */
  storeRedemption(redemption: {
    readonly id: string;
    readonly operationId: string;
    readonly attempt: number;
    readonly codeHmac: string;
    readonly at: Date;
  }): Promise<boolean>;
  /**
   * False, and changes nothing, where it is in another state, or, with `attempt`, its operation was
   * taken over.
   */
  setRedemptionState(
    id: string,
    from: readonly RedemptionState[],
    to: RedemptionState,
    at: Date,
    attempt?: number,
  ): Promise<boolean>;
  redemptionOf(operationId: string): Promise<Redemption | undefined>;
  /** True when a code with this HMAC was redeemed through this server before. */
  wasRedeemed(codeHmac: string): Promise<boolean>;
}
