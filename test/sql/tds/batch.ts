/** Runs a batch, statement by statement. */
import type { Result } from './answer.js';
import { callProcedure } from './call-procedure.js';
import { runDefinition } from './run-definition.js';
import type { RunningSession } from './running-session.js';
import type { StoredValue } from './sql-type.js';
import { surroundingsOf } from './surroundings.js';
import type { ResultColumn } from './tokens.js';
import { deleteAt, insertAt, updateAt } from './translate/change.js';
import { type Compiled, Compiler } from './translate/compiler.js';
import { Cursor } from './translate/cursor.js';
import { expressionAt } from './translate/expression.js';
import { SqlRefusal } from './translate/refusal.js';
import { Scope } from './translate/scope.js';
import { selectAt } from './translate/select.js';
import { setOptionAt } from './translate/set-option.js';
import { nameAt } from './translate/sources.js';
import { typeAt } from './translate/types.js';
import type { Variables } from './variables.js';

/** After these the batch goes on with the next statement. */
const statementOnly = [515, 547, 2601, 2627, 2628, 8115];

export class BatchRunner {
  /** The last statement that was refused. */
  refusal: SqlRefusal | undefined;
  readonly #session: RunningSession;
  readonly #variables: Variables;
  readonly #signal: AbortSignal;
  readonly #results: Result[] = [];
  #cursor = new Cursor('');
  #isOver = false;

  constructor(session: RunningSession, variables: Variables, signal: AbortSignal) {
    this.#session = session;
    this.#variables = variables;
    this.#signal = signal;
  }

  async run(sql: string): Promise<Result[]> {
    try {
      this.#cursor = new Cursor(sql);
      while (!this.#isOver && !this.#cursor.isOver) await this.#statement();
    } catch (error) {
      if (!this.#signal.aborted) this.#failed(error);
    }
    return this.#results;
  }

  #failed(error: unknown): void {
    if (!(error instanceof SqlRefusal)) throw error;
    this.refusal = error;
    this.#results.push(this.#session.failure(error));
  }

  async #statement(): Promise<void> {
    const cursor = this.#cursor;
    if (cursor.skipSign(';')) return;
    if (cursor.sees('select')) return this.#query((compiler) => compiler.select());
    if (cursor.sees('insert')) return this.#change(insertAt);
    if (cursor.sees('update')) return this.#change(updateAt);
    if (cursor.sees('delete')) return this.#change(deleteAt);
    if (cursor.skip('set')) return this.#set();
    if (cursor.skip('declare')) return this.#declare();
    if (cursor.skip('if')) return this.#if();
    if (cursor.skip('exec') || cursor.skip('execute')) return this.#exec();
    if (cursor.skip('begin', 'tran') || cursor.skip('begin', 'transaction'))
      return this.#tokens(this.#session.begin());
    if (cursor.skip('begin')) return this.#block();
    if (cursor.skip('commit')) return this.#ended(() => this.#session.commit());
    if (cursor.skip('rollback')) return this.#ended(() => this.#session.rollback());
    if (cursor.skip('throw')) return this.#throw();
    if (cursor.skip('return')) {
      this.#isOver = true;
      return;
    }
    if (!['create', 'alter', 'drop'].some((word) => cursor.sees(word))) cursor.fail();
    await runDefinition(this.#compiler(), this.#session, this.#signal);
    this.#results.push({ kind: 'done', count: undefined });
  }

  #compiler(): Compiler {
    const grammar = { select: selectAt, expression: expressionAt };
    return new Compiler(this.#cursor, surroundingsOf(this.#session, this.#variables), grammar);
  }

  #tokens(bytes: Buffer): void {
    this.#results.push({ kind: 'tokens', bytes });
  }

  async #query(compile: (compiler: Compiler) => Compiled): Promise<void> {
    const compiler = this.#compiler();
    const { sql, columns } = compile(compiler);
    const rows = await this.#rows(compiler, sql);
    assertTimes(columns, rows);
    this.#session.rowCount = rows.length;
    this.#results.push({ kind: 'rows', columns, rows });
  }

  async #change(compile: (compiler: Compiler) => Compiled): Promise<void> {
    const start = this.#cursor.position;
    const compiler = this.#compiler();
    const { sql, columns } = compile(compiler);
    if (columns.length > 0) {
      this.#cursor.position = start;
      return this.#query(compile);
    }
    try {
      const count = await this.#session.inStore(this.#signal, () => {
        const statement = this.#session.connection.database.prepare(sql);
        return Number(statement.run(this.#values(compiler)).changes);
      });
      this.#session.rowCount = count;
      this.#results.push({ kind: 'done', count });
    } catch (error) {
      const goesOn =
        error instanceof SqlRefusal && statementOnly.includes(error.number) && !this.#session.abortsOnError;
      if (!goesOn) throw error;
      this.#failed(error);
    }
  }

  #rows(compiler: Compiler, sql: string): Promise<StoredValue[][]> {
    return this.#session.inStore(this.#signal, () => {
      const statement = this.#session.connection.database.prepare(sql);
      statement.setReturnArrays(true);
      return statement.all(this.#values(compiler)) as unknown as StoredValue[][];
    });
  }

  #values({ used }: Compiler): Record<string, StoredValue> {
    return Object.fromEntries([...used].map((name) => [name, this.#variables.get(name)?.value ?? null]));
  }

  async #value(scope = new Scope()): Promise<StoredValue> {
    const compiler = this.#compiler();
    const { sql } = expressionAt(compiler, scope);
    const [row] = await this.#rows(compiler, `SELECT ${sql}`);
    return row?.[0] ?? null;
  }

  async #set(): Promise<void> {
    const cursor = this.#cursor;
    if (cursor.next.kind !== 'variable') return setOptionAt(cursor, this.#session);
    const name = cursor.take().value.toLowerCase();
    cursor.sign('=');
    const known = this.#variables.get(name);
    if (known === undefined) throw new SqlRefusal(137, `Must declare the scalar variable "${name}".`, 15);
    this.#variables.set(name, { type: known.type, value: await this.#value() });
  }

  async #declare(): Promise<void> {
    const cursor = this.#cursor;
    do {
      const name = cursor.take().value.toLowerCase();
      cursor.skip('as');
      const type = typeAt(cursor);
      const value = cursor.skipSign('=') ? await this.#value() : null;
      this.#variables.set(name, { type, value });
    } while (cursor.skipSign(','));
  }

  async #if(): Promise<void> {
    const cursor = this.#cursor;
    const compiler = this.#compiler();
    const { sql } = expressionAt(compiler, new Scope());
    const [row] = await this.#rows(compiler, `SELECT ${sql}`);
    const holds = Boolean(row?.[0]);
    if (holds) await this.#statement();
    else this.#pass();
    cursor.skipSign(';');
    if (!cursor.skip('else')) return;
    if (holds) this.#pass();
    else await this.#statement();
  }

  /** Past a statement that isn't to be run. */
  #pass(): void {
    const cursor = this.#cursor;
    const isBlock =
      cursor.sees('begin') && !cursor.sees('begin', 'tran') && !cursor.sees('begin', 'transaction');
    for (let depth = 0; !cursor.isOver; cursor.take()) {
      if (cursor.sees('begin') || cursor.sees('case')) depth += 1;
      else if (cursor.sees('end')) {
        depth -= 1;
        if (isBlock && depth === 0) {
          cursor.take();
          return;
        }
      } else if (!isBlock && depth === 0 && (cursor.seesSign(';') || cursor.sees('else'))) return;
    }
  }

  async #block(): Promise<void> {
    const cursor = this.#cursor;
    while (!this.#isOver && !cursor.skip('end')) {
      if (cursor.isOver) cursor.fail();
      await this.#statement();
    }
  }

  #ended(end: () => Buffer): void {
    const cursor = this.#cursor;
    if (!cursor.skip('tran')) cursor.skip('transaction');
    this.#tokens(end());
  }

  #throw(): void {
    const cursor = this.#cursor;
    const [number, , message, , state] = Array.from({ length: 5 }, () => cursor.take().value);
    throw new SqlRefusal(Number(number), message ?? '', 16, { state: Number(state) });
  }

  async #exec(): Promise<void> {
    const cursor = this.#cursor;
    if (cursor.skipSign('(')) {
      const text = String(await this.#value());
      cursor.sign(')');
      return this.#nested(text);
    }
    const { schema, name } = nameAt(this.#compiler());
    if (name.toLowerCase() === 'sp_executesql') return this.#nested(String(await this.#value()));
    await callProcedure(this.#compiler(), { schema, name }, this.#session, {
      signal: this.#signal,
      value: () => this.#value(),
    });
    this.#results.push({ kind: 'done', count: undefined });
  }

  async #nested(sql: string): Promise<void> {
    const outer = this.#cursor;
    this.#cursor = new Cursor(sql);
    while (!this.#isOver && !this.#cursor.isOver) await this.#statement();
    this.#cursor = outer;
  }
}

/** A view may promise a time where its table has any text. */
function assertTimes(columns: readonly ResultColumn[], rows: readonly (readonly StoredValue[])[]): void {
  for (const [index, { type }] of columns.entries()) {
    if (type.name !== 'datetime2' && type.name !== 'date') continue;
    const isWrong = rows.some((row) => row[index] !== null && Number.isNaN(Date.parse(String(row[index]))));
    if (isWrong)
      throw new SqlRefusal(241, 'Conversion failed when converting date and/or time from character string.');
  }
}
