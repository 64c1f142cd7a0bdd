/** Which names a statement may use, and of what type each is. */
import type { SqlType } from '../sql-type.js';
import { SqlRefusal } from './refusal.js';

export interface Expression {
  /** In SQLite's words. */
  readonly sql: string;
  /** Undefined for a bare null. */
  readonly type: SqlType | undefined;
  /** As a result column is named without an alias. */
  readonly name?: string;
}

export interface Source {
  /** By what it is called in the statement. */
  readonly alias: string;
  readonly columns: readonly { readonly name: string; readonly type: SqlType }[];
}

export class Scope {
  readonly sources: Source[] = [];
  readonly #outer: Scope | undefined;

  constructor(outer?: Scope) {
    this.#outer = outer;
  }

  /** `of`: the alias before the dot. */
  column(name: string, of?: string): Expression {
    const found = this.#find(name, of);
    if (found !== undefined) return found;
    if (of === undefined) throw new SqlRefusal(207, `Invalid column name '${name}'.`);
    throw new SqlRefusal(4104, `The multi-part identifier "${of}.${name}" could not be bound.`);
  }

  #find(name: string, of: string | undefined): Expression | undefined {
    const sources = this.sources.filter(({ alias }) => of === undefined || same(alias, of));
    const matches = sources.flatMap(({ alias, columns }) =>
      columns.filter((column) => same(column.name, name)).map((column) => ({ alias, ...column })),
    );
    if (matches.length > 1) throw new SqlRefusal(209, `Ambiguous column name '${name}'.`);
    const [match] = matches;
    if (match)
      return { sql: `${quoted(match.alias)}.${quoted(match.name)}`, type: match.type, name: match.name };
    if (of !== undefined && sources.length > 0) throw new SqlRefusal(207, `Invalid column name '${name}'.`);
    return this.#outer === undefined ? undefined : this.#outer.#find(name, of);
  }
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
