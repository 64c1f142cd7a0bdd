/** A server that is asked to stop while an operation goes back ends in time all the same. */
import { PracticeVenue } from '../venue/practice-venue.js';
import { tell } from '../venue/requests.js';
import { beginOnboarding, isAlive, startQuick, until } from './main-job.js';

let venue: PracticeVenue | undefined;

afterEach(() => venue?.stop(), 60_000);

test('SIGTERM while a stubborn gateway is being stopped leaves no process after 15 s', async () => {
  const at = await startQuick({ heartbeatMs: 3000, stopGraceSeconds: 40 });
  venue = at;
  await at.setFaults({ link: 'down', service: 'gateway-client:stubborn' });
  const id = await beginOnboarding(at);
  const goesBack = async () => (await tell(at, id))?.failure?.code === 'HEARTBEAT_NOT_SEEN';
  await until(goesBack, 'it goes back', 60_000);
  expect((await tell(at, id))?.state).toBe('RUNNING');
  const pid = at.pid ?? 0;
  const from = Date.now();
  process.kill(pid, 'SIGTERM');
  while (isAlive(pid) && Date.now() - from < 30_000) await new Promise((later) => setTimeout(later, 50));
  expect(Date.now() - from).toBeLessThan(15_000);
  expect(at.processes()).toEqual([]);
}, 150_000);
