import { CombinedError } from '@urql/core';
import { isRepeatable, untilAnswered } from '../../console/data/send-action';

const lost = { error: new CombinedError({ networkError: new TypeError('Failed to fetch') }) };
const odd = { error: new CombinedError({ networkError: new Error('413'), response: { status: 413 } }) };
const done = { data: { onboard: { id: 'op-1' } } };

async function sent(answers: readonly object[], isWanted = () => true) {
  const waits: number[] = [];
  let times = 0;
  const answer = await untilAnswered(
    async () => answers[Math.min(times++, answers.length - 1)] as { error?: CombinedError },
    isWanted,
    async (ms) => void waits.push(ms),
  );
  return { answer, times, waits };
}

it('sends the same again until it is answered, ever more slowly', async () => {
  expect(await sent([lost, lost, lost, lost, lost, done])).toEqual({
    answer: done,
    times: 6,
    waits: [500, 1000, 2000, 4000, 4000],
  });
});

it('takes whatever was answered, also a refusal that is none of GraphQL’s', async () => {
  expect(await sent([odd, done])).toMatchObject({ answer: odd, times: 1 });
});

it('stops when no one waits for it any more', async () => {
  expect(await sent([lost], () => false)).toMatchObject({ answer: lost, times: 1 });
});

it('stops also when no one waits any more once it has waited', async () => {
  const wanted = [true, false];
  expect(await sent([lost, done], () => wanted.shift() ?? false)).toMatchObject({ answer: lost, times: 1 });
});

it('is only for what carries a key', () => {
  expect(isRepeatable({ input: { idempotencyKey: 'k' } })).toBe(true);
  expect(isRepeatable({ input: { reason: 'r' } })).toBe(false);
  expect(isRepeatable({ key: 'netpos' })).toBe(false);
  expect(isRepeatable(undefined)).toBe(false);
});
