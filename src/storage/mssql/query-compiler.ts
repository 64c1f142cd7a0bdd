/** Kysely's T-SQL, with columns named by their table alone: SQL Server gives up names of three parts for a column. */
import { MssqlQueryCompiler, type ReferenceNode } from 'kysely';

export class TwoPartQueryCompiler extends MssqlQueryCompiler {
  protected override visitReference({ table, column }: ReferenceNode): void {
    if (table) {
      this.visitNode(table.table.identifier);
      this.append('.');
    }
    this.visitNode(column);
  }
}
