/** What tests of the documents share: a document by its path, the part between two comments, a table as it is written. */
import { readFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const project = resolve(fileURLToPath(new URL('../..', import.meta.url)));

export interface Doc {
  readonly path: string;
  readonly text: string;
  /** Between `<!-- name: why -->` and `<!-- /name -->`. */
  section(name: string): string;
  /** Paths of this project that its Markdown links lead to, from the project's folder on. */
  links(): string[];
}

export function readDoc(path: string): Doc {
  const text = readFileSync(resolve(project, path), 'utf8');
  return {
    path,
    text,
    section(name) {
      const found = new RegExp(`<!-- ${name}:[^\n]*-->\n([\\s\\S]*?)<!-- /${name} -->`).exec(text);
      if (!found) throw new Error(`${path} has no section ${name}`);
      return (found[1] ?? '').trim();
    },
    links: () => linksIn(path, text),
  };
}

/** Of a document at `path`, from the project's folder on. */
export function linksIn(path: string, text: string): string[] {
  return [...text.matchAll(/\]\((?![a-z]+:)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link = '']) =>
    posix.join(posix.dirname(path), link),
  );
}

export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** The cells of each row of a table, without its heads. */
export function rowsOf(written: string): string[][] {
  return written
    .split('\n')
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** `code` marks of a text. */
export function codesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}
