import type { DoctorRow } from '../domain/ports/doctor-row.js';
import { asAppError } from '../domain/scripts/failure.js';
import { AppError } from '../errors/errors.js';

export function failed(part: string, cause: unknown): DoctorRow {
  const error = asAppError(cause);
  if (error instanceof AppError)
    return { part, ok: false, detail: error.message, remedy: withoutDoctor(error) };
  const { code = '', message } = error as NodeJS.ErrnoException;
  return { part, ok: false, detail: message, remedy: BY_SYSTEM_CODE[code] ?? TO_SUPPORT };
}

/** What a check threw: an error of the catalogue describes its part; any other leaves the part unknown. */
export function thrown(part: string, cause: unknown): DoctorRow {
  const row = failed(part, cause);
  return asAppError(cause) instanceof AppError ? row : { ...row, detail: `unknown: ${row.detail}` };
}

const TO_SUPPORT = 'Give this text and logs/server.jsonl of the data folder to support.';

const MORE_FILES = 'Raise the number of files that this account may open ("ulimit -n"), then try again.';
const BY_SYSTEM_CODE: Readonly<Record<string, string>> = {
  EMFILE: MORE_FILES,
  ENFILE: MORE_FILES,
  ENOENT: 'Restore the named file, or unpack the archive again.',
  EACCES: 'Give the account that runs this read permission on the named file.',
  EPERM: 'Give the account that runs this read permission on the named file.',
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
  'Follow the remedy of "PowerShell" first. If that part is ok, check the memory and CPU load of this machine.';

/** A line each, with its remedy below, and how many have a problem or a warning. */
export function rowsAsText(rows: readonly DoctorRow[]): string {
  const width = Math.max(...rows.map(({ part }) => part.length));
  const lines = rows.map(({ part, ok, warning, detail, remedy }) => {
    const mark = ok ? 'ok  ' : 'BAD ';
    const line = `${warning ? 'WARN' : mark} ${part.padEnd(width)} ${detail}`;
    return remedy === undefined ? line : `${line}\n     ${''.padEnd(width)} -> ${remedy}`;
  });
  const bad = rows.filter((row) => !row.ok).length;
  const warned = rows.filter(({ ok, warning }) => ok && warning).length;
  const found = bad === 0 ? 'No problems found.' : `${bad} of ${rows.length} have a problem.`;
  return `${lines.join('\n')}\n${found}${warned === 0 ? '' : ` ${warned} of ${rows.length} have a warning.`}\n`;
}

/** The time of this machine, as a person reads it: 2026-11-29 22:13:04 +11:00. */
export function localTime(at: Date): string {
  return localIso(at).replace(/T(.{8}).{4}/, ' $1 ');
}

/** Now, as a person can type it: 2026-11-29T22:13:04+11:00. */
export function exampleTime(): string {
  return localIso(new Date()).replace(/\.\d+/, '');
}

/** The same as ISO 8601 with milliseconds: 2026-11-29T22:13:04.123+11:00. */
export function localIso(at: Date): string {
  const ahead = -at.getTimezoneOffset();
  const two = (figure: number) => String(Math.floor(Math.abs(figure))).padStart(2, '0');
  const local = new Date(at.getTime() + ahead * 60_000).toISOString().slice(0, -1);
  return `${local}${ahead < 0 ? '-' : '+'}${two(ahead / 60)}:${two(ahead % 60)}`;
}
