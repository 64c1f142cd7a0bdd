/** One session of the scripted server: its own connection to the store, its transaction, what it prepared. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcedureResult, Result } from './answer.js';
import { assertExclusive } from './app-locks.js';
import { BatchRunner } from './batch.js';
import type { KnownStatement } from './known-statement.js';
import type { Parameter, RpcRequest, TransactionRequest } from './requests.js';
import type { RunningSession } from './running-session.js';
import { int, type StoredValue, stored } from './sql-type.js';
import type { Store, StoreConnection } from './store.js';
import { isBusy, refusalOf } from './store-errors.js';
import { done, environment, errorToken, returnValue, type SqlError } from './tokens.js';
import { SqlRefusal } from './translate/refusal.js';
import { same } from './translate/scope.js';
import type { Variables } from './variables.js';
import { variableOf } from './variables.js';

export interface SessionObserver {
  /** A statement that was understood. */
  accepted(sql: string, parameters: KnownStatement['parameters']): void;
  refused(sql: string, error: SqlRefusal): void;
}

const endsTransaction = [1205, 3960];

export class Session implements RunningSession {
  readonly connection: StoreConnection;
  readonly store: Store;
  readonly login: string;
  rowCount = 0;
  abortsOnError = false;
  lockTimeoutMs = -1;
  readonly #observer: SessionObserver;
  readonly #prepared = new Map<number, string>();
  /** Of the open transaction; undefined when none is. */
  #descriptor: Buffer | undefined;
  #isLocked = false;
  static #transactions = 0n;

  constructor(store: Store, database: string, login: string, observer: SessionObserver) {
    this.store = store;
    this.login = login;
    this.connection = store.connect(database, login);
    this.#observer = observer;
  }

  get isInTransaction(): boolean {
    return this.#descriptor !== undefined;
  }

  batch(sql: string, signal: AbortSignal): Promise<Result[]> {
    return this.#run(sql, [], signal);
  }

  /** What a fault's pattern is held against. */
  textOf({ procedure, parameters }: RpcRequest): string {
    if (procedure === 'sp_executesql') return String(parameters[0]?.value);
    if (procedure === 'sp_prepare' || procedure === 'sp_prepexec') return String(parameters[2]?.value);
    if (procedure === 'sp_execute') return this.#prepared.get(Number(parameters[0]?.value)) ?? '';
    return `exec ${procedure}`;
  }

  async call(request: RpcRequest, signal: AbortSignal): Promise<ProcedureResult> {
    const { procedure, parameters } = request;
    const text = this.textOf(request);
    const runs = async (from: number) => ({
      results: await this.#run(text, parameters.slice(from), signal),
      values: [],
    });
    if (procedure === 'sp_executesql') return runs(2);
    if (procedure === 'sp_execute') return runs(1);
    if (procedure === 'sp_unprepare') return { results: [], values: [] };
    if (procedure === 'sp_getapplock') return this.#lock(parameters, signal);
    if (procedure === 'sp_prepare' || procedure === 'sp_prepexec') {
      const handle = this.#prepared.size + 1;
      this.#prepared.set(handle, text);
      const { results } = procedure === 'sp_prepexec' ? await runs(3) : { results: [] };
      return { results, values: [returnValue('@handle', int, handle)] };
    }
    const named = parameters.map(({ name }) => `@${name} = @${name}`).join(', ');
    return { results: await this.#run(`exec ${procedure} ${named}`, parameters, signal), values: [] };
  }

  async #lock(parameters: readonly Parameter[], signal: AbortSignal): Promise<ProcedureResult> {
    const value = (called: string) => parameters.find(({ name }) => same(name, called))?.value;
    assertExclusive(value('LockMode'), value('LockOwner'));
    const lock = `${this.connection.name} ${value('Resource')}`;
    const status = await this.store.locks.take(lock, this, Number(value('LockTimeout') ?? -1), signal);
    return { results: [], values: [], status };
  }

  async transaction(request: TransactionRequest, _signal: AbortSignal): Promise<Result[]> {
    const run = { begin: () => this.begin(), commit: () => this.commit(), rollback: () => this.rollback() };
    try {
      return [{ kind: 'tokens', bytes: run[request.kind]() }];
    } catch (error) {
      return [this.failure(error)];
    }
  }

  begin(): Buffer {
    Session.#transactions += 1n;
    const descriptor = Buffer.alloc(8);
    descriptor.writeBigUInt64LE(Session.#transactions);
    this.#descriptor = descriptor;
    return environment.begun(descriptor);
  }

  commit(): Buffer {
    const descriptor = this.#descriptor;
    if (descriptor === undefined)
      throw new SqlRefusal(3902, 'The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.');
    if (this.#isLocked) this.connection.database.exec('COMMIT');
    this.#over();
    return environment.committed(descriptor);
  }

  rollback(): Buffer {
    const descriptor = this.#descriptor;
    if (descriptor === undefined)
      throw new SqlRefusal(3903, 'The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.');
    if (this.connection.database.isTransaction) this.connection.database.exec('ROLLBACK');
    this.connection.catalogue.forget();
    this.#over();
    return environment.rolledBack(descriptor);
  }

  #over(): void {
    this.store.locks.release(this);
    this.#descriptor = undefined;
    this.#isLocked = false;
  }

  /** As a connection that goes back to a pool: nothing of before is left. */
  reset(): Buffer {
    const tokens = this.isInTransaction ? [this.rollback()] : [];
    this.abortsOnError = false;
    this.lockTimeoutMs = -1;
    return Buffer.concat([...tokens, environment.reset()]);
  }

  /** An answer that a fault put there. */
  fail(error: SqlError): Buffer {
    const rolls = this.isInTransaction && endsTransaction.includes(error.number);
    const tokens = rolls ? [this.rollback()] : [];
    return Buffer.concat([errorToken(error), ...tokens, done({ of: 'batch', failed: true })]);
  }

  end(): void {
    // What was open is rolled back before anybody else has the lock.
    this.connection.close();
    this.store.locks.release(this);
  }

  async inStore<T>(signal: AbortSignal, work: () => T): Promise<T> {
    const deadline =
      this.lockTimeoutMs < 0 ? Number.POSITIVE_INFINITY : performance.now() + this.lockTimeoutMs;
    for (let pauseMs = 0.5; ; pauseMs = Math.min(pauseMs * 2, 8)) {
      try {
        if (this.isInTransaction && !this.#isLocked) {
          this.connection.database.exec('BEGIN IMMEDIATE');
          this.#isLocked = true;
        }
        return work();
      } catch (error) {
        if (!isBusy(error)) throw refusalOf(error, this.connection.catalogue);
      }
      if (performance.now() > deadline) throw new SqlRefusal(1222, 'Lock request time out period exceeded.');
      await sleep(pauseMs, undefined, { signal });
    }
  }

  failure(error: unknown): Result {
    if (!(error instanceof SqlRefusal)) throw error;
    const { number, message, class: severity, state } = error;
    const token = errorToken({ number, message, class: severity, state });
    const ends = error.endsTransaction || this.abortsOnError || endsTransaction.includes(number);
    if (!this.isInTransaction || !ends)
      return { kind: 'error', error: { number, message, class: severity, state } };
    const rolled = this.rollback();
    const after = error.endsTransaction
      ? errorToken({
          number: 3609,
          message: 'The transaction ended in the trigger. The batch has been aborted.',
        })
      : Buffer.alloc(0);
    return {
      kind: 'tokens',
      bytes: Buffer.concat([token, rolled, after, done({ of: 'batch', failed: true })]),
    };
  }

  async #run(sql: string, parameters: readonly Parameter[], signal: AbortSignal): Promise<Result[]> {
    const variables: Variables = new Map(
      parameters.map(
        ({ name, type, value }): [string, { type: ReturnType<typeof variableOf>; value: StoredValue }] => [
          `@${name.toLowerCase()}`,
          { type: variableOf(type), value: stored(value) },
        ],
      ),
    );
    const runner = new BatchRunner(this, variables, signal);
    const results = await runner.run(sql);
    if (runner.refusal) this.#observer.refused(sql, runner.refusal);
    else
      this.#observer.accepted(
        sql,
        parameters.map(({ name, type, value }) => ({ name, type, ...(value === null && { isNull: true }) })),
      );
    return results;
  }
}
