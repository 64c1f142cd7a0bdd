/** The short form of `npm run prove -- race`; cancel against completion has its own in test/operations. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { race } from '../prove/race.js';
import { PracticeVenue } from '../venue/practice-venue.js';

it('lets exactly one of many win, in every round', async () => {
  const rows = await race({ rounds: 40, lockRounds: 6, interleavings: 10, seed: 20_261_125 });
  expect(rows.flatMap(({ untrue }) => untrue)).toEqual([]);
  expect(rows.map(({ rounds }) => rounds)).toEqual([40, 6, 10]);
}, 120_000);

describe('a second server on one data folder', () => {
  it("is refused with what to do, and let in after a kill -9, also when the dead one's process id is in use again", async () => {
    const venue = await PracticeVenue.prepare();
    try {
      await venue.start();
      const { code, said } = await startSecond(venue);
      expect(code).toBe(1);
      expect(said).toContain(`Another server (process ${venue.pid}) uses the data folder`);
      expect(said).toContain('Stop it first, or set VENUE_CONTROL_DATA to another folder.');
      await venue.kill();
      const lock = join(venue.folder, 'server.lock');
      const holder = JSON.parse(readFileSync(lock, 'utf8'));
      writeFileSync(lock, JSON.stringify({ ...holder, pid: process.pid }));
      await venue.start();
      expect((await venue.ask('{ venue { customerNumber } }')).data.venue.customerNumber).toBe('10482213');
    } finally {
      await venue.stop();
    }
  }, 240_000);
});

async function startSecond(venue: PracticeVenue): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['dist/bundle/main.js', 'serve'], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      VENUE_CONTROL_DATA: venue.folder,
      VENUE_CONTROL_PORT: '0',
      VENUE_CONTROL_CLOUD_PORT: String(venue.cloudPort),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}
