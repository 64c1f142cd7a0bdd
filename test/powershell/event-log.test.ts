/** The event log of a rehearsal, read by real PowerShell through the catalogue. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VenueEventLog } from '../../src/operations/event-log.js';
import { makePool, projectFolder } from './pool-under-test.js';

const LEVELS = ['VERBOSE', 'INFORMATION', 'WARNING', 'ERROR'];
const at = (second: number) => new Date(Date.UTC(2031, 4, 6, 12, 0, second));

describe('the event log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'event-log-'));
  const { pool } = makePool({
    scriptFolders: [join(projectFolder, 'scripts', 'operations')],
    env: { VENUE_CONTROL_DATA: folder, VENUE_CONTROL_VENUE: 'rehearsal' },
  });
  const log = new VenueEventLog(pool.runner);
  const messages = async (...query: Parameters<VenueEventLog['page']>) =>
    (await log.page(...query)).entries.map((entry) => entry.message);

  beforeAll(async () => {
    await pool.start();
    const lines = Array.from({ length: 12 }, (_, second) => ({
      at: at(second).toISOString(),
      level: LEVELS[second % 4],
      source: 'Cloud Sync',
      eventId: 7034,
      message: `line ${second}`,
      service: 'cloud-sync',
    }));
    mkdirSync(join(folder, 'rehearsal'));
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    writeFileSync(join(folder, 'rehearsal', 'event-log.jsonl'), text);
  });
  afterAll(async () => {
    await pool.stop();
    rmSync(folder, { recursive: true });
  });

  it('comes newest first, each entry on exactly one page', async () => {
    const seen: string[] = [];
    let before: string | undefined;
    for (let more = true; more; ) {
      const page = await log.page({ first: 5, ...(before ? { before } : {}) });
      seen.push(...page.entries.map((entry) => entry.message));
      before = page.entries.at(-1)?.recordId;
      more = page.hasNextPage;
    }
    expect(seen).toEqual(Array.from({ length: 12 }, (_, index) => `line ${11 - index}`));
  });

  it('is filtered by level and by time', async () => {
    expect(await messages({ first: 3, minimumLevel: 'WARNING' })).toEqual(['line 11', 'line 10', 'line 7']);
    const span = { first: 9, since: at(2), until: at(4) };
    expect(await messages(span)).toEqual(['line 4', 'line 3', 'line 2']);
  });
});
