/** From a request to an operation: intent and audit row in one transaction, one active operation a slot, one operation a key. */
import { AppError } from '../../errors/errors.js';
import { type AuditTrail, actorOf } from '../audit/trail.js';
import type { Clock, NewId } from '../ports/machine.js';
import type { StateDatabase, StateStores } from '../ports/state-database.js';
import type { Caller } from '../request/viewer.js';
import { WouldBeDone } from '../request/what-if.js';
import { fingerprintOf } from '../types/canonical-json.js';
import type { Memory, Operation, OperationKind } from '../types/operation.js';
import { admit, inProgress } from './admission.js';
import { auditedActionOf } from './ending.js';
import type { EventFeed } from './event-feed.js';
import { requireOff } from './maintenance.js';
import type { Runner } from './runner.js';
import { type Sagas, sagaOf } from './saga.js';
import type { Secrets } from './steps/step.js';

/** Of what changes the whole venue: one at a time. */
export const VENUE_SLOT = 'venue';

export interface Intent {
  readonly kind: OperationKind;
  readonly reason: string | undefined;
  /** What its saga makes slot and steps of. Never a secret. */
  readonly input: Memory;
  /** What makes two requests the same; secrets as their HMAC. */
  readonly request: Memory;
  readonly planFingerprint?: string;
  readonly idempotencyKey?: string | undefined;
  /** Default: PENDING, which the runner begins at once. */
  readonly state?: 'PENDING' | 'SCHEDULED' | 'AWAITING_APPROVAL';
  readonly scheduledFor?: Date | undefined;
  /** For its steps, by name; in memory only. */
  readonly secrets?: Secrets;
}

export interface IntentsParts {
  readonly state: StateDatabase;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly audit: AuditTrail;
  readonly sagas: Sagas;
  readonly runner: Runner;
  readonly feed: EventFeed;
  readonly bootId: string;
}

export class Intents {
  readonly #parts: IntentsParts;

  constructor(parts: IntentsParts) {
    this.#parts = parts;
  }

  /**
   * The operation that this key made before, or what `work` begins. Read again when `work` is refused: a caller beside this one
   * may have been first, and what it began is why. Another payload under the same key is IDEMPOTENCY_CONFLICT.
   */
  async once(
    caller: Caller,
    idempotencyKey: string | undefined,
    request: Memory,
    work: () => Promise<Operation>,
  ): Promise<Operation> {
    if (caller.whatIf) return work();
    const before = await this.#repeated(caller, idempotencyKey, request);
    if (before) return before;
    try {
      return await work();
    } catch (error) {
      const beside = await this.#repeated(caller, idempotencyKey, request);
      if (beside) return beside;
      throw error;
    }
  }

  /** Throws MAINTENANCE, or OPERATION_IN_PROGRESS that names the operation which holds the slot or a service. Begins what is PENDING. */
  async begin(caller: Caller, intent: Intent): Promise<Operation> {
    const { clock, newId, audit, sagas, state, runner, feed, bootId } = this.#parts;
    const { clerk } = caller.viewer;
    const saga = sagaOf(sagas, intent);
    const steps = saga.steps(intent.input);
    const id = newId();
    if (intent.secrets) runner.keepSecrets(id, intent.secrets);
    const create = async (stores: StateStores): Promise<Operation> => {
      const created = await stores.operations.create({
        id,
        kind: intent.kind,
        state: intent.state ?? 'PENDING',
        slot: saga.slot(intent.input),
        requestedById: clerk.id,
        requestedByName: clerk.name,
        reason: intent.reason,
        input: intent.input,
        planFingerprint: intent.planFingerprint,
        idempotencyKey: intent.idempotencyKey,
        requestFingerprint: fingerprintOf(intent.request),
        correlationId: caller.correlationId,
        scheduledFor: intent.scheduledFor,
        bootId,
        createdAt: clock.now(),
        steps: steps.map(({ name, title }) => ({ name, title })),
      });
      if (created.outcome === 'taken') throw inProgress(sagas, created.operation);
      if (created.outcome === 'repeated') {
        if (!created.sameRequest) throw new AppError('IDEMPOTENCY_CONFLICT');
        if (caller.whatIf) throw new WouldBeDone();
        return created.operation;
      }
      if (created.operation.state === 'PENDING') await admit(stores, this.#parts, created.operation, caller);
      else await requireOff(stores.keyValues, clock);
      // Rolled back: it was never there.
      if (caller.whatIf) throw new WouldBeDone();
      await audit.note(actorOf(caller), auditedActionOf(sagas, created.operation), 'INTENDED', stores);
      return created.operation;
    };
    const operation = await state.transaction(create).catch((error: unknown) => {
      runner.forgetSecrets(id);
      throw error;
    });
    if (operation.id !== id) runner.forgetSecrets(id);
    if (operation.state === 'PENDING') runner.submit(operation.id);
    else runner.schedule.wake();
    feed.wake(operation.id);
    return operation;
  }

  async #repeated(
    caller: Caller,
    idempotencyKey: string | undefined,
    request: Memory,
  ): Promise<Operation | undefined> {
    if (idempotencyKey === undefined) return undefined;
    const found = await this.#parts.state.operations.findByIdempotencyKey(
      caller.viewer.clerk.id,
      idempotencyKey,
    );
    if (!found) return undefined;
    if (found.requestFingerprint !== fingerprintOf(request)) throw new AppError('IDEMPOTENCY_CONFLICT');
    return found.operation;
  }
}
