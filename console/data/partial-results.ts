import { CombinedError, type OperationResult } from '@urql/core';

/**
 * A field that must not be null takes whatever is around it along when it fails. The error then counts for what is missing and not
 * for the field alone: so the cache keeps what it knew of it, and anyone who shows it says why it does not exist.
 */
export function whereItIsMissing<Result extends Pick<OperationResult, 'data' | 'error'>>(
  result: Result,
): Result {
  const { data, error } = result;
  if (!error || !data) return result;
  const graphQLErrors = error.graphQLErrors.map((each) => ({
    message: each.message,
    extensions: each.extensions,
    ...(each.path && { path: cut(data, each.path) }),
  }));
  return { ...result, error: new CombinedError({ ...error, graphQLErrors }) };
}

/** As much of the path as leads to the first null. */
function cut(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let at = data as Readonly<Record<string | number, unknown>> | null | undefined;
  for (const [depth, key] of path.entries()) {
    at = at?.[key] as typeof at;
    if (at === null || at === undefined) return path.slice(0, depth + 1);
  }
  return path;
}

/** A part that failed now is shown as it was known; what never was stays missing. */
export function withKnown<Data extends object>(data: Data, known: Data | undefined): Data {
  const answered = Object.entries(data).filter(([, value]) => value !== null);
  return { ...data, ...known, ...Object.fromEntries(answered) };
}
