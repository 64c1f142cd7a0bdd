/** The event log of a rehearsal, read by real PowerShell through the catalogue. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VenueEventLog } from '../../src/operations/world/event-log.js';
import { makePool, projectFolder } from './pool-under-test.js';

const LEVELS = ['VERBOSE', 'INFORMATION', 'WARNING', 'ERROR'];
const at = (second: number) => new Date(Date.UTC(2031, 4, 6, 12, 0, second));
const lineAt = (second: number, level: string | undefined) => {
  const line = { at: at(second).toISOString(), level, source: 'Cloud Sync', eventId: 7034 };
  return `${JSON.stringify({ ...line, message: `line ${second}`, service: 'cloud-sync' })}\n`;
};

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
    const lines = Array.from({ length: 12 }, (_, second) => lineAt(second, LEVELS[second % 4]));
    mkdirSync(join(folder, 'rehearsal'));
    writeFileSync(join(folder, 'rehearsal', 'event-log.jsonl'), lines.join(''));
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

  it('costs the same of 100,000 lines as of a few: the newest, and a page far back', async () => {
    const file = join(folder, 'rehearsal', 'event-log.jsonl');
    const few = Array.from({ length: 400 }, (_, second) => lineAt(second, 'INFORMATION'));
    const many = Array.from({ length: 100_000 }, (_, second) => lineAt(second, 'INFORMATION'));
    many[99_000] = lineAt(99_000, 'ERROR');
    writeFileSync(`${file}.few`, few.join(''));
    writeFileSync(`${file}.many`, many.join(''));
    const took: Record<string, number[]> = { few: [], many: [], back: [], rare: [] };
    const far = { before: String(1 + Buffer.byteLength(many.slice(0, 50_000).join(''))) };
    const since = at(98_000);
    for (let turn = 0; turn < 5; turn += 1) {
      for (const [name, size, query] of [
        ['few', 'few', {}],
        ['many', 'many', {}],
        ['back', 'many', far],
        ['rare', 'many', { minimumLevel: 'ERROR', since }],
      ] as const) {
        renameSync(`${file}.${size}`, file);
        const began = performance.now();
        const { entries } = await log.page({ first: 50, ...query });
        took[name]?.push(performance.now() - began);
        renameSync(file, `${file}.${size}`);
        expect(entries).toHaveLength(name === 'rare' ? 1 : 50);
        if (name === 'back') expect(entries[0]?.message).toBe('line 49999');
      }
    }
    const best = (name: string) => Math.min(...(took[name] ?? []));
    for (const name of ['many', 'back', 'rare']) expect(best(name) / best('few')).toBeLessThan(4);
  }, 120_000);
});
