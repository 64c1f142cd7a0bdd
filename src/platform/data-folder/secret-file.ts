/** A password in a file of its own, which no other user may read. */
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredSecret } from '../../domain/types/channels.js';
import { AppError } from '../../errors/errors.js';
import { inWritable, isThere, replaceFile } from './access.js';

const OTHERS = 0o077;

/** Read afresh at each call, so that a password that was changed counts at the next connection. Throws FILE_NOT_WRITTEN in words; never with a word of it. */
export function readSecretFile(file: string): string {
  const mode = found(file, () => statSync(file).mode);
  // Windows has no such bits; there the data folder's access list holds.
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
    throw unusable(
      `The password file ${file} may be read by others.`,
      `Allow only the control plane's account to read it: chmod 600 "${file}". Change the password if it may have been read.`,
    );
  }
  // An editor ends a file with a line end, and Windows' editors may begin it with a mark.
  const bytes = found(file, () => readFileSync(file));
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    throw unusable(
      `The password file ${file} is UTF-16.`,
      'Save it as UTF-8 (in Notepad: Save as, Encoding).',
    );
  const password = bytes
    .toString()
    .replace(/^\ufeff/, '')
    .replace(/\r?\n$/, '');
  if (password === '' || /[\r\n]/.test(password))
    throw unusable(
      `The password file ${file} does not contain a password in one line.`,
      'Write only the password into it.',
    );
  return password;
}

function found<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ENOENT'
      ? unusable(
          `The password file ${file} does not exist.`,
          "Create it with SQL Server's password, readable only by the control plane's account (0600).",
        )
      : unusable(
          `The password file ${file} can't be read (${code}).`,
          "Give the control plane's account read permission.",
        );
  }
}

function unusable(message: string, remedy: string): AppError {
  return new AppError('FILE_NOT_WRITTEN', { message, remedy });
}

/** Of channels of notifications: one 0600 file each, in a 0700 folder of the data folder. On Windows its access list holds. */
export function channelSecrets(dataFolder: string) {
  const folder = join(dataFolder, 'secrets');
  // Names of channels differ in more than case.
  const fileOf = (channel: string, what: StoredSecret) => join(folder, `${channel.toLowerCase()}.${what}`);
  return {
    /** Undefined: it was never set. */
    read(channel: string, what: StoredSecret): string | undefined {
      const file = fileOf(channel, what);
      return isThere(file) ? readSecretFile(file) : undefined;
    },
    write: (channel: string, what: StoredSecret, value: string): void =>
      inWritable(dataFolder, () => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        replaceFile(fileOf(channel, what), value);
      }),
  };
}
