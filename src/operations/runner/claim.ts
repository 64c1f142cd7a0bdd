/** Whose an operation is: one life's at a time, and the next one's only when that is dead. */
import type { Clock } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { Operation, OperationState } from '../words/operation.js';
import type { Lives } from './lives.js';

const ACTIVE: OperationState[] = ['PENDING', 'RUNNING', 'CANCELLING', 'NEEDS_ATTENTION'];

interface Claimed {
  readonly operation: Operation;
  /** The life that held it before. */
  readonly earlier: string | undefined;
}

/** Undefined: it is over, or another server's, which lives and takes it up itself. One that changes hands meanwhile is looked at again. */
export async function claim(
  { state, bootId, lives, clock }: { state: StateDatabase; bootId: string; lives: Lives; clock: Clock },
  id: string,
): Promise<Claimed | undefined> {
  const { operations } = state;
  let earlier = (await operations.find(id))?.bootId;
  for (;;) {
    if (!lives.mayTake(earlier)) return undefined;
    const operation = await operations.claim(id, { bootId, heldBy: earlier }, ACTIVE, clock.now());
    if (operation) return { operation, earlier };
    const now = await operations.find(id);
    if (now === undefined || now.bootId === earlier) return undefined;
    earlier = now.bootId;
  }
}
