/** Who a token belongs to is read in each turn: anyone who lost it, by whatever program, is no one to the next request. */
import { Viewers } from '../../src/server/viewers.js';
import { callerOf } from '../domain/rehearsal-domain.js';

describe('a lookup', () => {
  const viewer = callerOf('1').viewer;
  let reads: boolean[];
  let viewers: Viewers;
  beforeEach(() => {
    reads = [];
    viewers = new Viewers({
      async viewerOf(token, { countsAsActivity }) {
        reads.push(countsAsActivity);
        return token === 'token' ? viewer : undefined;
      },
    });
  });

  test('is shared by all who show the same token in one turn, and by no later request', async () => {
    const ask = () => viewers.of('token', { countsAsActivity: true });
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([viewer, viewer, viewer]);
    expect(reads).toEqual([true]);
    await ask();
    expect(reads).toEqual([true, true]);
  });

  test('distinguishes tokens, and what is use of the session from what is not', async () => {
    const of = (token: string, countsAsActivity: boolean) => viewers.of(token, { countsAsActivity });
    expect(await Promise.all([of('token', true), of('token', false), of('another', true)])).toEqual([
      viewer,
      viewer,
      undefined,
    ]);
    expect(reads).toEqual([true, false, true]);
  });
});
