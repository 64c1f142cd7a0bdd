/** Reads and writes migration files (passports), and reads the passphrase: typed without echo, or the first line of a file or of standard input. */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { LARGEST_PASSPORT } from '../../domain/ports/passport-seal.js';
import { isPassphrase, PASSPHRASE_EXPECTED } from '../../domain/types/plain-text.js';
import { Secret } from '../../domain/types/secret.js';
import { AppError } from '../../errors/errors.js';
import { readSecret } from '../terminal-input.js';

/** Called before the prompt for a passphrase. */
export function requireFree(path: string): void {
  if (!inFile(path, () => statSync(path, { throwIfNoEntry: false }))) return;
  throw new AppError('BAD_USER_INPUT', {
    message: `The file ${path} already exists.`,
    remedy: 'Choose a name that does not exist.',
  });
}

/** Long, as an attacker can try passphrases of a file without limit. At a terminal it is typed twice. */
export async function newPassphrase(file: string | undefined): Promise<Secret> {
  const passphrase = await passphraseFrom(file);
  if (!isPassphrase(passphrase.reveal()))
    throw new AppError('BAD_USER_INPUT', {
      message: `The passphrase ${PASSPHRASE_EXPECTED}.`,
      remedy: 'Use four or five unrelated words.',
    });
  if (
    file === undefined &&
    process.stdin.isTTY &&
    (await typedPassphrase('Confirm passphrase: ')) !== passphrase.reveal()
  )
    throw new AppError('BAD_USER_INPUT', {
      message: 'The passphrases do not match.',
      remedy: 'Run the command again. Nothing was written.',
    });
  return passphrase;
}

export async function passphraseFrom(file: string | undefined): Promise<Secret> {
  if (file === undefined) return new Secret(await typedPassphrase('Passphrase of the migration file: '));
  const text = inFile(file, () => readFileSync(file, 'utf8'));
  return new Secret((text.replace(/^\ufeff/, '').split(/\r?\n/)[0] ?? '').trim());
}

/** Trimmed, as that of a file. */
async function typedPassphrase(prompt: string): Promise<string> {
  return (await readSecret(prompt))?.trim() ?? '';
}

/** Refuses a file above the limit before it is read. */
export function readPassportFile(path: string): Uint8Array {
  return inFile(path, () => {
    if (statSync(path).size > LARGEST_PASSPORT) throw new AppError('PASSPORT_DAMAGED');
    return readFileSync(path);
  });
}

/** Writes the whole file or nothing, readable by this account only; never overwrites a file. */
export function writeNew(path: string, file: Uint8Array): void {
  inFile(path, () => {
    try {
      writeFileSync(path, file, { mode: 0o600, flag: 'wx', flush: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(path, { force: true });
      throw error;
    }
  });
}

/** Turns an error of the file system into FILE_NOT_WRITTEN. */
export function inFile<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof AppError || code === undefined) throw error;
    throw new AppError('FILE_NOT_WRITTEN', {
      message: `The file ${name} could not be read or written (${code}).`,
      remedy: 'Check its name, its folder and its permissions.',
      cause: error,
    });
  }
}
