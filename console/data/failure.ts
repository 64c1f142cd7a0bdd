import type { CombinedError } from '@urql/core';
import { t } from '../messages';

/** An error as a person needs it: what happened, what to do, and what support asks for. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly remedy: string | undefined;
  readonly correlationId: string | undefined;
  /** It may go better after so long; undefined: waiting fixes nothing that is known. */
  readonly retryAfterSeconds: number | undefined;
  readonly gate: 'SCOPE' | 'PERMISSION' | 'HIERARCHY' | 'STEP_UP' | undefined;
  readonly changes: readonly { readonly fact: string; readonly planned: string; readonly now: string }[];
}

/** The failure of one root field, or of the whole request; undefined when that field has its answer. */
export function failureOf(error: CombinedError | undefined, field?: string): Failure | undefined {
  if (!error) return undefined;
  if (error.networkError) return notReached();
  const found = error.graphQLErrors.find(({ path }) => !field || !path || path[0] === field);
  if (!found) return undefined;
  // A part of the answer that failed leaves the rest to show.
  if (field && (found.path?.length ?? 0) > 1) return undefined;
  return read(found.message, found.extensions);
}

/** When to ask again, where the server has said so: the longest that any of the errors names. */
export function retryAfterOf(error: CombinedError | undefined): number | undefined {
  const said = error?.graphQLErrors.flatMap(
    ({ extensions }) => seconds(extensions['retryAfterSeconds']) ?? [],
  );
  return said && said.length > 0 ? Math.max(...said) : undefined;
}

/** Codes of all errors, for code that only needs to know. */
export function codesOf(error: CombinedError): string[] {
  return error.graphQLErrors.map(({ extensions }) => String(extensions['code'] ?? ''));
}

function read(message: string, extensions: Readonly<Record<string, unknown>>): Failure {
  const text = (name: string) => (typeof extensions[name] === 'string' ? extensions[name] : undefined);
  const list = <T>(name: string) => (Array.isArray(extensions[name]) ? (extensions[name] as T[]) : []);
  return {
    code: text('code') ?? 'INTERNAL_SERVER_ERROR',
    message,
    remedy: text('remedy'),
    correlationId: text('correlationId'),
    retryAfterSeconds: seconds(extensions['retryAfterSeconds']),
    gate: text('gate') as Failure['gate'],
    changes: list<Failure['changes'][number]>('changes'),
  };
}

function seconds(said: unknown): number | undefined {
  return typeof said === 'number' && said > 0 ? Math.ceil(said) : undefined;
}

/** Of what was to change something: the answer is lost, and the change may have been made. */
export function unanswered(failure: Failure): Failure {
  if (failure.code !== 'NOT_CONNECTED') return failure;
  return {
    ...failure,
    message: t.problem.unanswered,
    remedy: t.problem.unansweredRemedy,
  };
}

function notReached(): Failure {
  return {
    code: 'NOT_CONNECTED',
    message: t.problem.notReached,
    remedy: t.problem.notReachedRemedy,
    correlationId: undefined,
    retryAfterSeconds: undefined,
    gate: undefined,
    changes: [],
  };
}
