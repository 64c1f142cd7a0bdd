/** The PowerShell host starts beside the state, as it takes as long as all the rest: where the state is refused, it is ended again. */
import { renameSync } from 'node:fs';
import { resolve } from 'node:path';
import { PracticeVenue, startVenue } from '../venue/practice-venue.js';
import { until } from './main-job.js';

test('a start that is refused for its state leaves no process, and the next one is as ever', async () => {
  const venue = await startVenue();
  try {
    process.kill(venue.pid ?? 0, 'SIGTERM');
    await until(async () => venue.processes().length === 0, 'it has ended', 20_000);
    renameSync(venue.stateFile, `${venue.stateFile}.away`);
    await expect(venue.start()).rejects.toThrow(/ended with 1: .*state database .* is missing/s);
    expect(venue.processes()).toEqual([]);
    renameSync(`${venue.stateFile}.away`, venue.stateFile);
    await venue.start();
  } finally {
    await venue.stop();
  }
}, 120_000);

test('what an earlier server left running continues beside a start that is refused', async () => {
  const venue = await startVenue();
  const services = () => venue.processes().filter(({ command }) => !command.includes('Start-ScriptHost'));
  try {
    const server = venue.pid;
    await venue.kill();
    await until(async () => venue.processes().length === services().length, 'its hosts are gone', 20_000);
    const before = services().map(({ pid }) => pid);
    expect(before.length).toBeGreaterThan(3);
    expect(before).not.toContain(server);
    renameSync(venue.stateFile, `${venue.stateFile}.away`);
    await expect(venue.start()).rejects.toThrow(/state database .* is missing/);
    expect(services().map(({ pid }) => pid)).toEqual(before);
  } finally {
    await venue.stop();
  }
}, 120_000);

test('a start that waits for a PowerShell which never gets ready hears that it is to end', async () => {
  let said = '';
  const venue = await PracticeVenue.prepare({
    env: { VENUE_CONTROL_PWSH: resolve('test/fixtures/fake-pwsh.mjs'), FAKE_HOST: 'never ready' },
    hear: (text) => {
      said += String(text);
    },
  });
  try {
    const start = venue.start().catch((error: unknown) => String(error));
    const hosts = () => venue.processes().filter(({ command }) => command.includes('fake-pwsh'));
    await until(async () => hosts().length > 0, 'its host is there', 20_000);
    process.kill(venue.pid ?? 0, 'SIGTERM');
    await until(async () => venue.processes().length === 0, 'it has ended', 20_000);
    expect(await start).toMatch(/ended with 0/);
    expect(said).toContain('Stopped before it was ready');
    expect(said).not.toContain('Ready:');
  } finally {
    await venue.stop();
  }
}, 60_000);
