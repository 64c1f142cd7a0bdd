/** Clerks who are locked out of signing in by wrong PINs: who is, and how another clerk lets one sign in again. */
import { AppError } from '../../errors/errors.js';
import { type AuditTrail, actorOf } from '../audit/trail.js';
import type { MonotonicClock } from '../clock/monotonic-clock.js';
import type { TwoGateSecurity } from '../permissions/clerk-security.js';
import { requireFresh } from '../permissions/known-security.js';
import { ranksAbove } from '../permissions/rules.js';
import type { ClerkReader, ClerkRow } from '../ports/clerk-reader.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { Caller } from '../request/viewer.js';
import { Permission } from '../types/permissions.js';
import { longestWaitMs, waitMs } from './limits.js';
import { unlockSignIn } from './pins.js';

export interface SignInLocksParts {
  readonly clerks: ClerkReader;
  readonly state: StateDatabase;
  readonly audit: AuditTrail;
  readonly security: Pick<TwoGateSecurity, 'requirePresence' | 'refusal'>;
  readonly time: MonotonicClock;
}

export class ClerkLocks {
  readonly #parts: SignInLocksParts;

  constructor(parts: SignInLocksParts) {
    this.#parts = parts;
  }

  /** Lets a clerk sign in again. Needs a step-up less than five minutes old, and a group that ranks above theirs. */
  async unlock(caller: Caller, clerkId: string, reason: string): Promise<ClerkRow> {
    const action = 'unlockClerk';
    const permission = Permission.CLERK_SECURITY_EDIT;
    const { clerks, audit, security } = this.#parts;
    requireFresh(caller.viewer);
    await security.requirePresence(caller, permission, action);
    const [clerk] = await clerks.clerks([clerkId]);
    if (!clerk) throw new AppError('NOT_FOUND', { message: 'The clerk does not exist.' });
    const groupIds = clerk.securityGroupId === undefined ? [] : [clerk.securityGroupId];
    const [target] = await clerks.securityGroups(groupIds);
    if (!ranksAbove(caller.viewer.securityGroup, target)) {
      const because = `Clerk ${clerk.id} is in a group that does not rank below your own.`;
      const about = { because, target, localCommand: `venue-control clerk unlock ${clerk.id}` };
      throw await security.refusal(caller, 'HIERARCHY', permission, action, about);
    }
    await audit.auditedChange(actorOf(caller), { action, target: clerk.name, reason }, (stores) =>
      unlockSignIn(stores, clerk.id, this.#parts.time.now()),
    );
    return clerk;
  }

  /** Whether each clerk is locked out of signing in. */
  async locked(clerkIds: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
    const now = this.#parts.time.now();
    const attempts = await this.#parts.state.pins.attemptsOf(clerkIds);
    const locked = attempts.filter((of) => waitMs(of.attempts, now, longestWaitMs(of.digits)) > 0);
    return new Map(locked.map(({ clerkId }) => [clerkId, true]));
  }
}

export type SignInLocks = Pick<ClerkLocks, 'unlock' | 'locked'>;
