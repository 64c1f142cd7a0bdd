import { AppError } from '../errors.js';
import type { Finding } from '../operations/ports/finding.js';
import { asAppError } from '../operations/world/script-failure.js';

/** What `look` finds; where it fails, what failed, with its remedy. */
export async function findingOf(part: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    return failed(part, error);
  }
}

/** Well, with these words. */
export function inWords(part: string, look: () => Promise<string>): Promise<Finding> {
  return findingOf(part, async () => ({ part, ok: true, detail: await look() }));
}

export function failed(part: string, cause: unknown): Finding {
  const error = asAppError(cause);
  if (error instanceof AppError)
    return { part, ok: false, detail: error.message, remedy: withoutDoctor(error) };
  const { code = '', message } = error as NodeJS.ErrnoException;
  return { part, ok: false, detail: message, remedy: BY_SYSTEM_CODE[code] ?? TO_SUPPORT };
}

const TO_SUPPORT = 'Give this text and logs/server.jsonl of the data folder to support.';

const MORE_FILES = 'Raise the number of files that this account may open ("ulimit -n"), then try again.';
const BY_SYSTEM_CODE: Readonly<Record<string, string>> = {
  EMFILE: MORE_FILES,
  ENFILE: MORE_FILES,
  ENOENT: 'Put back what is named: unpack the archive again, or restore that file.',
  EACCES: 'Let the account that runs this read what is named.',
  EPERM: 'Let the account that runs this read what is named.',
  EROFS: 'Make that disk writable, or set VENUE_CONTROL_DATA to a folder elsewhere.',
  ENOMEM: 'End other programs or add memory, then try again.',
  EIO: "Check the disk's health; restore the newest backup on another disk if necessary.",
};

/** The reader has just run that command: the rest of the remedy, or another one. */
function withoutDoctor({ code, remedy }: AppError): string {
  const rest = remedy
    .replace(/(?:[,;]| and)?(?: then)? ?\brun "venue-control doctor"(?: on the server)?/gi, '')
    .replace(/[^.]*"venue-control doctor"[^.]*\.\s*/g, '')
    .replace(/^[\s.,;]+/, '');
  if (rest !== '') return rest.charAt(0).toUpperCase() + rest.slice(1);
  return code === 'POWERSHELL_UNAVAILABLE' ? POWERSHELL_FIRST : TO_SUPPORT;
}

const POWERSHELL_FIRST =
  'Mend what "PowerShell" says first. Where that is ok, look whether memory or processors of this machine are used up.';
