import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureCloud, stopCloud } from '../../rehearsal/cloud/cloud-control.js';
import { probeCloud } from '../../rehearsal/cloud/probe.js';
import { seedVenueFolder } from '../../rehearsal/venue-folder.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';
import { freePort } from '../venue/free-port.js';

const entry = resolve('test/fixtures/cloud-entry.mjs');
// Before the folder goes that says where it runs.
afterEach(() => stopCloud(folder()));
const folder = folderOfTest();
const config = (port: number, dataFolder = folder()) => ({
  dataFolder,
  cloudPort: port,
  cloudUrl: `http://127.0.0.1:${port}`,
});

describe('the cloud that the server searches for', () => {
  it('is started when absent, found when there, and stopped by the next caller', async () => {
    const port = await freePort();
    expect(await ensureCloud(config(port), entry)).toEqual({
      url: `http://127.0.0.1:${port}`,
      started: true,
    });
    expect(await ensureCloud(config(port), entry)).toEqual({
      url: `http://127.0.0.1:${port}`,
      started: false,
    });
    expect(readFileSync(folder('rehearsal/cloud.log'), 'utf8')).toContain('Rehearsal cloud ready');
    expect(await stopCloud(folder())).toBe(true);
    expect(await probeCloud(`http://127.0.0.1:${port}`, folder())).toBe('absent');
    expect(await stopCloud(folder())).toBe(false);
  });

  it('may have a port of the system, which its note reports', async () => {
    const found = await ensureCloud(config(0), entry);
    expect(await probeCloud(found.url, folder())).toBe('ours');
    expect(await ensureCloud(config(0), entry)).toEqual({ url: found.url, started: false });
  });

  it('is not that of another data folder, and the error says so', async () => {
    const { url } = await ensureCloud(config(0), entry);
    const elsewhere = mkdtempSync(join(tmpdir(), 'rehearsal-control-'));
    const theirs = config(Number(new URL(url).port), elsewhere);
    await expect(ensureCloud(theirs, entry)).rejects.toThrow(/another data folder.*VENUE_CONTROL_CLOUD_PORT/);
    rmSync(elsewhere, { recursive: true });
  });

  it('may be that of another data folder where its address is named: joined, trusted, and left running', async () => {
    const { url } = await ensureCloud(config(0), entry);
    const elsewhere = mkdtempSync(join(tmpdir(), 'rehearsal-control-'));
    seedVenueFolder(elsewhere);
    const theirs = { ...config(await freePort(), elsewhere), cloudUrl: url };
    expect(await ensureCloud(theirs, entry)).toEqual({ url, started: false });
    const trusted = (of: string) => readFileSync(join(of, 'rehearsal/package-signing.json'), 'utf8');
    expect(trusted(elsewhere)).toBe(trusted(folder()));
    expect(await stopCloud(elsewhere)).toBe(false);
    await stopCloud(folder());
    await expect(ensureCloud(theirs, entry)).rejects.toThrow(/No rehearsal cloud responds at .*CLOUD_URL/);
    rmSync(elsewhere, { recursive: true });
  });

  it('that does not start is reported with what it said', async () => {
    const wrong = resolve('test/fixtures/no-such-entry.mjs');
    await expect(ensureCloud(config(await freePort()), wrong)).rejects.toThrow(/did not start: \S/);
  });
});
