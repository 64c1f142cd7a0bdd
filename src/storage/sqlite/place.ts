/** Whether an open database's files are still the ones that it has open: what is written into a deleted file is gone with the process. */
import { statSync } from 'node:fs';
import { DatabaseError } from '../database-error.js';

export class Place {
  readonly #file: string;
  readonly #seen = new Map<string, string>();

  /** Of a file that is open now. */
  constructor(file: string) {
    this.#file = file;
    this.assertUnmoved();
  }

  /** Throws a DatabaseError when a file was deleted or replaced. The log beside it counts from the first time that it is there. */
  assertUnmoved(): void {
    for (const file of [this.#file, `${this.#file}-wal`]) {
      const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
      const now = stat && `${stat.dev} ${stat.ino}`;
      const before = this.#seen.get(file);
      if (before === undefined && now !== undefined) this.#seen.set(file, now);
      if (before === undefined || before === now) continue;
      throw new DatabaseError('GONE', `The file ${file} was deleted or replaced while it was open.`);
    }
  }
}
