/** One step of a state database from nothing to the tables of this version. */
import { createHash } from 'node:crypto';

export interface Migration {
  /** Number and name. */
  readonly name: string;
  /** Run in order and in one transaction. */
  readonly statements: readonly string[];
}

/** SHA-256 of the statements: shows an edit to a migration that has landed. */
export function checksumOf({ statements }: Migration): string {
  return createHash('sha256').update(statements.join('\n;\n')).digest('hex');
}
