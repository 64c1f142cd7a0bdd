import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { probeCloud } from '../../rehearsal/cloud/probe.js';
import { CloudProcess, pause } from './cloud-process.js';

let cloud: CloudProcess;
let foreign: Server;
beforeAll(async () => {
  cloud = await new CloudProcess().start();
  foreign = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
  await once(foreign, 'listening');
});
afterAll(async () => {
  foreign.close();
  await cloud.end();
});
const foreignPort = () => (foreign.address() as AddressInfo).port;

describe('the rehearsal cloud as a process', () => {
  it('says in one line where it is and where the mailbox is, and notes it in cloud.json', () => {
    expect(cloud.output).toBe(`Rehearsal cloud ready: ${cloud.url} (mailbox at ${cloud.url}/mailbox)\n`);
    const note = JSON.parse(readFileSync(join(cloud.dataFolder, 'rehearsal/cloud.json'), 'utf8'));
    expect(note).toEqual({
      pid: cloud.child?.pid,
      port: Number(new URL(cloud.url).port),
      startedAt: expect.any(String),
    });
  });

  it('reports whose it is', async () => {
    expect(await probeCloud(cloud.url, cloud.dataFolder)).toBe('ours');
    expect(await probeCloud(cloud.url, '/elsewhere')).toBe('other');
    expect(await probeCloud(`http://127.0.0.1:${foreignPort()}`, cloud.dataFolder)).toBe('foreign');
    expect(await probeCloud('http://127.0.0.1:1', cloud.dataFolder)).toBe('absent');
  });

  it('refuses a port that is taken, and says by whom and what to do', async () => {
    const second = new CloudProcess();
    const byForeign = await second.startAndEnd(foreignPort());
    expect(byForeign).toMatchObject({ code: 1, output: expect.stringContaining('taken by another program') });
    expect(byForeign.output).toContain('VENUE_CONTROL_CLOUD_PORT');
    const byOther = await second.startAndEnd(Number(new URL(cloud.url).port));
    expect(byOther).toMatchObject({
      code: 1,
      output: expect.stringContaining('cloud of another data folder'),
    });
    expect(existsSync(join(second.dataFolder, 'rehearsal/cloud.json'))).toBe(false);
    await second.end();
  });

  it('runs once for a data folder', async () => {
    const twin = await cloud.startAndEnd(0);
    expect(twin).toMatchObject({
      code: 1,
      output: expect.stringContaining('already runs with the data folder'),
    });
    expect(await probeCloud(cloud.url, cloud.dataFolder)).toBe('ours');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends with 0 within a second of %s, whatever is open',
    async (signal) => {
      if (cloud.child?.exitCode !== null) await cloud.start();
      await cloud.setFaults({ redeem: 'timeout-before-commit' });
      const silent = cloud.redeem('ABCDEFGH').catch(() => 'ended');
      await cloud.setFaults({ redeem: 'timeout-before-commit', cloud: 'slow' });
      const slow = cloud.askVenue('GET', '').catch(() => 'ended');
      await pause(200);
      const since = Date.now();
      expect(await cloud.kill(signal)).toBe(0);
      expect(Date.now() - since).toBeLessThan(1000);
      expect(await Promise.all([silent, slow])).toEqual(['ended', 'ended']);
      expect(existsSync(join(cloud.dataFolder, 'rehearsal/cloud.json'))).toBe(false);
      expect(cloud.output).not.toMatch(/failed/);
    },
  );
});
