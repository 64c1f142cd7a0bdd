/** What an error of mssql means to us, by the table in verdicts.ts. */
import type { DatabaseFailure } from '../../domain/ports/database-failure.js';
import { DatabaseError } from '../database-error.js';
import { NoNativeDriver } from './client.js';
import type { MssqlSettings } from './settings.js';
import { NoVenueViews } from './venue-views.js';
import {
  type Advice,
  CODES,
  LOGIN,
  NATIVE_DRIVER,
  NOT_REACHABLE,
  NUMBERS,
  OUT_OF_RESOURCES,
  POOL,
  READ_ONLY,
  type Row,
  type Verdict,
  VIEWS,
} from './verdicts.js';

/** mssql's own classes, by name. */
const CLIENTS = /^(MSSQL|Connection|Request|Transaction|PreparedStatement)Error$/;

/** From class 17 on SQL Server is out of a resource, from class 20 on it has closed the connection. */
const RESOURCE = 17;
const FATAL = 20;

/** Undefined for what isn't a database's error at all. */
export function verdictOf(error: unknown): Verdict | undefined {
  if (error instanceof NoNativeDriver)
    return { failure: 'GONE', isTransient: false, advice: { ...NATIVE_DRIVER, message: error.message } };
  if (error instanceof NoVenueViews)
    return { failure: 'OTHER', isTransient: false, advice: { ...VIEWS, message: error.message } };
  if (error instanceof DatabaseError)
    return { failure: error.failure, isTransient: false, ...adviceIn(error.cause) };
  for (const each of errorsIn(error)) {
    const row = rowOf(each);
    if (row) return toVerdict(row);
  }
  const [first] = errorsIn(error);
  if (first === undefined) return undefined;
  if (first.number !== undefined) {
    const level = first.class ?? 0;
    if (level >= FATAL) return { failure: 'GONE', isTransient: true };
    return toVerdict(level >= RESOURCE ? OUT_OF_RESOURCES : [undefined, false]);
  }
  return { failure: 'OTHER', isTransient: false };
}

export function failureOf(error: unknown): DatabaseFailure | undefined {
  return verdictOf(error)?.failure;
}

/** What happened and what to do, with the server, instance, port, database and login. */
export function adviceOf(
  error: unknown,
  settings: MssqlSettings,
): { readonly message?: string; readonly remedy?: string } | undefined {
  const { failure, advice } = verdictOf(error) ?? {};
  const found = advice ?? (failure && BY_FAILURE[failure]);
  if (found === undefined) return undefined;
  const { message, remedy } = found;
  return {
    message: `${message} ${connectionText(settings)}`,
    remedy: typeof remedy === 'string' ? remedy : remedy(settings),
  };
}

function connectionText({ server, instance, port, database, login }: MssqlSettings): string {
  const where =
    instance === undefined ? `port ${port ?? 1433}` : `instance ${instance}, port from SQL Server Browser`;
  return `(Server ${server}, ${where}, database ${database}, login ${loginName(login)}.)`;
}

function loginName(login: MssqlSettings['login']): string {
  if (login.kind === 'windows') return "of the control plane's Windows account";
  return login.kind === 'ntlm' ? `${login.domain}\\${login.user}` : login.user;
}

/** What else is said of these is about a file on this machine. */
const BY_FAILURE: Partial<Record<DatabaseFailure, Advice>> = { GONE: NOT_REACHABLE, READ_ONLY };

/** A login that was refused must not be asked again and again: that locks the account. */
export function isRefusedLogin(error: unknown): boolean {
  return verdictOf(error)?.advice === LOGIN;
}

interface Known {
  readonly code: string;
  readonly message: string;
  readonly number?: number;
  readonly class?: number;
}

/** The error, what mssql wrapped in it and what came before it in the same answer; by their shape and not their class, as they may come from another realm. */
function errorsIn(error: unknown): readonly Known[] {
  const { precedingErrors = [], originalError } = (error ?? {}) as {
    precedingErrors?: readonly unknown[];
    originalError?: unknown;
  };
  return [error, originalError, ...precedingErrors].flatMap((each) => knownIn(each) ?? []).toSorted(byNumber);
}

/** What has a number says more than what wraps it. */
function byNumber(one: Known, other: Known): number {
  return Number(one.number === undefined) - Number(other.number === undefined);
}

function knownIn(error: unknown): Known | undefined {
  if (!(error instanceof Error) && !isErrorLike(error)) return undefined;
  const { name, code, message, number, class: level } = error as Error & Record<string, unknown>;
  if (name === 'TimeoutError' && /acquire|pool/i.test(message)) return { code: 'EPOOL', message };
  const isClients = typeof name === 'string' && CLIENTS.test(name);
  if (!isClients && (typeof code !== 'string' || !/^E[A-Z]+$/.test(code))) return undefined;
  return {
    // What the socket says may come as words alone.
    code: typeof code === 'string' ? code : 'EREQUEST',
    message,
    ...(typeof number === 'number' && { number }),
    ...(typeof level === 'number' && { class: level }),
  };
}

function isErrorLike(value: unknown): boolean {
  return typeof (value as { message?: unknown } | undefined)?.message === 'string';
}

function rowOf({ code, message, number }: Known): Row | undefined {
  if (number !== undefined) return NUMBERS[number];
  if (code === 'EPOOL') return ['BUSY', false, POOL];
  return CODES.find((each) => each.code === code && (each.words?.test(message) ?? true))?.row;
}

function toVerdict([failure, isTransient, advice]: Row): Verdict {
  return { failure, isTransient, ...(advice !== undefined && { advice }) };
}

function adviceIn(cause: unknown): { advice?: Advice } {
  const { advice } = verdictOf(cause) ?? {};
  return advice === undefined ? {} : { advice };
}
