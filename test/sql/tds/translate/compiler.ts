/** One statement of T-SQL -> one of SQLite, with the columns it answers. */
import type { Catalogue } from '../catalogue.js';
import { int, type SqlType } from '../sql-type.js';
import type { ResultColumn } from '../tokens.js';
import type { Cursor } from './cursor.js';
import { SqlRefusal } from './refusal.js';
import { type Expression, quoted, type Scope } from './scope.js';

export interface Compiled {
  readonly sql: string;
  /** Empty for what answers no rows. */
  readonly columns: readonly ResultColumn[];
}

export interface Variable {
  readonly type: SqlType;
}

/** What the server knows of itself and of the session: @@TRANCOUNT, SCHEMA_ID and so on. */
export interface Surroundings {
  readonly catalogue: Catalogue;
  readonly variables: ReadonlyMap<string, Variable>;
  /** Of @@NAME, in lower case. */
  system(name: string): Expression | undefined;
  /** A function that asks the server: its arguments in SQLite's words. */
  ask(name: string, args: readonly Expression[]): Expression | undefined;
  /** A view of schema sys or INFORMATION_SCHEMA, in lower case: SQLite's words for its rows. */
  systemView(
    schema: string,
    name: string,
  ): { readonly sql: string; readonly columns: readonly { name: string; type: SqlType }[] } | undefined;
}

/** How parts that hold one another are read: an expression may hold a SELECT, a SELECT is made of expressions. */
export interface Grammar {
  select(compiler: Compiler, outer: Scope | undefined): Compiled;
  expression(compiler: Compiler, scope: Scope): Expression;
}

export class Compiler {
  readonly #grammar: Grammar;
  readonly cursor: Cursor;
  readonly surroundings: Surroundings;
  /** Variables that the statement uses. */
  readonly used = new Set<string>();
  /** Columns of `inserted` and `deleted` where an OUTPUT clause may name them. */
  rows: { readonly inserted?: Scope; readonly deleted?: Scope } = {};
  /** FROM inserted and FROM deleted, in a trigger. */
  pseudoTables: Readonly<
    Record<string, { sql: string; columns: readonly { name: string; type: SqlType }[] }>
  > = {};

  constructor(cursor: Cursor, surroundings: Surroundings, grammar: Grammar) {
    this.#grammar = grammar;
    this.cursor = cursor;
    this.surroundings = surroundings;
  }

  select(outer?: Scope): Compiled {
    return this.#grammar.select(this, outer);
  }

  expression(scope: Scope): Expression {
    return this.#grammar.expression(this, scope);
  }

  variable(name: string): Expression {
    const key = name.toLowerCase();
    if (key.startsWith('@@')) {
      const value = this.surroundings.system(key);
      if (value !== undefined) return value;
    }
    const variable = this.surroundings.variables.get(key);
    if (variable === undefined) throw new SqlRefusal(137, `Must declare the scalar variable "${name}".`, 15);
    this.used.add(key);
    return { sql: key, type: variable.type };
  }

  rowOf(pseudo: 'inserted' | 'deleted', column: string): Expression | undefined {
    const found = this.rows[pseudo]?.column(column);
    return found && { ...found, sql: quoted(found.name ?? column) };
  }
}

export function resultColumn({ name = '', type }: Expression): ResultColumn {
  return { name, type: type ?? int };
}
