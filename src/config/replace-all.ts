/** Several files as one: on Windows an editor may hold any of them open. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Each is replaced by its draft, or none of them is. Throws what the disk says. */
export function replaceAll(files: readonly { readonly file: string; readonly draft: string }[]): void {
  const before = files.map(({ file }) => (existsSync(file) ? readFileSync(file) : undefined));
  let done = 0;
  try {
    for (const { file, draft } of files) {
      renameSync(draft, file);
      done += 1;
    }
  } catch (error) {
    for (const [index, { file }] of files.slice(0, done).entries()) {
      const bytes = before[index];
      if (bytes === undefined) rmSync(file);
      else writeFileSync(file, bytes, { mode: 0o600, flush: true });
    }
    throw error;
  }
}
