/** What an engine says when the venue's database is examined. */
import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import type { ViewColumn } from './views.js';

export interface DeclaredColumn {
  readonly name: string;
  /** In the engine's words; undefined where it declares none. */
  readonly type?: string;
}

export interface DatabaseExamination {
  /** Of the database itself, of the connection, and of what our login may. */
  readonly rows: readonly DoctorRow[];
  /** The views that are there, each with its columns in their order. */
  readonly views: ReadonlyMap<string, readonly DeclaredColumn[]>;
  /** Whether what is declared so can be read as a column of that kind. */
  suits(kind: ViewColumn['type'], declared: string): boolean;
  /** What the engine would have a column of that kind declared as. */
  typeOf(kind: ViewColumn['type']): string;
  /** Who puts a view right, and how. */
  fix(view: string): string;
}
