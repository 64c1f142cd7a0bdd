import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from './check-imports.js';

export const project = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** What is committed or about to be: everything that git doesn't ignore, but pictures and the like, which have nothing to read. */
export function projectFiles(): SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: project,
    encoding: 'utf8',
  });
  return listed
    .split('\0')
    .filter((path) => path !== '' && existsSync(resolve(project, path)))
    .map((path) => ({ path, text: readFileSync(resolve(project, path), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'));
}
