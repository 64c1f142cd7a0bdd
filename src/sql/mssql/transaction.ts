/** One transaction: its turn among all writers, its mark, its end; and what became of it when COMMIT had no answer. */
import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'mssql';
import { DatabaseError } from '../database-error.js';
import type { Unlock } from '../mutex.js';
import { CommitMark, sweepMarks } from './commit-mark.js';
import type { MssqlConnection } from './connection.js';
import { NotApplied, OutcomeUnknown, verdictOf } from './errors.js';
import type { LendingPool } from './pool.js';

/** How long a lost COMMIT is looked up. Past it nobody knows. */
const LOOK_UP_MS = 60_000;
const LOOK_UP_PAUSE_MS = 500;
/** A rollback that takes longer is a connection that hangs: it is cut, which is one, too. */
const ROLLBACK_MS = 5000;
/** One lock for all who write to this schema's tables. */
const RESOURCE = 'venue_control';

export class MssqlTransaction {
  /** mssql's own. */
  readonly #raw: sql.Transaction;
  readonly #connection: MssqlConnection;
  readonly #pool: LendingPool;
  readonly #unlock: Unlock;
  /** Something was sent that may have changed something. */
  #hasWritten = false;

  private constructor(connection: MssqlConnection, pool: LendingPool, unlock: Unlock) {
    this.#connection = connection;
    this.#pool = pool;
    this.#unlock = unlock;
    this.#raw = pool.transaction();
  }

  /** Resolves when nobody else writes: the stores rest on it, as they do on SQLite's write lock. */
  static async begin(connection: MssqlConnection): Promise<MssqlTransaction> {
    const unlock = await connection.turn();
    let transaction: MssqlTransaction;
    try {
      transaction = new MssqlTransaction(connection, await connection.pool('writes'), unlock);
    } catch (error) {
      unlock();
      throw error;
    }
    try {
      await transaction.#raw.begin();
      await transaction.#takeTurn();
      return transaction;
    } catch (error) {
      await transaction.rollback();
      throw beforeCommit(error);
    }
  }

  request(): sql.Request {
    return this.#pool.requestIn(this.#raw);
  }

  wrote(): void {
    this.#hasWritten = true;
  }

  /** Resolves when it is committed, also when that had to be looked up; NotApplied when it is known not to be, OutcomeUnknown when it isn't known. */
  async commit(): Promise<void> {
    const mark = this.#hasWritten && this.#connection.marks ? new CommitMark() : undefined;
    try {
      await mark?.leave(this.request());
      if (mark) await sweepMarks(() => this.request());
    } catch (error) {
      await this.rollback();
      throw beforeCommit(error);
    }
    this.#pool.stopListening(this.#raw);
    try {
      await this.#raw.commit();
      this.#pool.giveBack(this.#raw);
    } catch (error) {
      // Whatever of it may still be under way is to end now.
      this.#pool.cut(this.#raw);
      await this.#settle(error, mark);
    } finally {
      this.#unlock();
    }
  }

  /** Never throws: what can't be rolled back is cut. */
  async rollback(): Promise<void> {
    const late = new AbortController();
    try {
      await Promise.race([
        this.#raw.rollback(),
        sleep(ROLLBACK_MS, undefined, { signal: late.signal }).then(() => Promise.reject(new Error('late'))),
      ]);
      this.#pool.giveBack(this.#raw);
    } catch {
      // Rolled back by the server, or the connection is gone or hangs.
      this.#pool.cut(this.#raw);
    } finally {
      late.abort();
      this.#unlock();
    }
  }

  async #takeTurn(): Promise<void> {
    const { waitMs } = this.#connection;
    const { returnValue } = await this.request()
      .input('Resource', sql.NVarChar(255), RESOURCE)
      .input('LockMode', sql.VarChar(32), 'Exclusive')
      .input('LockOwner', sql.VarChar(32), 'Transaction')
      .input('LockTimeout', sql.Int(), waitMs)
      .execute('sp_getapplock');
    if (returnValue < 0)
      throw new DatabaseError('BUSY', `Another transaction held the database for more than ${waitMs} ms.`);
  }

  async #settle(lost: unknown, mark: CommitMark | undefined): Promise<void> {
    const verdict = verdictOf(lost);
    if (!this.#hasWritten) return;
    if (verdict?.applied === 'no') {
      throw new NotApplied(verdict.failure ?? 'OTHER', 'COMMIT was refused.', {
        cause: lost,
        isTransient: verdict.isTransient,
      });
    }
    if (mark === undefined) throw new OutcomeUnknown(lost);
    const deadline = performance.now() + LOOK_UP_MS;
    for (;;) {
      try {
        if (await mark.wasCommitted((await this.#connection.pool('writes')).request())) return;
        break;
      } catch (error) {
        if (verdictOf(error)?.failure === 'CLOSED' || performance.now() >= deadline)
          throw new OutcomeUnknown(lost);
      }
      await sleep(LOOK_UP_PAUSE_MS);
    }
    throw new NotApplied('GONE', 'The connection was lost in COMMIT, which was not carried out.', {
      cause: lost,
      isTransient: true,
    });
  }
}

/** What is lost before COMMIT was sent takes the whole transaction with it: the server rolls back what nobody is there to end. */
export function beforeCommit(error: unknown): unknown {
  const verdict = verdictOf(error);
  if (verdict?.failure === undefined || verdict.applied === 'no') return error;
  return new NotApplied(verdict.failure, 'The transaction was lost before its COMMIT.', {
    cause: error,
    isTransient: verdict.isTransient,
  });
}
