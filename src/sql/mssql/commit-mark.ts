/**
 * A row that a transaction leaves as its last statement. When COMMIT has no answer, the same row is inserted again over another connection:
 * the unique key makes that wait until the first transaction is over, and then decides. Taken: it was committed. Free: it was not, and now it
 * never can be. No reading could tell so, as it may pass by what isn't committed yet.
 */
import { randomUUID } from 'node:crypto';
import sql from 'mssql';
import { isUniqueViolation } from './errors.js';

const LEAVE = 'insert into "venue_control"."commit_mark" ("id", "at") values (@1, @2)';
const SWEEP = 'delete from "venue_control"."commit_mark" where "at" < @1';
/** A COMMIT is looked up within a minute. */
const KEPT_MS = 3_600_000;
const SWEEP_EVERY = 500;

let left = 0;

export class CommitMark {
  readonly #id = randomUUID();

  /** As the transaction's last statement. */
  async leave(inTransaction: sql.Request): Promise<void> {
    left += 1;
    await this.#insert(inTransaction);
  }

  /** By a request of another connection. */
  async wasCommitted(elsewhere: sql.Request): Promise<boolean> {
    try {
      await this.#insert(elsewhere);
      return false;
    } catch (error) {
      if (isUniqueViolation(error)) return true;
      throw error;
    }
  }

  async #insert(request: sql.Request): Promise<void> {
    await request
      .input('1', sql.NVarChar(36), this.#id)
      .input('2', sql.DateTime2(3), new Date())
      .query(LEAVE);
  }
}

/** Takes old marks away, with the first and then once in a while. */
export async function sweepMarks(inTransaction: () => sql.Request): Promise<void> {
  if (left % SWEEP_EVERY !== 1) return;
  const old = new Date(Date.now() - KEPT_MS);
  await inTransaction().input('1', sql.DateTime2(3), old).query(SWEEP);
}
