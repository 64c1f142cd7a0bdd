/** What a clerk does, as data: a run can be repeated with fewer of them. */
import type { VenueModel } from '../../../rehearsal/model/venue-model.js';
import type { RunningControlPlane } from '../../../src/domain/create-control-plane.js';
import type { Clock } from '../../../src/domain/ports/machine.js';
import type { Caller } from '../../../src/domain/request/viewer.js';
import type { Operation } from '../../../src/domain/types/operation.js';

export interface Act {
  readonly name: string;
  readonly clerk: string;
  readonly with: Readonly<Record<string, string | number | boolean>>;
}

/** What an act of a clerk is performed with. */
export interface ActContext {
  readonly plane: RunningControlPlane;
  readonly model: VenueModel;
  /** The clerk's own watch, which is right. */
  readonly clock: Clock;
  /** What clerks have sent to begin something, the last one last. */
  readonly requests: readonly Request[];
  /** Makes a request of the act, to be sent. */
  request(send: Send): Request;
  caller(clerkId: string): Promise<Caller>;
  operations(): Promise<readonly Operation[]>;
}

export type Send = (plane: RunningControlPlane, caller: Caller, idempotencyKey: string) => Promise<string>;

export interface Request {
  readonly act: Act;
  /** Of all that it began. */
  readonly correlationId: string;
  /** Codes of the refusals that came although it had begun something. */
  readonly refused: string[];
  /** Resolves to what came of it, in a word. */
  send(): Promise<string>;
}

/** What a clerk did, with what came of it; `outcome` is undefined while it is under way. */
export interface PerformedAct {
  readonly act: Act;
  readonly correlationId: string;
  readonly life: number;
  outcome: string | undefined;
  /** When its outcome was heard. */
  answeredAt: number | undefined;
  isRefused: boolean;
}
