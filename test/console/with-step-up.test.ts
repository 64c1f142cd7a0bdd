import { CombinedError } from '@urql/core';
import { parse } from 'graphql';
import { doingOf, withStepUp } from '../../console/data/send-action';

const refused = (gate: string) => ({
  error: new CombinedError({
    graphQLErrors: [{ message: 'No.', extensions: { code: 'FORBIDDEN', gate } }],
  }),
});

/** Answers in turn, and what was sent and asked, in order. */
function practice(answers: readonly object[], granted = true) {
  const done: string[] = [];
  const left = [...answers];
  const send = async () => {
    done.push('sent');
    return left.shift() ?? {};
  };
  const stepUp = async () => {
    done.push('asked');
    return granted;
  };
  return { done, outcome: withStepUp<unknown>(send, stepUp) };
}

describe('an action', () => {
  it('is sent once, and no one is asked, while presence is fresh', async () => {
    const { done, outcome } = practice([{ data: 'begun' }]);
    expect(await outcome).toEqual({ data: 'begun', failure: undefined });
    expect(done).toEqual(['sent']);
  });

  it('is sent again just once after the step-up that it wanted', async () => {
    const { done, outcome } = practice([refused('STEP_UP'), { data: 'begun' }]);
    expect(await outcome).toEqual({ data: 'begun', failure: undefined });
    expect(done).toEqual(['sent', 'asked', 'sent']);
  });

  it('fails when it is refused again: no one is asked in a circle', async () => {
    const { done, outcome } = practice([refused('STEP_UP'), refused('STEP_UP')]);
    expect(await outcome).toMatchObject({ data: undefined, failure: { gate: 'STEP_UP' } });
    expect(done).toEqual(['sent', 'asked', 'sent']);
  });

  it('is left without a failure by a clerk who goes back', async () => {
    const { done, outcome } = practice([refused('STEP_UP')], false);
    expect(await outcome).toBeUndefined();
    expect(done).toEqual(['sent', 'asked']);
  });

  it('asks for no PIN where another gate refused', async () => {
    const { done, outcome } = practice([refused('PERMISSION')]);
    expect(await outcome).toMatchObject({ failure: { gate: 'PERMISSION' } });
    expect(done).toEqual(['sent']);
  });
});

describe('what the question for the PIN names', () => {
  it.each([
    ['mutation { grantPermission(input: {}) { id } }', 'grant a permission'],
    [
      'mutation { a: unlockClerk { id } b: unlockClerk { id } signOffAudit { id } }',
      'unlock a clerk and sign off the audit',
    ],
    ['mutation A { resync { id } } mutation B { onboard { id } }', 'onboard'],
    ['mutation { ...F } fragment F on Mutation { resync { id } }', 'continue'],
  ])('of %s is what it does', (document, doing) => {
    expect(doingOf(parse(document), document.includes(' B ') ? 'B' : null)).toBe(doing);
  });
});
