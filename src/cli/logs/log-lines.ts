/** Lines of the log: read, chosen, and put into words. */
import { localIso } from '../finding.js';

/** `debug` lines are only on standard error. */
export const LEVELS = ['info', 'warn', 'error'] as const;
export type Level = (typeof LEVELS)[number];

type Fields = Readonly<Record<string, unknown>>;

export interface LogLine {
  readonly raw: string;
  readonly fields: Fields;
}

/** Undefined: no line of the log, such as one that a crash cut short. */
export function readLine(raw: string): LogLine | undefined {
  try {
    const fields: unknown = JSON.parse(raw);
    return typeof fields === 'object' && fields !== null ? { raw, fields: fields as Fields } : undefined;
  } catch {
    return undefined;
  }
}

/** `id`: of an operation or a request. Of an operation also the lines of the request that began it, once one line has named both. */
export function lineFilter(level: Level, id: string | undefined): (line: LogLine) => boolean {
  const least = LEVELS.indexOf(level);
  const ids = new Set<unknown>([id]);
  return ({ fields }) => {
    const { operationId, correlationId } = fields;
    if (id !== undefined && operationId === id && correlationId !== undefined) ids.add(correlationId);
    const isOf = id === undefined || ids.has(operationId) || ids.has(correlationId);
    return isOf && LEVELS.indexOf(fields['level'] as Level) >= least;
  };
}

export function asText({ time, level, msg, err, ...rest }: Fields): string {
  const { message, stack } = (err ?? {}) as { message?: unknown; stack?: unknown };
  const error = err === undefined ? {} : { error: message ?? stack ?? err };
  const facts = Object.entries({ ...rest, ...error })
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${inOneWord(value)}`);
  const at = new Date(String(time));
  const when = Number.isNaN(at.getTime()) ? time : localIso(at);
  const head = `${when} ${String(level).toUpperCase().padEnd(5)} ${msg}`;
  return [head, ...facts].join('  ');
}

function inOneWord(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[^\s"=]+$/.test(text) ? text : JSON.stringify(text);
}
