import { CombinedError } from '@urql/core';
import { failureOf, retryAfterOf, unanswered } from '../../console/data/failure';
import { whereItIsMissing, withKnown } from '../../console/data/partial-results';

function failedAt(path: readonly (string | number)[], extensions: Record<string, unknown> = {}) {
  return new CombinedError({ graphQLErrors: [{ message: 'Away.', path, extensions }] });
}

describe('an error within a field that must not be null', () => {
  it('is the failure of what is missing for it', () => {
    const { error } = whereItIsMissing({
      data: { venue: null },
      error: failedAt(['venue', 'locationGroups']),
    });
    expect(error?.graphQLErrors[0]?.path).toEqual(['venue']);
    expect(failureOf(error, 'venue')?.message).toBe('Away.');
  });

  it('stays where it is when only that is missing', () => {
    const data = { viewer: { clerkGroup: null }, rows: [{ a: 1 }, { a: null }] };
    const paths = (path: readonly (string | number)[]) =>
      whereItIsMissing({ data, error: failedAt(path) }).error?.graphQLErrors[0]?.path;
    expect(paths(['viewer', 'clerkGroup'])).toEqual(['viewer', 'clerkGroup']);
    expect(paths(['rows', 1, 'a', 'b'])).toEqual(['rows', 1, 'a']);
  });

  it('keeps what else it says', () => {
    const given = failedAt(['venue', 'timeZone'], { code: 'BUSY', retryAfterSeconds: 5 });
    const { error } = whereItIsMissing({ data: { venue: null }, error: given });
    expect(failureOf(error, 'venue')).toMatchObject({ code: 'BUSY', retryAfterSeconds: 5 });
  });

  it('is left alone without an answer', () => {
    const networkError = new Error('ECONNREFUSED');
    const error = new CombinedError({ networkError });
    expect(whereItIsMissing({ data: undefined, error }).error).toBe(error);
  });
});

describe('what was known', () => {
  it('is in for a part that failed now, and for no other', () => {
    const known = { venue: 'as it was', viewer: 'Morgan' };
    expect(withKnown<object>({ venue: null, viewer: 'Priya' }, known)).toEqual({
      venue: 'as it was',
      viewer: 'Priya',
    });
    expect(withKnown<object>({ venue: null }, undefined)).toEqual({ venue: null });
  });
});

describe('a wait that the server asks for', () => {
  it('is the longest that any error names, in whole seconds', () => {
    const error = new CombinedError({
      graphQLErrors: [
        { message: 'Busy.', extensions: { retryAfterSeconds: 5 } },
        { message: 'Full.', extensions: { retryAfterSeconds: 59.2 } },
        { message: 'Other.' },
      ],
    });
    expect(retryAfterOf(error)).toBe(60);
  });

  it.each([undefined, null, 'soon', 0, -1])('is none where it says %p', (retryAfterSeconds) => {
    expect(retryAfterOf(failedAt(['venue'], { retryAfterSeconds }))).toBeUndefined();
    expect(retryAfterOf(undefined)).toBeUndefined();
  });
});

describe('a change that got no answer', () => {
  it('is said to be unknown, never to have failed', () => {
    const lost = failureOf(new CombinedError({ networkError: new Error('reset') }));
    expect(lost && unanswered(lost).message).toContain('Whether this was done is unknown');
    const refused = failureOf(failedAt(['resync'], { code: 'BUSY' }));
    expect(refused && unanswered(refused)).toBe(refused);
  });
});
