/** Where a secret might lie: the files of a folder, and the rows of a database. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

/** Each whole: in the file a long value may lie in pieces, one a page. */
export function rowsOf(file: string): readonly { readonly name: string; readonly text: string }[] {
  const state = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  try {
    const tables = state.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return tables.flatMap(({ name }) =>
      state
        .prepare(`SELECT * FROM "${String(name)}"`)
        .all()
        .map((row) => ({
          name: `a row of ${String(name)}`,
          text: Object.values(row).map(String).join('\n'),
        })),
    );
  } finally {
    state.close();
  }
}
