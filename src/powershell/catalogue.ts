/** Which scripts may run: every .ps1 of the given folders, by name, pinned by its hash when the server starts. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface CatalogueEntry {
  /** File name without extension, and what a call names. */
  readonly name: string;
  /** Absolute path. */
  readonly file: string;
  /** Hex, of the file's bytes when the server started; the host compares it before each run. */
  readonly sha256: string;
}

export type Catalogue = ReadonlyMap<string, CatalogueEntry>;

/** Reads and pins the scripts of all folders (not of folders below them). Two of the same name refuse to start. */
export function readCatalogue(folders: readonly string[]): Catalogue {
  const catalogue = new Map<string, CatalogueEntry>();
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ps1')) continue;
      const name = entry.name.slice(0, -'.ps1'.length);
      const file = resolve(join(folder, entry.name));
      const twin = catalogue.get(name);
      if (twin)
        throw new Error(`Two scripts are called ${name}: ${twin.file} and ${file}. Rename one of them.`);
      catalogue.set(name, {
        name,
        file,
        sha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
      });
    }
  }
  return catalogue;
}

/** Get- and Test- change nothing and run in the read lane; everything else is an operation. */
export function isRead(script: string): boolean {
  return /^(Get|Test)-/.test(script);
}
