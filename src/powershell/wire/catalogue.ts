/** Which scripts may run: every .ps1 of the given folders, by name. They and all they load are pinned when the server starts. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readParameters, type ScriptParameters } from './describe.js';
import { limits } from './protocol.js';

export interface CatalogueEntry {
  /** File name without extension, and what a call names. */
  readonly name: string;
  /** Absolute path. */
  readonly file: string;
  /** What it takes, where its folder says so (`npm run describe`). */
  readonly parameters: ScriptParameters | undefined;
}

export interface Catalogue {
  readonly scripts: ReadonlyMap<string, CatalogueEntry>;
  /**
   * The path of a file that isn't any more what it was at the start: the script itself, or one that scripts load. Of the latter a read may
   * notice a change `shareMs` late; an operation notices at once.
   */
  findChange(script: string): string | undefined;
}

/** Reads and pins the scripts of `scriptFolders`, and all PowerShell files, their data and assemblies of `loadedFolders`, but nothing below them. */
export function readCatalogue(options: {
  scriptFolders: readonly string[];
  loadedFolders?: readonly string[];
}): Catalogue {
  const scripts = new Map<string, CatalogueEntry>();
  const own = new Map<string, Pin>();
  const found = options.scriptFolders.flatMap((folder) => {
    const known = readParameters(folder);
    return filesIn(folder, /\.ps1$/).map((file) => ({ file, known }));
  });
  for (const { file, known } of found) {
    const name = file.replace(/^.*[\\/]|\.ps1$/g, '');
    const twin = scripts.get(name);
    if (twin)
      throw new Error(`Two scripts are called ${name}: ${twin.file} and ${file}. Rename one of them.`);
    scripts.set(name, { name, file, parameters: known?.[name]?.parameters });
    own.set(name, new Pin(file));
  }
  const loaded = (options.loadedFolders ?? [])
    .flatMap((folder) => filesIn(folder, /\.(ps1|psm1|psd1|json|dll)$/))
    .map((file) => new Pin(file));
  let unchangedAt = Number.NEGATIVE_INFINITY;
  return {
    scripts,
    findChange: (script) => {
      const pin = own.get(script);
      if (pin?.isChanged()) return pin.file;
      const now = performance.now();
      // Seventy files: a read trusts a comparison for as long as it may share another read.
      if (isRead(script) && now - unchangedAt <= limits.shareMs) return undefined;
      const changed = loaded.find((one) => one.isChanged());
      unchangedAt = changed ? Number.NEGATIVE_INFINITY : now;
      return changed?.file;
    },
  };
}

/** Find-, Get- and Test- change nothing and run in the read pool; everything else is an operation. */
export function isRead(script: string): boolean {
  return /^(Find|Get|Test)-/.test(script);
}

function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => resolve(join(folder, entry.name)));
}

/** One file as it was: its hash, and the marks that tell without reading whether to hash again. */
class Pin {
  readonly file: string;
  readonly #sha256: string;
  #marks: string;

  constructor(file: string) {
    this.file = file;
    this.#marks = marksOf(file);
    this.#sha256 = hashOf(file);
  }

  /** Asked before each call: three microseconds. The time of the last change of an inode can't be set by hand. */
  isChanged(): boolean {
    try {
      const marks = marksOf(this.file);
      if (marks === this.#marks) return false;
      if (hashOf(this.file) !== this.#sha256) return true;
      this.#marks = marks;
      return false;
    } catch {
      return true;
    }
  }
}

function marksOf(file: string): string {
  const { ino, size, mtimeMs, ctimeMs } = statSync(file);
  return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
