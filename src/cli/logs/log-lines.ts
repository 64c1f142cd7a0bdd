/** Lines of the log: read, chosen, and put into words. */
import { FINDINGS } from '../../domain/types/findings.js';
import { ERRORS } from '../../errors/errors.js';
import { localIso } from '../doctor-rows.js';

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

export interface LineQuery {
  readonly level: Level;
  /** Of an operation or a request. Of an operation also the lines of the request that began it, once one line has named both. */
  readonly operation?: string | undefined;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}

export function lineFilter({ level, operation: id, since, until }: LineQuery): (line: LogLine) => boolean {
  const least = LEVELS.indexOf(level);
  const isInSpan = ({ time }: Fields) => {
    const at = Date.parse(String(time));
    return !(since && !(at >= since.getTime())) && !(until && !(at < until.getTime()));
  };
  const ids = new Set<unknown>([id]);
  return ({ fields }) => {
    const { operationId, correlationId } = fields;
    if (id !== undefined && operationId === id && correlationId !== undefined) ids.add(correlationId);
    const isOf = id === undefined || ids.has(operationId) || ids.has(correlationId);
    return isOf && LEVELS.indexOf(fields['level'] as Level) >= least && isInSpan(fields);
  };
}

export function asText({ time, level, msg, err, ...rest }: Fields): string {
  const facts = Object.entries(rest)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${inOneWord(value)}`);
  const at = new Date(String(time));
  const when = Number.isNaN(at.getTime()) ? time : localIso(at);
  const why = reasonOf(err, rest);
  const head = `${when} ${String(level).toUpperCase().padEnd(5)} ${msg}${why ? `: ${why}` : ''}`;
  return [head, ...facts].join('  ');
}

/** What it means, on one line: an error's message, or the meaning of the code of an ended operation or a finding. */
function reasonOf(err: unknown, { operationId, code, severity }: Fields): string | undefined {
  if (err === undefined) {
    const found = tableEntry(FINDINGS, code);
    if (found && severity !== undefined) return found.title;
    return operationId === undefined ? undefined : tableEntry(ERRORS, code)?.message;
  }
  const { message, stack } = (err ?? {}) as { message?: unknown; stack?: unknown };
  const said = message ?? stack ?? err;
  const text = typeof said === 'string' ? said : JSON.stringify(said);
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** A log of another version may have other codes. */
function tableEntry<Row>(table: Readonly<Record<string, Row>>, code: unknown): Row | undefined {
  return typeof code === 'string' && Object.hasOwn(table, code) ? table[code] : undefined;
}

function inOneWord(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[^\s"=]+$/.test(text) ? text : JSON.stringify(text);
}
