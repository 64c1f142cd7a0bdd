/** The program's own files, as its archive lists them in SHA256SUMS: checked whole before any of them is put anywhere. */
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../../errors/errors.js';

export const SUMS = 'SHA256SUMS';
/** The list as it was packaged, of a program that was signed since (scripts/installation/ProgramSignature.ps1). */
export const PACKAGED_SUMS = `${SUMS}.packaged`;

/** Whether it came as an archive: a checkout has no list of its files. */
export function isPackaged(folder: string): boolean {
  return existsSync(join(folder, SUMS));
}

/** Answers the files' names, with forward slashes. Throws PROGRAM_DAMAGED for the first that is missing or isn't what it was. */
export function readProgram(folder: string): readonly string[] {
  if (!isPackaged(folder))
    throw damaged(
      `${folder} has no ${SUMS}: it is not an unpacked archive.`,
      'Run this from the folder that the archive unpacks to ("npm run package" creates one).',
    );
  const names = [...sumsOf(folder).keys()];
  requirePackaged(folder, names);
  return names;
}

/** Some of its files, as `names` has them with forward slashes. Throws PROGRAM_DAMAGED for the first that isn't in the list, is missing or isn't what it was. */
export function requirePackaged(folder: string, names: readonly string[]): void {
  const sums = sumsOf(folder);
  for (const name of names) {
    const file = join(folder, name);
    const sum = sums.get(name);
    if (name.startsWith('/') || name.split('/').includes('..')) throw damaged(`${SUMS} names ${name}.`);
    if (sum === undefined) throw damaged(`${SUMS} does not name ${name}.`);
    if (!existsSync(file)) throw damaged(`${name} is missing.`);
    if (createHash('sha256').update(readFileSync(file)).digest('hex') !== sum)
      throw damaged(`${name} differs from the packaged file.`);
  }
}

function sumsOf(folder: string): ReadonlyMap<string, string> {
  const lines = readFileSync(join(folder, SUMS), 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [sum = '', name = ''] = line.split('  ');
      return [name, sum];
    }),
  );
}

/** Version, and the first digits of what reports that list from any other: two builds of a version lie beside each other. */
export function programNameOf(folder: string, version: string, list = SUMS): string {
  return `${version}-${createHash('sha256')
    .update(readFileSync(join(folder, list)))
    .digest('hex')
    .slice(0, 8)}`;
}

/** Whole or not at all. */
export function copyProgram(from: string, to: string): void {
  const names = [...readProgram(from), SUMS];
  const beside = `${to}.new`;
  rmSync(beside, { recursive: true, force: true });
  try {
    for (const name of names) {
      mkdirSync(dirname(join(beside, name)), { recursive: true });
      cpSync(join(from, name), join(beside, name));
      // On Windows: not read-only, which an uninstall couldn't remove.
      chmodSync(join(beside, name), 0o644);
    }
    readProgram(beside);
    renameSync(beside, to);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

function damaged(message: string, remedy?: string): AppError {
  return new AppError('PROGRAM_DAMAGED', { message, ...(remedy ? { remedy } : {}) });
}
