/** What is known of the last code that was asked for. */
import { codeRequests } from '../../../src/domain/onboarding/code-requests.js';
import { CODE_PATTERN, codeShape, isCode } from '../../../src/domain/types/authentication-code.js';
import { sqliteEngine } from '../../storage/engines.js';
import { StillClock } from '../still-clock.js';

const MINUTE = 60_000;
const engine = sqliteEngine();
afterEach(() => engine.cleanUp());

async function bench() {
  const clock = new StillClock(new Date('2031-05-05T17:10:00.000Z'));
  const { keyValues } = await engine.state();
  const request = {
    sentTo: 'm*****r@example.com',
    sentAt: clock.now(),
    expiresAt: new Date(clock.now().getTime() + 30 * MINUTE),
    attemptsLeft: 5,
  };
  return { clock, request, requests: codeRequests(keyValues, clock) };
}

describe('the last code that was asked for', () => {
  it('is known until it works no more', async () => {
    const { clock, request, requests } = await bench();
    expect(await requests.last()).toBeUndefined();
    await requests.sent(request);
    expect(await requests.last()).toEqual(request);
    await clock.pass(30 * MINUTE);
    expect(await requests.last()).toBeUndefined();
  });

  it('is known for a day where the cloud did not say until when it works', async () => {
    const { clock, request, requests } = await bench();
    await requests.sent({ ...request, expiresAt: undefined, attemptsLeft: undefined });
    await clock.pass(23 * 60 * MINUTE);
    expect(await requests.last()).toMatchObject({ expiresAt: undefined, attemptsLeft: undefined });
    await clock.pass(60 * MINUTE);
    expect(await requests.last()).toBeUndefined();
  });

  it('counts as the cloud says, and works no more without attempts, or once it is used', async () => {
    const { request, requests } = await bench();
    await requests.sent(request);
    await requests.refused(undefined);
    expect((await requests.last())?.attemptsLeft).toBe(5);
    await requests.refused(2);
    expect((await requests.last())?.attemptsLeft).toBe(2);
    await requests.refused(0);
    expect(await requests.last()).toBeUndefined();
    await requests.sent(request);
    await requests.used();
    expect(await requests.last()).toBeUndefined();
  });
});

describe('what resembles a code', () => {
  it.each([
    [0, 'ABCD-2345-XY', true],
    [0, 'ABCD 2345', false],
    [0, '', false],
    [8, 'ABCD2345', true],
    [8, 'ABCD234', false],
    [8, 'ABCD23456', false],
  ])('of %d characters: %j is %s', (codeLength, text, is) => {
    expect(isCode(text, codeShape({ codeLength }))).toBe(is);
  });

  it('is never wider than what the edge takes', () => {
    expect(codeShape({ codeLength: 0 }).pattern).toBe(CODE_PATTERN);
  });
});
