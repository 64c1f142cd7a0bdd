import { startOwner } from './owner-under-test.js';
import { eventually, processes } from './pool-under-test.js';

test('the death of a host is no unhandled rejection: its server lives on', async () => {
  const { owner, hosts } = await startOwner({ Mode: 'sleep' });
  const [, host = 0] = hosts;
  process.kill(host, 'SIGKILL');
  await eventually(() => !processes().has(host), 2000);
  await new Promise((wait) => setTimeout(wait, 500));
  expect([owner.exitCode, owner.signalCode]).toEqual([null, null]);
  owner.kill('SIGKILL');
});
