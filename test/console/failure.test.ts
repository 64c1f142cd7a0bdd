import { CombinedError } from '@urql/core';
import { codesOf, failureOf } from '../../console/data/failure';

interface Said {
  readonly message?: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

function errorOf(...said: readonly Said[]): CombinedError {
  const graphQLErrors = said.map(({ message = 'No.', path, extensions = {} }) => ({
    message,
    extensions: { ...extensions },
    ...(path && { path }),
  }));
  return new CombinedError({ graphQLErrors });
}

function failed(...said: readonly Said[]) {
  const failure = failureOf(errorOf(...said));
  if (!failure) throw new Error('That is no failure.');
  return failure;
}

describe('the failure of an answer', () => {
  it('is none without an error', () => {
    expect(failureOf(undefined)).toBeUndefined();
    expect(failureOf(undefined, 'venue')).toBeUndefined();
  });

  it('says what happened, what to do, and what support asks for', () => {
    const extensions = { code: 'PLAN_CHANGED', remedy: 'Plan again.', correlationId: 'c-1' };
    expect(failed({ message: 'The plan has changed.', extensions })).toEqual({
      code: 'PLAN_CHANGED',
      message: 'The plan has changed.',
      remedy: 'Plan again.',
      correlationId: 'c-1',
      retryAfterSeconds: undefined,
      gate: undefined,
      changes: [],
    });
  });

  it('takes no word for granted: what isn’t of its type is left out', () => {
    const extensions = { code: 7, remedy: null, changes: {} };
    expect(failed({ extensions })).toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
      remedy: undefined,
      changes: [],
    });
  });

  it('is that of the field that was asked about, and of no other', () => {
    const error = errorOf(
      { message: 'No venue.', path: ['venue'] },
      { message: 'No plan.', path: ['resyncPlan'] },
    );
    expect(failureOf(error, 'resyncPlan')?.message).toBe('No plan.');
    expect(failureOf(error, 'services')).toBeUndefined();
    expect(failureOf(error)?.message).toBe('No venue.');
  });

  it('is that of every field when the whole request was refused', () => {
    expect(failureOf(errorOf({ message: 'Too many.' }), 'venue')?.message).toBe('Too many.');
  });

  it('is none where only a part of the field failed: the rest is shown', () => {
    expect(failureOf(errorOf({ path: ['viewer', 'permissions'] }), 'viewer')).toBeUndefined();
  });

  it('distinguishes a server that can’t be reached from one that refuses', () => {
    const error = new CombinedError({ networkError: new Error('ECONNREFUSED') });
    expect(failureOf(error, 'venue')).toMatchObject({
      code: 'NOT_CONNECTED',
      message: 'The server does not respond.',
    });
  });

  it('gives every code to code that only needs to know', () => {
    const error = errorOf({ extensions: { code: 'UNAUTHENTICATED' } }, {});
    expect(codesOf(error)).toEqual(['UNAUTHENTICATED', '']);
  });
});
