/** One call from the queue to its result: how long it waits for a host, and what is known of one that never began. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ScriptCall, ScriptError } from '../../src/domain/ports/script-runner.js';
import type { ScriptHost } from '../../src/powershell/host/host.js';
import { Job } from '../../src/powershell/pool/job.js';

/** Never answers: what was sent to it, and the calls that it was asked to stop. */
function mutedHost() {
  const [sent, stopped]: [string[], string[]] = [[], []];
  const send = (line: (id: string) => string) => {
    sent.push(line('1'));
    return '1';
  };
  const host = { send, cancel: (id: string) => stopped.push(id), abandon: () => undefined };
  return { host: host as unknown as ScriptHost, sent, stopped };
}
const failureOf = (job: Job) =>
  job.result.then(
    () => undefined,
    (error: ScriptError) => error,
  );
const made = (given: Partial<ScriptCall>) => new Job({ script: 'Set-Thing', deadlineMs: 60, ...given });

it.each([
  ['its deadline passes', () => ({ deadlineMs: 20 }), 'TIMED_OUT'],
  ['it has waited as long as it may', () => ({ deadlineMs: 60_000, waitMs: 20 }), 'TIMED_OUT'],
  ['it is cancelled', () => ({ deadlineMs: 60_000, signal: AbortSignal.timeout(20) }), 'CANCELLED'],
])('never began where %s before it has a host', async (_when, given, failure) => {
  expect(await failureOf(made(given()))).toMatchObject({ failure, mayHaveRun: false });
});

it.each([
  ['from its beginning', { waitMs: 50 }, [900, 1000]],
  ['less what it waited, where its wait is a part of it', {}, [0, 900]],
])('has its deadline %s', async (_which, given, [least = 0, most = 0]) => {
  const job = made({ ...given, deadlineMs: 1000 });
  const failure = failureOf(job);
  if (!('waitMs' in given)) await sleep(150);
  const { host, sent, stopped } = mutedHost();
  job.runOn(host, true);
  const { deadline } = JSON.parse(sent[0] ?? '');
  expect(deadline).toBeGreaterThan(least);
  expect(deadline).toBeLessThanOrEqual(most);
  await sleep(100);
  expect(stopped).toEqual([]);
  job.stop('TIMED_OUT');
  job.fail('TIMED_OUT', 'late');
  expect(await failure).toMatchObject({ mayHaveRun: true });
  expect(stopped).toEqual(['1']);
});
