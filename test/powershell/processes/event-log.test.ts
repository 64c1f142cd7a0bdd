/** The event log of a rehearsal, read by real PowerShell through the catalogue. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VenueEventLog } from '../../../src/domain/venue/event-log.js';
import { makePool, projectFolder } from './pool-under-test.js';

const at = (second: number) => new Date(Date.UTC(2031, 4, 6, 12, 0, second));
const lineAt = (second: number, level: string) => {
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

  beforeAll(async () => {
    await pool.start();
    mkdirSync(join(folder, 'rehearsal'));
  });
  afterAll(async () => {
    await pool.stop();
    rmSync(folder, { recursive: true });
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
